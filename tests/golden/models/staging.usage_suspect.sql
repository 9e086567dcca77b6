WITH
    shared_id AS
    (
        SELECT cityHash64(u.event_id) AS hash
        FROM raw.usage AS u
        WHERE u.event_id IS NOT NULL
        GROUP BY cityHash64(u.event_id)
        HAVING count() > toInt64(1)
    ),
    batch AS
    (
        SELECT
            u._source AS _source,
            u._partition AS _partition,
            u._batch AS _batch,
            min(u._position) AS low,
            max(u._position) AS high
        FROM raw.usage AS u
        GROUP BY
            u._source,
            u._partition,
            u._batch
    ),
    ordered AS
    (
        SELECT
            b._source AS _source,
            b._partition AS _partition,
            b.low AS low,
            max(b.high) OVER (PARTITION BY b._source, b._partition ORDER BY b.low ASC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached
        FROM batch AS b
    ),
    overlapping AS
    (
        SELECT DISTINCT
            o._source AS _source,
            o._partition AS _partition
        FROM ordered AS o
        WHERE o.reached >= o.low
    ),
    shared_position AS
    (
        SELECT
            u._source AS _source,
            u._partition AS _partition,
            u._position AS _position
        FROM raw.usage AS u
        WHERE (u._source, u._partition) IN (
            SELECT
                o._source AS _source,
                o._partition AS _partition
            FROM overlapping AS o
        )
        GROUP BY
            u._source,
            u._partition,
            u._position
        HAVING count() > toInt64(1)
    ),
    candidate AS
    (
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
            u._landed_at AS _landed_at,
            coalesce(u.event_id, concat(u._source, ' ', u._partition, ' ', toString(u._position))) AS identity,
            row_number() OVER (PARTITION BY u._source, u._partition, u._position ORDER BY u._landed_at ASC, u._batch ASC) AS landing
        FROM raw.usage AS u
        WHERE ((cityHash64(u.event_id) IN (
            SELECT s.hash AS hash
            FROM shared_id AS s
        )) OR ((u._source, u._partition, u._position) IN (
            SELECT
                p._source AS _source,
                p._partition AS _partition,
                p._position AS _position
            FROM shared_position AS p
        )))
    ),
    spaced AS
    (
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
            u._landed_at AS _landed_at,
            u.identity AS identity,
            u.landing AS landing,
            lag(toNullable(u.started_at), 1) OVER (PARTITION BY u.identity ORDER BY u.started_at ASC) AS previous
        FROM candidate AS u
    ),
    clustered AS
    (
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
            u._landed_at AS _landed_at,
            u.identity AS identity,
            u.landing AS landing,
            sum(if(((u.previous IS NULL) OR (addDays(u.previous, 45) < u.started_at)), toInt32(1), toInt32(0))) OVER (PARTITION BY u.identity ORDER BY u.started_at ASC) AS cluster
        FROM spaced AS u
    )
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
    u._landed_at AS _landed_at,
    multiIf(u.landing > toInt64(1), 'landed twice', row_number() OVER (PARTITION BY u.identity, u.cluster ORDER BY u._landed_at ASC, u._source ASC, u._partition ASC, u._position ASC, u._batch ASC) > toInt64(1), 'duplicate', 'kept') AS fate
FROM clustered AS u
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
