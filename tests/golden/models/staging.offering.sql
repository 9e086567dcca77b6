WITH
    version AS
    (
        SELECT o.*
        FROM raw.catalogue_offering AS o
        ORDER BY
            _landed_at DESC,
            _source DESC,
            _partition DESC,
            _position DESC
        LIMIT 1 BY
            o.offering_id,
            o.valid_from
    )
SELECT
    v.offering_id AS offering_id,
    v.valid_from AS valid_from,
    least(coalesce(v.valid_to, toDateTime64('2120-01-01 00:00:00.000', 3, 'UTC')), coalesce(lead(toNullable(v.valid_from), 1) OVER (PARTITION BY v.offering_id ORDER BY v.valid_from ASC), toDateTime64('2120-01-01 00:00:00.000', 3, 'UTC'))) AS valid_to,
    v.name AS name,
    v.type AS type,
    v.currency AS currency,
    v.recurring_price AS recurring_price,
    v.charged_in AS charged_in,
    v.tariff_id AS tariff_id,
    v.tax_id AS tax_id,
    v.tax_rate AS tax_rate,
    v.legal_entity_id AS legal_entity_id,
    v.minimum_spend AS minimum_spend,
    v.maximum_spend AS maximum_spend
FROM version AS v
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
