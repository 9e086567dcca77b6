SELECT
    toDateTime64('1970-01-01 00:00:00.000', 3, 'UTC') AS valid_from,
    k.billable_from AS valid_to
FROM staging.clock AS k
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
