SELECT
    r.offering_id AS offering_id,
    r.kind AS kind,
    r.top_up_id AS top_up_id,
    r.name AS name,
    r.balance_id AS balance_id,
    r.at_least AS at_least,
    r.percentage AS percentage,
    r.amount AS amount,
    r.price AS price,
    r.days AS days,
    r.valid_from AS valid_from,
    coalesce(r.valid_to, toDateTime64('2120-01-01 00:00:00.000', 3, 'UTC')) AS valid_to
FROM raw.catalogue_top_up AS r
ORDER BY
    _landed_at DESC,
    _source DESC,
    _partition DESC,
    _position DESC
LIMIT 1 BY
    r.offering_id,
    r.kind,
    r.top_up_id,
    r.valid_from
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
