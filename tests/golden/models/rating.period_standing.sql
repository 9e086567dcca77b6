WITH
    priced AS
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
            p.aggregation AS aggregation,
            p.group_by AS group_by,
            p.carried_over AS carried_over,
            p.prorated AS prorated,
            d.period_from AS period_from,
            d.period_to AS period_to
        FROM rating.plan_period AS d
        ASOF INNER JOIN rating.catalogue_epoch AS e ON (e.tariff_id = d.tariff_id) AND (d.at >= e.valid_from)
        ASOF INNER JOIN rating.subscription_plan AS l ON (l.subscription_id = d.subscription_id) AND (d.at >= l.valid_from)
        INNER JOIN rating.price_in_force AS p ON p.rate_epoch = e.rate_epoch
        WHERE ((p.carried_over = true) OR ((p.group_by = '') AND ((p.minimum_spend > '0') OR ((p.flat_fee_at_zero = true) AND (p.model IN ('graduated', 'volume', 'graduated_percentage', 'volume_percentage')))))) AND ((toString(p.period) = d.period) AND (d.at >= d.valid_from) AND (toString(l.tariff_id) = toString(d.tariff_id)))
    ),
    known AS
    (
        SELECT DISTINCT
            c.subject AS subject,
            c.price_id AS price_id,
            c.group AS group
        FROM rating.period_change AS c
        WHERE ((c.carried_over = true) AND (c.group != ''))
    ),
    grouped AS
    (
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
            s.aggregation AS aggregation,
            s.carried_over AS carried_over,
            s.prorated AS prorated,
            s.period_from AS period_from,
            s.period_to AS period_to,
            coalesce(g.group, '') AS group
        FROM priced AS s
        LEFT JOIN known AS g ON (g.subject = s.subject) AND (g.price_id = s.price_id)
        WHERE ((s.group_by = '') OR (g.group IS NOT NULL))
    ),
    entered AS
    (
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
            s.aggregation AS aggregation,
            s.carried_over AS carried_over,
            s.prorated AS prorated,
            s.period_from AS period_from,
            s.period_to AS period_to,
            s.group AS group,
            min(greatest(toDateTime64(s.period_from, 3, 'UTC'), coalesce(r.entered_at, toDateTime64(s.period_from, 3, 'UTC')))) OVER (PARTITION BY s.subject, s.tariff_id, s.price_id, s.group, s.period_from) AS from_at,
            multiIf(s.aggregation = 'weighted_sum', toDecimal256(((toDecimal256(1, 0) * toDecimal256(if(length(assumeNotNull(r.stays)) = toInt64(0), greatest((toUnixTimestamp64Milli(toDateTime64(s.period_to, 3, 'UTC')) - greatest(toUnixTimestamp64Milli(toDateTime64(s.period_from, 3, 'UTC')), toUnixTimestamp64Milli(toDateTime64(s.period_from, 3, 'UTC')))), toInt64(0)), toInt64(arraySum(arrayMap(x1 -> greatest((least(toUnixTimestamp64Milli(toDateTime64(s.period_to, 3, 'UTC')), toUnixTimestamp64Milli(tupleElement(x1, 2))) - greatest(greatest(toUnixTimestamp64Milli(toDateTime64(s.period_from, 3, 'UTC')), toUnixTimestamp64Milli(toDateTime64(s.period_from, 3, 'UTC'))), toUnixTimestamp64Milli(tupleElement(x1, 1)))), toInt64(0)), assumeNotNull(r.stays))))), 30)) / (toUnixTimestamp64Milli(toDateTime64(s.period_to, 3, 'UTC')) - toUnixTimestamp64Milli(toDateTime64(s.period_from, 3, 'UTC')))), 30), s.prorated = true, toDecimal256(((toDecimal256(1, 0) * toDecimal256(if(length(assumeNotNull(r.stays)) = toInt64(0), greatest(dateDiff('day', greatest(s.period_from, s.period_from), s.period_to), toInt64(0)), toInt64(arraySum(arrayMap(x1 -> greatest(dateDiff('day', greatest(greatest(s.period_from, s.period_from), tupleElement(x1, 3)), least(s.period_to, tupleElement(x1, 4))), toInt64(0)), assumeNotNull(r.stays))))), 30)) / dateDiff('day', s.period_from, s.period_to)), 30), toDecimal256(toDecimal128('1', 9), 30)) AS carried_share
        FROM grouped AS s
        LEFT JOIN rating.plan_presence AS r ON (r.subscription_id = s.subscription_id) AND (r.tariff_id = s.tariff_id)
    ),
    level AS
    (
        SELECT
            c.subject AS subject,
            c.price_id AS price_id,
            c.group AS group,
            c.local_started_at AS at,
            argMax(if(c.aggregation = 'last', c.units, c.level), tuple(c.started_at, c.event_id)) AS level
        FROM rating.period_change AS c
        WHERE c.carried_over = true
        GROUP BY
            c.subject,
            c.price_id,
            c.group,
            c.local_started_at
    )
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
    s.group AS group,
    s.period_from AS period_from,
    s.period_to AS period_to,
    if(s.carried_over = true, coalesce(v.level, toDecimal128(0, 9)), toDecimal128(0, 9)) AS carried,
    s.carried_share AS carried_share
FROM entered AS s
ASOF LEFT JOIN level AS v ON (v.subject = s.subject) AND (v.price_id = s.price_id) AND (v.group = s.group) AND (s.from_at > v.at)
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
