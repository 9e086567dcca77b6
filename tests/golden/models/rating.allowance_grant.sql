WITH
    ruled AS
    (
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
            d.valid_from AS valid_from,
            a.name AS name,
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
            a.scope AS scope,
            a.prorated AS prorated,
            a.prorated_rounding AS prorated_rounding,
            a.rollover_periods AS rollover_periods,
            a.rollover_maximum AS rollover_maximum,
            a.rollover_minimum AS rollover_minimum,
            a.rollover_first AS rollover_first,
            a.blocker AS blocker,
            if(((d.period = 'once') AND (a.expires_after_days IS NOT NULL)), least(d.valid_to, addDays(d.holding_from, coalesce(a.expires_after_days, 0))), d.valid_to) AS valid_to,
            multiIf(d.period = 'once', d.period_to, d.period = 'day', addDays(d.period_from, (toInt64(a.rollover_periods) + toInt64(1))), d.period = 'week', addWeeks(d.period_from, (toInt64(a.rollover_periods) + toInt64(1))), d.period = 'month', addMonths(d.period_from, (toInt64(a.rollover_periods) + toInt64(1))), addDays(addMonths(toStartOfMonth(addMonths(toStartOfMonth(d.period_from), a.rollover_periods)), 1), (least(toInt32(toInt32(d.cycle_day)), toInt32(toDaysInMonth(addMonths(toStartOfMonth(addMonths(toStartOfMonth(d.period_from), a.rollover_periods)), 1)))) - toInt32(1)))) AS carried_to
        FROM rating.allowance_period AS d
        INNER JOIN staging.allowance AS a ON (a.offering_id = d.offering_id) AND (a.allowance_id = d.allowance_id)
        WHERE ((a.valid_from <= d.since) AND (a.valid_to > d.since))
    ),
    followed AS
    (
        SELECT
            g.*,
            lag(toNullable(g.valid_from), 1) OVER (PARTITION BY g.subscription_id, g.offering_id, g.allowance_id, g.unit, g.period, g.period_from ORDER BY g.valid_from ASC) AS given_from,
            groupArray(g.valid_from) OVER (PARTITION BY g.subscription_id, g.offering_id, g.allowance_id, g.unit, g.period, g.period_from ORDER BY g.valid_from ASC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS earlier
        FROM ruled AS g
        WHERE g.valid_to > g.valid_from
    ),
    measured AS
    (
        SELECT
            g.*,
            arrayFilter(x1 -> (NOT ((g.prorated = false) OR (g.period = 'once'))), arrayMap(x1 -> tuple(concat(concat(g.subscription_id, '/', toString(g.offering_id), '/', toString(g.allowance_id), '/', coalesce(toString(x1), '')), '~', toString(g.valid_from)), if(x1 = assumeNotNull(g.given_from), concat(g.subscription_id, '/', toString(g.offering_id), '/', toString(g.allowance_id), '/', coalesce(toString(x1), '')), concat(concat(g.subscription_id, '/', toString(g.offering_id), '/', toString(g.allowance_id), '/', coalesce(toString(x1), '')), '~', toString(assumeNotNull(g.given_from)))), x1), g.earlier)) AS rests,
            concat(g.subscription_id, '/', toString(g.offering_id), '/', toString(g.allowance_id), '/', coalesce(toString(g.valid_from), '')) AS grant_id,
            if((((g.prorated = false) OR (g.period = 'once')) AND (g.given_from IS NOT NULL)), concat(g.subscription_id, '/', toString(g.offering_id), '/', toString(g.allowance_id), '/', coalesce(toString(g.given_from), '')), '') AS from_grant,
            if((((g.prorated = false) OR (g.period = 'once')) OR (dateDiff('day', g.valid_from, g.valid_to) >= greatest(dateDiff('day', g.period_from, g.period_to), toInt64(1)))), g.whole, multiIf(((g.unit = 'money') OR (g.prorated_rounding = 'none')), toDecimal128(round(((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * toDecimal256(g.whole, 30)) * dateDiff('day', g.valid_from, g.valid_to)), 30)) / greatest(dateDiff('day', g.period_from, g.period_to), toInt64(1))), toInt32(9)), 9), g.prorated_rounding = 'half_up', toDecimal128(round(((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * toDecimal256(g.whole, 30)) * dateDiff('day', g.valid_from, g.valid_to)), 30)) / greatest(dateDiff('day', g.period_from, g.period_to), toInt64(1))), toInt32(0)), 9), g.prorated_rounding = 'up', toDecimal128(ceil(((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * toDecimal256(g.whole, 30)) * dateDiff('day', g.valid_from, g.valid_to)), 30)) / greatest(dateDiff('day', g.period_from, g.period_to), toInt64(1)))), 9), toDecimal128(floor(((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * toDecimal256(g.whole, 30)) * dateDiff('day', g.valid_from, g.valid_to)), 30)) / greatest(dateDiff('day', g.period_from, g.period_to), toInt64(1)))), 9))) AS amount,
            arrayFilter(x1 -> (x1 != ''), splitByString(',', g.services)) AS service_list,
            arrayFilter(x1 -> (x1 != ''), splitByString(',', g.zones)) AS zone_list,
            arrayFilter(x1 -> (x1 != ''), splitByString(',', g.bands)) AS band_list,
            arrayMap(x1 -> arrayElement(splitByString('=', x1), 1), arrayFilter(x1 -> (x1 != ''), splitByString(',', g.factors))) AS factor_zones,
            arrayMap(x1 -> coalesce(toDecimal128OrNull(arrayElement(splitByString('=', x1), 2), 9), toDecimal128('1', 9)), arrayFilter(x1 -> (x1 != ''), splitByString(',', g.factors))) AS factor_values
        FROM followed AS g
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
            g.from_grant AS from_grant,
            if(g.from_grant = '', g.valid_from, assumeNotNull(g.given_from)) AS begins,
            g.valid_from AS valid_from,
            g.valid_to AS valid_to,
            g.amount AS amount,
            toDecimal128(0, 9) AS least,
            tuple(toString(g.valid_to), toInt64(0)) AS used_before
        FROM measured AS g
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
            tupleElement(rest, 1) AS grant_id,
            tupleElement(rest, 2) AS from_grant,
            tupleElement(rest, 3) AS begins,
            g.valid_from AS valid_from,
            g.valid_to AS valid_to,
            g.whole AS amount,
            toDecimal128(0, 9) AS least,
            tuple(toString(g.valid_to), toInt64(-1)) AS used_before
        FROM measured AS g
        ARRAY JOIN g.rests AS rest
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
            g.valid_from AS begins,
            g.valid_to AS valid_from,
            least(g.carried_to, g.holding_to) AS valid_to,
            coalesce(g.rollover_maximum, toDecimal128('99999999999999999999', 9)) AS amount,
            g.rollover_minimum AS least,
            tuple(toString(if(g.rollover_first = true, g.valid_to, least(g.carried_to, g.holding_to))), toInt64(1)) AS used_before
        FROM measured AS g
        WHERE ((g.rollover_periods > 0) AND (g.period != 'once') AND (g.valid_to = g.period_to) AND (g.holding_to > g.valid_to))
    )
SELECT e.*
FROM every AS e
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
