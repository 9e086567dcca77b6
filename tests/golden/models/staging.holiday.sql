SELECT
    r.tariff_id AS tariff_id,
    r.holiday AS holiday,
    r.valid_from AS valid_from,
    coalesce(r.valid_to, toDateTime64('2120-01-01 00:00:00.000', 3, 'UTC')) AS valid_to
FROM raw.catalogue_holiday AS r
ORDER BY
    _landed_at DESC,
    _source DESC,
    _partition DESC,
    _position DESC
LIMIT 1 BY
    r.tariff_id,
    r.holiday,
    r.valid_from
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
