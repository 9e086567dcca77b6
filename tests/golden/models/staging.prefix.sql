SELECT
    p.tariff_id AS tariff_id,
    p.prefix AS prefix,
    p.exact AS exact,
    p.zone AS zone,
    p.name AS name,
    p.valid_from AS valid_from,
    coalesce(p.valid_to, toDateTime64('2120-01-01 00:00:00.000', 3, 'UTC')) AS valid_to
FROM raw.catalogue_prefix AS p
ORDER BY
    _landed_at DESC,
    _source DESC,
    _partition DESC,
    _position DESC
LIMIT 1 BY
    p.tariff_id,
    p.prefix,
    p.exact,
    p.valid_from
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
