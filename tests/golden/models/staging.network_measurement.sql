SELECT e.*
FROM raw.network_measurement AS e
ORDER BY
    _landed_at ASC,
    _source ASC,
    _partition ASC,
    _position ASC
LIMIT 1 BY
    e.cell_id,
    e.metric,
    e.measured_at
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
