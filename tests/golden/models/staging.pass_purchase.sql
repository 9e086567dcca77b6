SELECT e.*
FROM raw.pass_purchase AS e
ORDER BY
    _landed_at ASC,
    _source ASC,
    _partition ASC,
    _position ASC
LIMIT 1 BY e.purchase_id
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
