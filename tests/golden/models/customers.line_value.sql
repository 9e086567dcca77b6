WITH
    counted AS
    (
        SELECT
            l.subscription_id AS subscription_id,
            l.billing_account_id AS billing_account_id,
            l.customer_id AS customer_id,
            l.currency AS currency,
            k.last_month AS last_month,
            greatest(least(dateDiff('month', addDays(greatest(l.first_day, w.revenue_from), -1), k.last_month), toInt64(3)), toInt64(0)) AS months_counted
        FROM customers.line AS l
        CROSS JOIN customers.base_window AS w
        CROSS JOIN staging.clock AS k
        WHERE l.in_base = true
    ),
    valued AS
    (
        SELECT
            l.subscription_id AS subscription_id,
            l.billing_account_id AS billing_account_id,
            l.customer_id AS customer_id,
            l.currency AS currency,
            l.months_counted AS months_counted,
            coalesce(sumIf(e.revenue, e.month > addMonths(l.last_month, (-l.months_counted))), toDecimal128(0, 9)) AS revenue
        FROM counted AS l
        LEFT JOIN customers.earned_monthly AS e ON (e.subscription_id = l.subscription_id) AND (e.currency = l.currency)
        GROUP BY
            l.subscription_id,
            l.billing_account_id,
            l.customer_id,
            l.currency,
            l.months_counted,
            l.last_month
    )
SELECT
    v.subscription_id AS subscription_id,
    v.billing_account_id AS billing_account_id,
    v.customer_id AS customer_id,
    v.currency AS currency,
    v.months_counted AS months_counted,
    v.revenue AS revenue,
    toDecimal128(((toDecimal256(1, 0) * v.revenue) / greatest(v.months_counted, toInt64(1))), 9) AS arpu_3m
FROM valued AS v
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
