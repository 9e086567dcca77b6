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
            h.plan_tax_id AS plan_tax_id,
            h.tax_rate AS tax_rate,
            h.currency AS currency,
            h.valid_from AS valid_from,
            h.start_day AS start_day,
            h.to_day AS to_day
        FROM billing.charge_held AS h
        WHERE h.start_day < h.to_day
    ),
    limited AS
    (
        SELECT
            h.subscription_id AS subscription_id,
            h.billing_account_id AS billing_account_id,
            h.customer_id AS customer_id,
            h.offering_id AS offering_id,
            h.legal_entity_id AS legal_entity_id,
            h.plan_tax_id AS plan_tax_id,
            h.tax_rate AS tax_rate,
            h.currency AS currency,
            h.valid_from AS valid_from,
            h.start_day AS start_day,
            h.to_day AS to_day,
            o.minimum_spend AS minimum_spend,
            toDecimal128(coalesce(o.maximum_spend, toDecimal128('99999999999999999', 9)), 9) AS maximum_spend
        FROM stay AS h
        ASOF INNER JOIN staging.offering AS o ON (o.offering_id = h.offering_id) AND (h.valid_from >= o.valid_from)
    ),
    by_plan AS
    (
        SELECT
            h.subscription_id AS subscription_id,
            h.billing_account_id AS billing_account_id,
            b.payer_account_id AS payer_account_id,
            b.bill_from AS bill_from,
            b.bill_to AS bill_to,
            b.tax_exempt AS tax_exempt,
            h.currency AS currency,
            h.offering_id AS offering_id,
            argMax(h.customer_id, h.valid_from) AS customer_id,
            argMax(h.legal_entity_id, h.valid_from) AS legal_entity_id,
            argMax(h.plan_tax_id, h.valid_from) AS tax_id,
            argMax(h.tax_rate, h.valid_from) AS tax_rate,
            argMax(h.maximum_spend, h.valid_from) AS maximum_spend,
            sum(((toDecimal256(1, 0) * toDecimal128(h.minimum_spend, 12)) * dateDiff('day', greatest(h.start_day, b.bill_from), least(h.to_day, b.bill_to)))) AS minimum_days,
            max(h.valid_from) AS last_from
        FROM limited AS h
        INNER JOIN bill AS b ON b.billing_account_id = h.billing_account_id
        WHERE (h.start_day < b.bill_to) AND (h.to_day > b.bill_from)
        GROUP BY
            h.subscription_id,
            h.billing_account_id,
            b.payer_account_id,
            b.bill_from,
            b.bill_to,
            b.tax_exempt,
            h.currency,
            h.offering_id
    ),
    bounded AS
    (
        SELECT
            p.*,
            max(p.last_from) OVER (PARTITION BY p.subscription_id, p.billing_account_id, p.bill_from, p.currency) AS last_of_line
        FROM by_plan AS p
    )
SELECT
    concat(p.payer_account_id, '/', toString(p.bill_from), '/', p.currency, if(p.legal_entity_id = '', '', concat('/', p.legal_entity_id))) AS bill_id,
    p.payer_account_id AS payer_account_id,
    p.subscription_id AS subscription_id,
    p.billing_account_id AS billing_account_id,
    p.customer_id AS customer_id,
    p.offering_id AS offering_id,
    p.legal_entity_id AS legal_entity_id,
    p.bill_from AS bill_from,
    p.bill_to AS bill_to,
    multiIf(p.tax_exempt = true, '', a.tax_id != '', a.tax_id, p.tax_id) AS tax_id,
    assumeNotNull(multiIf(p.tax_exempt = true, toNullable('E'), a.tax_id != '', toNullable(a.category), coalesce(t.category, if(toDecimal128(p.tax_rate, 6) = '0', 'Z', 'S')))) AS tax_category,
    multiIf(p.tax_exempt = true, toDecimal128(0, 6), a.tax_id != '', a.rate, toDecimal128(p.tax_rate, 6)) AS tax_rate,
    p.tax_exempt AS tax_exempt,
    p.currency AS currency,
    coalesce(c.minor_units, toInt32(2)) AS minor_units,
    toDecimal128(round(((toDecimal256(1, 0) * p.minimum_days) / dateDiff('day', p.bill_from, p.bill_to)), coalesce(c.minor_units, toInt32(2))), 3) AS minimum,
    toDecimal128(round(if(p.last_from = p.last_of_line, p.maximum_spend, toDecimal128('99999999999999999', 9)), coalesce(c.minor_units, toInt32(2))), 3) AS maximum
FROM bounded AS p
ASOF INNER JOIN billing.payer_tax AS a ON (a.billing_account_id = p.payer_account_id) AND (p.bill_from >= a.from_day)
ASOF LEFT JOIN billing.tax_in_force AS t ON (t.tax_id = p.tax_id) AND (p.bill_from >= t.from_day)
LEFT JOIN staging.currency AS c ON c.currency = p.currency
WHERE ((p.minimum_days > '0') OR (p.maximum_spend < '99999999999999999'))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
