WITH
    batch AS
    (
        SELECT
            l.feed AS feed,
            toDateTime64(toStartOfMinute(l.landed_at), 3, 'UTC') AS minute,
            sum(l.events) AS events,
            sum(l.records) AS records,
            sum(l.quarantined) AS quarantined
        FROM trunkline.landing AS l
        WHERE (l.state = 'done') AND (l.kind = 'land')
        GROUP BY
            l.feed,
            toDateTime64(toStartOfMinute(l.landed_at), 3, 'UTC')
    ),
    latest AS
    (
        SELECT
            b.feed AS feed,
            max(b.minute) AS minute
        FROM batch AS b
        WHERE b.events > toInt64(0)
        GROUP BY b.feed
    ),
    recent AS
    (
        SELECT
            b.feed AS feed,
            b.minute AS minute,
            b.events AS events,
            b.records AS records,
            b.quarantined AS quarantined
        FROM batch AS b
        INNER JOIN latest AS n ON n.feed = b.feed
        WHERE b.minute >= addDays(n.minute, -14)
    ),
    gap AS
    (
        SELECT
            r.feed AS feed,
            r.minute AS minute,
            dateDiff('second', lag(toNullable(r.minute), 1) OVER (PARTITION BY r.feed ORDER BY r.minute ASC), r.minute) AS seconds
        FROM recent AS r
        WHERE r.events > toInt64(0)
    ),
    coming AS
    (
        SELECT
            g.feed AS feed,
            count() AS arrivals,
            min(g.minute) AS first_arrival,
            max(g.minute) AS last_arrival,
            toNullable(toFloat64(quantileExact(0.95)(g.seconds))) AS usual_gap_s
        FROM gap AS g
        GROUP BY g.feed
    ),
    refusing AS
    (
        SELECT
            r.feed AS feed,
            (toFloat64(sum(r.quarantined)) / nullIf(toFloat64(sum(r.records)), 0)) AS usual_reject_share
        FROM recent AS r
        GROUP BY r.feed
    )
SELECT
    c.feed AS feed,
    c.arrivals AS arrivals,
    c.first_arrival AS first_arrival,
    c.last_arrival AS last_arrival,
    c.usual_gap_s AS usual_gap_s,
    s.usual_reject_share AS usual_reject_share
FROM coming AS c
INNER JOIN refusing AS s ON s.feed = c.feed
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
