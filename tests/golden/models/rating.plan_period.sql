WITH
    kind AS
    (
        SELECT DISTINCT
            p.tariff_id AS tariff_id,
            toString(p.period) AS period
        FROM rating.price_in_force AS p
        WHERE ((p.carried_over = true) OR ((p.group_by = '') AND ((p.minimum_spend > '0') OR ((p.flat_fee_at_zero = true) AND (p.model IN ('graduated', 'volume', 'graduated_percentage'))))))
    ),
    held AS
    (
        SELECT
            l.subscription_id AS subscription_id,
            l.billing_account_id AS billing_account_id,
            l.tariff_id AS tariff_id,
            l.valid_from AS valid_from,
            l.valid_to AS valid_to,
            k.first_month AS first_month,
            p.period AS period,
            toInt32(l.cycle_day) AS cycle_day,
            arrayJoin(if(((p.period = 'day') OR (p.period = 'week')), arrayMap(n -> addDays(greatest(toDate(l.valid_from), k.first_month), n), range(toUInt64(greatest(dateDiff('day', greatest(toDate(l.valid_from), k.first_month), least(toDate(l.valid_to), toDate(k.as_of))), 0)))), arrayConcat(arrayFilter(m -> (m < least(toDate(l.valid_to), toDate(k.as_of))), arrayMap(n -> addMonths(toStartOfMonth(greatest(toDate(l.valid_from), k.first_month)), n), range(toUInt64(greatest(dateDiff('month', greatest(toDate(l.valid_from), k.first_month), least(toDate(l.valid_to), toDate(k.as_of))), 0) + 1)))), arrayMap(x1 -> toLastDayOfMonth(x1), arrayFilter(m -> (m < least(toDate(l.valid_to), toDate(k.as_of))), arrayMap(n -> addMonths(toStartOfMonth(greatest(toDate(l.valid_from), k.first_month)), n), range(toUInt64(greatest(dateDiff('month', greatest(toDate(l.valid_from), k.first_month), least(toDate(l.valid_to), toDate(k.as_of))), 0) + 1)))))))) AS day
        FROM rating.subscription_plan AS l
        INNER JOIN kind AS p ON p.tariff_id = l.tariff_id
        CROSS JOIN staging.clock AS k
        WHERE ((l.status IN ('active', 'suspended')) AND (l.valid_from < k.as_of) AND (toDate(l.valid_to) > k.first_month))
    ),
    due AS
    (
        SELECT
            d.subscription_id AS subscription_id,
            d.billing_account_id AS billing_account_id,
            d.tariff_id AS tariff_id,
            d.valid_from AS valid_from,
            d.valid_to AS valid_to,
            d.first_month AS first_month,
            d.period AS period,
            d.cycle_day AS cycle_day,
            multiIf(d.period = 'day', d.day, d.period = 'week', toMonday(d.day), d.period = 'month', toStartOfMonth(d.day), d.period = 'quarter', toStartOfQuarter(d.day), d.period = 'year', toStartOfYear(d.day), if(d.day >= addDays(toStartOfMonth(d.day), (least(toInt32(d.cycle_day), toInt32(toDaysInMonth(toStartOfMonth(d.day)))) - toInt32(1))), addDays(toStartOfMonth(d.day), (least(toInt32(d.cycle_day), toInt32(toDaysInMonth(toStartOfMonth(d.day)))) - toInt32(1))), addDays(addMonths(toStartOfMonth(d.day), -1), (least(toInt32(d.cycle_day), toInt32(toDaysInMonth(addMonths(toStartOfMonth(d.day), -1)))) - toInt32(1))))) AS period_from
        FROM held AS d
    )
SELECT DISTINCT
    d.subscription_id AS subscription_id,
    d.billing_account_id AS billing_account_id,
    d.tariff_id AS tariff_id,
    d.period AS period,
    d.period_from AS period_from,
    multiIf(d.period = 'day', addDays(d.period_from, 1), d.period = 'week', addDays(d.period_from, 7), d.period = 'month', addMonths(d.period_from, 1), d.period = 'quarter', addMonths(d.period_from, 3), d.period = 'year', addYears(d.period_from, 1), addDays(addMonths(toStartOfMonth(d.period_from), 1), (least(toInt32(d.cycle_day), toInt32(toDaysInMonth(addMonths(toStartOfMonth(d.period_from), 1)))) - toInt32(1)))) AS period_to,
    d.valid_from AS valid_from,
    addMilliseconds(least(toDateTime64(multiIf(d.period = 'day', addDays(d.period_from, 1), d.period = 'week', addDays(d.period_from, 7), d.period = 'month', addMonths(d.period_from, 1), d.period = 'quarter', addMonths(d.period_from, 3), d.period = 'year', addYears(d.period_from, 1), addDays(addMonths(toStartOfMonth(d.period_from), 1), (least(toInt32(d.cycle_day), toInt32(toDaysInMonth(addMonths(toStartOfMonth(d.period_from), 1)))) - toInt32(1)))), 3, 'UTC'), d.valid_to), -1) AS at
FROM due AS d
WHERE ((toDateTime64(d.period_from, 3, 'UTC') < d.valid_to) AND ((d.period_from >= d.first_month) OR (toDate(d.valid_from) >= d.first_month)))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
