SELECT e.*
FROM raw.network_operator AS e
ORDER BY
    _landed_at DESC,
    _source DESC,
    _partition DESC,
    _position DESC
LIMIT 1 BY
    e.mcc,
    e.mnc,
    e.country_code,
    e.operator,
    e.updated_at
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
