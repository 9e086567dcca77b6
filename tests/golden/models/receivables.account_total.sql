SELECT
    p.billing_account_id AS billing_account_id,
    p.currency AS currency,
    sumIf(p.amount, p.kind = 'invoice') AS invoiced,
    sumIf(p.amount, p.kind = 'debit note') AS debit_notes,
    sumIf(p.amount, p.kind = 'credit note') AS credit_notes,
    sumIf(p.amount, p.kind = 'payment') AS payments,
    sumIf(p.amount, p.kind = 'reversal') AS reversals,
    sumIf(p.amount, p.kind = 'chargeback') AS chargebacks,
    sumIf(p.amount, p.kind = 'refund') AS refunds,
    sumIf(p.amount, p.kind = 'write-off') AS write_offs,
    sumIf(p.amount, p.kind = 'reinstatement') AS reinstatements,
    (-sumIf(p.amount, (p.kind NOT IN ('invoice', 'debit note')))) AS credit,
    sum(p.amount) AS balance
FROM receivables.posting AS p
GROUP BY
    p.billing_account_id,
    p.currency
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
