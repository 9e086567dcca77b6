SELECT
    f.feed AS feed,
    f.file AS file,
    min(f.at) AS first_at,
    count() AS times,
    argMax(f.detail, f.at) AS reason
FROM trunkline.feed_file AS f
CROSS JOIN feeds.current_limit AS l
WHERE (f.outcome = 'refused') AND (f.at >= addDays(l.at, (-l.refused_days)))
GROUP BY
    f.feed,
    f.file
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
