SELECT
    r.tariff_id AS tariff_id,
    r.price_id AS price_id,
    r.tier AS tier,
    r.unit AS unit,
    r.above AS above,
    r.up_to AS up_to,
    r.amount AS amount,
    r.per_units AS per_units,
    r.flat_fee AS flat_fee,
    r.percentage AS percentage,
    r.maximum AS maximum,
    r.valid_from AS valid_from,
    coalesce(r.valid_to, toDateTime64('2120-01-01 00:00:00.000', 3, 'UTC')) AS valid_to
FROM raw.catalogue_tier AS r
ORDER BY
    _landed_at DESC,
    _source DESC,
    _partition DESC,
    _position DESC
LIMIT 1 BY
    r.tariff_id,
    r.price_id,
    r.tier,
    r.unit,
    r.valid_from
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
