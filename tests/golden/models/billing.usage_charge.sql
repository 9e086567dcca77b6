WITH
    used AS
    (
        SELECT
            u.billing_account_id AS billing_account_id,
            u.subscription_id AS subscription_id,
            u.customer_id AS customer_id,
            u.service AS service,
            u.month AS month,
            u.currency AS currency,
            u.tax_rate AS tax_rate,
            u.quantity AS quantity,
            u.amount AS amount,
            toDate(u.local_started_at) AS day,
            toStartOfMonth(u.started_at) AS start_month,
            if(((u.charged_quantity > toInt64(0)) OR (u.amount != '0')), true, false) AS chargeable
        FROM rating.rated_usage AS u
        WHERE u.type IN ('mobile postpaid', 'fixed postpaid')
    ),
    placed AS
    (
        SELECT
            u.billing_account_id AS billing_account_id,
            u.subscription_id AS subscription_id,
            u.customer_id AS customer_id,
            u.service AS service,
            u.month AS month,
            u.start_month AS start_month,
            u.currency AS currency,
            u.tax_rate AS tax_rate,
            u.chargeable AS chargeable,
            u.quantity AS quantity,
            u.amount AS amount,
            if(((u.day < p.period_to) AND (p.closed = true)), toNullable(p.period_from), NULL) AS period_from
        FROM used AS u
        ASOF LEFT JOIN billing.account_period AS p ON (p.billing_account_id = u.billing_account_id) AND (u.day >= p.period_from)
    )
SELECT
    u.billing_account_id AS billing_account_id,
    u.subscription_id AS subscription_id,
    u.customer_id AS customer_id,
    u.service AS service,
    u.month AS month,
    u.start_month AS start_month,
    u.period_from AS period_from,
    u.currency AS currency,
    u.tax_rate AS tax_rate,
    u.chargeable AS chargeable,
    count() AS events,
    sum(u.quantity) AS quantity,
    sum(u.amount) AS amount
FROM placed AS u
GROUP BY
    u.billing_account_id,
    u.subscription_id,
    u.customer_id,
    u.service,
    u.month,
    u.start_month,
    u.period_from,
    u.currency,
    u.tax_rate,
    u.chargeable
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
