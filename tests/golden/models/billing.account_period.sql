WITH
    cycle AS
    (
        SELECT
            a.billing_account_id AS billing_account_id,
            coalesce(p.billing_account_id, a.billing_account_id) AS payer_account_id,
            coalesce(p.cycle_day, a.cycle_day) AS cycle_day,
            coalesce(p.cycle_months, a.cycle_months) AS cycle_months,
            k.first_month AS first_month,
            toDate(k.as_of) AS until,
            arrayJoin(arrayFilter(m -> (m < addMonths(toDate(k.as_of), coalesce(p.cycle_months, a.cycle_months))), arrayMap(n -> addMonths(toStartOfMonth(addMonths(k.first_month, -1)), n), range(toUInt64(greatest(dateDiff('month', addMonths(k.first_month, -1), addMonths(toDate(k.as_of), coalesce(p.cycle_months, a.cycle_months))), 0) + 1))))) AS month
        FROM staging.billing_account_current AS a
        LEFT JOIN staging.billing_account_current AS p ON p.billing_account_id = a.payer_account_id
        CROSS JOIN staging.clock AS k
    ),
    grouped AS
    (
        SELECT
            c.billing_account_id AS billing_account_id,
            c.payer_account_id AS payer_account_id,
            c.first_month AS first_month,
            c.until AS until,
            c.month AS month,
            c.cycle_day AS cycle_day,
            addDays(c.month, (least(toInt32(c.cycle_day), toInt32(toDaysInMonth(c.month))) - toInt32(1))) AS period_from,
            addDays(addMonths(c.month, 1), (least(toInt32(c.cycle_day), toInt32(toDaysInMonth(addMonths(c.month, 1)))) - toInt32(1))) AS period_to,
            addDays(addMonths(c.month, (-toInt64((((toInt64(toYear(c.month)) * toInt32(12)) + toMonth(c.month)) - toInt32(1)) % c.cycle_months))), (least(toInt32(c.cycle_day), toInt32(toDaysInMonth(addMonths(c.month, (-toInt64((((toInt64(toYear(c.month)) * toInt32(12)) + toMonth(c.month)) - toInt32(1)) % c.cycle_months)))))) - toInt32(1))) AS bill_from,
            addDays(addMonths(addMonths(c.month, (-toInt64((((toInt64(toYear(c.month)) * toInt32(12)) + toMonth(c.month)) - toInt32(1)) % c.cycle_months))), c.cycle_months), (least(toInt32(c.cycle_day), toInt32(toDaysInMonth(addMonths(addMonths(c.month, (-toInt64((((toInt64(toYear(c.month)) * toInt32(12)) + toMonth(c.month)) - toInt32(1)) % c.cycle_months))), c.cycle_months)))) - toInt32(1))) AS bill_to
        FROM cycle AS c
    )
SELECT
    g.billing_account_id AS billing_account_id,
    g.payer_account_id AS payer_account_id,
    g.month AS month,
    g.cycle_day AS cycle_day,
    g.period_from AS period_from,
    g.period_to AS period_to,
    dateDiff('day', g.period_from, g.period_to) AS days,
    g.bill_from AS bill_from,
    g.bill_to AS bill_to,
    if(g.period_from < g.until, true, false) AS begun,
    if(g.bill_to <= g.until, true, false) AS closed
FROM grouped AS g
WHERE (g.period_to > g.first_month) AND (g.bill_from <= g.until)
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
