WITH
    due AS
    (
        SELECT
            l.subscription_id AS subscription_id,
            l.billing_account_id AS billing_account_id,
            l.cycle_day AS cycle_day,
            l.tariff_id AS tariff_id,
            l.valid_to AS valid_to,
            arrayJoin(arrayFilter(m -> (m < least(toDate(l.valid_to), toDate(k.as_of))), arrayMap(n -> addMonths(toStartOfMonth(greatest(toDate(l.valid_from), k.first_month)), n), range(toUInt64(greatest(dateDiff('month', greatest(toDate(l.valid_from), k.first_month), least(toDate(l.valid_to), toDate(k.as_of))), 0) + 1))))) AS month
        FROM rating.subscription_plan AS l
        CROSS JOIN staging.clock AS k
        WHERE ((l.status IN ('active', 'suspended')) AND (l.tariff_id IS NOT NULL) AND (l.valid_from < k.as_of) AND (toDate(l.valid_to) > k.first_month))
    ),
    period AS
    (
        SELECT
            d.subscription_id AS subscription_id,
            d.billing_account_id AS billing_account_id,
            d.tariff_id AS tariff_id,
            if(toLastDayOfMonth(d.month) >= addDays(toStartOfMonth(toLastDayOfMonth(d.month)), (least(toInt32(toInt32(d.cycle_day)), toInt32(toDaysInMonth(toStartOfMonth(toLastDayOfMonth(d.month))))) - toInt32(1))), addDays(toStartOfMonth(toLastDayOfMonth(d.month)), (least(toInt32(toInt32(d.cycle_day)), toInt32(toDaysInMonth(toStartOfMonth(toLastDayOfMonth(d.month))))) - toInt32(1))), addDays(addMonths(toStartOfMonth(toLastDayOfMonth(d.month)), -1), (least(toInt32(toInt32(d.cycle_day)), toInt32(toDaysInMonth(addMonths(toStartOfMonth(toLastDayOfMonth(d.month)), -1)))) - toInt32(1)))) AS period_from,
            addDays(addMonths(toStartOfMonth(if(toLastDayOfMonth(d.month) >= addDays(toStartOfMonth(toLastDayOfMonth(d.month)), (least(toInt32(toInt32(d.cycle_day)), toInt32(toDaysInMonth(toStartOfMonth(toLastDayOfMonth(d.month))))) - toInt32(1))), addDays(toStartOfMonth(toLastDayOfMonth(d.month)), (least(toInt32(toInt32(d.cycle_day)), toInt32(toDaysInMonth(toStartOfMonth(toLastDayOfMonth(d.month))))) - toInt32(1))), addDays(addMonths(toStartOfMonth(toLastDayOfMonth(d.month)), -1), (least(toInt32(toInt32(d.cycle_day)), toInt32(toDaysInMonth(addMonths(toStartOfMonth(toLastDayOfMonth(d.month)), -1)))) - toInt32(1))))), 1), (least(toInt32(toInt32(d.cycle_day)), toInt32(toDaysInMonth(addMonths(toStartOfMonth(if(toLastDayOfMonth(d.month) >= addDays(toStartOfMonth(toLastDayOfMonth(d.month)), (least(toInt32(toInt32(d.cycle_day)), toInt32(toDaysInMonth(toStartOfMonth(toLastDayOfMonth(d.month))))) - toInt32(1))), addDays(toStartOfMonth(toLastDayOfMonth(d.month)), (least(toInt32(toInt32(d.cycle_day)), toInt32(toDaysInMonth(toStartOfMonth(toLastDayOfMonth(d.month))))) - toInt32(1))), addDays(addMonths(toStartOfMonth(toLastDayOfMonth(d.month)), -1), (least(toInt32(toInt32(d.cycle_day)), toInt32(toDaysInMonth(addMonths(toStartOfMonth(toLastDayOfMonth(d.month)), -1)))) - toInt32(1))))), 1)))) - toInt32(1))) AS period_to,
            addMilliseconds(least(toDateTime64(addDays(addMonths(toStartOfMonth(if(toLastDayOfMonth(d.month) >= addDays(toStartOfMonth(toLastDayOfMonth(d.month)), (least(toInt32(toInt32(d.cycle_day)), toInt32(toDaysInMonth(toStartOfMonth(toLastDayOfMonth(d.month))))) - toInt32(1))), addDays(toStartOfMonth(toLastDayOfMonth(d.month)), (least(toInt32(toInt32(d.cycle_day)), toInt32(toDaysInMonth(toStartOfMonth(toLastDayOfMonth(d.month))))) - toInt32(1))), addDays(addMonths(toStartOfMonth(toLastDayOfMonth(d.month)), -1), (least(toInt32(toInt32(d.cycle_day)), toInt32(toDaysInMonth(addMonths(toStartOfMonth(toLastDayOfMonth(d.month)), -1)))) - toInt32(1))))), 1), (least(toInt32(toInt32(d.cycle_day)), toInt32(toDaysInMonth(addMonths(toStartOfMonth(if(toLastDayOfMonth(d.month) >= addDays(toStartOfMonth(toLastDayOfMonth(d.month)), (least(toInt32(toInt32(d.cycle_day)), toInt32(toDaysInMonth(toStartOfMonth(toLastDayOfMonth(d.month))))) - toInt32(1))), addDays(toStartOfMonth(toLastDayOfMonth(d.month)), (least(toInt32(toInt32(d.cycle_day)), toInt32(toDaysInMonth(toStartOfMonth(toLastDayOfMonth(d.month))))) - toInt32(1))), addDays(addMonths(toStartOfMonth(toLastDayOfMonth(d.month)), -1), (least(toInt32(toInt32(d.cycle_day)), toInt32(toDaysInMonth(addMonths(toStartOfMonth(toLastDayOfMonth(d.month)), -1)))) - toInt32(1))))), 1)))) - toInt32(1))), 3, 'UTC'), d.valid_to), -1) AS at
        FROM due AS d
    ),
    standing AS
    (
        SELECT
            if(p.scope = 'account', d.billing_account_id, d.subscription_id) AS subject,
            d.subscription_id AS subscription_id,
            d.billing_account_id AS billing_account_id,
            l.customer_id AS customer_id,
            l.type AS type,
            l.offering_id AS offering_id,
            l.tax_rate AS tax_rate,
            toString(l.currency) AS currency,
            CAST(p.service, 'LowCardinality(String)') AS service,
            p.metric AS metric,
            p.tariff_id AS tariff_id,
            p.rate_epoch AS rate_epoch,
            p.price_id AS price_id,
            p.valid_from AS priced_from,
            d.period_from AS period_from,
            d.period_to AS period_to
        FROM period AS d
        ASOF INNER JOIN rating.catalogue_epoch AS e ON (e.tariff_id = d.tariff_id) AND (d.at >= e.valid_from)
        ASOF INNER JOIN rating.subscription_plan AS l ON (l.subscription_id = d.subscription_id) AND (d.at >= l.valid_from)
        INNER JOIN rating.price_in_force AS p ON p.rate_epoch = e.rate_epoch
        WHERE (((p.minimum_spend > '0') OR ((p.flat_fee_at_zero = true) AND (p.model IN ('graduated', 'volume', 'graduated_percentage')))) AND (toString(l.tariff_id) = toString(d.tariff_id)))
    ),
    used AS
    (
        SELECT
            e.subject AS subject,
            e.subscription_id AS subscription_id,
            e.billing_account_id AS billing_account_id,
            e.customer_id AS customer_id,
            e.type AS type,
            e.offering_id AS offering_id,
            e.tax_rate AS tax_rate,
            toString(e.currency) AS currency,
            e.service AS service,
            e.metric AS metric,
            e.tariff_id AS tariff_id,
            e.rate_epoch AS rate_epoch,
            e.price_id AS price_id,
            e.priced_from AS priced_from,
            e.period_from AS period_from,
            e.period_to AS period_to,
            e.started_at AS started_at,
            e.event_id AS event_id,
            e.units AS units,
            e.about AS about,
            e.amount AS amount,
            e.event_cost AS event_cost,
            e.value AS value,
            e.limited AS limited,
            e.held AS held,
            e.share_left AS share_left,
            toInt64(1) AS is_use
        FROM rating.period_event AS e
        UNION ALL
        SELECT
            s.subject AS subject,
            s.subscription_id AS subscription_id,
            s.billing_account_id AS billing_account_id,
            s.customer_id AS customer_id,
            s.type AS type,
            s.offering_id AS offering_id,
            s.tax_rate AS tax_rate,
            s.currency AS currency,
            s.service AS service,
            s.metric AS metric,
            s.tariff_id AS tariff_id,
            s.rate_epoch AS rate_epoch,
            s.price_id AS price_id,
            s.priced_from AS priced_from,
            s.period_from AS period_from,
            s.period_to AS period_to,
            toDateTime64(s.period_from, 3, 'UTC') AS started_at,
            '' AS event_id,
            toDecimal128(0, 9) AS units,
            toDecimal128(0, 9) AS about,
            toDecimal128(0, 9) AS amount,
            toDecimal256(toDecimal128(0, 9), 30) AS event_cost,
            NULL AS value,
            arrayFilter(x1 -> toBool(0), array('')) AS limited,
            arrayFilter(x1 -> toBool(0), array(toDecimal128(0, 9))) AS held,
            toDecimal256(toDecimal128(0, 9), 30) AS share_left,
            toInt64(0) AS is_use
        FROM standing AS s
    )
