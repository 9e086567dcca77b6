WITH
    owed AS
    (
        SELECT
            i.billing_account_id AS billing_account_id,
            i.currency AS currency,
            (sum(i.credited) + sum(i.paid)) AS applied,
            sum(i.open) AS open,
            sum(i.disputed) AS disputed,
            sumIf(i.undisputed, i.days_past_due > toInt64(0)) AS overdue
        FROM receivables.open_item AS i
        GROUP BY
            i.billing_account_id,
            i.currency
    )
SELECT
    t.billing_account_id AS billing_account_id,
    t.currency AS currency,
    t.invoiced AS invoiced,
    t.debit_notes AS debit_notes,
    t.credit_notes AS credit_notes,
    t.payments AS payments,
    t.reversals AS reversals,
    t.chargebacks AS chargebacks,
    t.refunds AS refunds,
    t.write_offs AS write_offs,
    t.reinstatements AS reinstatements,
    coalesce(o.open, toDecimal128(0, 3)) AS open,
    coalesce(o.disputed, toDecimal128(0, 3)) AS disputed,
    coalesce(o.overdue, toDecimal128(0, 3)) AS overdue,
    (t.credit - coalesce(o.applied, toDecimal128(0, 3))) AS unapplied,
    t.balance AS balance
FROM receivables.account_total AS t
LEFT JOIN owed AS o ON (o.billing_account_id = t.billing_account_id) AND (o.currency = t.currency)
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
