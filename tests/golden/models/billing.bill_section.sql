WITH
    left_out AS
    (
        SELECT
            b.bill_id AS bill_id,
            b.billing_account_id AS billing_account_id,
            p.billing_account_id AS account_id,
            any(p.problem) AS reason,
            any(b.currency) AS currency
        FROM billing.customer_bill AS b
        INNER JOIN billing.account_payer AS p ON p.told_to_pay = b.billing_account_id
        WHERE (b.kind = 'bill') AND (p.problem != '') AND (p.from_day < b.period_to) AND (p.to_day >= b.period_to)
        GROUP BY
            b.bill_id,
            b.billing_account_id,
            p.billing_account_id
    ),
    section AS
    (
        SELECT
            l.bill_id AS bill_id,
            l.billing_account_id AS billing_account_id,
            l.charged_account_id AS account_id,
            '' AS reason,
            any(l.currency) AS currency,
            count() AS lines,
            sum(l.net) AS net
        FROM billing.bill_line AS l
        GROUP BY
            l.bill_id,
            l.billing_account_id,
            l.charged_account_id
    )
SELECT
    s.bill_id AS bill_id,
    s.billing_account_id AS billing_account_id,
    s.account_id AS account_id,
    CAST('on the bill', 'LowCardinality(String)') AS state,
    s.reason AS reason,
    toInt64(s.lines) AS lines,
    s.net AS net,
    s.currency AS currency
FROM section AS s
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    o.bill_id AS bill_id,
    o.billing_account_id AS billing_account_id,
    o.account_id AS account_id,
    CAST('left out', 'LowCardinality(String)') AS state,
    o.reason AS reason,
    toInt64(0) AS lines,
    toDecimal128(0, 3) AS net,
    o.currency AS currency
FROM left_out AS o
ANTI LEFT JOIN section AS s ON (s.bill_id = o.bill_id) AND (s.account_id = o.account_id)
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
