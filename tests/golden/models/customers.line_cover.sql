WITH
    feed AS
    (
        SELECT min(toNullable(a.day)) AS first_day
        FROM customers.activity_day AS a
    ),
    serving AS
    (
        SELECT
            s.subscription_id AS subscription_id,
            s.from_day AS from_day,
            s.to_day AS to_day,
            endsWith(s.type, 'postpaid') AS postpaid
        FROM customers.line_state AS s
        WHERE s.status IN ('active', 'suspended')
    ),
    evidence AS
    (
        SELECT
            a.subscription_id AS subscription_id,
            a.day AS from_day,
            addDays(a.day, 30) AS to_day
        FROM customers.activity_day AS a
        UNION ALL
        SELECT
            s.subscription_id AS subscription_id,
            s.from_day AS from_day,
            addDays(addDays(s.to_day, -1), 30) AS to_day
        FROM serving AS s
        WHERE s.postpaid = true
        UNION ALL
        SELECT
            s.subscription_id AS subscription_id,
            min(s.from_day) AS from_day,
            any(addDays(addDays(coalesce(f.first_day, toDate('2120-01-01')), -1), 30)) AS to_day
        FROM serving AS s
        CROSS JOIN feed AS f
        WHERE ((s.postpaid = false) AND ((f.first_day IS NULL) OR (s.from_day < f.first_day)))
        GROUP BY s.subscription_id
    ),
    reach AS
    (
        SELECT
            e.subscription_id AS subscription_id,
            e.from_day AS from_day,
            e.to_day AS to_day,
            max(toNullable(e.to_day)) OVER (PARTITION BY e.subscription_id ORDER BY e.from_day ASC, e.to_day ASC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS reached
        FROM evidence AS e
    ),
    island AS
    (
        SELECT
            r.subscription_id AS subscription_id,
            r.from_day AS from_day,
            r.to_day AS to_day,
            sum(if(((r.reached IS NULL) OR (r.from_day > r.reached)), 1, 0)) OVER (PARTITION BY r.subscription_id ORDER BY r.from_day ASC, r.to_day ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS number
        FROM reach AS r
    )
SELECT
    i.subscription_id AS subscription_id,
    min(i.from_day) AS from_day,
    max(i.to_day) AS to_day
FROM island AS i
GROUP BY
    i.subscription_id,
    i.number
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
