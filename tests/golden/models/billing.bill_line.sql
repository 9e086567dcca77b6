WITH
    charge AS
    (
        SELECT
            r.billing_account_id AS billing_account_id,
            r.period_from AS in_period,
            toNullable(r.subscription_id) AS subscription_id,
            r.customer_id AS customer_id,
            'recurring' AS category,
            'subscription' AS service,
            r.offering AS description,
            r.held_from AS charge_from,
            r.held_to AS charge_to,
            toInt64(r.days) AS quantity,
            r.tax_rate AS tax_rate,
            r.currency AS currency,
            toNullable(r.net) AS given_net,
            toDecimal128(round(r.exact, 9), 9) AS rated_amount
        FROM billing.recurring_charge AS r
        WHERE r.closed = true
        UNION ALL
        SELECT
            u.billing_account_id AS billing_account_id,
            p.period_from AS in_period,
            toNullable(u.subscription_id) AS subscription_id,
            u.customer_id AS customer_id,
            'usage' AS category,
            u.service AS service,
            u.service AS description,
            p.period_from AS charge_from,
            p.period_to AS charge_to,
            toInt64(sum(u.quantity)) AS quantity,
            u.tax_rate AS tax_rate,
            u.currency AS currency,
            NULL AS given_net,
            sum(u.amount) AS rated_amount
        FROM billing.usage_charge AS u
        INNER JOIN billing.account_period AS p ON (p.billing_account_id = u.billing_account_id) AND (p.period_from = u.period_from)
        WHERE u.chargeable = true
        GROUP BY
            u.billing_account_id,
            p.period_from,
            p.period_to,
            u.subscription_id,
            u.customer_id,
            u.service,
            u.tax_rate,
            u.currency
        UNION ALL
        SELECT
            j.billing_account_id AS billing_account_id,
            assumeNotNull(j.period_from) AS in_period,
            j.subscription_id AS subscription_id,
            j.customer_id AS customer_id,
            'adjustment' AS category,
            'adjustment' AS service,
            concat(j.reason, ' ', j.adjustment_id) AS description,
            j.day AS charge_from,
            addDays(j.day, 1) AS charge_to,
            toInt64(1) AS quantity,
            j.tax_rate AS tax_rate,
            j.currency AS currency,
            toNullable(j.net) AS given_net,
            toDecimal128(j.net, 9) AS rated_amount
        FROM billing.adjustment_charge AS j
        WHERE j.period_from IS NOT NULL
    ),
    billed AS
    (
        SELECT
            concat(p.payer_account_id, '/', toString(p.bill_from), '/', c.currency) AS bill_id,
            p.payer_account_id AS payer_account_id,
            p.bill_from AS bill_from,
            p.bill_to AS bill_to,
            c.billing_account_id AS billing_account_id,
            c.customer_id AS customer_id,
            c.subscription_id AS subscription_id,
            c.category AS category,
            c.service AS service,
            c.description AS description,
            c.charge_from AS charge_from,
            c.charge_to AS charge_to,
            c.quantity AS quantity,
            if(a.tax_exempt = true, toDecimal128(0, 6), toDecimal128(c.tax_rate, 6)) AS tax_rate,
            c.currency AS currency,
            c.rated_amount AS rated_amount,
            coalesce(c.given_net, toDecimal128(round(c.rated_amount, coalesce(m.minor_units, toInt32(2))), 3)) AS net
        FROM charge AS c
        INNER JOIN billing.account_period AS p ON (p.billing_account_id = c.billing_account_id) AND (p.period_from = c.in_period)
        INNER JOIN staging.billing_account_current AS a ON a.billing_account_id = p.payer_account_id
        LEFT JOIN staging.currency AS m ON m.currency = c.currency
    )
SELECT
    b.bill_id AS bill_id,
    row_number() OVER (PARTITION BY b.bill_id ORDER BY b.billing_account_id ASC, coalesce(b.subscription_id, '') ASC, b.category ASC, b.service ASC, b.charge_from ASC, b.description ASC, b.tax_rate ASC) AS line_number,
    b.payer_account_id AS billing_account_id,
    b.billing_account_id AS charged_account_id,
    b.customer_id AS customer_id,
    b.subscription_id AS subscription_id,
    b.bill_from AS bill_from,
    b.bill_to AS bill_to,
    b.charge_from AS period_from,
    b.charge_to AS period_to,
    b.category AS category,
    b.service AS service,
    b.description AS description,
    b.quantity AS quantity,
    b.net AS net,
    b.tax_rate AS tax_rate,
    b.rated_amount AS rated_amount,
    (b.rated_amount - toDecimal128(b.net, 9)) AS rounding_difference,
    b.currency AS currency
FROM billed AS b
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
