WITH
    month AS
    (
        SELECT
            p.billing_account_id AS billing_account_id,
            p.payer_account_id AS payer_account_id,
            p.from_day AS from_day,
            p.to_day AS to_day,
            c.begins AS begins,
            c.to_day AS cycle_to,
            c.cycle_day AS cycle_day,
            p.cycle_months AS cycle_months,
            p.cycle_month AS cycle_month,
            p.tax_exempt AS tax_exempt,
            k.first_month AS first_month,
            toDate(k.as_of) AS until,
            arrayJoin(arrayFilter(m -> (m < least(addMonths(toDate(k.as_of), (p.cycle_months + p.cycle_months)), addDays(least(p.to_day, c.to_day), 1))), arrayMap(n -> addMonths(toStartOfMonth(greatest(addMonths(k.first_month, (-(p.cycle_months + toInt32(1)))), toStartOfMonth(greatest(p.from_day, c.begins)))), n), range(toUInt64(greatest(dateDiff('month', greatest(addMonths(k.first_month, (-(p.cycle_months + toInt32(1)))), toStartOfMonth(greatest(p.from_day, c.begins))), least(addMonths(toDate(k.as_of), (p.cycle_months + p.cycle_months)), addDays(least(p.to_day, c.to_day), 1))), 0) + 1))))) AS month
        FROM billing.account_payer AS p
        INNER JOIN billing.account_cycle AS c ON c.billing_account_id = p.billing_account_id
        CROSS JOIN staging.clock AS k
        WHERE (c.begins <= p.to_day) AND (c.to_day > p.from_day)
    ),
    begin AS
    (
        SELECT
            m.billing_account_id AS billing_account_id,
            m.payer_account_id AS payer_account_id,
            m.cycle_day AS cycle_day,
            m.cycle_months AS cycle_months,
            m.tax_exempt AS tax_exempt,
            m.first_month AS first_month,
            m.until AS until,
            m.month AS month,
            m.from_day AS from_day,
            m.to_day AS to_day,
            m.begins AS begins,
            m.cycle_to AS cycle_to,
            addDays(m.month, (least(toInt32(m.cycle_day), toInt32(toDaysInMonth(m.month))) - toInt32(1))) AS day,
            toBool(toInt64(toInt64(((toInt64(toYear(m.month)) * toInt32(12)) + (toMonth(m.month) - toInt32(m.cycle_month))) % m.cycle_months)) = toInt64(0)) AS of_bill
        FROM month AS m
    ),
    boundary AS
    (
        SELECT b.*
        FROM begin AS b
        WHERE (b.day > b.from_day) AND (b.day <= b.to_day) AND (b.day >= b.begins) AND (b.day < b.cycle_to)
    ),
    bounded AS
    (
        SELECT
            b.billing_account_id AS billing_account_id,
            b.first_month AS first_month,
            b.until AS until,
            b.month AS month,
            b.day AS period_from,
            lead(toNullable(b.day), 1) OVER (PARTITION BY b.billing_account_id ORDER BY b.day ASC) AS period_to,
            lead(toNullable(b.cycle_day), 1) OVER (PARTITION BY b.billing_account_id ORDER BY b.day ASC) AS cycle_day,
            max(if(b.of_bill = true, toNullable(b.day), NULL)) OVER (PARTITION BY b.billing_account_id ORDER BY b.day ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS bill_from,
            min(if(b.of_bill = true, toNullable(b.day), NULL)) OVER (PARTITION BY b.billing_account_id ORDER BY b.day ASC ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS bill_to
        FROM boundary AS b
    )
SELECT
    g.billing_account_id AS billing_account_id,
    e.payer_account_id AS payer_account_id,
    g.month AS month,
    assumeNotNull(g.cycle_day) AS cycle_day,
    g.period_from AS period_from,
    assumeNotNull(g.period_to) AS period_to,
    dateDiff('day', g.period_from, assumeNotNull(g.period_to)) AS days,
    assumeNotNull(g.bill_from) AS bill_from,
    assumeNotNull(g.bill_to) AS bill_to,
    e.cycle_months AS bill_months,
    e.tax_exempt AS tax_exempt,
    g.until AS until,
    if(g.period_from < g.until, true, false) AS begun,
    if(g.bill_to <= g.until, true, false) AS closed
FROM bounded AS g
INNER JOIN boundary AS e ON (e.billing_account_id = g.billing_account_id) AND (e.day = g.bill_to)
WHERE (g.period_to IS NOT NULL) AND (g.bill_from IS NOT NULL) AND (g.period_to > g.first_month) AND (g.bill_from <= g.until)
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
