WITH
    used AS
    (
        SELECT
            u.billing_account_id AS billing_account_id,
            u.currency AS currency,
            sum(((toDecimal256(1, 0) * u.amount) * (toDecimal128('1', 6) + u.tax_rate))) AS gross,
            sum(u.amount) AS net
        FROM billing.usage_charge AS u
        WHERE (u.period_from IS NULL) AND (u.chargeable = true)
        GROUP BY
            u.billing_account_id,
            u.currency
    ),
    unbilled AS
    (
        SELECT
            y.payer_account_id AS billing_account_id,
            u.currency AS currency,
            if(y.tax_exempt = true, toDecimal128(round(u.net, 3), 3), toDecimal128(round(u.gross, 3), 3)) AS amount
        FROM used AS u
        INNER JOIN billing.account_payer AS y ON y.billing_account_id = u.billing_account_id
        INNER JOIN staging.clock AS k ON true
        WHERE (y.from_day <= k.as_of_day) AND (y.to_day > k.as_of_day)
    ),
    part AS
    (
        SELECT
            b.billing_account_id AS billing_account_id,
            b.currency AS currency,
            b.balance AS receivable,
            toDecimal128(0, 3) AS drafts,
            toDecimal128(0, 3) AS usage
        FROM receivables.account_balance AS b
        UNION ALL
        SELECT
            b.billing_account_id AS billing_account_id,
            b.currency AS currency,
            toDecimal128(0, 3) AS receivable,
            b.gross AS drafts,
            toDecimal128(0, 3) AS usage
        FROM billing.customer_bill AS b
        ANTI LEFT JOIN receivables.posted_document AS p ON p.bill_id = b.bill_id
        WHERE b.state = 'draft'
        UNION ALL
        SELECT
            u.billing_account_id AS billing_account_id,
            u.currency AS currency,
            toDecimal128(0, 3) AS receivable,
            toDecimal128(0, 3) AS drafts,
            u.amount AS usage
        FROM unbilled AS u
    ),
    summed AS
    (
        SELECT
            p.billing_account_id AS billing_account_id,
            p.currency AS currency,
            sum(p.receivable) AS receivable,
            sum(p.drafts) AS drafts,
            sum(p.usage) AS usage
        FROM part AS p
        GROUP BY
            p.billing_account_id,
            p.currency
    )
SELECT
    s.billing_account_id AS billing_account_id,
    s.currency AS currency,
    s.receivable AS receivable,
    s.drafts AS drafts,
    s.usage AS usage,
    ((s.receivable + s.drafts) + s.usage) AS exposure
FROM summed AS s
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
