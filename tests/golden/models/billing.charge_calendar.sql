WITH
    account AS
    (
        SELECT
            b.billing_account_id AS billing_account_id,
            min(b.bill_from) AS first_bill,
            max(b.until) AS until
        FROM billing.account_period AS b
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
            max(h.charged_to) AS last_day,
            if(h.aligned_to = 'line', min(h.line_day), min(h.start_day)) AS own_day,
            multiIf(h.every = 'month', toInt64(h.every_count), h.every = 'year', toInt64((toInt64(h.every_count) * 12)), toInt64(1)) AS months
        FROM billing.charge_held AS h
        WHERE (h.every != 'once') AND (h.kind NOT IN ('deposit', 'late_fee'))
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
            s.own_day AS own_day,
            s.months AS months,
            a.first_bill AS first_bill,
            a.until AS until,
            multiIf((s.aligned_to IN ('start', 'line')), toStartOfMonth(s.own_day), s.aligned_to = 'next_cycle', addMonths(if(s.first_day > addDays(toStartOfMonth(s.first_day), (least(toInt32(coalesce(c.cycle_day, toInt32(1))), toInt32(toDaysInMonth(toStartOfMonth(s.first_day)))) - toInt32(1))), addMonths(toStartOfMonth(s.first_day), 1), toStartOfMonth(s.first_day)), (-s.months)), s.aligned_to = 'calendar', addMonths(if(s.first_day >= addDays(toStartOfMonth(s.first_day), (least(toInt32(coalesce(c.cycle_day, toInt32(1))), toInt32(toDaysInMonth(toStartOfMonth(s.first_day)))) - toInt32(1))), toStartOfMonth(s.first_day), addMonths(toStartOfMonth(s.first_day), -1)), (-toInt64(toInt64(((toInt64(toYear(if(s.first_day >= addDays(toStartOfMonth(s.first_day), (least(toInt32(coalesce(c.cycle_day, toInt32(1))), toInt32(toDaysInMonth(toStartOfMonth(s.first_day)))) - toInt32(1))), toStartOfMonth(s.first_day), addMonths(toStartOfMonth(s.first_day), -1)))) * toInt32(12)) + (toMonth(if(s.first_day >= addDays(toStartOfMonth(s.first_day), (least(toInt32(coalesce(c.cycle_day, toInt32(1))), toInt32(toDaysInMonth(toStartOfMonth(s.first_day)))) - toInt32(1))), toStartOfMonth(s.first_day), addMonths(toStartOfMonth(s.first_day), -1))) - toInt32(1)))) % s.months))), if(s.first_day >= addDays(toStartOfMonth(s.first_day), (least(toInt32(coalesce(c.cycle_day, toInt32(1))), toInt32(toDaysInMonth(toStartOfMonth(s.first_day)))) - toInt32(1))), toStartOfMonth(s.first_day), addMonths(toStartOfMonth(s.first_day), -1))) AS anchor
        FROM series AS s
        INNER JOIN account AS a ON a.billing_account_id = s.billing_account_id
        ASOF LEFT JOIN billing.account_cycle AS c ON (c.billing_account_id = s.billing_account_id) AND (s.first_day >= c.since)
    ),
    gridded AS
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
            s.anchor AS anchor,
            s.first_bill AS first_bill,
            s.until AS until,
            c.number AS cycle,
            if((s.aligned_to IN ('start', 'line')), toDayOfMonth(s.own_day), toInt32(c.cycle_day)) AS day,
            c.begins AS begins,
            if((s.aligned_to IN ('start', 'line')), NULL, c.next_since) AS next_since,
            if((s.aligned_to IN ('start', 'line')), NULL, c.next_begins) AS next_begins
        FROM anchored AS s
        INNER JOIN billing.account_cycle AS c ON c.billing_account_id = s.billing_account_id
        WHERE ((c.number = toInt64(1)) OR (s.aligned_to NOT IN ('start', 'line')))
    ),
    numbered AS
    (
        SELECT
            s.*,
            arrayJoin(range(toInt64(greatest((intDiv(toInt64(dateDiff('month', s.anchor, toStartOfMonth(s.first_bill))), s.months) - toInt64(1)), toInt64(0))), toInt64(greatest(greatest((intDiv(toInt64(dateDiff('month', s.anchor, toStartOfMonth(s.first_bill))), s.months) - toInt64(1)), toInt64(0)), (intDiv(toInt64(dateDiff('month', s.anchor, addMonths(toStartOfMonth(s.until), 13))), s.months) + toInt64(2)))))) AS number
        FROM gridded AS s
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
            s.cycle AS cycle,
            s.begins AS begins,
            s.next_since AS next_since,
            s.next_begins AS next_begins,
            addDays(addMonths(s.anchor, (toInt64(toInt64(s.number)) * s.months)), (least(toInt32(s.day), toInt32(toDaysInMonth(addMonths(s.anchor, (toInt64(toInt64(s.number)) * s.months))))) - toInt32(1))) AS grid_from,
            addDays(addMonths(s.anchor, (toInt64((toInt64(s.number) + toInt64(1))) * s.months)), (least(toInt32(s.day), toInt32(toDaysInMonth(addMonths(s.anchor, (toInt64((toInt64(s.number) + toInt64(1))) * s.months))))) - toInt32(1))) AS grid_to
        FROM numbered AS s
    ),
    billed AS
    (
        SELECT
            p.subscription_id AS subscription_id,
            p.billing_account_id AS billing_account_id,
            p.charge_id AS charge_id,
            p.every AS every,
            p.every_count AS every_count,
            p.aligned_to AS aligned_to,
            p.charged_in AS charged_in,
            p.first_day AS first_day,
            p.last_day AS last_day,
            p.first_bill AS first_bill,
            p.until AS until,
            p.cycle AS cycle,
            p.begins AS begins,
            p.next_begins AS next_begins,
            p.grid_from AS grid_from,
            p.grid_to AS grid_to,
            toBool(coalesce(((p.charged_in = 'advance') AND (b.bill_to < p.next_since) AND (l.bill_to < p.next_since)), toBool(0))) AS charged
        FROM placed AS p
        ASOF LEFT JOIN billing.account_bill AS b ON (b.billing_account_id = p.billing_account_id) AND (p.grid_from < b.next_to)
        ASOF LEFT JOIN billing.account_bill AS l ON (l.billing_account_id = p.billing_account_id) AND (p.first_day <= l.bill_to)
    ),
    ended AS
    (
        SELECT
            p.*,
            if(p.charged = true, p.grid_to, least(p.grid_to, coalesce(p.next_begins, p.grid_to))) AS period_to
        FROM billed AS p
        WHERE (((p.grid_from < coalesce(p.next_begins, p.last_day)) OR (p.charged = true)) AND ((p.cycle = toInt64(1)) OR (p.grid_to > p.begins)))
    ),
    begun AS
    (
        SELECT
            p.*,
            greatest(p.grid_from, coalesce(max(toNullable(p.period_to)) OVER (PARTITION BY p.subscription_id, p.billing_account_id, p.charge_id, p.every, p.every_count, p.aligned_to, p.charged_in ORDER BY p.cycle ASC, p.grid_from ASC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), p.grid_from)) AS period_from
        FROM ended AS p
    )
SELECT
    p.subscription_id AS subscription_id,
    p.billing_account_id AS billing_account_id,
    p.charge_id AS charge_id,
    p.every AS every,
    p.every_count AS every_count,
    p.aligned_to AS aligned_to,
    p.charged_in AS charged_in,
    p.first_day AS first_day,
    p.last_day AS last_day,
    p.first_bill AS first_bill,
    p.until AS until,
    p.period_from AS period_from,
    p.period_to AS period_to,
    dateDiff('day', p.grid_from, p.grid_to) AS period_days
FROM begun AS p
WHERE (p.period_from < p.period_to) AND (p.period_from < p.last_day) AND (p.period_to > p.first_day) AND (p.period_to > p.first_bill)
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
