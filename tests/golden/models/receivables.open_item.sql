WITH
    running AS
    (
        SELECT
            b.bill_id AS bill_id,
            b.billing_account_id AS billing_account_id,
            b.customer_id AS customer_id,
            b.currency AS currency,
            b.period_from AS period_from,
            b.bill_date AS bill_date,
            b.due_date AS due_date,
            b.gross AS gross,
            greatest(toDecimal128(0, 3), least(b.gross, (t.credit - (sum(b.gross) OVER (PARTITION BY b.billing_account_id, b.currency ORDER BY b.due_date ASC, b.bill_id ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - b.gross)))) AS paid
        FROM billing.customer_bill AS b
        INNER JOIN receivables.account_total AS t ON (t.billing_account_id = b.billing_account_id) AND (t.currency = b.currency)
        WHERE b.gross >= '0'
    ),
    named AS
    (
        SELECT
            r.bill_id AS bill_id,
            r.billing_account_id AS billing_account_id,
            r.customer_id AS customer_id,
            r.currency AS currency,
            r.bill_date AS bill_date,
            r.due_date AS due_date,
            r.gross AS gross,
            r.paid AS paid,
            (r.gross - r.paid) AS open,
            least((r.gross - r.paid), toDecimal128(coalesce(d.amount, toDecimal128(0, 3)), 3)) AS disputed_by_period
        FROM running AS r
        LEFT JOIN receivables.disputed_bill AS d ON (d.billing_account_id = r.billing_account_id) AND (d.currency = r.currency) AND (d.period_from = r.period_from)
    ),
    pooled AS
    (
        SELECT
            n.bill_id AS bill_id,
            n.billing_account_id AS billing_account_id,
            n.customer_id AS customer_id,
            n.currency AS currency,
            n.bill_date AS bill_date,
            n.due_date AS due_date,
            n.gross AS gross,
            n.paid AS paid,
            n.open AS open,
            (n.disputed_by_period + greatest(toDecimal128(0, 3), least((n.open - n.disputed_by_period), (toDecimal128(coalesce(d.amount, toDecimal128(0, 3)), 3) - (sum((n.open - n.disputed_by_period)) OVER (PARTITION BY n.billing_account_id, n.currency ORDER BY n.due_date ASC, n.bill_id ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - (n.open - n.disputed_by_period)))))) AS disputed
        FROM named AS n
        LEFT JOIN receivables.disputed_bill AS d ON (d.billing_account_id = n.billing_account_id) AND (d.currency = n.currency) AND (d.period_from IS NULL)
    )
SELECT
    p.bill_id AS bill_id,
    p.billing_account_id AS billing_account_id,
    p.customer_id AS customer_id,
    p.currency AS currency,
    p.bill_date AS bill_date,
    p.due_date AS due_date,
    p.gross AS gross,
    p.paid AS paid,
    p.open AS open,
    p.disputed AS disputed,
    (p.open - p.disputed) AS undisputed,
    dateDiff('day', p.due_date, k.as_of_day) AS days_past_due,
    multiIf(dateDiff('day', p.due_date, k.as_of_day) <= toInt64(0), 'current', dateDiff('day', p.due_date, k.as_of_day) <= toInt64(30), '1-30', dateDiff('day', p.due_date, k.as_of_day) <= toInt64(60), '31-60', dateDiff('day', p.due_date, k.as_of_day) <= toInt64(90), '61-90', dateDiff('day', p.due_date, k.as_of_day) <= toInt64(120), '91-120', dateDiff('day', p.due_date, k.as_of_day) <= toInt64(180), '121-180', '181+') AS bucket
FROM pooled AS p
CROSS JOIN staging.clock AS k
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
