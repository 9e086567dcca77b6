WITH
    scoped AS
    (
        SELECT
            e.subject AS subject,
            e.subscription_id AS subscription_id,
            e.billing_account_id AS billing_account_id,
            e.customer_id AS customer_id,
            e.type AS type,
            e.offering_id AS offering_id,
            e.tax_rate AS tax_rate,
            e.currency AS currency,
            e.service AS service,
            e.metric AS metric,
            e.tariff_id AS tariff_id,
            e.rate_epoch AS rate_epoch,
            e.price_id AS price_id,
            e.priced_from AS priced_from,
            e.model AS model,
            e.aggregation AS aggregation,
            e.group AS group,
            e.carried_over AS carried_over,
            e.prorated AS prorated,
            e.charged_in AS charged_in,
            e.period_from AS period_from,
            e.period_to AS period_to,
            e.event_id AS event_id,
            e.started_at AS started_at,
            e.local_started_at AS local_started_at,
            e.amount AS amount,
            e.units AS units,
            e.about AS about,
            e.value AS value,
            e.removed AS removed,
            e.limited AS limited,
            e.held AS held,
            e.event_cost AS event_cost,
            if(e.carried_over = true, '', concat(toString(e.period_from), toString(e.tariff_id), toString(e.priced_from))) AS scope
        FROM rating.period_event AS e
    ),
    followed AS
    (
        SELECT
            e.*,
            lag(toNullable(e.removed), 1) OVER (PARTITION BY e.subject, e.price_id, e.group, e.scope, e.value ORDER BY e.started_at ASC, e.event_id ASC) AS removed_before
        FROM scoped AS e
    ),
    changed AS
    (
        SELECT
            e.*,
            multiIf(e.aggregation != 'unique', e.units, e.value IS NULL, toDecimal128(0, 9), ((e.removed = true) AND ((e.removed_before IS NOT NULL) AND (e.removed_before = false))), toDecimal128('-1', 9), ((e.removed = false) AND (NOT ((e.removed_before IS NOT NULL) AND (e.removed_before = false)))), toDecimal128('1', 9), toDecimal128(0, 9)) AS delta
        FROM followed AS e
    ),
    levelled AS
    (
        SELECT
            e.*,
            sum(e.delta) OVER (PARTITION BY e.subject, e.price_id, e.group, e.scope ORDER BY e.started_at ASC, e.event_id ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS level,
            max(if(((e.aggregation = 'unique') AND (e.delta < '0')), toNullable(toDate(e.local_started_at)), NULL)) OVER (PARTITION BY e.subject, e.price_id, e.group, e.scope, e.value ORDER BY e.started_at ASC, e.event_id ASC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS taken_on
        FROM changed AS e
    ),
    shared AS
    (
        SELECT
            e.subject AS subject,
            e.subscription_id AS subscription_id,
            e.billing_account_id AS billing_account_id,
            e.customer_id AS customer_id,
            e.type AS type,
            e.offering_id AS offering_id,
            e.tax_rate AS tax_rate,
            e.currency AS currency,
            e.service AS service,
            e.metric AS metric,
            e.tariff_id AS tariff_id,
            e.rate_epoch AS rate_epoch,
            e.price_id AS price_id,
            e.priced_from AS priced_from,
            e.model AS model,
            e.aggregation AS aggregation,
            e.group AS group,
            e.carried_over AS carried_over,
            e.prorated AS prorated,
            e.charged_in AS charged_in,
            e.period_from AS period_from,
            e.period_to AS period_to,
            e.event_id AS event_id,
            e.started_at AS started_at,
            e.local_started_at AS local_started_at,
            e.amount AS amount,
            e.units AS units,
            e.about AS about,
            e.value AS value,
            e.removed AS removed,
            e.limited AS limited,
            e.held AS held,
            e.event_cost AS event_cost,
            e.delta AS delta,
            e.level AS level,
            multiIf(e.aggregation = 'weighted_sum', toDecimal256(((toDecimal256(1, 0) * toDecimal256(if(length(assumeNotNull(p.stays)) = toInt64(0), greatest((toUnixTimestamp64Milli(toDateTime64(e.period_to, 3, 'UTC')) - greatest(toUnixTimestamp64Milli(e.local_started_at), toUnixTimestamp64Milli(toDateTime64(e.period_from, 3, 'UTC')))), toInt64(0)), toInt64(arraySum(arrayMap(x1 -> greatest((least(toUnixTimestamp64Milli(toDateTime64(e.period_to, 3, 'UTC')), toUnixTimestamp64Milli(tupleElement(x1, 2))) - greatest(greatest(toUnixTimestamp64Milli(e.local_started_at), toUnixTimestamp64Milli(toDateTime64(e.period_from, 3, 'UTC'))), toUnixTimestamp64Milli(tupleElement(x1, 1)))), toInt64(0)), assumeNotNull(p.stays))))), 30)) / (toUnixTimestamp64Milli(toDateTime64(e.period_to, 3, 'UTC')) - toUnixTimestamp64Milli(toDateTime64(e.period_from, 3, 'UTC')))), 30), e.prorated = true, toDecimal256(((toDecimal256(1, 0) * toDecimal256(if(length(assumeNotNull(p.stays)) = toInt64(0), greatest(dateDiff('day', greatest(if(((e.aggregation = 'unique') AND ((e.delta < '0') OR (e.taken_on <=> toNullable(toDate(e.local_started_at))))), addDays(toDate(e.local_started_at), 1), toDate(e.local_started_at)), e.period_from), e.period_to), toInt64(0)), toInt64(arraySum(arrayMap(x1 -> greatest(dateDiff('day', greatest(greatest(if(((e.aggregation = 'unique') AND ((e.delta < '0') OR (e.taken_on <=> toNullable(toDate(e.local_started_at))))), addDays(toDate(e.local_started_at), 1), toDate(e.local_started_at)), e.period_from), tupleElement(x1, 3)), least(e.period_to, tupleElement(x1, 4))), toInt64(0)), assumeNotNull(p.stays))))), 30)) / dateDiff('day', e.period_from, e.period_to)), 30), toDecimal256(toDecimal128('1', 9), 30)) AS share,
            assumeNotNull(s.steps) AS steps
        FROM levelled AS e
        LEFT JOIN rating.plan_presence AS p ON (p.subscription_id = e.subscription_id) AND (p.tariff_id = e.tariff_id)
        LEFT JOIN rating.price_steps AS s ON (s.rate_epoch = e.rate_epoch) AND (s.price_id = e.price_id)
    ),
    risen AS
    (
        SELECT
            e.subject AS subject,
            e.subscription_id AS subscription_id,
            e.billing_account_id AS billing_account_id,
            e.customer_id AS customer_id,
            e.type AS type,
            e.offering_id AS offering_id,
            e.tax_rate AS tax_rate,
            e.currency AS currency,
            e.service AS service,
            e.metric AS metric,
            e.tariff_id AS tariff_id,
            e.rate_epoch AS rate_epoch,
            e.price_id AS price_id,
            e.priced_from AS priced_from,
            e.model AS model,
            e.aggregation AS aggregation,
            e.group AS group,
            e.carried_over AS carried_over,
            e.prorated AS prorated,
            e.charged_in AS charged_in,
            e.period_from AS period_from,
            e.period_to AS period_to,
            e.event_id AS event_id,
            e.started_at AS started_at,
            e.local_started_at AS local_started_at,
            e.amount AS amount,
            e.units AS units,
            e.about AS about,
            e.value AS value,
            e.removed AS removed,
            e.limited AS limited,
            e.held AS held,
            e.event_cost AS event_cost,
            e.delta AS delta,
            e.level AS level,
            e.share AS share,
            e.steps AS steps,
            max((e.level - e.delta)) OVER (PARTITION BY e.subject, e.tariff_id, e.price_id, e.priced_from, e.group, e.period_from ORDER BY e.started_at ASC, e.event_id ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS high_before,
            first_value((e.level - e.delta)) OVER (PARTITION BY e.subject, e.tariff_id, e.price_id, e.priced_from, e.group, e.period_from ORDER BY e.started_at ASC, e.event_id ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS opening
        FROM shared AS e
    )
SELECT
    e.subject AS subject,
    e.subscription_id AS subscription_id,
    e.billing_account_id AS billing_account_id,
    e.customer_id AS customer_id,
    e.type AS type,
    e.offering_id AS offering_id,
    e.tax_rate AS tax_rate,
    e.currency AS currency,
    e.service AS service,
    e.metric AS metric,
    e.tariff_id AS tariff_id,
    e.rate_epoch AS rate_epoch,
    e.price_id AS price_id,
    e.priced_from AS priced_from,
    e.model AS model,
    e.aggregation AS aggregation,
    e.group AS group,
    e.carried_over AS carried_over,
    e.prorated AS prorated,
    e.charged_in AS charged_in,
    e.period_from AS period_from,
    e.period_to AS period_to,
    e.event_id AS event_id,
    e.started_at AS started_at,
    e.local_started_at AS local_started_at,
    e.amount AS amount,
    e.units AS units,
    e.about AS about,
    e.value AS value,
    e.removed AS removed,
    e.limited AS limited,
    e.held AS held,
    e.event_cost AS event_cost,
    e.delta AS delta,
    e.level AS level,
    e.share AS share,
    e.opening AS opening,
    greatest((e.level - e.high_before), toDecimal128(0, 9)) AS rise,
    toBool(((e.charged_in != 'advance') OR (e.level > e.high_before))) AS paid,
    if(((e.prorated = true) AND (e.model = 'graduated')), toDecimal256(((toDecimal256(1, 0) * e.share) * toDecimal128((toDecimal256(arraySum(arrayMap(x1 -> toDecimal256(((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * greatest((least(toDecimal256(e.level, 30), toDecimal256(tupleElement(x1, 3), 30)) - toDecimal256(tupleElement(x1, 2), 30)), toDecimal256(toDecimal128(0, 9), 30))) * tupleElement(x1, 4)), 30)) / tupleElement(x1, 5)), 30), e.steps)), 30) - toDecimal256(arraySum(arrayMap(x1 -> toDecimal256(((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * greatest((least(toDecimal256((e.level - e.delta), 30), toDecimal256(tupleElement(x1, 3), 30)) - toDecimal256(tupleElement(x1, 2), 30)), toDecimal256(toDecimal128(0, 9), 30))) * tupleElement(x1, 4)), 30)) / tupleElement(x1, 5)), 30), e.steps)), 30)), 18)), 30), toDecimal256(toDecimal128(0, 9), 30)) AS tier_cost
FROM risen AS e
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
