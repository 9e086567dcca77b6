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
    settling_bill AS
    (
        SELECT
            k.as_of_day AS on_day,
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
        CROSS JOIN staging.clock AS k
        LEFT JOIN credit AS c ON c.corrects = d.bill_number
        WHERE d.kind IN ('invoice', 'debit note')
    ),
    taken AS
    (
        SELECT
            b.billing_account_id AS billing_account_id,
            b.currency AS currency,
            sum(b.credited) AS credited
        FROM settling_bill AS b
        GROUP BY
            b.billing_account_id,
            b.currency
    ),
    settling_credit AS
    (
        SELECT
            k.as_of_day AS on_day,
            t.billing_account_id AS billing_account_id,
            t.currency AS currency,
            (t.credit - b.credited) AS credit
        FROM receivables.account_total AS t
        CROSS JOIN staging.clock AS k
        INNER JOIN taken AS b ON (b.billing_account_id = t.billing_account_id) AND (b.currency = t.currency)
    ),
    settling_dispute AS
    (
        SELECT
            k.as_of_day AS on_day,
            d.billing_account_id AS billing_account_id,
            d.currency AS currency,
            d.period_from AS period_from,
            d.amount AS amount
        FROM receivables.disputed_bill AS d
        CROSS JOIN staging.clock AS k
    ),
    paid_bill AS
    (
        SELECT
            b.on_day AS on_day,
            b.billing_account_id AS billing_account_id,
            b.customer_id AS customer_id,
            b.currency AS currency,
            b.bill_id AS bill_id,
            b.period_from AS period_from,
            b.bill_date AS bill_date,
            b.due_date AS due_date,
            b.gross AS gross,
            b.credited AS credited,
            b.left AS left,
            toDecimal128(greatest(toDecimal128(0, 3), least(b.left, (coalesce(c.credit, toDecimal128(0, 3)) - (sum(b.left) OVER (PARTITION BY b.on_day, b.billing_account_id, b.currency ORDER BY b.due_date ASC, b.bill_id ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - b.left)))), 3) AS paid
        FROM settling_bill AS b
        LEFT JOIN settling_credit AS c ON (c.on_day = b.on_day) AND (c.billing_account_id = b.billing_account_id) AND (c.currency = b.currency)
    ),
    disputed_of_period AS
    (
        SELECT
            r.on_day AS on_day,
            r.billing_account_id AS billing_account_id,
            r.customer_id AS customer_id,
            r.currency AS currency,
            r.bill_id AS bill_id,
            r.period_from AS period_from,
            r.bill_date AS bill_date,
            r.due_date AS due_date,
            r.gross AS gross,
            r.credited AS credited,
            r.left AS left,
            r.paid AS paid,
            ((r.gross - r.credited) - r.paid) AS open,
            greatest(toDecimal128(0, 3), least(((r.gross - r.credited) - r.paid), toDecimal128((toDecimal128(coalesce(d.amount, toDecimal128(0, 3)), 3) - (sum(((r.gross - r.credited) - r.paid)) OVER (PARTITION BY r.on_day, r.billing_account_id, r.currency, r.period_from ORDER BY r.due_date ASC, r.bill_id ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - ((r.gross - r.credited) - r.paid))), 3))) AS disputed_by_period
        FROM paid_bill AS r
        LEFT JOIN settling_dispute AS d ON (d.on_day = r.on_day) AND (d.billing_account_id = r.billing_account_id) AND (d.currency = r.currency) AND (d.period_from = r.period_from)
    ),
    pooled AS
    (
        SELECT
            n.on_day AS on_day,
            n.billing_account_id AS billing_account_id,
            n.customer_id AS customer_id,
            n.currency AS currency,
            n.bill_id AS bill_id,
            n.period_from AS period_from,
            n.bill_date AS bill_date,
            n.due_date AS due_date,
            n.gross AS gross,
            n.credited AS credited,
            n.left AS left,
            n.paid AS paid,
            n.open AS open,
            toDecimal128((n.disputed_by_period + greatest(toDecimal128(0, 3), least((n.open - n.disputed_by_period), (toDecimal128(coalesce(d.amount, toDecimal128(0, 3)), 3) - (sum((n.open - n.disputed_by_period)) OVER (PARTITION BY n.on_day, n.billing_account_id, n.currency ORDER BY n.due_date ASC, n.bill_id ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - (n.open - n.disputed_by_period)))))), 3) AS disputed
        FROM disputed_of_period AS n
        LEFT JOIN settling_dispute AS d ON (d.on_day = n.on_day) AND (d.billing_account_id = n.billing_account_id) AND (d.currency = n.currency) AND (d.period_from IS NULL)
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
    dateDiff('day', p.due_date, p.on_day) AS days_past_due,
    multiIf(dateDiff('day', p.due_date, p.on_day) <= toInt64(0), 'current', dateDiff('day', p.due_date, p.on_day) <= toInt64(30), '1-30', dateDiff('day', p.due_date, p.on_day) <= toInt64(60), '31-60', dateDiff('day', p.due_date, p.on_day) <= toInt64(90), '61-90', dateDiff('day', p.due_date, p.on_day) <= toInt64(120), '91-120', dateDiff('day', p.due_date, p.on_day) <= toInt64(180), '121-180', '181+') AS bucket
FROM pooled AS p
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
