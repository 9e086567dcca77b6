SELECT s.*
FROM staging.customer_whole AS s
ORDER BY
    updated_at DESC,
    _landed_at DESC,
    _source DESC,
    _partition DESC,
    _position DESC
LIMIT 1 BY s.customer_id
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
