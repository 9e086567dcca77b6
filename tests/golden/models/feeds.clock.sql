SELECT now64(3, 'UTC') AS at
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
