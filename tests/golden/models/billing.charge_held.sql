WITH
    local AS
    (
        SELECT
            p.subscription_id AS subscription_id,
            p.valid_from AS valid_from,
            p.customer_id AS customer_id,
            p.billing_account_id AS billing_account_id,
            p.type AS type,
            p.status AS status,
            lead(toNullable(p.status), 1) OVER (PARTITION BY p.subscription_id ORDER BY p.valid_from ASC) AS next_status,
            p.offering_id AS offering_id,
            p.offering AS offering,
            p.price AS price,
            p.charged_in AS charged_in,
            p.tax_id AS tax_id,
            p.tax_rate AS tax_rate,
            p.legal_entity_id AS legal_entity_id,
            p.currency AS currency,
            addSeconds(p.valid_from, coalesce(a.offset_s, 0)) AS local_from,
            addSeconds(addMilliseconds(p.valid_to, -1), coalesce(z.offset_s, 0)) AS local_last,
            toDate(addSeconds(p.valid_from, coalesce(a.offset_s, 0))) AS from_day,
            min(if((p.status IN ('active', 'suspended')), toDate(addSeconds(p.valid_from, coalesce(a.offset_s, 0))), NULL)) OVER (PARTITION BY p.subscription_id) AS line_day,
            addDays(toDate(addSeconds(addMilliseconds(p.valid_to, -1), coalesce(z.offset_s, 0))), 1) AS after_last
        FROM rating.subscription_plan AS p
        ASOF LEFT JOIN staging.zone_offset AS a ON (a.zone = p.time_zone) AND (p.valid_from >= a.from_at)
        ASOF LEFT JOIN staging.zone_offset AS z ON (z.zone = p.time_zone) AND (p.valid_to > z.from_at)
    ),
    owned AS
    (
        SELECT
            l.subscription_id AS subscription_id,
            l.valid_from AS valid_from,
            l.customer_id AS customer_id,
            l.billing_account_id AS billing_account_id,
            l.status AS status,
            l.next_status AS next_status,
            l.offering_id AS offering_id,
            l.offering AS offering,
            l.price AS price,
            l.charged_in AS charged_in,
            l.tax_id AS tax_id,
            l.tax_rate AS tax_rate,
            l.legal_entity_id AS legal_entity_id,
            l.currency AS currency,
            l.local_from AS local_from,
            l.local_last AS local_last,
            l.line_day AS line_day,
            l.from_day AS from_day,
            l.after_last AS after_last,
            lead(toNullable(l.from_day), 1) OVER (PARTITION BY l.subscription_id ORDER BY l.valid_from ASC) AS next_day
        FROM local AS l
        WHERE (l.status IN ('active', 'suspended')) AND (l.type IN ('mobile postpaid', 'fixed postpaid'))
    ),
    planned AS
    (
        SELECT
            o.*,
            min(o.from_day) OVER (PARTITION BY o.subscription_id, o.offering_id) AS plan_day
        FROM owned AS o
    )
SELECT
    o.subscription_id AS subscription_id,
    o.customer_id AS customer_id,
    o.billing_account_id AS billing_account_id,
    o.offering_id AS offering_id,
    o.offering AS offering,
    o.status AS status,
    coalesce(c.charge_id, 'monthly') AS charge_id,
    if(coalesce(c.name, '') = '', o.offering, coalesce(c.name, '')) AS description,
    coalesce(c.kind, 'charge') AS kind,
    if(((c.charge_id IS NULL) OR ((c.kind = 'charge') AND (c.every = 'month') AND (c.every_count = 1) AND (o.price > '0'))), toDecimal128(o.price, 9), toDecimal128(coalesce(c.amount, toDecimal128(0, 9)), 9)) AS amount,
    coalesce(c.every, 'month') AS every,
    toInt32(coalesce(c.every_count, toInt32(1))) AS every_count,
    coalesce(c.aligned_to, 'cycle') AS aligned_to,
    if(c.charge_id IS NOT NULL, coalesce(c.charged_in, ''), o.charged_in) AS charged_in,
    coalesce(c.proration, 'days') AS proration,
    coalesce(c.charged_on, 'start') AS charged_on,
    toInt32(coalesce(c.instalments, toInt32(1))) AS instalments,
    toInt32(coalesce(c.term_months, toInt32(0))) AS term_months,
    coalesce(c.falling, toBool(0)) AS falling,
    coalesce(c.while_suspended, 'charged') AS while_suspended,
    if(coalesce(c.tax_id, '') = '', o.tax_id, coalesce(c.tax_id, '')) AS tax_id,
    coalesce(c.tax_included, toBool(0)) AS tax_included,
    o.tax_id AS plan_tax_id,
    toDecimal128(o.tax_rate, 6) AS tax_rate,
    o.legal_entity_id AS legal_entity_id,
    o.currency AS currency,
    o.valid_from AS valid_from,
    o.local_from AS local_from,
    o.local_last AS local_last,
    o.from_day AS start_day,
    assumeNotNull(o.line_day) AS line_day,
    greatest(o.from_day, addDays(o.plan_day, coalesce(c.trial_days, toInt32(0)))) AS from_day,
    least(o.after_last, coalesce(o.next_day, o.after_last)) AS to_day,
    if(coalesce(c.proration, 'days') = 'seconds', greatest(least(o.after_last, coalesce(o.next_day, o.after_last)), addDays(o.from_day, 1)), least(o.after_last, coalesce(o.next_day, o.after_last))) AS charged_to,
    toBool(coalesce(o.next_status, '') = 'terminated') AS terminated
FROM planned AS o
LEFT JOIN staging.charge AS c ON c.offering_id = o.offering_id
WHERE ((c.charge_id IS NULL) OR ((c.valid_from <= o.valid_from) AND (c.valid_to > o.valid_from)))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
