WITH
    feed AS
    (
        SELECT
            p.feed AS feed,
            countIf(p.alive = true) AS alive,
            max(p.began_at) AS latest_begin
        FROM feeds.process AS p
        GROUP BY p.feed
    )
SELECT
    p.feed AS feed,
    p.host AS host,
    p.pid AS pid,
    p.last_beat AS since,
    p.state AS state,
    p.detail AS detail
FROM feeds.process AS p
INNER JOIN feed AS f ON f.feed = p.feed
WHERE (f.alive = toInt64(0)) AND (p.state != 'stopped') AND (f.latest_begin <= p.last_beat)
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
