SELECT
    r.tariff_id AS tariff_id,
    r.price_id AS price_id,
    r.service AS service,
    r.zone AS zone,
    r.band AS band,
    r.weight AS weight,
    r.holiday AS holiday,
    r.weekdays AS weekdays,
    r.from_minute AS from_minute,
    r.to_minute AS to_minute,
    r.after_units AS after_units,
    r.connect_fee AS connect_fee,
    r.rate AS rate,
    r.per_units AS per_units,
    r.first_increment AS first_increment,
    r.next_increment AS next_increment,
    r.decimals AS decimals,
    r.valid_from AS valid_from,
    coalesce(r.valid_to, toDateTime64('2120-01-01 00:00:00.000', 3, 'UTC')) AS valid_to
FROM raw.catalogue_rate AS r
ORDER BY
    _landed_at DESC,
    _source DESC,
    _partition DESC,
    _position DESC
LIMIT 1 BY
    r.tariff_id,
    r.price_id,
    r.service,
    r.zone,
    r.band,
    r.holiday,
    r.weekdays,
    r.from_minute,
    r.after_units,
    r.valid_from
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
