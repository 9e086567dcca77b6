WITH
    changes AS
    (
        SELECT groupUniqArray(c.day) AS days
        FROM billing.tax_change AS c
    ),
    used AS
    (
        SELECT
            u.billing_account_id AS billing_account_id,
            toNullable(u.subscription_id) AS subscription_id,
            u.customer_id AS customer_id,
            toString(u.service) AS service,
            toString(u.metric) AS metric,
            toString(u.offering_id) AS offering_id,
            coalesce(toString(u.tariff_id), '') AS tariff_id,
            coalesce(toString(u.price_id), '') AS price_id,
            u.month AS month,
            u.currency AS currency,
            u.tax_rate AS plan_tax_rate,
            u.quantity AS quantity,
            u.amount AS amount,
            if(((toDecimal256(1, 0) * toDecimal128(u.amount, 9)) * toInt64(coalesce(u.per_units, toInt64(0)))) = ((toDecimal256(1, 0) * toDecimal128(coalesce(u.rate, toDecimal128(0, 9)), 9)) * toInt64(u.quantity)), tuple(toDecimal128(coalesce(u.rate, toDecimal128(0, 9)), 9), toInt64(coalesce(u.per_units, toInt64(0)))), tuple(toDecimal128(0, 9), toInt64(0))) AS each,
            toInt64(1) AS events,
            u.started_at AS started_at,
            toDate(u.local_started_at) AS day,
            if((u.model IN ('rate', 'stated')), toDate(u.local_started_at), u.period_from) AS tax_day,
            toStartOfMonth(u.started_at) AS start_month,
            if(((u.charged_quantity > toInt64(0)) OR (u.amount != '0')), true, false) AS chargeable
        FROM rating.rated_usage AS u
        WHERE u.type IN ('mobile postpaid', 'fixed postpaid')
        UNION ALL
        SELECT
            c.billing_account_id AS billing_account_id,
            if(c.subject = c.subscription_id, toNullable(c.subscription_id), NULL) AS subscription_id,
            c.customer_id AS customer_id,
            toString(c.service) AS service,
            toString(c.metric) AS metric,
            toString(c.offering_id) AS offering_id,
            toString(c.tariff_id) AS tariff_id,
            toString(c.price_id) AS price_id,
            toStartOfMonth(c.period_from) AS month,
            c.currency AS currency,
            c.tax_rate AS plan_tax_rate,
            toUInt64(0) AS quantity,
            c.amount AS amount,
            tuple(toDecimal128(0, 9), toInt64(0)) AS each,
            toInt64(0) AS events,
            toDateTime64(c.period_from, 3, 'UTC') AS started_at,
            addDays(c.period_to, -1) AS day,
            c.period_from AS tax_day,
            toStartOfMonth(c.period_from) AS start_month,
            true AS chargeable
        FROM rating.period_charge AS c
        WHERE (c.type IN ('mobile postpaid', 'fixed postpaid')) AND (c.amount != '0')
    ),
    placed AS
    (
        SELECT
            u.billing_account_id AS billing_account_id,
            u.subscription_id AS subscription_id,
            u.customer_id AS customer_id,
            u.service AS service,
            u.metric AS metric,
            u.offering_id AS offering_id,
            u.tariff_id AS tariff_id,
            u.price_id AS price_id,
            u.month AS month,
            u.start_month AS start_month,
            u.currency AS currency,
            u.chargeable AS chargeable,
            u.quantity AS quantity,
            u.amount AS amount,
            u.each AS each,
            u.events AS events,
            u.started_at AS started_at,
            u.plan_tax_rate AS plan_tax_rate,
            u.tax_day AS tax_day,
            length(arrayFilter(x1 -> (x1 <= u.tax_day), k.days)) AS tax_epoch,
            if(((u.day < p.period_to) AND (p.closed = true)), toNullable(p.period_from), NULL) AS period_from
        FROM used AS u
        ASOF LEFT JOIN billing.account_period AS p ON (p.billing_account_id = u.billing_account_id) AND (u.day >= p.period_from)
        CROSS JOIN changes AS k
    ),
    summed AS
    (
        SELECT
            u.billing_account_id AS billing_account_id,
            u.subscription_id AS subscription_id,
            u.customer_id AS customer_id,
            u.service AS service,
            u.metric AS metric,
            u.offering_id AS offering_id,
            u.tariff_id AS tariff_id,
            u.price_id AS price_id,
            u.month AS month,
            u.start_month AS start_month,
            u.period_from AS period_from,
            u.currency AS currency,
            u.chargeable AS chargeable,
            u.plan_tax_rate AS plan_tax_rate,
            max(u.tax_day) AS tax_day,
            sum(u.events) AS events,
            sum(u.quantity) AS quantity,
            sum(u.amount) AS rated_amount,
            min(u.each) AS least_each,
            max(u.each) AS most_each,
            max(u.started_at) AS at
        FROM placed AS u
        GROUP BY
            u.billing_account_id,
            u.subscription_id,
            u.customer_id,
            u.service,
            u.metric,
            u.offering_id,
            u.tariff_id,
            u.price_id,
            u.month,
            u.start_month,
            u.period_from,
            u.currency,
            u.chargeable,
            u.plan_tax_rate,
            u.tax_epoch
    ),
    named AS
    (
        SELECT
            s.billing_account_id AS billing_account_id,
            s.customer_id AS customer_id,
            s.service AS service,
            s.metric AS metric,
            s.offering_id AS offering_id,
            s.tariff_id AS tariff_id,
            s.price_id AS price_id,
            s.month AS month,
            s.start_month AS start_month,
            s.period_from AS period_from,
            s.currency AS currency,
            s.chargeable AS chargeable,
            s.events AS events,
            s.quantity AS quantity,
            s.rated_amount AS rated_amount,
            s.least_each AS least_each,
            s.most_each AS most_each,
            s.plan_tax_rate AS plan_tax_rate,
            s.tax_day AS tax_day,
            if(((p.scope = 'account') AND (p.model != 'rate')), NULL, s.subscription_id) AS subscription_id,
            coalesce(p.name, '') AS price,
            if(coalesce(p.tax_id, '') = '', coalesce(o.tax_id, ''), coalesce(p.tax_id, '')) AS tax_id,
            coalesce(p.tax_included, toBool(0)) AS tax_included,
            coalesce(o.legal_entity_id, '') AS legal_entity_id
        FROM summed AS s
        ASOF LEFT JOIN staging.price AS p ON (p.tariff_id = s.tariff_id) AND (p.price_id = s.price_id) AND (s.at >= p.valid_from)
        ASOF LEFT JOIN staging.offering AS o ON (o.offering_id = s.offering_id) AND (s.at >= o.valid_from)
    ),
    taxed AS
    (
        SELECT
            s.billing_account_id AS billing_account_id,
            s.subscription_id AS subscription_id,
            s.customer_id AS customer_id,
            s.service AS service,
            s.metric AS metric,
            s.offering_id AS offering_id,
            s.tariff_id AS tariff_id,
            s.price_id AS price_id,
            s.month AS month,
            s.start_month AS start_month,
            s.period_from AS period_from,
            s.currency AS currency,
            s.chargeable AS chargeable,
            s.events AS events,
            s.quantity AS quantity,
            s.rated_amount AS rated_amount,
            s.least_each AS least_each,
            s.most_each AS most_each,
            s.price AS price,
            s.tax_id AS tax_id,
            s.legal_entity_id AS legal_entity_id,
            s.tax_included AS tax_included,
            coalesce(toNullable(t.rate), toDecimal128(s.plan_tax_rate, 6)) AS tax_rate,
            coalesce(toNullable(t.from_day), toDate('1970-01-01')) AS tax_from
        FROM named AS s
        ASOF LEFT JOIN billing.tax_in_force AS t ON (t.tax_id = s.tax_id) AND (s.tax_day >= t.from_day)
    ),
    whole AS
    (
        SELECT
            s.billing_account_id AS billing_account_id,
            s.subscription_id AS subscription_id,
            s.customer_id AS customer_id,
            s.service AS service,
            s.metric AS metric,
            s.offering_id AS offering_id,
            s.tariff_id AS tariff_id,
            s.price_id AS price_id,
            s.month AS month,
            s.start_month AS start_month,
            s.period_from AS period_from,
            s.currency AS currency,
            s.chargeable AS chargeable,
            s.tax_id AS tax_id,
            s.tax_rate AS tax_rate,
            s.tax_from AS tax_from,
            s.legal_entity_id AS legal_entity_id,
            s.tax_included AS tax_included,
            max(s.price) AS price,
            sum(s.events) AS events,
            sum(s.quantity) AS quantity,
            toDecimal128(sum(s.rated_amount), 9) AS rated_amount,
            min(s.least_each) AS least_each,
            max(s.most_each) AS most_each
        FROM taxed AS s
        GROUP BY
            s.billing_account_id,
            s.subscription_id,
            s.customer_id,
            s.service,
            s.metric,
            s.offering_id,
            s.tariff_id,
            s.price_id,
            s.month,
            s.start_month,
            s.period_from,
            s.currency,
            s.chargeable,
            s.tax_id,
            s.tax_rate,
            s.tax_from,
            s.legal_entity_id,
            s.tax_included
    )
