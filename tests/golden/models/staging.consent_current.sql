SELECT s.*
FROM raw.consent AS s
ORDER BY
    decided_at DESC,
    _landed_at DESC,
    _source DESC,
    _partition DESC,
    _position DESC
LIMIT 1 BY
    s.customer_id,
    s.channel,
    s.purpose
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
