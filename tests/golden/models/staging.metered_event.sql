SELECT
    if(u.event_id IS NULL, concat(u._partition, ' ', toString(u._position)), coalesce(u.event_id, '')) AS event_id,
    u.metric AS metric,
    u.started_at AS started_at,
    u.subscription_id AS subscription_id,
    u.quantity AS quantity,
    u.amount AS amount,
    u.properties AS properties,
    row_number() OVER (PARTITION BY if(u.event_id IS NULL, concat(u._partition, ' ', toString(u._position)), coalesce(u.event_id, '')) ORDER BY u._landed_at ASC, u._source ASC, u._partition ASC, u._position ASC) AS copy,
    u._source AS _source,
    u._partition AS _partition,
    u._position AS _position,
    u._landed_at AS _landed_at
FROM raw.metered_usage AS u
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
