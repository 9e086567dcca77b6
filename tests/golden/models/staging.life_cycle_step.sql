SELECT e.*
FROM raw.life_cycle_step AS e
ORDER BY
    _landed_at ASC,
    _source ASC,
    _partition ASC,
    _position ASC
LIMIT 1 BY
    e.customer_id,
    coalesce(e.subscription_id, toString(e._position)),
    e.step,
    e.entered_at
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