SELECT
    s.billing_account_id AS billing_account_id,
    s.subscription_id AS subscription_id,
    s.customer_id AS customer_id,
    s.service AS service,
    s.metric AS metric,
    s.offering_id AS offering_id,
    s.tariff_id AS tariff_id,
    s.price_id AS price_id,
    s.month AS month,
    s.start_month AS start_month,
    s.period_from AS period_from,
    s.currency AS currency,
    s.chargeable AS chargeable,
    s.events AS events,
    s.quantity AS quantity,
    s.rated_amount AS rated_amount,
    s.price AS price,
    s.tax_id AS tax_id,
    s.tax_from AS tax_from,
    s.legal_entity_id AS legal_entity_id,
    if(((s.least_each = s.most_each) AND (s.tax_included = false)), tupleElement(s.most_each, 1), toDecimal128(0, 9)) AS unit_price,
    if(((s.least_each = s.most_each) AND (s.tax_included = false)), tupleElement(s.most_each, 2), toInt64(0)) AS price_quantity,
    assumeNotNull(s.tax_rate) AS tax_rate,
    if(s.tax_included = true, toDecimal128(((toDecimal256(1, 0) * toDecimal128(s.rated_amount, 12)) / (toDecimal128('1', 6) + assumeNotNull(s.tax_rate))), 9), s.rated_amount) AS amount
FROM whole AS s
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
