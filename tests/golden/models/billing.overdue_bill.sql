WITH
    fixed AS
    (
        SELECT l.*
        FROM raw.issued_bill_line AS l
        WHERE l.overdue_bill != ''
        ORDER BY
            _landed_at ASC,
            _source ASC,
            _partition ASC,
            _position ASC
        LIMIT 1 BY
            l.bill_id,
            l.line_number
    ),
    day AS
    (
        SELECT DISTINCT
            a.on_day AS on_day,
            a.billing_account_id AS billing_account_id,
            a.currency AS currency
        FROM billing.late_fee_day AS a
    ),
    before AS
    (
        SELECT
            d.on_day AS on_day,
            d.billing_account_id AS billing_account_id,
            d.currency AS currency,
            i.bill_id AS bill_id,
            i.bill_number AS bill_number,
            i.kind AS kind,
            i.corrects AS corrects,
            i.customer_id AS customer_id,
            i.period_from AS period_from,
            i.bill_date AS bill_date,
            i.due_date AS due_date,
            i.gross AS gross
        FROM day AS d
        INNER JOIN billing.issued_document AS i ON (i.billing_account_id = d.billing_account_id) AND (i.currency = d.currency)
        WHERE i.bill_date < d.on_day
    ),
    noted AS
    (
        SELECT
            b.on_day AS on_day,
            b.corrects AS corrects,
            (-sum(b.gross)) AS gross
        FROM before AS b
        WHERE (b.kind = 'credit note') AND (b.corrects != '')
        GROUP BY
            b.on_day,
            b.corrects
    ),
    settling_bill AS
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
            toDecimal128(least(b.gross, coalesce(n.gross, toDecimal128(0, 3))), 3) AS credited,
            (b.gross - toDecimal128(least(b.gross, coalesce(n.gross, toDecimal128(0, 3))), 3)) AS left
        FROM before AS b
        LEFT JOIN noted AS n ON (n.on_day = b.on_day) AND (n.corrects = b.bill_number)
        WHERE (b.kind != 'credit note') AND (b.gross >= '0')
    ),
    moved AS
    (
        SELECT
            d.on_day AS on_day,
            d.billing_account_id AS billing_account_id,
            d.currency AS currency,
            (-m.amount) AS credit
        FROM day AS d
        INNER JOIN receivables.money_posting AS m ON (m.billing_account_id = d.billing_account_id) AND (m.currency = d.currency)
        WHERE m.posted_on < d.on_day
        UNION ALL
        SELECT
            b.on_day AS on_day,
            b.billing_account_id AS billing_account_id,
            b.currency AS currency,
            (-b.gross) AS credit
        FROM before AS b
        WHERE ((b.kind = 'credit note') OR (b.gross < '0'))
        UNION ALL
        SELECT
            b.on_day AS on_day,
            b.billing_account_id AS billing_account_id,
            b.currency AS currency,
            (-b.credited) AS credit
        FROM settling_bill AS b
    ),
    settling_credit AS
    (
        SELECT
            m.on_day AS on_day,
            m.billing_account_id AS billing_account_id,
            m.currency AS currency,
            sum(m.credit) AS credit
        FROM moved AS m
        GROUP BY
            m.on_day,
            m.billing_account_id,
            m.currency
    ),
    told AS
    (
        SELECT
            s.dispute_id AS dispute_id,
            coalesce(a.payer_account_id, s.billing_account_id) AS billing_account_id,
            s.currency AS currency,
            toDate(addSeconds(s.updated_at, coalesce(o.offset_s, 0))) AS told_on,
            tuple(s.updated_at, s._landed_at) AS told,
            tuple(s.status, s.period_from, s.amount) AS state
        FROM raw.dispute AS s
        LEFT JOIN staging.billing_account_current AS a ON a.billing_account_id = s.billing_account_id
        ASOF LEFT JOIN staging.zone_offset AS o ON (o.zone = a.time_zone) AND (s.updated_at >= o.from_at)
    ),
    state AS
    (
        SELECT
            d.on_day AS on_day,
            d.billing_account_id AS billing_account_id,
            d.currency AS currency,
            s.dispute_id AS dispute_id,
            argMax(s.state, s.told) AS state
        FROM day AS d
        INNER JOIN told AS s ON (s.billing_account_id = d.billing_account_id) AND (s.currency = d.currency)
        WHERE s.told_on < d.on_day
        GROUP BY
            d.on_day,
            d.billing_account_id,
            d.currency,
            s.dispute_id
    ),
    disputed AS
    (
        SELECT
            s.on_day AS on_day,
            s.billing_account_id AS billing_account_id,
            s.currency AS currency,
            tupleElement(s.state, 1) AS status,
            tupleElement(s.state, 2) AS period_from,
            tupleElement(s.state, 3) AS amount
        FROM state AS s
    ),
    settling_dispute AS
    (
        SELECT
            s.on_day AS on_day,
            s.billing_account_id AS billing_account_id,
            s.currency AS currency,
            s.period_from AS period_from,
            sum(s.amount) AS amount
        FROM disputed AS s
        WHERE s.status = 'open'
        GROUP BY
            s.on_day,
            s.billing_account_id,
            s.currency,
            s.period_from
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
    settled AS
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
    ),
    fee AS
    (
        SELECT
            if(i.corrects = '', i.bill_number, i.corrects) AS on_bill,
            i.bill_date AS bill_date,
            (toDecimal128(f.net, 3) + toDecimal128(round(((toDecimal256(1, 0) * toDecimal128(f.net, 3)) * toDecimal128(f.tax_rate, 6)), coalesce(c.minor_units, toInt32(2))), 3)) AS gross
        FROM fixed AS f
        INNER JOIN billing.issued_document AS i ON i.bill_id = f.bill_id
        LEFT JOIN staging.currency AS c ON c.currency = i.currency
    ),
    fees AS
    (
        SELECT
            b.on_day AS on_day,
            b.bill_id AS bill_id,
            sum(f.gross) AS gross
        FROM before AS b
        INNER JOIN fee AS f ON f.on_bill = b.bill_number
        WHERE f.bill_date < b.on_day
        GROUP BY
            b.on_day,
            b.bill_id
    )
SELECT
    a.bill_id AS bill_id,
    a.billing_account_id AS billing_account_id,
    s.customer_id AS customer_id,
    a.legal_entity_id AS legal_entity_id,
    a.on_day AS on_day,
    a.in_period AS in_period,
    a.issued AS issued,
    s.bill_id AS overdue_bill_id,
    i.bill_number AS bill_number,
    s.due_date AS due_date,
    s.open AS open,
    s.disputed AS disputed,
    (s.open - s.disputed) AS undisputed,
    toDecimal128(coalesce(f.gross, toDecimal128(0, 3)), 3) AS fees,
    s.currency AS currency
FROM settled AS s
INNER JOIN billing.issued_document AS i ON i.bill_id = s.bill_id
INNER JOIN billing.late_fee_day AS a ON (a.billing_account_id = s.billing_account_id) AND (a.currency = s.currency) AND (a.legal_entity_id = i.legal_entity_id) AND (a.on_day = s.on_day)
LEFT JOIN fees AS f ON (f.on_day = s.on_day) AND (f.bill_id = s.bill_id)
WHERE (s.due_date < s.on_day) AND (s.open > s.disputed)
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
