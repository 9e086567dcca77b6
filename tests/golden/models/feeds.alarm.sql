SELECT
    'silent feed' AS kind,
    toString(s.feed) AS feed,
    '' AS subject,
    s.since AS since,
    toFloat64(s.silent_s) AS value,
    toNullable(s.limit_s) AS limit_value,
    s.usual_gap_s AS usual_value,
    '' AS detail
FROM feeds.silent AS s
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    'reject share' AS kind,
    toString(r.feed) AS feed,
    r.window AS subject,
    r.since AS since,
    r.share AS value,
    toNullable(r.limit_share) AS limit_value,
    r.usual_share AS usual_value,
    concat(toString(r.refused), ' of ', toString(r.records), ' records') AS detail
FROM feeds.refusing AS r
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    'lag' AS kind,
    toString(g.feed) AS feed,
    toString(g.partition) AS subject,
    addSeconds(g.at, (-coalesce(g.lag_s, toInt64(0)))) AS since,
    toFloat64(coalesce(g.lag_s, toInt64(0))) AS value,
    toNullable(toFloat64(g.limit_s)) AS limit_value,
    NULL AS usual_value,
    if(g.detail != '', toString(g.detail), concat(toString(coalesce(g.lag, toInt64(0))), ' waiting')) AS detail
FROM feeds.lagging AS g
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    'stopped' AS kind,
    toString(p.feed) AS feed,
    concat('pid ', toString(p.pid), ' on ', toString(p.host)) AS subject,
    p.since AS since,
    toFloat64(1) AS value,
    NULL AS limit_value,
    NULL AS usual_value,
    if(p.state = 'failed', toString(p.detail), 'no sign of it since, and no word that it stopped') AS detail
FROM feeds.stopped AS p
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    'refused file' AS kind,
    toString(f.feed) AS feed,
    toString(f.file) AS subject,
    f.first_at AS since,
    toFloat64(f.times) AS value,
    NULL AS limit_value,
    NULL AS usual_value,
    toString(f.reason) AS detail
FROM feeds.refused_file AS f
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    'gap' AS kind,
    toString(g.feed) AS feed,
    concat(toString(g.origin), ' ', toString(g.kind)) AS subject,
    g.at AS since,
    toFloat64(coalesce(g.records, toInt64(0))) AS value,
    NULL AS limit_value,
    NULL AS usual_value,
    concat(toString(g.detail), '; ', toString(g.file)) AS detail
FROM network.file_gap AS g
CROSS JOIN feeds.current_limit AS l
WHERE (g.kind != 'sent twice') AND (g.at >= addDays(l.at, (-l.expected_days)))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
