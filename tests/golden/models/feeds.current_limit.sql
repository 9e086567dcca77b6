SELECT
    c.at AS at,
    l.silent_times AS silent_times,
    l.silent_least_s AS silent_least_s,
    l.habit_arrivals AS habit_arrivals,
    l.habit_span_s AS habit_span_s,
    l.silent_unknown_s AS silent_unknown_s,
    l.expected_days AS expected_days,
    l.reject_share_hour AS reject_share_hour,
    l.reject_records_hour AS reject_records_hour,
    l.reject_share_day AS reject_share_day,
    l.reject_records_day AS reject_records_day,
    l.lag_s AS lag_s,
    l.beat_s AS beat_s,
    l.refused_days AS refused_days
FROM feeds.clock AS c
CROSS JOIN feeds.alarm_limit AS l
WHERE ((l.valid_from <= toDate(c.at)) AND (l.valid_to > toDate(c.at)))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
