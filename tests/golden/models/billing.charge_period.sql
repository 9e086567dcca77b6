WITH
    bill AS
    (
        SELECT
            p.billing_account_id AS billing_account_id,
            p.bill_from AS bill_from,
            p.bill_to AS bill_to,
            max(p.closed) AS closed,
            any(p.cycle_day) AS cycle_day,
            any(p.until) AS until
        FROM billing.account_period AS p
        GROUP BY
            p.billing_account_id,
            p.bill_from,
            p.bill_to
    ),
    following AS
    (
        SELECT
            b.*,
            coalesce(lead(toNullable(b.bill_to), 1) OVER (PARTITION BY b.billing_account_id ORDER BY b.bill_to ASC), addMonths(b.bill_to, toInt32(dateDiff('month', b.bill_from, b.bill_to)))) AS next_to
        FROM bill AS b
    ),
    account AS
    (
        SELECT
            b.billing_account_id AS billing_account_id,
            argMin(b.cycle_day, b.bill_from) AS cycle_day,
            min(b.bill_from) AS first_bill,
            any(b.until) AS until
        FROM bill AS b
        GROUP BY b.billing_account_id
    ),
    series AS
    (
        SELECT
            h.subscription_id AS subscription_id,
            h.billing_account_id AS billing_account_id,
            h.charge_id AS charge_id,
            h.every AS every,
            h.every_count AS every_count,
            h.aligned_to AS aligned_to,
            h.charged_in AS charged_in,
            min(h.start_day) AS first_day,
            max(h.to_day) AS last_day,
            multiIf(h.every = 'month', toInt64(h.every_count), h.every = 'year', toInt64((toInt64(h.every_count) * 12)), toInt64(1)) AS months
        FROM billing.charge_held AS h
        WHERE h.every != 'once'
        GROUP BY
            h.subscription_id,
            h.billing_account_id,
            h.charge_id,
            h.every,
            h.every_count,
            h.aligned_to,
            h.charged_in
    ),
    anchored AS
    (
        SELECT
            s.subscription_id AS subscription_id,
            s.billing_account_id AS billing_account_id,
            s.charge_id AS charge_id,
            s.every AS every,
            s.every_count AS every_count,
            s.aligned_to AS aligned_to,
            s.charged_in AS charged_in,
            s.first_day AS first_day,
            s.last_day AS last_day,
            s.months AS months,
            a.first_bill AS first_bill,
            a.until AS until,
            if(s.aligned_to = 'start', toDayOfMonth(s.first_day), toInt32(a.cycle_day)) AS day,
            multiIf(s.aligned_to = 'start', toStartOfMonth(s.first_day), s.aligned_to = 'next_cycle', addMonths(if(s.first_day > addDays(toStartOfMonth(s.first_day), (least(toInt32(a.cycle_day), toInt32(toDaysInMonth(toStartOfMonth(s.first_day)))) - toInt32(1))), addMonths(toStartOfMonth(s.first_day), 1), toStartOfMonth(s.first_day)), (-s.months)), s.aligned_to = 'calendar', addMonths(if(s.first_day >= addDays(toStartOfMonth(s.first_day), (least(toInt32(a.cycle_day), toInt32(toDaysInMonth(toStartOfMonth(s.first_day)))) - toInt32(1))), toStartOfMonth(s.first_day), addMonths(toStartOfMonth(s.first_day), -1)), (-toInt64(toInt64(((toInt64(toYear(if(s.first_day >= addDays(toStartOfMonth(s.first_day), (least(toInt32(a.cycle_day), toInt32(toDaysInMonth(toStartOfMonth(s.first_day)))) - toInt32(1))), toStartOfMonth(s.first_day), addMonths(toStartOfMonth(s.first_day), -1)))) * toInt32(12)) + (toMonth(if(s.first_day >= addDays(toStartOfMonth(s.first_day), (least(toInt32(a.cycle_day), toInt32(toDaysInMonth(toStartOfMonth(s.first_day)))) - toInt32(1))), toStartOfMonth(s.first_day), addMonths(toStartOfMonth(s.first_day), -1))) - toInt32(1)))) % s.months))), if(s.first_day >= addDays(toStartOfMonth(s.first_day), (least(toInt32(a.cycle_day), toInt32(toDaysInMonth(toStartOfMonth(s.first_day)))) - toInt32(1))), toStartOfMonth(s.first_day), addMonths(toStartOfMonth(s.first_day), -1))) AS anchor
        FROM series AS s
        INNER JOIN account AS a ON a.billing_account_id = s.billing_account_id
    ),
    numbered AS
    (
        SELECT
            s.*,
            arrayJoin(range(toInt64(greatest((intDiv(toInt64(dateDiff('month', s.anchor, toStartOfMonth(s.first_bill))), s.months) - toInt64(1)), toInt64(0))), toInt64(greatest(greatest((intDiv(toInt64(dateDiff('month', s.anchor, toStartOfMonth(s.first_bill))), s.months) - toInt64(1)), toInt64(0)), (intDiv(toInt64(dateDiff('month', s.anchor, addMonths(toStartOfMonth(s.until), 13))), s.months) + toInt64(2)))))) AS number
        FROM anchored AS s
    ),
    placed AS
    (
        SELECT
            s.subscription_id AS subscription_id,
            s.billing_account_id AS billing_account_id,
            s.charge_id AS charge_id,
            s.every AS every,
            s.every_count AS every_count,
            s.aligned_to AS aligned_to,
            s.charged_in AS charged_in,
            s.first_day AS first_day,
            s.last_day AS last_day,
            s.first_bill AS first_bill,
            s.until AS until,
            addDays(addMonths(s.anchor, (toInt64(toInt64(s.number)) * s.months)), (least(toInt32(s.day), toInt32(toDaysInMonth(addMonths(s.anchor, (toInt64(toInt64(s.number)) * s.months))))) - toInt32(1))) AS period_from,
            addDays(addMonths(s.anchor, (toInt64((toInt64(s.number) + toInt64(1))) * s.months)), (least(toInt32(s.day), toInt32(toDaysInMonth(addMonths(s.anchor, (toInt64((toInt64(s.number) + toInt64(1))) * s.months))))) - toInt32(1))) AS period_to
        FROM numbered AS s
    ),
    charged AS
    (
        SELECT p.*
        FROM placed AS p
        WHERE (p.period_from < p.last_day) AND (p.period_to > p.first_day) AND (p.period_to > p.first_bill)
    ),
    known AS
    (
        SELECT
            c.subscription_id AS subscription_id,
            c.billing_account_id AS billing_account_id,
            c.charge_id AS charge_id,
            c.every AS every,
            c.every_count AS every_count,
            c.aligned_to AS aligned_to,
            c.charged_in AS charged_in,
            c.period_from AS period_from,
            c.period_to AS period_to,
            b.bill_to AS known_at
        FROM charged AS c
        INNER JOIN following AS b ON b.billing_account_id = c.billing_account_id
        WHERE (b.closed = true) AND (b.bill_from < c.period_to) AND (((c.charged_in = 'arrears') AND (b.bill_to >= c.period_to)) OR ((c.charged_in = 'advance') AND (b.next_to > c.period_from) AND (greatest(c.period_from, c.first_day) >= c.first_bill)))
        UNION ALL
        SELECT
            c.subscription_id AS subscription_id,
            c.billing_account_id AS billing_account_id,
            c.charge_id AS charge_id,
            c.every AS every,
            c.every_count AS every_count,
            c.aligned_to AS aligned_to,
            c.charged_in AS charged_in,
            c.period_from AS period_from,
            c.period_to AS period_to,
            toDate('2121-01-01') AS known_at
        FROM charged AS c
        WHERE c.period_from < c.until
    )
SELECT
    k.subscription_id AS subscription_id,
    k.billing_account_id AS billing_account_id,
    k.charge_id AS charge_id,
    k.every AS every,
    k.every_count AS every_count,
    k.aligned_to AS aligned_to,
    k.charged_in AS charged_in,
    k.period_from AS period_from,
    k.period_to AS period_to,
    dateDiff('day', k.period_from, k.period_to) AS period_days,
    k.known_at AS known_at,
    nullIf(coalesce(lead(toNullable(k.known_at), 1) OVER (PARTITION BY k.subscription_id, k.billing_account_id, k.charge_id, k.every, k.every_count, k.aligned_to, k.charged_in, k.period_from ORDER BY k.known_at ASC), toDate('2121-01-01')), toDate('2121-01-01')) AS corrected_at
FROM known AS k
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
