WITH
    due AS
    (
        SELECT
            h.subscription_id AS subscription_id,
            h.billing_account_id AS billing_account_id,
            h.payer_account_id AS payer_account_id,
            h.cycle_day AS cycle_day,
            h.offering_id AS offering_id,
            h.allowance_id AS allowance_id,
            h.unit AS unit,
            h.period AS period,
            h.held_since AS held_since,
            h.held_from AS held_from,
            h.held_to AS held_to,
            h.stretch_from AS stretch_from,
            h.holding_from AS holding_from,
            h.holding_to AS holding_to,
            arrayJoin(multiIf(h.period = 'once', array(h.holding_from), h.period = 'day', arrayMap(n -> addDays(greatest(h.held_from, k.first_month), n), range(toUInt64(greatest(dateDiff('day', greatest(h.held_from, k.first_month), least(h.held_to, addMonths(toDate(k.as_of), 1))), 0)))), h.period = 'week', arrayDistinct(arrayMap(x1 -> toMonday(x1), arrayMap(n -> addDays(greatest(h.held_from, k.first_month), n), range(toUInt64(greatest(dateDiff('day', greatest(h.held_from, k.first_month), least(h.held_to, addMonths(toDate(k.as_of), 1))), 0)))))), h.period = 'month', arrayFilter(m -> (m < addDays(least(h.held_to, addMonths(toDate(k.as_of), 1)), 1)), arrayMap(n -> addMonths(toStartOfMonth(greatest(h.held_from, k.first_month)), n), range(toUInt64(greatest(dateDiff('month', greatest(h.held_from, k.first_month), addDays(least(h.held_to, addMonths(toDate(k.as_of), 1)), 1)), 0) + 1)))), arrayDistinct(arrayConcat(array(if(greatest(h.held_from, k.first_month) >= addDays(toStartOfMonth(greatest(h.held_from, k.first_month)), (least(toInt32(toInt32(h.cycle_day)), toInt32(toDaysInMonth(toStartOfMonth(greatest(h.held_from, k.first_month))))) - toInt32(1))), addDays(toStartOfMonth(greatest(h.held_from, k.first_month)), (least(toInt32(toInt32(h.cycle_day)), toInt32(toDaysInMonth(toStartOfMonth(greatest(h.held_from, k.first_month))))) - toInt32(1))), addDays(addMonths(toStartOfMonth(greatest(h.held_from, k.first_month)), -1), (least(toInt32(toInt32(h.cycle_day)), toInt32(toDaysInMonth(addMonths(toStartOfMonth(greatest(h.held_from, k.first_month)), -1)))) - toInt32(1))))), arrayMap(x1 -> if(toLastDayOfMonth(x1) >= addDays(toStartOfMonth(toLastDayOfMonth(x1)), (least(toInt32(toInt32(h.cycle_day)), toInt32(toDaysInMonth(toStartOfMonth(toLastDayOfMonth(x1))))) - toInt32(1))), addDays(toStartOfMonth(toLastDayOfMonth(x1)), (least(toInt32(toInt32(h.cycle_day)), toInt32(toDaysInMonth(toStartOfMonth(toLastDayOfMonth(x1))))) - toInt32(1))), addDays(addMonths(toStartOfMonth(toLastDayOfMonth(x1)), -1), (least(toInt32(toInt32(h.cycle_day)), toInt32(toDaysInMonth(addMonths(toStartOfMonth(toLastDayOfMonth(x1)), -1)))) - toInt32(1)))), arrayFilter(m -> (m < addDays(least(h.held_to, addMonths(toDate(k.as_of), 1)), 1)), arrayMap(n -> addMonths(toStartOfMonth(greatest(h.held_from, k.first_month)), n), range(toUInt64(greatest(dateDiff('month', greatest(h.held_from, k.first_month), addDays(least(h.held_to, addMonths(toDate(k.as_of), 1)), 1)), 0) + 1))))))))) AS period_from
        FROM rating.held_allowance AS h
        CROSS JOIN staging.clock AS k
    ),
    dated AS
    (
        SELECT
            d.*,
            multiIf(d.period = 'once', d.holding_to, d.period = 'day', addDays(d.period_from, 1), d.period = 'week', addDays(d.period_from, 7), d.period = 'month', addMonths(d.period_from, 1), addDays(addMonths(toStartOfMonth(d.period_from), 1), (least(toInt32(toInt32(d.cycle_day)), toInt32(toDaysInMonth(addMonths(toStartOfMonth(d.period_from), 1)))) - toInt32(1)))) AS period_to
        FROM due AS d
    )
SELECT
    d.subscription_id AS subscription_id,
    d.billing_account_id AS billing_account_id,
    d.payer_account_id AS payer_account_id,
    d.cycle_day AS cycle_day,
    d.offering_id AS offering_id,
    d.allowance_id AS allowance_id,
    d.unit AS unit,
    d.period AS period,
    d.stretch_from AS stretch_from,
    d.holding_from AS holding_from,
    d.holding_to AS holding_to,
    d.period_from AS period_from,
    d.period_to AS period_to,
    min(d.held_since) AS since,
    min(greatest(d.held_from, d.period_from)) AS valid_from,
    max(least(d.held_to, d.period_to)) AS valid_to
FROM dated AS d
WHERE ((d.period_from < d.held_to) AND (d.period_to > d.held_from))
GROUP BY
    d.subscription_id,
    d.billing_account_id,
    d.payer_account_id,
    d.cycle_day,
    d.offering_id,
    d.allowance_id,
    d.unit,
    d.period,
    d.stretch_from,
    d.holding_from,
    d.holding_to,
    d.period_from,
    d.period_to
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
