WITH
    limited AS
    (
        SELECT DISTINCT
            p.bill_id AS bill_id,
            p.subscription_id AS subscription_id,
            p.billing_account_id AS billing_account_id,
            p.payer_account_id AS payer_account_id,
            p.bill_from AS bill_from,
            p.bill_to AS bill_to,
            p.currency AS currency,
            p.tax_exempt AS tax_exempt
        FROM billing.spend_limit AS p
    ),
    spent AS
    (
        SELECT
            p.bill_id AS bill_id,
            p.subscription_id AS subscription_id,
            l.offering_id AS offering_id,
            l.tax_id AS tax_id,
            l.tax_category AS tax_category,
            l.tax_rate AS tax_rate,
            l.net AS net
        FROM billing.charge_line AS l
        INNER JOIN limited AS p ON (p.bill_id = l.bill_id) AND (p.subscription_id = coalesce(l.subscription_id, ''))
        WHERE l.category = 'usage'
        UNION ALL
        SELECT
            p.bill_id AS bill_id,
            p.subscription_id AS subscription_id,
            v.offering_id AS offering_id,
            multiIf(p.tax_exempt = true, '', a.tax_id != '', a.tax_id, v.tax_id) AS tax_id,
            assumeNotNull(multiIf(p.tax_exempt = true, toNullable('E'), a.tax_id != '', toNullable(a.category), coalesce(t.category, if(toDecimal128(v.tax_rate, 6) = '0', 'Z', 'S')))) AS tax_category,
            multiIf(p.tax_exempt = true, toDecimal128(0, 6), a.tax_id != '', a.rate, toDecimal128(v.tax_rate, 6)) AS tax_rate,
            v.net AS net
        FROM billing.charge_value AS v
        INNER JOIN limited AS p ON (p.subscription_id = v.subscription_id) AND (p.billing_account_id = v.billing_account_id) AND (p.bill_to = v.known_at) AND (p.currency = v.currency)
        ASOF LEFT JOIN billing.tax_in_force AS t ON (t.tax_id = v.tax_id) AND (v.held_from >= t.from_day)
        ASOF INNER JOIN billing.payer_tax AS a ON (a.billing_account_id = p.payer_account_id) AND (v.held_from >= a.from_day)
        WHERE (((v.charged_in = 'advance') AND (v.period_from >= p.bill_from) AND (v.period_from < p.bill_to)) OR ((v.charged_in = 'arrears') AND (v.period_to > p.bill_from) AND (v.period_to <= p.bill_to)))
    ),
    by_tax AS
    (
        SELECT
            s.bill_id AS bill_id,
            s.subscription_id AS subscription_id,
            s.tax_id AS tax_id,
            s.tax_category AS tax_category,
            s.tax_rate AS tax_rate,
            sum(s.net) AS net
        FROM spent AS s
        GROUP BY
            s.bill_id,
            s.subscription_id,
            s.tax_id,
            s.tax_category,
            s.tax_rate
    ),
    total AS
    (
        SELECT
            s.bill_id AS bill_id,
            s.subscription_id AS subscription_id,
            sum(s.net) AS net
        FROM by_tax AS s
        GROUP BY
            s.bill_id,
            s.subscription_id
    ),
    by_plan AS
    (
        SELECT
            s.bill_id AS bill_id,
            s.subscription_id AS subscription_id,
            s.offering_id AS offering_id,
            sum(s.net) AS net
        FROM spent AS s
        GROUP BY
            s.bill_id,
            s.subscription_id,
            s.offering_id
    ),
    compared AS
    (
        SELECT
            p.bill_id AS bill_id,
            p.payer_account_id AS payer_account_id,
            p.subscription_id AS subscription_id,
            p.billing_account_id AS billing_account_id,
            p.customer_id AS customer_id,
            p.offering_id AS offering_id,
            p.legal_entity_id AS legal_entity_id,
            p.bill_from AS bill_from,
            p.bill_to AS bill_to,
            p.currency AS currency,
            p.minor_units AS minor_units,
            p.tax_id AS tax_id,
            p.tax_category AS tax_category,
            p.tax_rate AS tax_rate,
            toDecimal128(coalesce(t.net, toDecimal128(0, 3)), 3) AS spent,
            (greatest(toDecimal128(coalesce(o.net, toDecimal128(0, 3)), 3), p.minimum) - toDecimal128(coalesce(o.net, toDecimal128(0, 3)), 3)) AS missing,
            (toDecimal128(coalesce(t.net, toDecimal128(0, 3)), 3) - least(toDecimal128(coalesce(t.net, toDecimal128(0, 3)), 3), p.maximum)) AS excess
        FROM billing.spend_limit AS p
        LEFT JOIN total AS t ON (t.bill_id = p.bill_id) AND (t.subscription_id = p.subscription_id)
        LEFT JOIN by_plan AS o ON (o.bill_id = p.bill_id) AND (o.subscription_id = p.subscription_id) AND (o.offering_id = p.offering_id)
    ),
    shared AS
    (
        SELECT
            c.bill_id AS bill_id,
            c.payer_account_id AS payer_account_id,
            c.subscription_id AS subscription_id,
            c.billing_account_id AS billing_account_id,
            c.customer_id AS customer_id,
            c.offering_id AS offering_id,
            c.legal_entity_id AS legal_entity_id,
            c.bill_from AS bill_from,
            c.bill_to AS bill_to,
            c.currency AS currency,
            c.minor_units AS minor_units,
            s.tax_id AS tax_id,
            s.tax_category AS tax_category,
            s.tax_rate AS tax_rate,
            c.excess AS excess,
            toDecimal128(round(((toDecimal256(1, 0) * ((toDecimal256(1, 0) * toDecimal128(c.excess, 9)) * s.net)) / c.spent), c.minor_units), 3) AS share
        FROM compared AS c
        INNER JOIN by_tax AS s ON (s.bill_id = c.bill_id) AND (s.subscription_id = c.subscription_id)
        WHERE c.excess > '0'
    ),
    spread AS
    (
        SELECT
            s.*,
            (sum(s.share) OVER (PARTITION BY s.bill_id, s.subscription_id) - s.share) AS others,
            lead(toNullable(s.tax_rate), 1) OVER (PARTITION BY s.bill_id, s.subscription_id ORDER BY s.tax_rate ASC, s.tax_category ASC, s.tax_id ASC) AS next_rate
        FROM shared AS s
    )
