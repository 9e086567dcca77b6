WITH
    counted AS
    (
        SELECT
            toNullable(toString(a.time_zone)) AS time_zone,
            count() AS accounts
        FROM staging.billing_account_current AS a
        GROUP BY a.time_zone
    )
SELECT coalesce(argMax(c.time_zone, tuple(c.accounts, c.time_zone)), 'UTC') AS time_zone
FROM counted AS c
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
