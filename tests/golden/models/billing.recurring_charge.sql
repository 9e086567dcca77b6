WITH
    held AS
    (
        SELECT
            p.subscription_id AS subscription_id,
            p.valid_from AS valid_from,
            addMilliseconds(p.valid_to, -1) AS last_instant,
            p.customer_id AS customer_id,
            p.billing_account_id AS billing_account_id,
            p.offering_id AS offering_id,
            p.offering AS offering,
            p.price AS price,
            p.tax_rate AS tax_rate,
            p.currency AS currency,
            p.time_zone AS time_zone,
            p.charged_in AS charged_in
        FROM rating.subscription_plan AS p
        WHERE (p.status IN ('active', 'suspended')) AND (p.type IN ('mobile postpaid', 'fixed postpaid'))
    ),
    local AS
    (
        SELECT
            h.subscription_id AS subscription_id,
            h.valid_from AS valid_from,
            h.customer_id AS customer_id,
            h.billing_account_id AS billing_account_id,
            h.offering_id AS offering_id,
            h.offering AS offering,
            h.price AS price,
            h.tax_rate AS tax_rate,
            h.currency AS currency,
            h.charged_in AS charged_in,
            toDate(addSeconds(h.valid_from, coalesce(a.offset_s, 0))) AS from_day,
            toDate(addSeconds(h.last_instant, coalesce(z.offset_s, 0))) AS last_day
        FROM held AS h
        ASOF LEFT JOIN staging.zone_offset AS a ON (a.zone = h.time_zone) AND (h.valid_from >= a.from_at)
        ASOF LEFT JOIN staging.zone_offset AS z ON (z.zone = h.time_zone) AND (h.last_instant >= z.from_at)
    ),
    owned AS
    (
        SELECT
            l.subscription_id AS subscription_id,
            l.customer_id AS customer_id,
            l.billing_account_id AS billing_account_id,
            l.offering_id AS offering_id,
            l.offering AS offering,
            l.price AS price,
            l.tax_rate AS tax_rate,
            l.currency AS currency,
            l.charged_in AS charged_in,
            l.from_day AS from_day,
            least(addDays(l.last_day, 1), coalesce(lead(toNullable(l.from_day), 1) OVER (PARTITION BY l.subscription_id ORDER BY l.valid_from ASC), addDays(l.last_day, 1))) AS to_day
        FROM local AS l
    ),
    fragment AS
    (
        SELECT
            o.subscription_id AS subscription_id,
            o.customer_id AS customer_id,
            o.billing_account_id AS billing_account_id,
            o.offering_id AS offering_id,
            o.offering AS offering,
            o.price AS price,
            o.tax_rate AS tax_rate,
            o.currency AS currency,
            o.charged_in AS charged_in,
            p.period_from AS period_from,
            p.period_to AS period_to,
            p.days AS period_days,
            p.closed AS closed,
            coalesce(c.minor_units, toInt32(2)) AS minor_units,
            min(greatest(o.from_day, p.period_from)) AS held_from,
            max(least(o.to_day, p.period_to)) AS held_to,
            sum(dateDiff('day', greatest(o.from_day, p.period_from), least(o.to_day, p.period_to))) AS days
        FROM owned AS o
        INNER JOIN billing.account_period AS p ON p.billing_account_id = o.billing_account_id
        LEFT JOIN staging.currency AS c ON c.currency = o.currency
        WHERE (o.from_day < p.period_to) AND (o.to_day > p.period_from) AND (o.from_day < o.to_day) AND (o.price > '0')
        GROUP BY
            o.subscription_id,
            o.customer_id,
            o.billing_account_id,
            o.offering_id,
            o.offering,
            o.price,
            o.tax_rate,
            o.currency,
            o.charged_in,
            p.period_from,
            p.period_to,
            p.days,
            p.closed,
            c.minor_units
    ),
    priced AS
    (
        SELECT
            f.subscription_id AS subscription_id,
            f.customer_id AS customer_id,
            f.billing_account_id AS billing_account_id,
            f.offering_id AS offering_id,
            f.offering AS offering,
            f.price AS price,
            f.tax_rate AS tax_rate,
            f.currency AS currency,
            f.charged_in AS charged_in,
            f.period_from AS period_from,
            f.period_to AS period_to,
            f.period_days AS period_days,
            f.closed AS closed,
            f.held_from AS held_from,
            f.held_to AS held_to,
            f.days AS days,
            ((toDecimal128(1, 0) * ((toDecimal128(1, 0) * toDecimal128(f.price, 12)) * f.days)) / f.period_days) AS exact,
            toDecimal128(round(((toDecimal128(1, 0) * ((toDecimal128(1, 0) * toDecimal128(f.price, 12)) * f.days)) / f.period_days), f.minor_units), 3) AS rounded,
            toDecimal128(round(((toDecimal128(1, 0) * sum(((toDecimal128(1, 0) * toDecimal128(f.price, 12)) * f.days)) OVER (PARTITION BY f.subscription_id, f.period_from, f.currency)) / f.period_days), f.minor_units), 3) AS whole,
            lead(toNullable(f.held_from), 1) OVER (PARTITION BY f.subscription_id, f.period_from, f.currency ORDER BY f.held_from ASC, f.held_to ASC, f.offering_id ASC, f.price ASC) AS next
        FROM fragment AS f
    )
SELECT
    p.billing_account_id AS billing_account_id,
    p.subscription_id AS subscription_id,
    p.customer_id AS customer_id,
    p.period_from AS period_from,
    p.period_to AS period_to,
    p.offering_id AS offering_id,
    p.offering AS offering,
    p.charged_in AS charged_in,
    p.closed AS closed,
    p.held_from AS held_from,
    p.held_to AS held_to,
    p.days AS days,
    p.period_days AS period_days,
    p.price AS price,
    p.exact AS exact,
    if(p.next IS NULL, (p.whole - (sum(p.rounded) OVER (PARTITION BY p.subscription_id, p.period_from, p.currency) - p.rounded)), p.rounded) AS net,
    p.tax_rate AS tax_rate,
    p.currency AS currency
FROM priced AS p
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
