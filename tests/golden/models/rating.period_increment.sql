WITH
    running AS
    (
        SELECT
            e.subject AS subject,
            e.subscription_id AS subscription_id,
            e.billing_account_id AS billing_account_id,
            e.tariff_id AS tariff_id,
            e.price_id AS price_id,
            e.group AS group,
            e.period_from AS period_from,
            e.event_id AS event_id,
            e.started_at AS started_at,
            e.currency AS currency,
            e.rate_epoch AS rate_epoch,
            multiIf(e.aggregation = 'count', toDecimal256(row_number() OVER (PARTITION BY e.subject, e.tariff_id, e.price_id, e.priced_from, e.group, e.period_from ORDER BY e.started_at ASC, e.event_id ASC), 30), e.aggregation = 'max', toDecimal256(greatest(max(e.units) OVER (PARTITION BY e.subject, e.tariff_id, e.price_id, e.priced_from, e.group, e.period_from ORDER BY e.started_at ASC, e.event_id ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW), toDecimal128(0, 9)), 30), (toDecimal256(e.opening, 30) + sum(toDecimal256(((toDecimal256(1, 0) * e.share) * e.rise), 30)) OVER (PARTITION BY e.subject, e.tariff_id, e.price_id, e.priced_from, e.group, e.period_from ORDER BY e.started_at ASC, e.event_id ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW))) AS after,
            multiIf(e.aggregation = 'count', toDecimal256((row_number() OVER (PARTITION BY e.subject, e.tariff_id, e.price_id, e.priced_from, e.group, e.period_from ORDER BY e.started_at ASC, e.event_id ASC) - toInt64(1)), 30), e.aggregation = 'max', toDecimal256(greatest(coalesce(max(toNullable(e.units)) OVER (PARTITION BY e.subject, e.tariff_id, e.price_id, e.priced_from, e.group, e.period_from ORDER BY e.started_at ASC, e.event_id ASC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), toDecimal128(0, 9)), toDecimal128(0, 9)), 30), ((toDecimal256(e.opening, 30) + sum(toDecimal256(((toDecimal256(1, 0) * e.share) * e.rise), 30)) OVER (PARTITION BY e.subject, e.tariff_id, e.price_id, e.priced_from, e.group, e.period_from ORDER BY e.started_at ASC, e.event_id ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) - toDecimal256(((toDecimal256(1, 0) * e.share) * e.rise), 30))) AS before,
            countIf(e.paid = true) OVER (PARTITION BY e.subject, e.tariff_id, e.price_id, e.priced_from, e.group, e.period_from ORDER BY e.started_at ASC, e.event_id ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS paid_after,
            toInt64(if(e.paid = true, 1, 0)) AS paid_here,
            toDecimal256(sum(e.about) OVER (PARTITION BY e.subject, e.tariff_id, e.price_id, e.priced_from, e.group, e.period_from ORDER BY e.started_at ASC, e.event_id ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW), 30) AS about_after,
            toDecimal256((sum(e.about) OVER (PARTITION BY e.subject, e.tariff_id, e.price_id, e.priced_from, e.group, e.period_from ORDER BY e.started_at ASC, e.event_id ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - e.about), 30) AS about_before,
            toDecimal256(sum(e.event_cost) OVER (PARTITION BY e.subject, e.tariff_id, e.price_id, e.priced_from, e.group, e.period_from ORDER BY e.started_at ASC, e.event_id ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW), 30) AS costs_after,
            (toDecimal256(sum(e.event_cost) OVER (PARTITION BY e.subject, e.tariff_id, e.price_id, e.priced_from, e.group, e.period_from ORDER BY e.started_at ASC, e.event_id ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW), 30) - e.event_cost) AS costs_before
        FROM rating.period_change AS e
        WHERE e.charged_in = 'advance'
    ),
    sided AS
    (
        SELECT
            e.subject AS subject,
            e.subscription_id AS subscription_id,
            e.billing_account_id AS billing_account_id,
            e.tariff_id AS tariff_id,
            e.price_id AS price_id,
            e.group AS group,
            e.period_from AS period_from,
            e.event_id AS event_id,
            e.started_at AS started_at,
            e.currency AS currency,
            e.rate_epoch AS rate_epoch,
            e.before AS before,
            e.after AS after,
            arrayJoin(array(tuple(1, e.after, e.about_after, e.costs_after, toInt64(e.paid_after)), tuple(-1, e.before, e.about_before, e.costs_before, toInt64((e.paid_after - e.paid_here))))) AS side
        FROM running AS e
    ),
    converted AS
    (
        SELECT
            e.subject AS subject,
            e.subscription_id AS subscription_id,
            e.billing_account_id AS billing_account_id,
            e.tariff_id AS tariff_id,
            e.price_id AS price_id,
            e.group AS group,
            e.period_from AS period_from,
            e.event_id AS event_id,
            e.started_at AS started_at,
            e.currency AS currency,
            e.before AS before,
            e.after AS after,
            toInt32(tupleElement(e.side, 1)) AS sign,
            if(toBool((((toString(p.model) = 'percentage') OR (toString(p.model) = 'graduated_percentage') OR (toString(p.model) = 'volume_percentage')) AND (((toString(p.aggregation) != 'sum') AND (toString(p.aggregation) != 'count')) OR (p.carried_over = true)))), tupleElement(e.side, 2), tupleElement(e.side, 3)) AS about,
            if(toBool((((toString(p.model) = 'percentage') OR (toString(p.model) = 'graduated_percentage') OR (toString(p.model) = 'volume_percentage')) AND (((toString(p.aggregation) != 'sum') AND (toString(p.aggregation) != 'count')) OR (p.carried_over = true)))), (((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * tupleElement(e.side, 2)) * toDecimal128(p.percentage, 9)), 30)) / toInt64(100)) + toDecimal256(((toDecimal256(1, 0) * greatest((if(toString(p.aggregation) = 'unique', tupleElement(e.side, 2), toDecimal256(tupleElement(e.side, 5), 30)) - toDecimal256(toInt64(p.free_events), 30)), toDecimal256(toDecimal128(0, 9), 30))) * toDecimal128(p.fixed_fee, 9)), 30)), tupleElement(e.side, 4)) AS costs,
            toString(p.model) AS model,
            toDecimal128(coalesce(p.amount, toDecimal128(0, 9)), 9) AS price,
            toDecimal128(p.multiplier, 9) AS multiplier,
            toDecimal128(p.discount_percentage, 9) AS discount,
            p.package_size AS package_size,
            p.free_units AS free_units,
            p.flat_fee_at_zero AS flat_fee_at_zero,
            p.maximum_spend AS maximum_spend,
            toString(p.rounding) AS rounding,
            toInt32(p.decimals) AS decimals,
            assumeNotNull(s.steps) AS steps,
            assumeNotNull(s.limits) AS limits,
            arrayElement(arrayMap(v1 -> multiIf(toString(p.conversion_rounding) = 'up', if(v1 < 0, floor(v1, toInt32(p.conversion_decimals)), ceil(v1, toInt32(p.conversion_decimals))), toString(p.conversion_rounding) = 'down', trunc(v1, toInt32(p.conversion_decimals)), toString(p.conversion_rounding) = 'half_up', round(v1, toInt32(p.conversion_decimals)), v1), array(if(toString(p.conversion_rounding) = 'none', multiIf(toString(p.conversion_operation) = 'divide', toDecimal256(((toDecimal256(1, 0) * tupleElement(e.side, 2)) / toDecimal128(((toDecimal256(1, 0) * toDecimal128(p.conversion_by, 9)) * toInt64(1)), 9)), 30), toString(p.conversion_operation) = 'multiply', toDecimal256(((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * tupleElement(e.side, 2)) * toDecimal128(p.conversion_by, 9)), 30)) / toInt64(1)), 30), toDecimal256(((toDecimal256(1, 0) * tupleElement(e.side, 2)) / toInt64(1)), 30)), toDecimal256(round(multiIf(toString(p.conversion_operation) = 'divide', toDecimal256(((toDecimal256(1, 0) * tupleElement(e.side, 2)) / toDecimal128(((toDecimal256(1, 0) * toDecimal128(p.conversion_by, 9)) * toInt64(1)), 9)), 30), toString(p.conversion_operation) = 'multiply', toDecimal256(((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * tupleElement(e.side, 2)) * toDecimal128(p.conversion_by, 9)), 30)) / toInt64(1)), 30), toDecimal256(((toDecimal256(1, 0) * tupleElement(e.side, 2)) / toInt64(1)), 30)), 18), 30)))), 1) AS converted
        FROM sided AS e
        INNER JOIN rating.price_in_force AS p ON (p.rate_epoch = e.rate_epoch) AND (p.price_id = e.price_id)
        LEFT JOIN rating.price_steps AS s ON (s.rate_epoch = p.rate_epoch) AND (s.price_id = p.price_id)
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
            multiIf(u.model = 'per_unit', toDecimal256(((toDecimal256(1, 0) * u.charged_quantity) * u.price), 30), u.model = 'package', toDecimal256(((toDecimal256(1, 0) * ceil(toDecimal256(((toDecimal256(1, 0) * u.charged_quantity) / if(u.package_size = '0', toDecimal128('1', 9), u.package_size)), 30))) * u.price), 30), ((u.model = 'graduated') AND (u.sign = 0)), if(u.charged_quantity > toDecimal256(toDecimal128(0, 9), 30), greatest((toDecimal256(toDecimal128(0, 9), 30) + toDecimal256(arraySum(arrayMap(x1 -> if(((u.charged_quantity > toDecimal256(tupleElement(x1, 2), 30)) OR ((toInt64(tupleElement(x1, 1)) = toInt64(1)) AND (u.flat_fee_at_zero = true))), toDecimal256(tupleElement(x1, 6), 30), toDecimal256(toDecimal128(0, 9), 30)), u.steps)), 30)), toDecimal256(toDecimal128(0, 9), 30)), toDecimal256(arraySum(arrayMap(x1 -> if(((toDecimal256(toDecimal128(0, 9), 30) > toDecimal256(tupleElement(x1, 2), 30)) OR ((toInt64(tupleElement(x1, 1)) = toInt64(1)) AND (u.flat_fee_at_zero = true))), toDecimal256(tupleElement(x1, 6), 30), toDecimal256(toDecimal128(0, 9), 30)), u.steps)), 30)), u.model = 'graduated', toDecimal256(arraySum(arrayMap(x1 -> if(((u.charged_quantity > toDecimal256(tupleElement(x1, 2), 30)) OR ((toInt64(tupleElement(x1, 1)) = toInt64(1)) AND (u.flat_fee_at_zero = true))), if(tupleElement(x1, 9) = 1, least((toDecimal256(((toDecimal256(1, 0) * if(tupleElement(x1, 5) > '1', ceil(toDecimal256(((toDecimal256(1, 0) * greatest((least(u.charged_quantity, toDecimal256(tupleElement(x1, 3), 30)) - toDecimal256(tupleElement(x1, 2), 30)), toDecimal256(toDecimal128(0, 9), 30))) / if(tupleElement(x1, 5) = '0', toDecimal128('1', 9), tupleElement(x1, 5))), 30)), toDecimal256(((toDecimal256(1, 0) * greatest((least(u.charged_quantity, toDecimal256(tupleElement(x1, 3), 30)) - toDecimal256(tupleElement(x1, 2), 30)), toDecimal256(toDecimal128(0, 9), 30))) / if(tupleElement(x1, 5) = '0', toDecimal128('1', 9), tupleElement(x1, 5))), 30))) * tupleElement(x1, 4)), 30) + toDecimal256(tupleElement(x1, 6), 30)), toDecimal256(tupleElement(x1, 8), 30)), (toDecimal256(((toDecimal256(1, 0) * if(tupleElement(x1, 5) > '1', ceil(toDecimal256(((toDecimal256(1, 0) * greatest((least(u.charged_quantity, toDecimal256(tupleElement(x1, 3), 30)) - toDecimal256(tupleElement(x1, 2), 30)), toDecimal256(toDecimal128(0, 9), 30))) / if(tupleElement(x1, 5) = '0', toDecimal128('1', 9), tupleElement(x1, 5))), 30)), toDecimal256(((toDecimal256(1, 0) * greatest((least(u.charged_quantity, toDecimal256(tupleElement(x1, 3), 30)) - toDecimal256(tupleElement(x1, 2), 30)), toDecimal256(toDecimal128(0, 9), 30))) / if(tupleElement(x1, 5) = '0', toDecimal128('1', 9), tupleElement(x1, 5))), 30))) * tupleElement(x1, 4)), 30) + toDecimal256(tupleElement(x1, 6), 30))), toDecimal256(toDecimal128(0, 9), 30)), u.steps)), 30), u.model = 'volume', if((((u.charged_quantity != toDecimal256(toDecimal128(0, 9), 30)) OR (u.flat_fee_at_zero = true)) AND (length(u.steps) > toInt64(0))), if(tupleElement(arrayElement(u.steps, if(toInt64(arrayFirstIndex(x1 -> (if(u.sign = 0, u.charged_quantity, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)) > toInt64(0), toInt64(arrayFirstIndex(x1 -> (if(u.sign = 0, u.charged_quantity, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)), toInt64(length(u.steps)))), 9) = 1, least((toDecimal256(((toDecimal256(1, 0) * if(tupleElement(arrayElement(u.steps, if(toInt64(arrayFirstIndex(x1 -> (if(u.sign = 0, u.charged_quantity, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)) > toInt64(0), toInt64(arrayFirstIndex(x1 -> (if(u.sign = 0, u.charged_quantity, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)), toInt64(length(u.steps)))), 5) > '1', ceil(toDecimal256(((toDecimal256(1, 0) * u.charged_quantity) / if(tupleElement(arrayElement(u.steps, if(toInt64(arrayFirstIndex(x1 -> (if(u.sign = 0, u.charged_quantity, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)) > toInt64(0), toInt64(arrayFirstIndex(x1 -> (if(u.sign = 0, u.charged_quantity, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)), toInt64(length(u.steps)))), 5) = '0', toDecimal128('1', 9), tupleElement(arrayElement(u.steps, if(toInt64(arrayFirstIndex(x1 -> (if(u.sign = 0, u.charged_quantity, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)) > toInt64(0), toInt64(arrayFirstIndex(x1 -> (if(u.sign = 0, u.charged_quantity, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)), toInt64(length(u.steps)))), 5))), 30)), toDecimal256(((toDecimal256(1, 0) * u.charged_quantity) / if(tupleElement(arrayElement(u.steps, if(toInt64(arrayFirstIndex(x1 -> (if(u.sign = 0, u.charged_quantity, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)) > toInt64(0), toInt64(arrayFirstIndex(x1 -> (if(u.sign = 0, u.charged_quantity, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)), toInt64(length(u.steps)))), 5) = '0', toDecimal128('1', 9), tupleElement(arrayElement(u.steps, if(toInt64(arrayFirstIndex(x1 -> (if(u.sign = 0, u.charged_quantity, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)) > toInt64(0), toInt64(arrayFirstIndex(x1 -> (if(u.sign = 0, u.charged_quantity, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)), toInt64(length(u.steps)))), 5))), 30))) * tupleElement(arrayElement(u.steps, if(toInt64(arrayFirstIndex(x1 -> (if(u.sign = 0, u.charged_quantity, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)) > toInt64(0), toInt64(arrayFirstIndex(x1 -> (if(u.sign = 0, u.charged_quantity, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)), toInt64(length(u.steps)))), 4)), 30) + toDecimal256(tupleElement(arrayElement(u.steps, if(toInt64(arrayFirstIndex(x1 -> (if(u.sign = 0, u.charged_quantity, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)) > toInt64(0), toInt64(arrayFirstIndex(x1 -> (if(u.sign = 0, u.charged_quantity, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)), toInt64(length(u.steps)))), 6), 30)), toDecimal256(tupleElement(arrayElement(u.steps, if(toInt64(arrayFirstIndex(x1 -> (if(u.sign = 0, u.charged_quantity, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)) > toInt64(0), toInt64(arrayFirstIndex(x1 -> (if(u.sign = 0, u.charged_quantity, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)), toInt64(length(u.steps)))), 8), 30)), (toDecimal256(((toDecimal256(1, 0) * if(tupleElement(arrayElement(u.steps, if(toInt64(arrayFirstIndex(x1 -> (if(u.sign = 0, u.charged_quantity, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)) > toInt64(0), toInt64(arrayFirstIndex(x1 -> (if(u.sign = 0, u.charged_quantity, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)), toInt64(length(u.steps)))), 5) > '1', ceil(toDecimal256(((toDecimal256(1, 0) * u.charged_quantity) / if(tupleElement(arrayElement(u.steps, if(toInt64(arrayFirstIndex(x1 -> (if(u.sign = 0, u.charged_quantity, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)) > toInt64(0), toInt64(arrayFirstIndex(x1 -> (if(u.sign = 0, u.charged_quantity, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)), toInt64(length(u.steps)))), 5) = '0', toDecimal128('1', 9), tupleElement(arrayElement(u.steps, if(toInt64(arrayFirstIndex(x1 -> (if(u.sign = 0, u.charged_quantity, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)) > toInt64(0), toInt64(arrayFirstIndex(x1 -> (if(u.sign = 0, u.charged_quantity, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)), toInt64(length(u.steps)))), 5))), 30)), toDecimal256(((toDecimal256(1, 0) * u.charged_quantity) / if(tupleElement(arrayElement(u.steps, if(toInt64(arrayFirstIndex(x1 -> (if(u.sign = 0, u.charged_quantity, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)) > toInt64(0), toInt64(arrayFirstIndex(x1 -> (if(u.sign = 0, u.charged_quantity, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)), toInt64(length(u.steps)))), 5) = '0', toDecimal128('1', 9), tupleElement(arrayElement(u.steps, if(toInt64(arrayFirstIndex(x1 -> (if(u.sign = 0, u.charged_quantity, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)) > toInt64(0), toInt64(arrayFirstIndex(x1 -> (if(u.sign = 0, u.charged_quantity, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)), toInt64(length(u.steps)))), 5))), 30))) * tupleElement(arrayElement(u.steps, if(toInt64(arrayFirstIndex(x1 -> (if(u.sign = 0, u.charged_quantity, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)) > toInt64(0), toInt64(arrayFirstIndex(x1 -> (if(u.sign = 0, u.charged_quantity, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)), toInt64(length(u.steps)))), 4)), 30) + toDecimal256(tupleElement(arrayElement(u.steps, if(toInt64(arrayFirstIndex(x1 -> (if(u.sign = 0, u.charged_quantity, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)) > toInt64(0), toInt64(arrayFirstIndex(x1 -> (if(u.sign = 0, u.charged_quantity, u.charged_quantity) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)), toInt64(length(u.steps)))), 6), 30))), toDecimal256(toDecimal128(0, 9), 30)), u.model = 'graduated_percentage', toDecimal256(arraySum(arrayMap(x1 -> if(((u.about > toDecimal256(tupleElement(x1, 2), 30)) OR ((toInt64(tupleElement(x1, 1)) = toInt64(1)) AND (u.flat_fee_at_zero = true))), (toDecimal256(((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * greatest((least(u.about, toDecimal256(tupleElement(x1, 3), 30)) - toDecimal256(tupleElement(x1, 2), 30)), toDecimal256(toDecimal128(0, 9), 30))) * tupleElement(x1, 7)), 30)) / if(toDecimal128('100', 9) = '0', toDecimal128('1', 9), toDecimal128('100', 9))), 30) + toDecimal256(tupleElement(x1, 6), 30)), toDecimal256(toDecimal128(0, 9), 30)), u.steps)), 30), u.model = 'volume_percentage', if((((greatest(u.about, toDecimal256(toDecimal128(0, 9), 30)) > toDecimal256(toDecimal128(0, 9), 30)) OR (u.flat_fee_at_zero = true)) AND (length(u.steps) > toInt64(0))), (toDecimal256(((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * greatest(u.about, toDecimal256(toDecimal128(0, 9), 30))) * tupleElement(arrayElement(u.steps, if(toInt64(arrayFirstIndex(x1 -> (greatest(u.about, toDecimal256(toDecimal128(0, 9), 30)) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)) > toInt64(0), toInt64(arrayFirstIndex(x1 -> (greatest(u.about, toDecimal256(toDecimal128(0, 9), 30)) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)), toInt64(length(u.steps)))), 7)), 30)) / if(toDecimal128('100', 9) = '0', toDecimal128('1', 9), toDecimal128('100', 9))), 30) + toDecimal256(tupleElement(arrayElement(u.steps, if(toInt64(arrayFirstIndex(x1 -> (greatest(u.about, toDecimal256(toDecimal128(0, 9), 30)) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)) > toInt64(0), toInt64(arrayFirstIndex(x1 -> (greatest(u.about, toDecimal256(toDecimal128(0, 9), 30)) <= toDecimal256(tupleElement(x1, 3), 30)), u.steps)), toInt64(length(u.steps)))), 6), 30)), toDecimal256(toDecimal128(0, 9), 30)), u.model = 'percentage', if(u.about = toDecimal256(toDecimal128(0, 9), 30), toDecimal256(toDecimal128(0, 9), 30), toDecimal256(u.costs, 30)), u.model = 'capacity', if((((u.charged_quantity > toDecimal256(toDecimal128(0, 9), 30)) OR (arrayExists(x1 -> (x1 > '0'), arrayFilter(x1 -> toBool(0), array(toDecimal128(0, 9)))) = true)) AND (length(u.steps) > toInt64(0))), (toDecimal256(tupleElement(arrayElement(u.steps, if(toInt64(arrayFirstIndex(x1 -> ((u.charged_quantity <= toDecimal256(tupleElement(x1, 3), 30)) AND arrayAll(x2 -> ((tupleElement(x2, 1) != tupleElement(x1, 1)) OR (arrayElement(arrayFilter(x1 -> toBool(0), array(toDecimal128(0, 9))), toInt64(indexOf(arrayFilter(x1 -> toBool(0), array('')), tupleElement(x2, 2)))) <= tupleElement(x2, 3))), u.limits)), u.steps)) > toInt64(0), toInt64(arrayFirstIndex(x1 -> ((u.charged_quantity <= toDecimal256(tupleElement(x1, 3), 30)) AND arrayAll(x2 -> ((tupleElement(x2, 1) != tupleElement(x1, 1)) OR (arrayElement(arrayFilter(x1 -> toBool(0), array(toDecimal128(0, 9))), toInt64(indexOf(arrayFilter(x1 -> toBool(0), array('')), tupleElement(x2, 2)))) <= tupleElement(x2, 3))), u.limits)), u.steps)), toInt64(length(u.steps)))), 4), 30) + toDecimal256(tupleElement(arrayElement(u.steps, if(toInt64(arrayFirstIndex(x1 -> ((u.charged_quantity <= toDecimal256(tupleElement(x1, 3), 30)) AND arrayAll(x2 -> ((tupleElement(x2, 1) != tupleElement(x1, 1)) OR (arrayElement(arrayFilter(x1 -> toBool(0), array(toDecimal128(0, 9))), toInt64(indexOf(arrayFilter(x1 -> toBool(0), array('')), tupleElement(x2, 2)))) <= tupleElement(x2, 3))), u.limits)), u.steps)) > toInt64(0), toInt64(arrayFirstIndex(x1 -> ((u.charged_quantity <= toDecimal256(tupleElement(x1, 3), 30)) AND arrayAll(x2 -> ((tupleElement(x2, 1) != tupleElement(x1, 1)) OR (arrayElement(arrayFilter(x1 -> toBool(0), array(toDecimal128(0, 9))), toInt64(indexOf(arrayFilter(x1 -> toBool(0), array('')), tupleElement(x2, 2)))) <= tupleElement(x2, 3))), u.limits)), u.steps)), toInt64(length(u.steps)))), 6), 30)), toDecimal256(toDecimal128(0, 9), 30)), u.model = 'stated', toDecimal256(((toDecimal256(1, 0) * u.about) * u.multiplier), 30), toDecimal256(toDecimal128(0, 9), 30)) AS exact_amount
        FROM freed AS u
    ),
    bounded AS
    (
        SELECT
            u.*,
            arrayElement(arrayMap(v1 -> if(u.maximum_spend IS NULL, v1, least(v1, toDecimal256(coalesce(u.maximum_spend, toDecimal128(0, 9)), 30))), array(if(u.discount > '0', toDecimal256(((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * u.exact_amount) * toDecimal128((toDecimal128('100', 9) - u.discount), 9)), 30)) / toInt64(100)), 30), u.exact_amount))), 1) AS bounded_amount
        FROM modelled AS u
    ),
    charged AS
    (
        SELECT
            e.subject AS subject,
            e.subscription_id AS subscription_id,
            e.billing_account_id AS billing_account_id,
            e.tariff_id AS tariff_id,
            e.price_id AS price_id,
            e.group AS group,
            e.period_from AS period_from,
            e.event_id AS event_id,
            e.started_at AS started_at,
            e.currency AS currency,
            e.before AS before,
            e.after AS after,
            e.sign AS sign,
            arrayElement(arrayMap(v1 -> toDecimal128(multiIf(e.rounding = 'half_up', round(v1, e.decimals), e.rounding = 'half_even', roundBankers(v1, e.decimals), e.rounding = 'half_down', round(toDecimal256((v1 - ((toDecimal256(1, 0) * toDecimal128('0.000000000000000000000000000001', 30)) * toInt64(sign(v1)))), 30), e.decimals), e.rounding = 'up', if(v1 < 0, floor(v1, e.decimals), ceil(v1, e.decimals)), e.rounding = 'down', trunc(v1, e.decimals), round(v1, 9)), 9), array(round(e.bounded_amount, 24))), 1) AS amount
        FROM bounded AS e
    )
SELECT
    e.subject AS subject,
    e.subscription_id AS subscription_id,
    e.billing_account_id AS billing_account_id,
    e.tariff_id AS tariff_id,
    e.price_id AS price_id,
    e.group AS group,
    e.period_from AS period_from,
    e.event_id AS event_id,
    e.started_at AS started_at,
    e.currency AS currency,
    toDecimal128(e.before, 9) AS before,
    toDecimal128(e.after, 9) AS after,
    sum(if(e.sign > 0, e.amount, (-e.amount))) AS amount
FROM charged AS e
GROUP BY
    e.subject,
    e.subscription_id,
    e.billing_account_id,
    e.tariff_id,
    e.price_id,
    e.group,
    e.period_from,
    e.event_id,
    e.started_at,
    e.currency,
    e.before,
    e.after
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
