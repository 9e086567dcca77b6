WITH
    earned AS
    (
        SELECT
            assumeNotNull(r.subscription_id) AS subscription_id,
            r.month AS month,
            r.currency AS currency,
            sumIf(r.net, r.category = 'recurring') AS recurring,
            sumIf(r.net, r.category = 'usage') AS usage
        FROM finance.line_revenue AS r
        CROSS JOIN customers.base_window AS w
        WHERE (r.subscription_id IS NOT NULL) AND (r.category IN ('recurring', 'usage')) AND (r.month >= w.revenue_from) AND (r.month <= w.last_day)
        GROUP BY
            r.subscription_id,
            r.month,
            r.currency
    ),
    stay AS
    (
        SELECT
            i.subscription_id AS subscription_id,
            month,
            i.from_day AS from_day,
            i.type AS type,
            i.segment AS segment
        FROM customers.base_interval AS i
        CROSS JOIN customers.base_window AS w
        ARRAY JOIN arrayFilter(m -> (m < least(i.to_day, addDays(w.last_day, 1))), arrayMap(n -> addMonths(toStartOfMonth(greatest(i.from_day, w.revenue_from)), n), range(toUInt64(greatest(dateDiff('month', greatest(i.from_day, w.revenue_from), least(i.to_day, addDays(w.last_day, 1))), 0) + 1)))) AS month
        WHERE i.to_day > w.revenue_from
    ),
    slice AS
    (
        SELECT
            s.subscription_id AS subscription_id,
            s.month AS month,
            argMax(toString(s.type), s.from_day) AS type,
            argMax(toString(s.segment), s.from_day) AS segment
        FROM stay AS s
        GROUP BY
            s.subscription_id,
            s.month
    )
SELECT
    e.month AS month,
    e.subscription_id AS subscription_id,
    s.billing_account_id AS billing_account_id,
    s.customer_id AS customer_id,
    coalesce(i.type, toString(s.type)) AS type,
    coalesce(i.segment, toString(c.segment), 'unknown') AS segment,
    e.currency AS currency,
    e.recurring AS recurring,
    e.usage AS usage,
    (e.recurring + e.usage) AS revenue
FROM earned AS e
INNER JOIN staging.subscription_current AS s ON s.subscription_id = e.subscription_id
LEFT JOIN staging.customer_current AS c ON c.customer_id = s.customer_id
LEFT JOIN slice AS i ON (i.subscription_id = e.subscription_id) AND (i.month = e.month)
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
