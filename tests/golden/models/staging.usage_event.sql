SELECT
    u.event_id AS event_id,
    u.service AS service,
    u.direction AS direction,
    u.started_at AS started_at,
    u.subscription_id AS subscription_id,
    u.served_number AS served_number,
    u.imsi AS imsi,
    u.other_party AS other_party,
    u.other_network AS other_network,
    u.answered AS answered,
    u.duration_s AS duration_s,
    u.elapsed_s AS elapsed_s,
    u.messages AS messages,
    u.bytes_up AS bytes_up,
    u.bytes_down AS bytes_down,
    u.service_name AS service_name,
    u.roaming AS roaming,
    u.visited_network AS visited_network,
    u.cell_id AS cell_id,
    u.cause AS cause,
    u.stated_amount AS stated_amount,
    u.stated_currency AS stated_currency,
    u._source AS _source,
    u._partition AS _partition,
    u._position AS _position,
    u._batch AS _batch,
    u._landed_at AS _landed_at
FROM raw.usage AS u
WHERE (u._source, u._partition, u._position) NOT IN (
    SELECT
        s._source AS _source,
        s._partition AS _partition,
        s._position AS _position
    FROM staging.usage_suspect AS s
)
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    u.event_id AS event_id,
    u.service AS service,
    u.direction AS direction,
    u.started_at AS started_at,
    u.subscription_id AS subscription_id,
    u.served_number AS served_number,
    u.imsi AS imsi,
    u.other_party AS other_party,
    u.other_network AS other_network,
    u.answered AS answered,
    u.duration_s AS duration_s,
    u.elapsed_s AS elapsed_s,
    u.messages AS messages,
    u.bytes_up AS bytes_up,
    u.bytes_down AS bytes_down,
    u.service_name AS service_name,
    u.roaming AS roaming,
    u.visited_network AS visited_network,
    u.cell_id AS cell_id,
    u.cause AS cause,
    u.stated_amount AS stated_amount,
    u.stated_currency AS stated_currency,
    u._source AS _source,
    u._partition AS _partition,
    u._position AS _position,
    u._batch AS _batch,
    u._landed_at AS _landed_at
FROM staging.usage_suspect AS u
WHERE u.fate = 'kept'
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    u.event_id AS event_id,
    u.service AS service,
    u.direction AS direction,
    u.started_at AS started_at,
    u.subscription_id AS subscription_id,
    u.served_number AS served_number,
    u.imsi AS imsi,
    u.other_party AS other_party,
    toLowCardinality(nullIf('', '')) AS other_network,
    u.answered AS answered,
    u.duration_s AS duration_s,
    NULL AS elapsed_s,
    u.messages AS messages,
    u.bytes_up AS bytes_up,
    u.bytes_down AS bytes_down,
    u.service_name AS service_name,
    u.roaming AS roaming,
    u.visited_network AS visited_network,
    u.cell_id AS cell_id,
    u.cause AS cause,
    u.stated_amount AS stated_amount,
    u.stated_currency AS stated_currency,
    u._source AS _source,
    u._partition AS _partition,
    u._position AS _position,
    u._batch AS _batch,
    u._landed_at AS _landed_at
FROM staging.usage_session AS u
WHERE u.carries_use = true
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
