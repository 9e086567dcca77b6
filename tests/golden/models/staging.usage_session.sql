WITH
    session AS
    (
        SELECT
            r.session_id AS session_id,
            r.session_number AS session_number,
            r.part AS part,
            argMin(r.service, tuple(r.sequence, r.step_order, r._landed_at, r._position)) AS service,
            argMin(r.direction, tuple(r.sequence, r.step_order, r._landed_at, r._position)) AS direction,
            min(r.started_at) AS started_at,
            argMin(r.subscription_id, tuple(r.sequence, r.step_order, r._landed_at, r._position)) AS subscription_id,
            argMin(r.served_number, tuple(r.sequence, r.step_order, r._landed_at, r._position)) AS served_number,
            argMin(r.imsi, tuple(r.sequence, r.step_order, r._landed_at, r._position)) AS imsi,
            argMin(r.other_party, tuple(r.sequence, r.step_order, r._landed_at, r._position)) AS other_party,
            toUInt32(least(sum(r.added_s), toUInt64(toInt64(4294967295)))) AS duration_s,
            toUInt32(least(sum(r.added_messages), toUInt64(toInt64(4294967295)))) AS messages,
            sum(r.added_up) AS bytes_up,
            sum(r.added_down) AS bytes_down,
            argMin(r.service_name, tuple(r.sequence, r.step_order, r._landed_at, r._position)) AS service_name,
            argMin(r.roaming, tuple(r.sequence, r.step_order, r._landed_at, r._position)) AS roaming,
            argMin(r.visited_network, tuple(r.sequence, r.step_order, r._landed_at, r._position)) AS visited_network,
            argMin(r.cell_id, tuple(r.sequence, r.step_order, r._landed_at, r._position)) AS cell_id,
            argMax(r.cause, tuple(r.sequence, r.step_order, r._landed_at, r._position)) AS cause,
            argMin(r._source, tuple(r.sequence, r.step_order, r._landed_at, r._position)) AS first_source,
            argMin(r._partition, tuple(r.sequence, r.step_order, r._landed_at, r._position)) AS first_partition,
            argMin(r._position, tuple(r.sequence, r.step_order, r._landed_at, r._position)) AS first_position,
            argMin(r._batch, tuple(r.sequence, r.step_order, r._landed_at, r._position)) AS first_batch,
            max(r._landed_at) AS last_landed_at,
            count() AS reports,
            max(r.reported_at) AS last_reported_at,
            countIf(r.step IN ('stop', 'event')) AS ends
        FROM staging.usage_report AS r
        WHERE r.fate = 'kept'
        GROUP BY
            r.session_id,
            r.session_number,
            r.part
    )
SELECT
    toNullable(concat(s.session_id, '/', s.part, if(s.session_number = toInt64(1), '', concat('#', toString(s.session_number))))) AS event_id,
    toLowCardinality(s.service) AS service,
    toLowCardinality(s.direction) AS direction,
    s.started_at AS started_at,
    s.subscription_id AS subscription_id,
    s.served_number AS served_number,
    s.imsi AS imsi,
    s.other_party AS other_party,
    toBool(true) AS answered,
    s.duration_s AS duration_s,
    s.messages AS messages,
    s.bytes_up AS bytes_up,
    s.bytes_down AS bytes_down,
    toLowCardinality(s.service_name) AS service_name,
    s.roaming AS roaming,
    toLowCardinality(s.visited_network) AS visited_network,
    s.cell_id AS cell_id,
    toLowCardinality(s.cause) AS cause,
    toLowCardinality(s.first_source) AS _source,
    toLowCardinality(s.first_partition) AS _partition,
    s.first_position AS _position,
    toLowCardinality(s.first_batch) AS _batch,
    s.last_landed_at AS _landed_at,
    s.session_id AS session_id,
    s.session_number AS session_number,
    s.part AS part,
    s.reports AS reports,
    s.last_reported_at AS last_reported_at,
    toBool(s.ends > toInt64(0)) AS ended
FROM session AS s
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
