WITH
    window AS
    (
        SELECT
            b.feed AS feed,
            'last hour' AS window,
            addHours(any(l.at), -1) AS since,
            sum(b.records) AS records,
            sum(b.quarantined) AS refused,
            any(l.reject_share_hour) AS limit_share,
            toInt64(any(l.reject_records_hour)) AS least
        FROM trunkline.landing AS b
        CROSS JOIN feeds.current_limit AS l
        WHERE (b.state = 'done') AND (b.kind = 'land') AND (b.landed_at >= addHours(l.at, -1))
        GROUP BY b.feed
        UNION ALL
        SELECT
            b.feed AS feed,
            'last day' AS window,
            addHours(any(l.at), -24) AS since,
            sum(b.records) AS records,
            sum(b.quarantined) AS refused,
            any(l.reject_share_day) AS limit_share,
            toInt64(any(l.reject_records_day)) AS least
        FROM trunkline.landing AS b
        CROSS JOIN feeds.current_limit AS l
        WHERE (b.state = 'done') AND (b.kind = 'land') AND (b.landed_at >= addHours(l.at, -24))
        GROUP BY b.feed
    )
SELECT
    w.feed AS feed,
    w.window AS window,
    w.since AS since,
    w.records AS records,
    w.refused AS refused,
    coalesce((toFloat64(w.refused) / nullIf(toFloat64(w.records), 0)), toFloat64(0)) AS share,
    w.limit_share AS limit_share,
    h.usual_reject_share AS usual_share
FROM window AS w
LEFT JOIN feeds.habit AS h ON h.feed = w.feed
WHERE ((w.records >= w.least) AND ((toFloat64(w.refused) / nullIf(toFloat64(w.records), 0)) > w.limit_share))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
