WITH
    side AS
    (
        SELECT
            i.subscription_id AS subscription_id,
            i.from_day AS day,
            toInt64(1) AS change
        FROM customers.base_interval AS i
        WHERE i.enters != 'moved'
        UNION ALL
        SELECT
            i.subscription_id AS subscription_id,
            i.to_day AS day,
            toInt64(-1) AS change
        FROM customers.base_interval AS i
        WHERE i.leaves = 'termination'
    ),
    delta AS
    (
        SELECT
            toStartOfMonth(l.first_day) AS cohort,
            l.first_type AS type,
            l.first_segment AS segment,
            dateDiff('month', l.first_day, s.day) AS months_since,
            sum(s.change) AS change
        FROM side AS s
        INNER JOIN customers.line AS l ON l.subscription_id = s.subscription_id
        GROUP BY
            toStartOfMonth(l.first_day),
            l.first_type,
            l.first_segment,
            dateDiff('month', l.first_day, s.day)
    ),
    size AS
    (
        SELECT
            toStartOfMonth(l.first_day) AS cohort,
            l.first_type AS type,
            l.first_segment AS segment,
            toInt64(count()) AS base
        FROM customers.line AS l
        GROUP BY
            toStartOfMonth(l.first_day),
            l.first_type,
            l.first_segment
    ),
    grid AS
    (
        SELECT
            z.cohort AS cohort,
            z.type AS type,
            z.segment AS segment,
            z.base AS base,
            months_since
        FROM size AS z
        CROSS JOIN staging.clock AS k
        ARRAY JOIN range(toInt64(toInt64(0)), toInt64((dateDiff('month', z.cohort, k.last_month) + toInt64(1)))) AS months_since
    )
SELECT
    g.cohort AS cohort,
    g.type AS type,
    g.segment AS segment,
    g.months_since AS months_since,
    g.base AS base,
    sum(coalesce(d.change, toInt64(0))) OVER (PARTITION BY g.cohort, g.type, g.segment ORDER BY g.months_since ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS kept
FROM grid AS g
LEFT JOIN delta AS d ON (d.cohort = g.cohort) AND (d.type = g.type) AND (d.segment = g.segment) AND (d.months_since = g.months_since)
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
