WITH
    part AS
    (
        SELECT
            coalesce(u.cell_id, '') AS cell_id,
            toDateTime64(toStartOfHour(u.started_at), 3, 'UTC') AS hour,
            toInt64(count()) AS events,
            toInt64(countIf(((u.service = 'voice') AND (u.answered = true)))) AS calls,
            toInt64(sumIf(u.duration_s, ((u.service = 'voice') AND (u.answered = true)))) AS call_seconds,
            toInt64(sum(u.messages)) AS messages,
            toInt64(sum((u.bytes_up + u.bytes_down))) AS bytes,
            NULL AS measured_bytes,
            NULL AS utilisation,
            NULL AS setup_success,
            NULL AS drop_rate
        FROM staging.usage_event AS u
        WHERE u.cell_id IS NOT NULL
        GROUP BY
            coalesce(u.cell_id, ''),
            toDateTime64(toStartOfHour(u.started_at), 3, 'UTC')
        UNION ALL
        SELECT
            toString(m.cell_id) AS cell_id,
            toDateTime64(toStartOfHour(m.measured_at), 3, 'UTC') AS hour,
            toInt64(0) AS events,
            toInt64(0) AS calls,
            toInt64(0) AS call_seconds,
            toInt64(0) AS messages,
            toInt64(0) AS bytes,
            sumIf(toNullable(m.value), m.metric = 'traffic_bytes') AS measured_bytes,
            (toFloat64(sumIf(m.value, m.metric = 'utilisation_ratio')) / nullIf(toFloat64(countIf(m.metric = 'utilisation_ratio')), 0)) AS utilisation,
            (toFloat64(sumIf(m.value, m.metric = 'setup_success_ratio')) / nullIf(toFloat64(countIf(m.metric = 'setup_success_ratio')), 0)) AS setup_success,
            (toFloat64(sumIf(m.value, m.metric = 'drop_ratio')) / nullIf(toFloat64(countIf(m.metric = 'drop_ratio')), 0)) AS drop_rate
        FROM staging.network_measurement AS m
        GROUP BY
            toString(m.cell_id),
            toDateTime64(toStartOfHour(m.measured_at), 3, 'UTC')
    ),
    whole AS
    (
        SELECT
            p.cell_id AS cell_id,
            p.hour AS hour,
            sum(p.events) AS events,
            sum(p.calls) AS calls,
            sum(p.call_seconds) AS call_seconds,
            sum(p.messages) AS messages,
            sum(p.bytes) AS bytes,
            max(p.measured_bytes) AS measured_bytes,
            max(p.utilisation) AS utilisation,
            max(p.setup_success) AS setup_success,
            max(p.drop_rate) AS drop_rate
        FROM part AS p
        GROUP BY
            p.cell_id,
            p.hour
    ),
    placed AS
    (
        SELECT
            h.cell_id AS cell_id,
            h.hour AS hour,
            z.time_zone AS time_zone,
            h.events AS events,
            h.calls AS calls,
            h.call_seconds AS call_seconds,
            h.messages AS messages,
            h.bytes AS bytes,
            h.measured_bytes AS measured_bytes,
            h.utilisation AS utilisation,
            h.setup_success AS setup_success,
            h.drop_rate AS drop_rate
        FROM whole AS h
        CROSS JOIN network.network_zone AS z
    )
SELECT
    h.cell_id AS cell_id,
    h.hour AS hour,
    addSeconds(h.hour, coalesce(o.offset_s, 0)) AS local_hour,
    coalesce(toString(c.region), 'unknown') AS region,
    coalesce(toString(c.technology), 'unknown') AS technology,
    h.events AS events,
    h.calls AS calls,
    h.call_seconds AS call_seconds,
    h.messages AS messages,
    h.bytes AS bytes,
    h.measured_bytes AS measured_bytes,
    h.utilisation AS utilisation,
    h.setup_success AS setup_success,
    h.drop_rate AS drop_rate
FROM placed AS h
LEFT JOIN staging.network_cell_current AS c ON c.cell_id = h.cell_id
ASOF LEFT JOIN staging.zone_offset AS o ON (o.zone = h.time_zone) AND (h.hour >= o.from_at)
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
