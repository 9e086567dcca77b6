WITH
    added AS
    (
        SELECT
            u.subject AS subject,
            u.subscription_id AS subscription_id,
            u.billing_account_id AS billing_account_id,
            u.customer_id AS customer_id,
            u.type AS type,
            u.offering_id AS offering_id,
            u.tax_rate AS tax_rate,
            u.currency AS currency,
            u.service AS service,
            u.metric AS metric,
            u.tariff_id AS tariff_id,
            u.price_id AS price_id,
            u.priced_from AS priced_from,
            u.group AS group,
            u.period_from AS period_from,
            u.period_to AS period_to,
            u.events AS events,
            p.model AS model,
            p.name AS name,
            p.prorated AS prorated,
            multiIf(p.aggregation = 'count', toDecimal256(u.events, 30), p.aggregation = 'min', toDecimal256(u.lowest, 30), p.aggregation = 'max', toDecimal256(greatest(u.peak, toDecimal128(0, 9)), 30), p.aggregation = 'average', toDecimal256(((toDecimal256(1, 0) * toDecimal256(u.units, 30)) / greatest(u.events, toInt64(1))), 30), p.aggregation = 'last', toDecimal256(u.latest, 30), toDecimal256(u.counted, 30)) AS quantity,
            toDecimal256(u.units, 30) AS units,
            if(p.aggregation = 'average', greatest(u.events, toInt64(1)), toInt64(1)) AS shared_by,
            toDecimal256(u.closing, 30) AS closing,
            toDecimal256(u.highest, 30) AS highest,
            (toDecimal256(u.tier_costs, 30) + toDecimal256(((toDecimal256(1, 0) * u.carried_share) * toDecimal128(toDecimal256(arraySum(arrayMap(x1 -> toDecimal256(((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * greatest((least(toDecimal256(u.carried, 30), toDecimal256(tupleElement(x1, 3), 30)) - toDecimal256(tupleElement(x1, 2), 30)), toDecimal256(toDecimal128(0, 9), 30))) * tupleElement(x1, 4)), 30)) / tupleElement(x1, 5)), 30), assumeNotNull(s.steps))), 30), 18)), 30)) AS level_costs,
            toDecimal256(u.about, 30) AS turnover,
            u.rated_amount AS rated_amount,
            u.paid_events AS paid_events,
            u.event_costs AS summed_costs,
            toString(p.aggregation) AS aggregation,
            toBool((((toString(p.model) = 'percentage') OR (toString(p.model) = 'graduated_percentage') OR (toString(p.model) = 'volume_percentage')) AND (((toString(p.aggregation) != 'sum') AND (toString(p.aggregation) != 'count')) OR (p.carried_over = true)))) AS of_quantity,
            p.percentage AS percentage,
            p.fixed_fee AS fixed_fee,
            p.free_events AS free_events,
            arrayMap(x1 -> toString(x1), tupleElement(u.peaks, 1)) AS peak_units,
            tupleElement(u.peaks, 2) AS peaks,
            toDecimal128(coalesce(p.amount, toDecimal128(0, 9)), 9) AS price,
            p.multiplier AS multiplier,
            p.discount_percentage AS discount_percentage,
            p.package_size AS package_size,
            p.flat_fee_at_zero AS flat_fee_at_zero,
            p.free_units AS free_units,
            p.conversion_operation AS conversion_operation,
            p.conversion_by AS conversion_by,
            p.conversion_rounding AS conversion_rounding,
            p.conversion_decimals AS conversion_decimals,
            p.minimum_spend AS minimum_spend,
            if(((p.minimum_spend_proration = 'days') AND (p.scope = 'subscription')), toDecimal256(((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * toDecimal256(if(length(assumeNotNull(r.stays)) = toInt64(0), greatest(dateDiff('day', greatest(u.period_from, u.period_from), u.period_to), toInt64(0)), toInt64(arraySum(arrayMap(x1 -> greatest(dateDiff('day', greatest(greatest(u.period_from, u.period_from), tupleElement(x1, 3)), least(u.period_to, tupleElement(x1, 4))), toInt64(0)), assumeNotNull(r.stays))))), 30)) / dateDiff('day', u.period_from, u.period_to)), 30)) * p.minimum_spend), 30), toDecimal256(p.minimum_spend, 30)) AS least_spend,
            p.maximum_spend AS maximum_spend,
            p.rounding AS rounding,
            p.decimals AS decimals,
            p.rounding_of AS rounding_of,
            assumeNotNull(s.steps) AS steps,
            assumeNotNull(s.limits) AS limits
        FROM rating.period_use AS u
        INNER JOIN rating.price_in_force AS p ON (p.rate_epoch = u.rate_epoch) AND (p.price_id = u.price_id)
        LEFT JOIN rating.plan_presence AS r ON (r.subscription_id = u.subscription_id) AND (r.tariff_id = u.tariff_id)
        LEFT JOIN rating.price_steps AS s ON (s.rate_epoch = p.rate_epoch) AND (s.price_id = p.price_id)
    ),
    converted AS
    (
        SELECT
            u.*,
            arrayElement(arrayMap(v1 -> multiIf(toString(u.conversion_rounding) = 'up', if(v1 < 0, floor(v1, toInt32(u.conversion_decimals)), ceil(v1, toInt32(u.conversion_decimals))), toString(u.conversion_rounding) = 'down', trunc(v1, toInt32(u.conversion_decimals)), toString(u.conversion_rounding) = 'half_up', round(v1, toInt32(u.conversion_decimals)), v1), array(if(toString(u.conversion_rounding) = 'none', multiIf(toString(u.conversion_operation) = 'divide', toDecimal256(((toDecimal256(1, 0) * if(u.aggregation = 'average', u.units, u.quantity)) / toDecimal128(((toDecimal256(1, 0) * toDecimal128(u.conversion_by, 9)) * toInt64(u.shared_by)), 9)), 30), toString(u.conversion_operation) = 'multiply', toDecimal256(((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * if(u.aggregation = 'average', u.units, u.quantity)) * toDecimal128(u.conversion_by, 9)), 30)) / toInt64(u.shared_by)), 30), toDecimal256(((toDecimal256(1, 0) * if(u.aggregation = 'average', u.units, u.quantity)) / toInt64(u.shared_by)), 30)), toDecimal256(round(multiIf(toString(u.conversion_operation) = 'divide', toDecimal256(((toDecimal256(1, 0) * if(u.aggregation = 'average', u.units, u.quantity)) / toDecimal128(((toDecimal256(1, 0) * toDecimal128(u.conversion_by, 9)) * toInt64(u.shared_by)), 9)), 30), toString(u.conversion_operation) = 'multiply', toDecimal256(((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * if(u.aggregation = 'average', u.units, u.quantity)) * toDecimal128(u.conversion_by, 9)), 30)) / toInt64(u.shared_by)), 30), toDecimal256(((toDecimal256(1, 0) * if(u.aggregation = 'average', u.units, u.quantity)) / toInt64(u.shared_by)), 30)), 18), 30)))), 1) AS converted,
            if(u.of_quantity = true, greatest(u.quantity, toDecimal256(toDecimal128(0, 9), 30)), u.turnover) AS about,
            if(u.of_quantity = true, (((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * greatest(u.quantity, toDecimal256(toDecimal128(0, 9), 30))) * u.percentage), 30)) / toInt64(100)) + toDecimal256(((toDecimal256(1, 0) * greatest((if(u.aggregation = 'unique', greatest(u.quantity, toDecimal256(toDecimal128(0, 9), 30)), toDecimal256(u.paid_events, 30)) - toDecimal256(toInt64(u.free_events), 30)), toDecimal256(toDecimal128(0, 9), 30))) * u.fixed_fee), 30)), toDecimal256(u.summed_costs, 30)) AS event_costs
        FROM added AS u
    ),
    freed AS
    (
        SELECT
            u.*,
            greatest((u.converted - toDecimal256(u.free_units, 30)), toDecimal256(toDecimal128(0, 9), 30)) AS charged_quantity
        FROM converted AS u
    ),
    modelled AS
    (
        SELECT
            u.*,
            if(u.model = 'rate', toDecimal256(u.rated_amount, 30), multiIf(u.model = 'per_unit', toDecimal256(((toDecimal256(1, 0) * u.charged_quantity) * u.price), 30), u.model = 'package', toDecimal256(((toDecimal256(1, 0) * ceil(toDecimal256(((toDecimal256(1, 0) * u.charged_quantity) / if(u.package_size = '0', toDecimal128('1', 9), u.package_size)), 30))) * u.price), 30), ((u.model = 'graduated') AND (u.prorated = true)), if(u.charged_quantity > toDecimal256(toDecimal128(0, 9), 30), greatest((u.level_costs + toDecimal256(arraySum(arrayMap(x1 -> if(((u.highest > toDecimal256(tupleElement(x1, 2), 30)) OR ((toInt64(tupleElement(x1, 1)) = toInt64(1)) AND (u.flat_fee_at_zero = true))), toDecimal256(tupleElement(x1, 6), 30), toDecimal256(toDecimal128(0, 9), 30)), u.steps)), 30)), toDecimal256(toDecimal128(0, 9), 30)), toDecimal256(arraySum(arrayMap(x1 -> if(((toDecimal256(toDecimal128(0, 9), 30) > toDecimal256(tupleElement(x1, 2), 30)) OR ((toInt64(tupleElement(x1, 1)) = toInt64(1)) AND (u.flat_fee_at_zero = true))), toDecimal256(tupleElement(x1, 6), 30), toDecimal256(toDecimal128(0, 9), 30)), u.steps)), 30)), u.model = 'graduated', toDecimal256(arraySum(arrayMap(x1 -> if(((u.charged_quantity > toDecimal256(tupleElement(x1, 2), 30)) OR ((toInt64(tupleElement(x1, 1)) = toInt64(1)) AND (u.flat_fee_at_zero = true))), if(tupleElement(x1, 9) = 1, least((toDecimal256(((toDecimal256(1, 0) * if(tupleElement(x1, 5) > '1', ceil(toDecimal256(((toDecimal256(1, 0) * greatest((least(u.charged_quantity, toDecimal256(tupleElement(x1, 3), 30)) - toDecimal256(tupleElement(x1, 2), 30)), toDecimal256(toDecimal128(0, 9), 30))) / if(tupleElement(x1, 5) = '0', toDecimal128('1', 9), tupleElement(x1, 5))), 30)), toDecimal256(((toDecimal256(1, 0) * greatest((least(u.charged_quantity, toDecimal256(tupleElement(x1, 3), 30)) - toDecimal256(tupleElement(x1, 2), 30)), toDecimal256(toDecimal128(0, 9), 30))) / if(tupleElement(x1, 5) = '0', toDecimal128('1', 9), tupleElement(x1, 5))), 30))) * tupleElement(x1, 4)), 30) + toDecimal256(tupleElement(x1, 6), 30)), toDecimal256(tupleElement(x1, 8), 30)), (toDecimal256(((toDecimal256(1, 0) * if(tupleElement(x1, 5) > '1', ceil(toDecimal256(((toDecimal256(1, 0) * greatest((least(u.charged_quantity, toDecimal256(tupleElement(x1, 3), 30)) - toDecimal256(tupleElement(x1, 2), 30)), toDecimal256(toDecimal128(0, 9), 30))) / if(tupleElement(x1, 5) = '0', toDecimal128('1', 9), tupleElement(x1, 5))), 30)), toDecimal256(((toDecimal256(1, 0) * greatest((least(u.charged_quantity, toDecimal256(tupleElement(x1, 3), 30)) - toDecimal256(tupleElement(x1, 2), 30)), toDecimal256(toDecimal128(0, 9), 30))) / if(tupleElement(x1, 5) = '0', toDecimal128('1', 9), tupleElement(x1, 5))), 30))) * tupleElement(x1, 4)), 30) + toDecimal256(tupleElement(x1, 6), 30))), toDecimal256(toDecimal128(0, 9), 30)), u.steps)), 30), u.model = 'volume', if((((u.charged_quantity != toDecimal256(toDecimal128(0, 9), 30)) OR (u.flat_fee_at_zero = true)) AND (length(u.steps) > toInt64(0))), if(tupleElement(arrayElement(u.steps, if(toInt64(arrayFirstIndex(x1 -> (if(u.prorated = true, u.closing, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)) > toInt64(0), toInt64(arrayFirstIndex(x1 -> (if(u.prorated = true, u.closing, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)), toInt64(length(u.steps)))), 9) = 1, least((toDecimal256(((toDecimal256(1, 0) * if(tupleElement(arrayElement(u.steps, if(toInt64(arrayFirstIndex(x1 -> (if(u.prorated = true, u.closing, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)) > toInt64(0), toInt64(arrayFirstIndex(x1 -> (if(u.prorated = true, u.closing, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)), toInt64(length(u.steps)))), 5) > '1', ceil(toDecimal256(((toDecimal256(1, 0) * u.charged_quantity) / if(tupleElement(arrayElement(u.steps, if(toInt64(arrayFirstIndex(x1 -> (if(u.prorated = true, u.closing, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)) > toInt64(0), toInt64(arrayFirstIndex(x1 -> (if(u.prorated = true, u.closing, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)), toInt64(length(u.steps)))), 5) = '0', toDecimal128('1', 9), tupleElement(arrayElement(u.steps, if(toInt64(arrayFirstIndex(x1 -> (if(u.prorated = true, u.closing, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)) > toInt64(0), toInt64(arrayFirstIndex(x1 -> (if(u.prorated = true, u.closing, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)), toInt64(length(u.steps)))), 5))), 30)), toDecimal256(((toDecimal256(1, 0) * u.charged_quantity) / if(tupleElement(arrayElement(u.steps, if(toInt64(arrayFirstIndex(x1 -> (if(u.prorated = true, u.closing, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)) > toInt64(0), toInt64(arrayFirstIndex(x1 -> (if(u.prorated = true, u.closing, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)), toInt64(length(u.steps)))), 5) = '0', toDecimal128('1', 9), tupleElement(arrayElement(u.steps, if(toInt64(arrayFirstIndex(x1 -> (if(u.prorated = true, u.closing, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)) > toInt64(0), toInt64(arrayFirstIndex(x1 -> (if(u.prorated = true, u.closing, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)), toInt64(length(u.steps)))), 5))), 30))) * tupleElement(arrayElement(u.steps, if(toInt64(arrayFirstIndex(x1 -> (if(u.prorated = true, u.closing, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)) > toInt64(0), toInt64(arrayFirstIndex(x1 -> (if(u.prorated = true, u.closing, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)), toInt64(length(u.steps)))), 4)), 30) + toDecimal256(tupleElement(arrayElement(u.steps, if(toInt64(arrayFirstIndex(x1 -> (if(u.prorated = true, u.closing, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)) > toInt64(0), toInt64(arrayFirstIndex(x1 -> (if(u.prorated = true, u.closing, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)), toInt64(length(u.steps)))), 6), 30)), toDecimal256(tupleElement(arrayElement(u.steps, if(toInt64(arrayFirstIndex(x1 -> (if(u.prorated = true, u.closing, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)) > toInt64(0), toInt64(arrayFirstIndex(x1 -> (if(u.prorated = true, u.closing, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)), toInt64(length(u.steps)))), 8), 30)), (toDecimal256(((toDecimal256(1, 0) * if(tupleElement(arrayElement(u.steps, if(toInt64(arrayFirstIndex(x1 -> (if(u.prorated = true, u.closing, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)) > toInt64(0), toInt64(arrayFirstIndex(x1 -> (if(u.prorated = true, u.closing, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)), toInt64(length(u.steps)))), 5) > '1', ceil(toDecimal256(((toDecimal256(1, 0) * u.charged_quantity) / if(tupleElement(arrayElement(u.steps, if(toInt64(arrayFirstIndex(x1 -> (if(u.prorated = true, u.closing, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)) > toInt64(0), toInt64(arrayFirstIndex(x1 -> (if(u.prorated = true, u.closing, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)), toInt64(length(u.steps)))), 5) = '0', toDecimal128('1', 9), tupleElement(arrayElement(u.steps, if(toInt64(arrayFirstIndex(x1 -> (if(u.prorated = true, u.closing, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)) > toInt64(0), toInt64(arrayFirstIndex(x1 -> (if(u.prorated = true, u.closing, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)), toInt64(length(u.steps)))), 5))), 30)), toDecimal256(((toDecimal256(1, 0) * u.charged_quantity) / if(tupleElement(arrayElement(u.steps, if(toInt64(arrayFirstIndex(x1 -> (if(u.prorated = true, u.closing, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)) > toInt64(0), toInt64(arrayFirstIndex(x1 -> (if(u.prorated = true, u.closing, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)), toInt64(length(u.steps)))), 5) = '0', toDecimal128('1', 9), tupleElement(arrayElement(u.steps, if(toInt64(arrayFirstIndex(x1 -> (if(u.prorated = true, u.closing, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)) > toInt64(0), toInt64(arrayFirstIndex(x1 -> (if(u.prorated = true, u.closing, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)), toInt64(length(u.steps)))), 5))), 30))) * tupleElement(arrayElement(u.steps, if(toInt64(arrayFirstIndex(x1 -> (if(u.prorated = true, u.closing, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)) > toInt64(0), toInt64(arrayFirstIndex(x1 -> (if(u.prorated = true, u.closing, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)), toInt64(length(u.steps)))), 4)), 30) + toDecimal256(tupleElement(arrayElement(u.steps, if(toInt64(arrayFirstIndex(x1 -> (if(u.prorated = true, u.closing, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)) > toInt64(0), toInt64(arrayFirstIndex(x1 -> (if(u.prorated = true, u.closing, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)), toInt64(length(u.steps)))), 6), 30))), toDecimal256(toDecimal128(0, 9), 30)), u.model = 'graduated_percentage', toDecimal256(arraySum(arrayMap(x1 -> if(((u.about > toDecimal256(tupleElement(x1, 2), 30)) OR ((toInt64(tupleElement(x1, 1)) = toInt64(1)) AND (u.flat_fee_at_zero = true))), (toDecimal256(((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * greatest((least(u.about, toDecimal256(tupleElement(x1, 3), 30)) - toDecimal256(tupleElement(x1, 2), 30)), toDecimal256(toDecimal128(0, 9), 30))) * tupleElement(x1, 7)), 30)) / if(toDecimal128('100', 9) = '0', toDecimal128('1', 9), toDecimal128('100', 9))), 30) + toDecimal256(tupleElement(x1, 6), 30)), toDecimal256(toDecimal128(0, 9), 30)), u.steps)), 30), u.model = 'volume_percentage', if((((greatest(u.about, toDecimal256(toDecimal128(0, 9), 30)) > toDecimal256(toDecimal128(0, 9), 30)) OR (u.flat_fee_at_zero = true)) AND (length(u.steps) > toInt64(0))), (toDecimal256(((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * greatest(u.about, toDecimal256(toDecimal128(0, 9), 30))) * tupleElement(arrayElement(u.steps, if(toInt64(arrayFirstIndex(x1 -> (greatest(u.about, toDecimal256(toDecimal128(0, 9), 30)) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)) > toInt64(0), toInt64(arrayFirstIndex(x1 -> (greatest(u.about, toDecimal256(toDecimal128(0, 9), 30)) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)), toInt64(length(u.steps)))), 7)), 30)) / if(toDecimal128('100', 9) = '0', toDecimal128('1', 9), toDecimal128('100', 9))), 30) + toDecimal256(tupleElement(arrayElement(u.steps, if(toInt64(arrayFirstIndex(x1 -> (greatest(u.about, toDecimal256(toDecimal128(0, 9), 30)) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)) > toInt64(0), toInt64(arrayFirstIndex(x1 -> (greatest(u.about, toDecimal256(toDecimal128(0, 9), 30)) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)), toInt64(length(u.steps)))), 6), 30)), toDecimal256(toDecimal128(0, 9), 30)), u.model = 'percentage', if(u.about = toDecimal256(toDecimal128(0, 9), 30), toDecimal256(toDecimal128(0, 9), 30), toDecimal256(toDecimal256(u.event_costs, 30), 30)), u.model = 'capacity', if((((u.charged_quantity > toDecimal256(toDecimal128(0, 9), 30)) OR (arrayExists(x1 -> (x1 > '0'), u.peaks) = true)) AND (length(u.steps) > toInt64(0))), (toDecimal256(tupleElement(arrayElement(u.steps, if(toInt64(arrayFirstIndex(x1 -> ((u.charged_quantity <= toDecimal256(tupleElement(x1, 3), 30)) AND arrayAll(x2 -> ((tupleElement(x2, 1) != tupleElement(x1, 1)) OR (arrayElement(u.peaks, toInt64(indexOf(u.peak_units, tupleElement(x2, 2)))) <= tupleElement(x2, 3))), u.limits)), u.steps)) > toInt64(0), toInt64(arrayFirstIndex(x1 -> ((u.charged_quantity <= toDecimal256(tupleElement(x1, 3), 30)) AND arrayAll(x2 -> ((tupleElement(x2, 1) != tupleElement(x1, 1)) OR (arrayElement(u.peaks, toInt64(indexOf(u.peak_units, tupleElement(x2, 2)))) <= tupleElement(x2, 3))), u.limits)), u.steps)), toInt64(length(u.steps)))), 4), 30) + toDecimal256(tupleElement(arrayElement(u.steps, if(toInt64(arrayFirstIndex(x1 -> ((u.charged_quantity <= toDecimal256(tupleElement(x1, 3), 30)) AND arrayAll(x2 -> ((tupleElement(x2, 1) != tupleElement(x1, 1)) OR (arrayElement(u.peaks, toInt64(indexOf(u.peak_units, tupleElement(x2, 2)))) <= tupleElement(x2, 3))), u.limits)), u.steps)) > toInt64(0), toInt64(arrayFirstIndex(x1 -> ((u.charged_quantity <= toDecimal256(tupleElement(x1, 3), 30)) AND arrayAll(x2 -> ((tupleElement(x2, 1) != tupleElement(x1, 1)) OR (arrayElement(u.peaks, toInt64(indexOf(u.peak_units, tupleElement(x2, 2)))) <= tupleElement(x2, 3))), u.limits)), u.steps)), toInt64(length(u.steps)))), 6), 30)), toDecimal256(toDecimal128(0, 9), 30)), u.model = 'stated', toDecimal256(((toDecimal256(1, 0) * u.about) * u.multiplier), 30), toDecimal256(toDecimal128(0, 9), 30))) AS exact_amount
        FROM freed AS u
    ),
    bounded AS
    (
        SELECT
            u.*,
            if(u.minimum_spend > '0', greatest(arrayElement(arrayMap(v1 -> if(u.maximum_spend IS NULL, v1, least(v1, toDecimal256(coalesce(u.maximum_spend, toDecimal128(0, 9)), 30))), array(if(u.discount_percentage > '0', toDecimal256(((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * u.exact_amount) * toDecimal128((toDecimal128('100', 9) - u.discount_percentage), 9)), 30)) / toInt64(100)), 30), u.exact_amount))), 1), u.least_spend), arrayElement(arrayMap(v1 -> if(u.maximum_spend IS NULL, v1, least(v1, toDecimal256(coalesce(u.maximum_spend, toDecimal128(0, 9)), 30))), array(if(u.discount_percentage > '0', toDecimal256(((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * u.exact_amount) * toDecimal128((toDecimal128('100', 9) - u.discount_percentage), 9)), 30)) / toInt64(100)), 30), u.exact_amount))), 1)) AS bounded_amount
        FROM modelled AS u
    )
SELECT
    u.subject AS subject,
    u.subscription_id AS subscription_id,
    u.billing_account_id AS billing_account_id,
    u.customer_id AS customer_id,
    u.type AS type,
    u.offering_id AS offering_id,
    u.tax_rate AS tax_rate,
    u.currency AS currency,
    u.service AS service,
    u.metric AS metric,
    u.tariff_id AS tariff_id,
    u.price_id AS price_id,
    u.priced_from AS priced_from,
    u.group AS group,
    u.period_from AS period_from,
    u.period_to AS period_to,
    u.events AS events,
    u.model AS model,
    u.name AS name,
    if(u.model = 'rate', 'adjustment', 'charge') AS kind,
    toDecimal128(round(u.quantity, 9), 9) AS quantity,
    toDecimal128(round(u.charged_quantity, 9), 9) AS charged_quantity,
    toDecimal128(round(u.exact_amount, 9), 9) AS model_amount,
    u.rated_amount AS rated_amount,
    u.minimum_spend AS minimum_spend,
    u.maximum_spend AS maximum_spend,
    if(u.model = 'rate', (if(((u.model = 'rate') AND (u.rounding_of = 'event')), toDecimal128(round(u.bounded_amount, 9), 9), arrayElement(arrayMap(v1 -> toDecimal128(multiIf(u.rounding = 'half_up', round(v1, toInt32(u.decimals)), u.rounding = 'half_even', roundBankers(v1, toInt32(u.decimals)), u.rounding = 'half_down', round(toDecimal256((v1 - ((toDecimal256(1, 0) * toDecimal128('0.000000000000000000000000000001', 30)) * toInt64(sign(v1)))), 30), toInt32(u.decimals)), u.rounding = 'up', if(v1 < 0, floor(v1, toInt32(u.decimals)), ceil(v1, toInt32(u.decimals))), u.rounding = 'down', trunc(v1, toInt32(u.decimals)), round(v1, 9)), 9), array(round(u.bounded_amount, 24))), 1)) - u.rated_amount), if(((u.model = 'rate') AND (u.rounding_of = 'event')), toDecimal128(round(u.bounded_amount, 9), 9), arrayElement(arrayMap(v1 -> toDecimal128(multiIf(u.rounding = 'half_up', round(v1, toInt32(u.decimals)), u.rounding = 'half_even', roundBankers(v1, toInt32(u.decimals)), u.rounding = 'half_down', round(toDecimal256((v1 - ((toDecimal256(1, 0) * toDecimal128('0.000000000000000000000000000001', 30)) * toInt64(sign(v1)))), 30), toInt32(u.decimals)), u.rounding = 'up', if(v1 < 0, floor(v1, toInt32(u.decimals)), ceil(v1, toInt32(u.decimals))), u.rounding = 'down', trunc(v1, toInt32(u.decimals)), round(v1, 9)), 9), array(round(u.bounded_amount, 24))), 1))) AS amount
FROM bounded AS u
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
