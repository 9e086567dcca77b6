WITH
    held AS
    (
        SELECT
            l.subscription_id AS subscription_id,
            l.billing_account_id AS billing_account_id,
            l.payer_account_id AS payer_account_id,
            l.cycle_day AS cycle_day,
            l.offering_id AS offering_id,
            l.valid_from AS held_since,
            toDate(addSeconds(l.valid_from, coalesce(f.offset_s, 0))) AS held_from,
            toDate(addSeconds(l.valid_to, coalesce(o.offset_s, 0))) AS held_to,
            k.first_month AS first_month,
            toDate(k.as_of) AS until
        FROM rating.subscription_plan AS l
        CROSS JOIN staging.clock AS k
        ASOF LEFT JOIN staging.zone_offset AS f ON (f.zone = l.time_zone) AND (l.valid_from >= f.from_at)
        ASOF LEFT JOIN staging.zone_offset AS o ON (o.zone = l.time_zone) AND (l.valid_to >= o.from_at)
        WHERE ((l.status IN ('active', 'suspended')) AND (l.valid_from < k.as_of))
    ),
    due AS
    (
        SELECT
            h.subscription_id AS subscription_id,
            h.billing_account_id AS billing_account_id,
            h.payer_account_id AS payer_account_id,
            h.cycle_day AS cycle_day,
            h.offering_id AS offering_id,
            h.held_from AS held_from,
            h.held_to AS held_to,
            a.allowance_id AS allowance_id,
            a.name AS name,
            a.unit AS unit,
            a.amount AS whole,
            a.services AS services,
            a.zones AS zones,
            a.bands AS bands,
            a.factors AS factors,
            a.increment AS increment,
            a.rate AS rate,
            a.priority AS priority,
            a.weight AS weight,
            a.used_order AS used_order,
            a.own_first AS own_first,
            a.period AS period,
            a.expires_after_days AS expires_after_days,
            a.scope AS scope,
            a.prorated AS prorated,
            a.rollover_periods AS rollover_periods,
            a.rollover_maximum AS rollover_maximum,
            a.rollover_minimum AS rollover_minimum,
            a.rollover_first AS rollover_first,
            a.blocker AS blocker,
            arrayJoin(multiIf(a.period = 'once', array(h.held_from), a.period = 'day', arrayMap(n -> addDays(greatest(h.held_from, h.first_month), n), range(toUInt64(greatest(dateDiff('day', greatest(h.held_from, h.first_month), least(h.held_to, addMonths(h.until, 1))), 0)))), a.period = 'week', arrayDistinct(arrayMap(x1 -> toMonday(x1), arrayMap(n -> addDays(greatest(h.held_from, h.first_month), n), range(toUInt64(greatest(dateDiff('day', greatest(h.held_from, h.first_month), least(h.held_to, addMonths(h.until, 1))), 0)))))), a.period = 'month', arrayFilter(m -> (m < addDays(least(h.held_to, addMonths(h.until, 1)), 1)), arrayMap(n -> addMonths(toStartOfMonth(greatest(h.held_from, h.first_month)), n), range(toUInt64(greatest(dateDiff('month', greatest(h.held_from, h.first_month), addDays(least(h.held_to, addMonths(h.until, 1)), 1)), 0) + 1)))), arrayDistinct(arrayConcat(array(if(greatest(h.held_from, h.first_month) >= addDays(toStartOfMonth(greatest(h.held_from, h.first_month)), (least(toInt32(toInt32(h.cycle_day)), toInt32(toDaysInMonth(toStartOfMonth(greatest(h.held_from, h.first_month))))) - toInt32(1))), addDays(toStartOfMonth(greatest(h.held_from, h.first_month)), (least(toInt32(toInt32(h.cycle_day)), toInt32(toDaysInMonth(toStartOfMonth(greatest(h.held_from, h.first_month))))) - toInt32(1))), addDays(addMonths(toStartOfMonth(greatest(h.held_from, h.first_month)), -1), (least(toInt32(toInt32(h.cycle_day)), toInt32(toDaysInMonth(addMonths(toStartOfMonth(greatest(h.held_from, h.first_month)), -1)))) - toInt32(1))))), arrayMap(x1 -> if(toLastDayOfMonth(x1) >= addDays(toStartOfMonth(toLastDayOfMonth(x1)), (least(toInt32(toInt32(h.cycle_day)), toInt32(toDaysInMonth(toStartOfMonth(toLastDayOfMonth(x1))))) - toInt32(1))), addDays(toStartOfMonth(toLastDayOfMonth(x1)), (least(toInt32(toInt32(h.cycle_day)), toInt32(toDaysInMonth(toStartOfMonth(toLastDayOfMonth(x1))))) - toInt32(1))), addDays(addMonths(toStartOfMonth(toLastDayOfMonth(x1)), -1), (least(toInt32(toInt32(h.cycle_day)), toInt32(toDaysInMonth(addMonths(toStartOfMonth(toLastDayOfMonth(x1)), -1)))) - toInt32(1)))), arrayFilter(m -> (m < addDays(least(h.held_to, addMonths(h.until, 1)), 1)), arrayMap(n -> addMonths(toStartOfMonth(greatest(h.held_from, h.first_month)), n), range(toUInt64(greatest(dateDiff('month', greatest(h.held_from, h.first_month), addDays(least(h.held_to, addMonths(h.until, 1)), 1)), 0) + 1))))))))) AS period_from
        FROM held AS h
        INNER JOIN staging.allowance AS a ON a.offering_id = h.offering_id
        WHERE ((a.valid_from <= h.held_since) AND (a.valid_to > h.held_since))
    ),
    dated AS
    (
        SELECT
            d.*,
            multiIf(d.period = 'once', if(d.expires_after_days IS NULL, d.held_to, least(d.held_to, addDays(d.held_from, coalesce(d.expires_after_days, 0)))), d.period = 'day', addDays(d.period_from, 1), d.period = 'week', addDays(d.period_from, 7), d.period = 'month', addMonths(d.period_from, 1), addDays(addMonths(toStartOfMonth(d.period_from), 1), (least(toInt32(toInt32(d.cycle_day)), toInt32(toDaysInMonth(addMonths(toStartOfMonth(d.period_from), 1)))) - toInt32(1)))) AS period_to,
            multiIf(d.period = 'day', addDays(d.period_from, (toInt64(d.rollover_periods) + toInt64(1))), d.period = 'week', addWeeks(d.period_from, (toInt64(d.rollover_periods) + toInt64(1))), d.period = 'month', addMonths(d.period_from, (toInt64(d.rollover_periods) + toInt64(1))), addDays(addMonths(toStartOfMonth(addMonths(toStartOfMonth(d.period_from), d.rollover_periods)), 1), (least(toInt32(toInt32(d.cycle_day)), toInt32(toDaysInMonth(addMonths(toStartOfMonth(addMonths(toStartOfMonth(d.period_from), d.rollover_periods)), 1)))) - toInt32(1)))) AS carried_to
        FROM due AS d
    ),
    granted AS
    (
        SELECT
            d.subscription_id AS subscription_id,
            d.billing_account_id AS billing_account_id,
            d.payer_account_id AS payer_account_id,
            d.offering_id AS offering_id,
            d.allowance_id AS allowance_id,
            d.name AS name,
            d.unit AS unit,
            d.whole AS whole,
            d.services AS services,
            d.zones AS zones,
            d.bands AS bands,
            d.factors AS factors,
            d.increment AS increment,
            d.rate AS rate,
            d.priority AS priority,
            d.weight AS weight,
            d.used_order AS used_order,
            d.own_first AS own_first,
            d.scope AS scope,
            d.period AS period,
            d.prorated AS prorated,
            d.rollover_periods AS rollover_periods,
            d.rollover_maximum AS rollover_maximum,
            d.rollover_minimum AS rollover_minimum,
            d.rollover_first AS rollover_first,
            d.blocker AS blocker,
            d.period_from AS period_from,
            d.period_to AS period_to,
            d.carried_to AS carried_to,
            min(greatest(d.held_from, d.period_from)) AS valid_from,
            max(least(d.held_to, d.period_to)) AS valid_to,
            max(d.held_to) AS held_to
        FROM dated AS d
        WHERE ((d.period_from < d.held_to) AND (d.period_to > d.held_from))
        GROUP BY
            d.subscription_id,
            d.billing_account_id,
            d.payer_account_id,
            d.offering_id,
            d.allowance_id,
            d.name,
            d.unit,
            d.whole,
            d.services,
            d.zones,
            d.bands,
            d.factors,
            d.increment,
            d.rate,
            d.priority,
            d.weight,
            d.used_order,
            d.own_first,
            d.scope,
            d.period,
            d.prorated,
            d.rollover_periods,
            d.rollover_maximum,
            d.rollover_minimum,
            d.rollover_first,
            d.blocker,
            d.period_from,
            d.period_to,
            d.carried_to
    ),
    measured AS
    (
        SELECT
            g.*,
            concat(g.subscription_id, '/', toString(g.offering_id), '/', toString(g.allowance_id), '/', toString(g.period_from)) AS grant_id,
            if(((g.prorated = false) OR (g.period = 'once') OR (dateDiff('day', g.valid_from, g.valid_to) >= greatest(dateDiff('day', g.period_from, g.period_to), toInt64(1)))), g.whole, if(g.unit = 'money', toDecimal128(round(((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * toDecimal256(g.whole, 30)) * dateDiff('day', g.valid_from, g.valid_to)), 30)) / greatest(dateDiff('day', g.period_from, g.period_to), toInt64(1))), toInt32(9)), 9), toDecimal128(floor(((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * toDecimal256(g.whole, 30)) * dateDiff('day', g.valid_from, g.valid_to)), 30)) / greatest(dateDiff('day', g.period_from, g.period_to), toInt64(1)))), 9))) AS amount,
            arrayFilter(x1 -> (x1 != ''), splitByString(',', g.services)) AS service_list,
            arrayFilter(x1 -> (x1 != ''), splitByString(',', g.zones)) AS zone_list,
            arrayFilter(x1 -> (x1 != ''), splitByString(',', g.bands)) AS band_list,
            arrayMap(x1 -> arrayElement(splitByString('=', x1), 1), arrayFilter(x1 -> (x1 != ''), splitByString(',', g.factors))) AS factor_zones,
            arrayMap(x1 -> coalesce(toDecimal128OrNull(arrayElement(splitByString('=', x1), 2), 9), toDecimal128('1', 9)), arrayFilter(x1 -> (x1 != ''), splitByString(',', g.factors))) AS factor_values
        FROM granted AS g
    ),
    every AS
    (
        SELECT
            g.subscription_id AS subscription_id,
            g.billing_account_id AS billing_account_id,
            g.payer_account_id AS payer_account_id,
            g.offering_id AS offering_id,
            g.allowance_id AS allowance_id,
            g.name AS name,
            g.unit AS unit,
            g.scope AS scope,
            g.service_list AS service_list,
            g.zone_list AS zone_list,
            g.band_list AS band_list,
            g.factor_zones AS factor_zones,
            g.factor_values AS factor_values,
            g.increment AS increment,
            g.rate AS rate,
            g.priority AS priority,
            g.weight AS weight,
            g.used_order AS used_order,
            g.own_first AS own_first,
            g.blocker AS blocker,
            g.grant_id AS grant_id,
            '' AS from_grant,
            g.valid_from AS valid_from,
            g.valid_to AS valid_to,
            g.amount AS amount,
            toDecimal128(0, 9) AS least,
            tuple(toString(g.valid_to), toInt64(0)) AS used_before
        FROM measured AS g
        WHERE g.valid_to > g.valid_from
        UNION ALL
        SELECT
            g.subscription_id AS subscription_id,
            g.billing_account_id AS billing_account_id,
            g.payer_account_id AS payer_account_id,
            g.offering_id AS offering_id,
            g.allowance_id AS allowance_id,
            g.name AS name,
            g.unit AS unit,
            g.scope AS scope,
            g.service_list AS service_list,
            g.zone_list AS zone_list,
            g.band_list AS band_list,
            g.factor_zones AS factor_zones,
            g.factor_values AS factor_values,
            g.increment AS increment,
            g.rate AS rate,
            g.priority AS priority,
            g.weight AS weight,
            g.used_order AS used_order,
            g.own_first AS own_first,
            g.blocker AS blocker,
            concat(g.grant_id, '+') AS grant_id,
            g.grant_id AS from_grant,
            g.valid_to AS valid_from,
            least(g.carried_to, g.held_to) AS valid_to,
            coalesce(g.rollover_maximum, toDecimal128('99999999999999999999', 9)) AS amount,
            g.rollover_minimum AS least,
            tuple(toString(if(g.rollover_first = true, g.valid_to, g.carried_to)), toInt64(1)) AS used_before
        FROM measured AS g
        WHERE ((g.rollover_periods > 0) AND (g.carried_to > g.valid_to) AND (g.held_to > g.valid_to))
    )
SELECT e.*
FROM every AS e
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
