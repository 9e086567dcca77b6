WITH
    charged AS
    (
        SELECT DISTINCT
            l.bill_id AS bill_id,
            l.payer_account_id AS payer_account_id,
            l.billing_account_id AS billing_account_id,
            coalesce(l.subscription_id, '') AS line_id,
            l.bill_from AS bill_from,
            l.bill_to AS bill_to,
            l.currency AS currency,
            l.offering_id AS offering_id
        FROM billing.charge_line AS l
    ),
    paying AS
    (
        SELECT DISTINCT
            c.bill_id AS bill_id,
            c.bill_from AS bill_from,
            c.bill_to AS bill_to,
            c.currency AS currency,
            arrayJoin(array(c.payer_account_id, c.billing_account_id)) AS account_id
        FROM charged AS c
    ),
    dated AS
    (
        SELECT
            k.billing_account_id AS billing_account_id,
            a.time_zone AS time_zone,
            k.coupon_id AS coupon_id,
            k.given_at AS given_at,
            k.ended_at AS ended_at,
            coalesce(k.ended_at, k.given_at) AS until,
            coalesce(k.subscription_id, '') AS line_id
        FROM staging.account_coupon AS k
        INNER JOIN staging.billing_account_current AS a ON a.billing_account_id = k.billing_account_id
    ),
    given AS
    (
        SELECT
            k.billing_account_id AS billing_account_id,
            k.coupon_id AS coupon_id,
            k.given_at AS given_at,
            k.line_id AS line_id,
            toDate(addSeconds(k.given_at, coalesce(g.offset_s, 0))) AS given_day,
            greatest(k.given_at, toDateTime64(toDate(addSeconds(k.given_at, coalesce(g.offset_s, 0))), 3, 'UTC')) AS valued_at,
            toBool(k.ended_at IS NOT NULL) AS ended,
            addSeconds(k.until, coalesce(e.offset_s, 0)) AS local_until,
            '' AS no_offering
        FROM dated AS k
        ASOF LEFT JOIN staging.zone_offset AS g ON (g.zone = k.time_zone) AND (k.given_at >= g.from_at)
        ASOF LEFT JOIN staging.zone_offset AS e ON (e.zone = k.time_zone) AND (k.until >= e.from_at)
    ),
    valued AS
    (
        SELECT
            g.billing_account_id AS billing_account_id,
            g.coupon_id AS coupon_id,
            g.given_at AS given_at,
            g.given_day AS given_day,
            g.ended AS ended,
            g.local_until AS local_until,
            g.line_id AS line_id,
            d.name AS name,
            d.percentage AS percentage,
            d.amount AS amount,
            d.currency AS currency,
            d.applies_to AS applies_to,
            d.prices AS prices,
            d.offerings AS offerings,
            d.applied_order AS applied_order,
            d.cycles AS cycles,
            d.maximum AS maximum,
            d.at_least AS at_least,
            d.below AS below
        FROM given AS g
        ASOF INNER JOIN staging.discount AS d ON (d.discount_id = g.coupon_id) AND (d.offering_id = g.no_offering) AND (g.valued_at >= d.valid_from)
        WHERE g.valued_at < d.valid_to
    ),
    granted AS
    (
        SELECT
            p.bill_id AS bill_id,
            p.bill_to AS bill_to,
            concat(p.line_id, '/', p.offering_id, '/', d.discount_id) AS grant_id,
            p.offering_id AS plan_id,
            '' AS account_id,
            p.line_id AS line_id,
            d.discount_id AS discount_id,
            d.name AS name,
            d.percentage AS percentage,
            d.amount AS amount,
            d.applies_to AS applies_to,
            d.prices AS prices,
            d.offerings AS offerings,
            d.applied_order AS applied_order,
            d.cycles AS cycles,
            d.maximum AS maximum,
            d.at_least AS at_least,
            d.below AS below
        FROM charged AS p
        INNER JOIN staging.discount AS d ON d.offering_id = p.offering_id
        WHERE ((d.offering_id != '') AND (d.valid_from < toDateTime64(p.bill_to, 3, 'UTC')) AND (d.valid_to >= toDateTime64(p.bill_to, 3, 'UTC')) AND ((d.currency = '') OR (d.currency = p.currency)))
        UNION ALL
        SELECT DISTINCT
            c.bill_id AS bill_id,
            c.bill_to AS bill_to,
            concat(v.billing_account_id, '/', v.coupon_id, '/', toString(v.given_at), '/', v.line_id) AS grant_id,
            '' AS plan_id,
            v.billing_account_id AS account_id,
            v.line_id AS line_id,
            v.coupon_id AS discount_id,
            v.name AS name,
            v.percentage AS percentage,
            v.amount AS amount,
            v.applies_to AS applies_to,
            v.prices AS prices,
            v.offerings AS offerings,
            v.applied_order AS applied_order,
            v.cycles AS cycles,
            v.maximum AS maximum,
            v.at_least AS at_least,
            v.below AS below
        FROM paying AS c
        INNER JOIN valued AS v ON v.billing_account_id = c.account_id
        WHERE ((v.given_day < c.bill_to) AND ((v.ended = false) OR (v.local_until > addSeconds(toDateTime64(c.bill_from, 3, 'UTC'), 0))) AND ((v.currency = '') OR (v.currency = c.currency)))
    ),
    counted AS
    (
        SELECT
            g.*,
            row_number() OVER (PARTITION BY g.grant_id ORDER BY g.bill_to ASC, g.bill_id ASC) AS cycle
        FROM granted AS g
    )
SELECT
    c.bill_id AS bill_id,
    c.bill_to AS bill_to,
    c.grant_id AS grant_id,
    c.plan_id AS plan_id,
    c.account_id AS account_id,
    c.line_id AS line_id,
    c.discount_id AS discount_id,
    if(c.name = '', c.discount_id, c.name) AS name,
    toBool(c.percentage IS NOT NULL) AS is_percentage,
    toDecimal128(coalesce(c.percentage, toDecimal128(0, 9)), 9) AS percentage,
    toDecimal128(coalesce(c.amount, toDecimal128(0, 9)), 9) AS amount,
    c.applies_to AS applies_to,
    splitByString(',', c.prices) AS prices,
    arrayFilter(x1 -> (x1 != ''), splitByString(',', c.offerings)) AS offerings,
    toInt64(c.applied_order) AS applied_order,
    c.cycle AS cycle,
    c.maximum AS maximum,
    c.at_least AS at_least,
    c.below AS below
FROM counted AS c
WHERE ((c.cycles IS NULL) OR (c.cycle <= toUInt64(assumeNotNull(c.cycles))))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
