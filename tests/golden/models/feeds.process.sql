WITH
    latest AS
    (
        SELECT
            s.feed AS feed,
            s.host AS host,
            s.pid AS pid,
            s.began_at AS began_at,
            max(s.at) AS last_beat,
            argMax(s.state, s.at) AS state,
            argMax(s.detail, s.at) AS detail
        FROM trunkline.feed_state AS s
        GROUP BY
            s.feed,
            s.host,
            s.pid,
            s.began_at
    )
SELECT
    p.feed AS feed,
    p.host AS host,
    p.pid AS pid,
    p.began_at AS began_at,
    p.last_beat AS last_beat,
    p.state AS state,
    p.detail AS detail,
    toBool(((p.last_beat >= addSeconds(l.at, (-l.beat_s))) AND (p.state NOT IN ('stopped', 'failed')))) AS alive
FROM latest AS p
CROSS JOIN feeds.current_limit AS l
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
