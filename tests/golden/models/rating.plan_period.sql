WITH
    kind AS
    (
        SELECT DISTINCT
            p.tariff_id AS tariff_id,
            toString(p.period) AS period
        FROM rating.price_in_force AS p
        WHERE ((p.carried_over = true) OR ((p.group_by = '') AND ((p.minimum_spend > '0') OR ((p.flat_fee_at_zero = true) AND (p.model IN ('graduated', 'volume', 'graduated_percentage', 'volume_percentage'))))))
    ),
    local AS
    (
        SELECT
            l.subscription_id AS subscription_id,
            l.billing_account_id AS billing_account_id,
            l.tariff_id AS tariff_id,
            l.time_zone AS time_zone,
            l.valid_from AS valid_from,
            l.valid_to AS valid_to,
            k.first_month AS first_month,
            k.as_of AS as_of,
            p.period AS period,
            toInt32(l.cycle_day) AS cycle_day,
            toDate(addSeconds(l.valid_from, coalesce(f.offset_s, 0))) AS first_day,
            toDate(addSeconds(addMilliseconds(l.valid_to, -1), coalesce(o.offset_s, 0))) AS last_day
        FROM rating.subscription_plan AS l
        INNER JOIN kind AS p ON p.tariff_id = l.tariff_id
        CROSS JOIN staging.clock AS k
        ASOF LEFT JOIN staging.zone_offset AS f ON (f.zone = l.time_zone) AND (l.valid_from >= f.from_at)
        ASOF LEFT JOIN staging.zone_offset AS o ON (o.zone = l.time_zone) AND (l.valid_to >= o.from_at)
        WHERE ((l.status IN ('active', 'suspended')) AND (l.valid_from < k.as_of))
    ),
    held AS
    (
        SELECT
            l.subscription_id AS subscription_id,
            l.billing_account_id AS billing_account_id,
            l.tariff_id AS tariff_id,
            l.time_zone AS time_zone,
            l.valid_from AS valid_from,
            l.valid_to AS valid_to,
            l.first_day AS first_day,
            l.last_day AS last_day,
            l.first_month AS first_month,
            l.period AS period,
            l.cycle_day AS cycle_day,
            arrayJoin(if(((l.period = 'day') OR (l.period = 'week')), arrayMap(n -> addDays(greatest(l.first_day, l.first_month), n), range(toUInt64(greatest(dateDiff('day', greatest(l.first_day, l.first_month), least(addDays(l.last_day, 1), toDate(l.as_of))), 0)))), arrayConcat(arrayFilter(m -> (m < least(addDays(l.last_day, 1), toDate(l.as_of))), arrayMap(n -> addMonths(toStartOfMonth(greatest(l.first_day, l.first_month)), n), range(toUInt64(greatest(dateDiff('month', greatest(l.first_day, l.first_month), least(addDays(l.last_day, 1), toDate(l.as_of))), 0) + 1)))), arrayMap(x1 -> toLastDayOfMonth(x1), arrayFilter(m -> (m < least(addDays(l.last_day, 1), toDate(l.as_of))), arrayMap(n -> addMonths(toStartOfMonth(greatest(l.first_day, l.first_month)), n), range(toUInt64(greatest(dateDiff('month', greatest(l.first_day, l.first_month), least(addDays(l.last_day, 1), toDate(l.as_of))), 0) + 1)))))))) AS day
        FROM local AS l
        WHERE l.last_day >= l.first_month
    ),
    due AS
    (
        SELECT
            d.subscription_id AS subscription_id,
            d.billing_account_id AS billing_account_id,
            d.tariff_id AS tariff_id,
            d.time_zone AS time_zone,
            d.valid_from AS valid_from,
            d.valid_to AS valid_to,
            d.first_day AS first_day,
            d.last_day AS last_day,
            d.first_month AS first_month,
            d.period AS period,
            d.cycle_day AS cycle_day,
            multiIf(d.period = 'day', d.day, d.period = 'week', toMonday(d.day), d.period = 'month', toStartOfMonth(d.day), d.period = 'quarter', toStartOfQuarter(d.day), d.period = 'year', toStartOfYear(d.day), if(d.day >= addDays(toStartOfMonth(d.day), (least(toInt32(d.cycle_day), toInt32(toDaysInMonth(toStartOfMonth(d.day)))) - toInt32(1))), addDays(toStartOfMonth(d.day), (least(toInt32(d.cycle_day), toInt32(toDaysInMonth(toStartOfMonth(d.day)))) - toInt32(1))), addDays(addMonths(toStartOfMonth(d.day), -1), (least(toInt32(d.cycle_day), toInt32(toDaysInMonth(addMonths(toStartOfMonth(d.day), -1)))) - toInt32(1))))) AS period_from
        FROM held AS d
    ),
    ended AS
    (
        SELECT
            d.*,
            multiIf(d.period = 'day', addDays(d.period_from, 1), d.period = 'week', addDays(d.period_from, 7), d.period = 'month', addMonths(d.period_from, 1), d.period = 'quarter', addMonths(d.period_from, 3), d.period = 'year', addYears(d.period_from, 1), addDays(addMonths(toStartOfMonth(d.period_from), 1), (least(toInt32(d.cycle_day), toInt32(toDaysInMonth(addMonths(toStartOfMonth(d.period_from), 1)))) - toInt32(1)))) AS period_to
        FROM due AS d
    )
SELECT DISTINCT
    d.subscription_id AS subscription_id,
    d.billing_account_id AS billing_account_id,
    d.tariff_id AS tariff_id,
    d.period AS period,
    d.period_from AS period_from,
    d.period_to AS period_to,
    d.valid_from AS valid_from,
    addMilliseconds(least(addMilliseconds(toDateTime64(d.period_to, 3, 'UTC'), (toInt64(toInt64(coalesce(t.offset_s, 0))) * toInt64(-1000))), d.valid_to), -1) AS at
FROM ended AS d
ASOF LEFT JOIN staging.zone_offset AS t ON (t.zone = d.time_zone) AND (toDateTime64(d.period_to, 3, 'UTC') >= t.from_at)
WHERE ((d.period_from <= d.last_day) AND (d.period_to > d.first_day) AND ((d.period_from >= d.first_month) OR (d.valid_from >= toDateTime64(d.first_month, 3, 'UTC'))))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
