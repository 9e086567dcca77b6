WITH
    latest AS
    (
        SELECT
            s.feed AS feed,
            s.partition AS partition,
            max(s.at) AS at,
            argMax(s.state, s.at) AS state,
            arrayElement(argMax(array(s.lag), s.at), 1) AS lag,
            arrayElement(argMax(array(s.lag_ms), s.at), 1) AS lag_ms,
            argMax(s.detail, s.at) AS detail,
            any(l.lag_s) AS limit_s
        FROM trunkline.feed_state AS s
        CROSS JOIN feeds.current_limit AS l
        WHERE s.at >= addSeconds(l.at, (-l.beat_s))
        GROUP BY
            s.feed,
            s.partition
    )
SELECT
    s.feed AS feed,
    s.partition AS partition,
    s.at AS at,
    s.lag AS lag,
    intDiv(toInt64(s.lag_ms), 1000) AS lag_s,
    s.limit_s AS limit_s,
    s.detail AS detail
FROM latest AS s
WHERE (s.state NOT IN ('stopped', 'failed')) AND (intDiv(toInt64(s.lag_ms), 1000) > toInt64(s.limit_s))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
