WITH
    ranked AS
    (
        SELECT
            l.*,
            max(toInt32(l.in_base)) OVER (PARTITION BY l.customer_id, l.currency) AS stays,
            max(l.left_day) OVER (PARTITION BY l.customer_id, l.currency) AS last_left_day
        FROM customers.line AS l
    ),
    person AS
    (
        SELECT
            l.customer_id AS customer_id,
            l.currency AS currency,
            max(l.stays) = 0 AS churned,
            sumIf(l.price, ((l.in_base = true) OR ((l.stays = 0) AND (l.left_day = l.last_left_day)))) AS monthly_charges,
            argMax(toString(l.contract_months), tuple(l.in_base, l.first_day, l.subscription_id)) AS contract,
            argMax(toString(l.access), tuple(l.in_base, l.first_day, l.subscription_id)) AS access,
            argMax(coalesce(toString(a.payment_method), 'unknown'), tuple(l.in_base, l.first_day, l.subscription_id)) AS payment_method,
            argMax(toString(l.type), tuple(l.in_base, l.first_day, l.subscription_id)) AS type,
            argMax(toString(l.segment), tuple(l.in_base, l.first_day, l.subscription_id)) AS segment
        FROM ranked AS l
        LEFT JOIN staging.billing_account_current AS a ON a.billing_account_id = l.billing_account_id
        GROUP BY
            l.customer_id,
            l.currency
    ),
    valued AS
    (
        SELECT
            dimension,
            multiIf(dimension = 'contract', p.contract, dimension = 'access', p.access, dimension = 'payment_method', p.payment_method, dimension = 'type', p.type, dimension = 'segment', p.segment, '') AS value,
            p.currency AS currency,
            p.churned AS churned,
            p.monthly_charges AS monthly_charges
        FROM person AS p
        ARRAY JOIN array('all', 'contract', 'access', 'payment_method', 'type', 'segment') AS dimension
    )
SELECT
    v.dimension AS dimension,
    v.value AS value,
    v.currency AS currency,
    count() AS customers,
    countIf(v.churned = true) AS churned,
    (toFloat64(countIf(v.churned = true)) / nullIf(toFloat64(count()), 0)) AS churned_share,
    toDecimal128(round(sum(v.monthly_charges), 3), 3) AS monthly_charges,
    toDecimal128(round(sumIf(v.monthly_charges, v.churned = true), 3), 3) AS churned_monthly_charges
FROM valued AS v
GROUP BY
    v.dimension,
    v.value,
    v.currency
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