SELECT
    c.bill_id AS bill_id,
    c.payer_account_id AS payer_account_id,
    c.subscription_id AS subscription_id,
    c.billing_account_id AS billing_account_id,
    c.customer_id AS customer_id,
    c.offering_id AS offering_id,
    c.legal_entity_id AS legal_entity_id,
    c.bill_from AS bill_from,
    c.bill_to AS bill_to,
    c.currency AS currency,
    c.minor_units AS minor_units,
    c.tax_id AS tax_id,
    c.tax_category AS tax_category,
    c.tax_rate AS tax_rate,
    'one-off' AS category,
    'minimum spend' AS service,
    c.missing AS net
FROM compared AS c
WHERE c.missing > '0'
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    s.bill_id AS bill_id,
    s.payer_account_id AS payer_account_id,
    s.subscription_id AS subscription_id,
    s.billing_account_id AS billing_account_id,
    s.customer_id AS customer_id,
    s.offering_id AS offering_id,
    s.legal_entity_id AS legal_entity_id,
    s.bill_from AS bill_from,
    s.bill_to AS bill_to,
    s.currency AS currency,
    s.minor_units AS minor_units,
    s.tax_id AS tax_id,
    s.tax_category AS tax_category,
    s.tax_rate AS tax_rate,
    'discount' AS category,
    'maximum spend' AS service,
    (-if(s.next_rate IS NULL, (s.excess - s.others), s.share)) AS net
FROM spread AS s
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
