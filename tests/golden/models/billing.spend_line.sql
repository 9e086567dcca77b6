WITH
    bill AS
    (
        SELECT DISTINCT
            p.billing_account_id AS billing_account_id,
            p.payer_account_id AS payer_account_id,
            p.bill_from AS bill_from,
            p.bill_to AS bill_to,
            p.tax_exempt AS tax_exempt
        FROM billing.account_period AS p
        WHERE p.closed = true
    ),
    stay AS
    (
        SELECT DISTINCT
            h.subscription_id AS subscription_id,
            h.billing_account_id AS billing_account_id,
            h.customer_id AS customer_id,
            h.offering_id AS offering_id,
            h.legal_entity_id AS legal_entity_id,
            h.tax_rate AS tax_rate,
            h.currency AS currency,
            h.valid_from AS valid_from,
            h.from_day AS from_day,
            h.to_day AS to_day
        FROM billing.charge_held AS h
        WHERE h.from_day < h.to_day
    ),
    last_plan AS
    (
        SELECT
            h.subscription_id AS subscription_id,
            h.billing_account_id AS billing_account_id,
            b.payer_account_id AS payer_account_id,
            b.bill_from AS bill_from,
            b.bill_to AS bill_to,
            b.tax_exempt AS tax_exempt,
            h.currency AS currency,
            argMax(h.customer_id, h.valid_from) AS customer_id,
            argMax(h.offering_id, h.valid_from) AS offering_id,
            argMax(h.legal_entity_id, h.valid_from) AS legal_entity_id,
            argMax(h.tax_rate, h.valid_from) AS tax_rate,
            max(h.valid_from) AS plan_from,
            sum(dateDiff('day', greatest(h.from_day, b.bill_from), least(h.to_day, b.bill_to))) AS days
        FROM stay AS h
        INNER JOIN bill AS b ON b.billing_account_id = h.billing_account_id
        WHERE (h.from_day < b.bill_to) AND (h.to_day > b.bill_from)
        GROUP BY
            h.subscription_id,
            h.billing_account_id,
            b.payer_account_id,
            b.bill_from,
            b.bill_to,
            b.tax_exempt,
            h.currency
    ),
    limited AS
    (
        SELECT
            concat(p.payer_account_id, '/', toString(p.bill_from), '/', p.currency, if(p.legal_entity_id = '', '', concat('/', p.legal_entity_id))) AS bill_id,
            p.payer_account_id AS payer_account_id,
            p.subscription_id AS subscription_id,
            p.billing_account_id AS billing_account_id,
            p.customer_id AS customer_id,
            p.legal_entity_id AS legal_entity_id,
            p.bill_from AS bill_from,
            p.bill_to AS bill_to,
            if(p.tax_exempt = true, toDecimal128(0, 6), toDecimal128(p.tax_rate, 6)) AS tax_rate,
            p.currency AS currency,
            coalesce(c.minor_units, toInt32(2)) AS minor_units,
            toDecimal128(round(((toDecimal128(1, 0) * ((toDecimal128(1, 0) * toDecimal128(o.minimum_spend, 12)) * p.days)) / dateDiff('day', p.bill_from, p.bill_to)), coalesce(c.minor_units, toInt32(2))), 3) AS minimum,
            toDecimal128(round(toDecimal128(coalesce(o.maximum_spend, toDecimal128('99999999999999999', 9)), 9), coalesce(c.minor_units, toInt32(2))), 3) AS maximum
        FROM last_plan AS p
        ASOF INNER JOIN staging.offering AS o ON (o.offering_id = p.offering_id) AND (p.plan_from >= o.valid_from)
        LEFT JOIN staging.currency AS c ON c.currency = p.currency
        WHERE ((o.minimum_spend > '0') OR (o.maximum_spend IS NOT NULL))
    ),
    spent AS
    (
        SELECT
            l.bill_id AS bill_id,
            coalesce(l.subscription_id, '') AS line_id,
            l.tax_rate AS tax_rate,
            sum(l.net) AS net
        FROM billing.charge_line AS l
        WHERE l.category IN ('recurring', 'usage')
        GROUP BY
            l.bill_id,
            l.subscription_id,
            l.tax_rate
    ),
    total AS
    (
        SELECT
            s.bill_id AS bill_id,
            s.line_id AS line_id,
            sum(s.net) AS net
        FROM spent AS s
        GROUP BY
            s.bill_id,
            s.line_id
    ),
    compared AS
    (
        SELECT
            p.bill_id AS bill_id,
            p.payer_account_id AS payer_account_id,
            p.subscription_id AS subscription_id,
            p.billing_account_id AS billing_account_id,
            p.customer_id AS customer_id,
            p.legal_entity_id AS legal_entity_id,
            p.bill_from AS bill_from,
            p.bill_to AS bill_to,
            p.tax_rate AS tax_rate,
            p.currency AS currency,
            p.minor_units AS minor_units,
            toDecimal128(coalesce(t.net, toDecimal128(0, 3)), 3) AS spent,
            (greatest(toDecimal128(coalesce(t.net, toDecimal128(0, 3)), 3), p.minimum) - toDecimal128(coalesce(t.net, toDecimal128(0, 3)), 3)) AS missing,
            (toDecimal128(coalesce(t.net, toDecimal128(0, 3)), 3) - least(toDecimal128(coalesce(t.net, toDecimal128(0, 3)), 3), p.maximum)) AS excess
        FROM limited AS p
        LEFT JOIN total AS t ON (t.bill_id = p.bill_id) AND (t.line_id = p.subscription_id)
    ),
    shared AS
    (
        SELECT
            c.bill_id AS bill_id,
            c.payer_account_id AS payer_account_id,
            c.subscription_id AS subscription_id,
            c.billing_account_id AS billing_account_id,
            c.customer_id AS customer_id,
            c.legal_entity_id AS legal_entity_id,
            c.bill_from AS bill_from,
            c.bill_to AS bill_to,
            s.tax_rate AS tax_rate,
            c.currency AS currency,
            c.minor_units AS minor_units,
            c.excess AS excess,
            toDecimal128(round(((toDecimal128(1, 0) * ((toDecimal128(1, 0) * toDecimal128(c.excess, 9)) * s.net)) / c.spent), c.minor_units), 3) AS share
        FROM compared AS c
        INNER JOIN spent AS s ON (s.bill_id = c.bill_id) AND (s.line_id = c.subscription_id)
        WHERE c.excess > '0'
    ),
    spread AS
    (
        SELECT
            s.*,
            (sum(s.share) OVER (PARTITION BY s.bill_id, s.subscription_id) - s.share) AS others,
            lead(toNullable(s.tax_rate), 1) OVER (PARTITION BY s.bill_id, s.subscription_id ORDER BY s.tax_rate ASC) AS next_rate
        FROM shared AS s
    )
SELECT
    c.bill_id AS bill_id,
    c.legal_entity_id AS legal_entity_id,
    c.payer_account_id AS payer_account_id,
    c.bill_from AS bill_from,
    c.bill_to AS bill_to,
    c.billing_account_id AS billing_account_id,
    c.customer_id AS customer_id,
    c.subscription_id AS subscription_id,
    'one-off' AS category,
    'minimum spend' AS service,
    c.missing AS net,
    c.tax_rate AS tax_rate,
    c.currency AS currency,
    c.minor_units AS minor_units
FROM compared AS c
WHERE c.missing > '0'
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    s.bill_id AS bill_id,
    s.legal_entity_id AS legal_entity_id,
    s.payer_account_id AS payer_account_id,
    s.bill_from AS bill_from,
    s.bill_to AS bill_to,
    s.billing_account_id AS billing_account_id,
    s.customer_id AS customer_id,
    s.subscription_id AS subscription_id,
    'discount' AS category,
    'maximum spend' AS service,
    (-if(s.next_rate IS NULL, (s.excess - s.others), s.share)) AS net,
    s.tax_rate AS tax_rate,
    s.currency AS currency,
    s.minor_units AS minor_units
FROM spread AS s
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
