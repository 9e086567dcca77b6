WITH
    sign AS
    (
        SELECT
            l.feed AS feed,
            toNullable(max(l.landed_at)) AS landed_at,
            NULL AS taken_up_at
        FROM trunkline.landing AS l
        WHERE (l.state = 'done') AND (l.kind = 'land') AND (l.events > toInt64(0))
        GROUP BY l.feed
        UNION ALL
        SELECT
            s.feed AS feed,
            NULL AS landed_at,
            toNullable(min(s.began_at)) AS taken_up_at
        FROM trunkline.feed_state AS s
        GROUP BY s.feed
    ),
    feed AS
    (
        SELECT
            s.feed AS feed,
            coalesce(max(s.landed_at), max(s.taken_up_at)) AS since
        FROM sign AS s
        GROUP BY s.feed
    ),
    run AS
    (
        SELECT
            p.feed AS feed,
            countIf(p.alive = true) AS alive
        FROM feeds.process AS p
        GROUP BY p.feed
    ),
    held AS
    (
        SELECT
            f.feed AS feed,
            assumeNotNull(f.since) AS since,
            l.at AS at,
            l.expected_days AS expected_days,
            toBool(((coalesce(h.arrivals, toInt64(0)) >= toInt64(l.habit_arrivals)) AND (coalesce(dateDiff('second', h.first_arrival, h.last_arrival), toInt64(0)) >= toInt64(l.habit_span_s)))) AS known,
            toBool(coalesce(r.alive, toInt64(0)) > toInt64(0)) AS alive,
            if(((coalesce(h.arrivals, toInt64(0)) >= toInt64(l.habit_arrivals)) AND (coalesce(dateDiff('second', h.first_arrival, h.last_arrival), toInt64(0)) >= toInt64(l.habit_span_s))), greatest((toFloat64(l.silent_times) * toFloat64(coalesce(h.usual_gap_s, toFloat64(0)))), toFloat64(l.silent_least_s)), toFloat64(l.silent_unknown_s)) AS limit_s,
            if(((coalesce(h.arrivals, toInt64(0)) >= toInt64(l.habit_arrivals)) AND (coalesce(dateDiff('second', h.first_arrival, h.last_arrival), toInt64(0)) >= toInt64(l.habit_span_s))), h.usual_gap_s, NULL) AS usual_gap_s
        FROM feed AS f
        LEFT JOIN feeds.habit AS h ON h.feed = f.feed
        LEFT JOIN run AS r ON r.feed = f.feed
        CROSS JOIN feeds.current_limit AS l
    )
SELECT
    h.feed AS feed,
    h.since AS since,
    dateDiff('second', h.since, h.at) AS silent_s,
    h.limit_s AS limit_s,
    h.usual_gap_s AS usual_gap_s
FROM held AS h
WHERE ((toFloat64(dateDiff('second', h.since, h.at)) > h.limit_s) AND ((h.alive = true) OR ((h.known = true) AND (h.since >= addDays(h.at, (-h.expected_days))))))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