SELECT
    e.subject AS subject,
    argMax(e.subscription_id, tuple(e.is_use, e.started_at, e.event_id)) AS subscription_id,
    argMax(e.billing_account_id, tuple(e.is_use, e.started_at, e.event_id)) AS billing_account_id,
    argMax(e.customer_id, tuple(e.is_use, e.started_at, e.event_id)) AS customer_id,
    argMax(e.type, tuple(e.is_use, e.started_at, e.event_id)) AS type,
    argMax(e.offering_id, tuple(e.is_use, e.started_at, e.event_id)) AS offering_id,
    argMax(e.tax_rate, tuple(e.is_use, e.started_at, e.event_id)) AS tax_rate,
    argMax(e.currency, tuple(e.is_use, e.started_at, e.event_id)) AS currency,
    argMax(e.service, tuple(e.is_use, e.started_at, e.event_id)) AS service,
    argMax(e.metric, tuple(e.is_use, e.started_at, e.event_id)) AS metric,
    e.tariff_id AS tariff_id,
    argMax(e.rate_epoch, tuple(e.is_use, e.started_at, e.event_id)) AS rate_epoch,
    e.price_id AS price_id,
    e.priced_from AS priced_from,
    e.period_from AS period_from,
    any(e.period_to) AS period_to,
    countIf(e.is_use = toInt64(1)) AS events,
    sum(e.units) AS units,
    max(e.units) AS peak,
    argMax(e.units, tuple(e.is_use, e.started_at, e.event_id)) AS latest,
    uniqExactIf(e.value, e.value IS NOT NULL) AS distinct_values,
    sum(toDecimal256(((toDecimal128(1, 0) * e.share_left) * e.units), 30)) AS weighted,
    sum(e.about) AS about,
    sum(e.amount) AS rated_amount,
    sum(e.event_cost) AS event_costs,
    maxMap(e.limited, e.held) AS peaks
FROM used AS e
GROUP BY
    e.subject,
    e.tariff_id,
    e.price_id,
    e.priced_from,
    e.period_from
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
