SELECT
    toDate('2000-01-01') AS valid_from,
    toDate('2120-01-01') AS valid_to,
    toInt32(3) AS silent_times,
    toInt32(900) AS silent_least_s,
    toInt32(10) AS habit_arrivals,
    toInt32(86400) AS habit_span_s,
    toInt32(86400) AS silent_unknown_s,
    toInt32(14) AS expected_days,
    toFloat64(0.05) AS reject_share_hour,
    toInt32(20) AS reject_records_hour,
    toFloat64(0.01) AS reject_share_day,
    toInt32(100) AS reject_records_day,
    toInt32(900) AS lag_s,
    toInt32(60) AS beat_s,
    toInt32(1) AS refused_days
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
