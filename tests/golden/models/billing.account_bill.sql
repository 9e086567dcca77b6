WITH
    bill AS
    (
        SELECT
            p.billing_account_id AS billing_account_id,
            p.bill_from AS bill_from,
            p.bill_to AS bill_to,
            any(p.payer_account_id) AS payer_account_id,
            any(p.bill_months) AS bill_months,
            max(p.closed) AS closed,
            argMax(p.cycle_day, p.period_to) AS cycle_day
        FROM billing.account_period AS p
        GROUP BY
            p.billing_account_id,
            p.bill_from,
            p.bill_to
    )
SELECT
    b.billing_account_id AS billing_account_id,
    b.bill_from AS bill_from,
    b.bill_to AS bill_to,
    least(coalesce(lead(toNullable(b.bill_to), 1) OVER (PARTITION BY b.billing_account_id ORDER BY b.bill_to ASC), addDays(addMonths(toStartOfMonth(b.bill_to), if(n.payer_account_id = toNullable(b.payer_account_id), coalesce(n.cycle_months, b.bill_months), b.bill_months)), (least(toInt32(b.cycle_day), toInt32(toDaysInMonth(addMonths(toStartOfMonth(b.bill_to), if(n.payer_account_id = toNullable(b.payer_account_id), coalesce(n.cycle_months, b.bill_months), b.bill_months))))) - toInt32(1)))), addDays(addMonths(toStartOfMonth(b.bill_to), if(n.payer_account_id = toNullable(b.payer_account_id), coalesce(n.cycle_months, b.bill_months), b.bill_months)), (least(toInt32(b.cycle_day), toInt32(toDaysInMonth(addMonths(toStartOfMonth(b.bill_to), if(n.payer_account_id = toNullable(b.payer_account_id), coalesce(n.cycle_months, b.bill_months), b.bill_months))))) - toInt32(1)))) AS next_to,
    b.closed AS closed
FROM bill AS b
ASOF LEFT JOIN billing.account_payer AS n ON (n.billing_account_id = b.billing_account_id) AND (b.bill_to >= n.from_day)
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
