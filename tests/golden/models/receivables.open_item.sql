WITH
    credit AS
    (
        SELECT
            d.corrects AS corrects,
            (-sum(d.gross)) AS gross
        FROM receivables.posted_document AS d
        WHERE (d.kind = 'credit note') AND (d.corrects != '')
        GROUP BY d.corrects
    ),
    bill AS
    (
        SELECT
            d.bill_id AS bill_id,
            d.billing_account_id AS billing_account_id,
            d.customer_id AS customer_id,
            d.currency AS currency,
            d.period_from AS period_from,
            d.bill_date AS bill_date,
            d.due_date AS due_date,
            d.gross AS gross,
            toDecimal128(least(d.gross, if(d.bill_number = '', toDecimal128(0, 3), coalesce(c.gross, toDecimal128(0, 3)))), 3) AS credited,
            (d.gross - toDecimal128(least(d.gross, if(d.bill_number = '', toDecimal128(0, 3), coalesce(c.gross, toDecimal128(0, 3)))), 3)) AS left
        FROM receivables.posted_document AS d
        LEFT JOIN credit AS c ON c.corrects = d.bill_number
        WHERE d.kind IN ('invoice', 'debit note')
    ),
    taken AS
    (
        SELECT
            b.billing_account_id AS billing_account_id,
            b.currency AS currency,
            sum(b.credited) AS credited
        FROM bill AS b
        GROUP BY
            b.billing_account_id,
            b.currency
    ),
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
            b.credited AS credited,
            greatest(toDecimal128(0, 3), least(b.left, ((t.credit - k.credited) - (sum(b.left) OVER (PARTITION BY b.billing_account_id, b.currency ORDER BY b.due_date ASC, b.bill_id ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - b.left)))) AS paid
        FROM bill AS b
        INNER JOIN receivables.account_total AS t ON (t.billing_account_id = b.billing_account_id) AND (t.currency = b.currency)
        INNER JOIN taken AS k ON (k.billing_account_id = b.billing_account_id) AND (k.currency = b.currency)
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
            r.credited AS credited,
            r.paid AS paid,
            ((r.gross - r.credited) - r.paid) AS open,
            greatest(toDecimal128(0, 3), least(((r.gross - r.credited) - r.paid), toDecimal128((toDecimal128(coalesce(d.amount, toDecimal128(0, 3)), 3) - (sum(((r.gross - r.credited) - r.paid)) OVER (PARTITION BY r.billing_account_id, r.currency, r.period_from ORDER BY r.due_date ASC, r.bill_id ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - ((r.gross - r.credited) - r.paid))), 3))) AS disputed_by_period
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
            n.credited AS credited,
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
    p.credited AS credited,
    p.paid AS paid,
    p.open AS open,
    p.disputed AS disputed,
    (p.open - p.disputed) AS undisputed,
    dateDiff('day', p.due_date, k.as_of_day) AS days_past_due,
    multiIf(dateDiff('day', p.due_date, k.as_of_day) <= toInt64(0), 'current', dateDiff('day', p.due_date, k.as_of_day) <= toInt64(30), '1-30', dateDiff('day', p.due_date, k.as_of_day) <= toInt64(60), '31-60', dateDiff('day', p.due_date, k.as_of_day) <= toInt64(90), '61-90', dateDiff('day', p.due_date, k.as_of_day) <= toInt64(120), '91-120', dateDiff('day', p.due_date, k.as_of_day) <= toInt64(180), '121-180', '181+') AS bucket
FROM pooled AS p
CROSS JOIN staging.clock AS k
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
