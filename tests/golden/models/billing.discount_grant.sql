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
    given AS
    (
        SELECT
            k.billing_account_id AS billing_account_id,
            k.coupon_id AS coupon_id,
            k.given_at AS given_at,
            k.ended_at AS ended_at,
            coalesce(k.subscription_id, '') AS line_id,
            '' AS no_offering
        FROM staging.account_coupon AS k
    ),
    valued AS
    (
        SELECT
            g.billing_account_id AS billing_account_id,
            g.coupon_id AS coupon_id,
            g.given_at AS given_at,
            g.ended_at AS ended_at,
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
            d.maximum AS maximum
        FROM given AS g
        ASOF INNER JOIN staging.discount AS d ON (d.discount_id = g.coupon_id) AND (d.offering_id = g.no_offering) AND (g.given_at >= d.valid_from)
        WHERE g.given_at < d.valid_to
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
            d.maximum AS maximum
        FROM charged AS p
        INNER JOIN staging.discount AS d ON d.offering_id = p.offering_id
        WHERE ((d.offering_id != '') AND (d.valid_from < toDateTime64(p.bill_to, 3, 'UTC')) AND (d.valid_to >= toDateTime64(p.bill_to, 3, 'UTC')) AND ((d.currency = '') OR (d.currency = p.currency)))
        UNION ALL
        SELECT DISTINCT
            c.bill_id AS bill_id,
            c.bill_to AS bill_to,
            concat(v.billing_account_id, '/', v.coupon_id, '/', toString(v.given_at)) AS grant_id,
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
            v.maximum AS maximum
        FROM paying AS c
        INNER JOIN valued AS v ON v.billing_account_id = c.account_id
        WHERE ((v.given_at < toDateTime64(c.bill_to, 3, 'UTC')) AND ((v.ended_at IS NULL) OR (v.ended_at > toDateTime64(c.bill_from, 3, 'UTC'))) AND ((v.currency = '') OR (v.currency = c.currency)))
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
    c.maximum AS maximum
FROM counted AS c
WHERE ((c.cycles IS NULL) OR (c.cycle <= toUInt64(assumeNotNull(c.cycles))))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
