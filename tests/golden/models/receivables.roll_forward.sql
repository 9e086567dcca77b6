WITH
    monthly AS
    (
        SELECT
            toStartOfMonth(p.posted_on) AS month,
            p.currency AS currency,
            sumIf(p.amount, p.kind = 'invoice') AS invoices,
            sumIf(p.amount, p.kind = 'debit note') AS debit_notes,
            sumIf(p.amount, p.kind = 'reversal') AS reversals,
            sumIf(p.amount, p.kind = 'chargeback') AS chargebacks,
            sumIf(p.amount, p.kind = 'refund') AS refunds,
            sumIf(p.amount, p.kind = 'reinstatement') AS reinstatements,
            sumIf(p.amount, p.kind = 'credit note') AS credit_notes,
            sumIf(p.amount, p.kind = 'payment') AS payments,
            sumIf(p.amount, p.kind = 'write-off') AS write_offs,
            sum(p.amount) AS movement
        FROM receivables.posting AS p
        GROUP BY
            toStartOfMonth(p.posted_on),
            p.currency
    )
SELECT
    m.month AS month,
    m.currency AS currency,
    (sum(m.movement) OVER (PARTITION BY m.currency ORDER BY m.month ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - m.movement) AS opening,
    m.invoices AS invoices,
    m.debit_notes AS debit_notes,
    m.reversals AS reversals,
    m.chargebacks AS chargebacks,
    m.refunds AS refunds,
    m.reinstatements AS reinstatements,
    m.credit_notes AS credit_notes,
    m.payments AS payments,
    m.write_offs AS write_offs,
    sum(m.movement) OVER (PARTITION BY m.currency ORDER BY m.month ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS closing
FROM monthly AS m
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
