WITH
    version AS
    (
        SELECT o.*
        FROM raw.catalogue_tax AS o
        ORDER BY
            _landed_at DESC,
            _source DESC,
            _partition DESC,
            _position DESC
        LIMIT 1 BY
            o.tax_id,
            o.valid_from
    )
SELECT
    v.tax_id AS tax_id,
    v.valid_from AS valid_from,
    least(coalesce(v.valid_to, toDateTime64('2120-01-01 00:00:00.000', 3, 'UTC')), coalesce(lead(toNullable(v.valid_from), 1) OVER (PARTITION BY v.tax_id ORDER BY v.valid_from ASC), toDateTime64('2120-01-01 00:00:00.000', 3, 'UTC'))) AS valid_to,
    v.name AS name,
    v.category AS category,
    v.rate AS rate,
    v.parts AS parts,
    v.jurisdiction AS jurisdiction
FROM version AS v
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
