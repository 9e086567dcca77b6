WITH
    seller AS
    (
        SELECT
            toNullable(p.subscription_id) AS subscription_id,
            p.billing_account_id AS billing_account_id,
            argMax(p.legal_entity_id, p.valid_from) AS legal_entity_id
        FROM rating.subscription_plan AS p
        GROUP BY
            p.subscription_id,
            p.billing_account_id
        UNION ALL
        SELECT
            NULL AS subscription_id,
            p.billing_account_id AS billing_account_id,
            argMax(p.legal_entity_id, p.valid_from) AS legal_entity_id
        FROM rating.subscription_plan AS p
        GROUP BY p.billing_account_id
    ),
    sold AS
    (
        SELECT
            coalesce(s.subscription_id, '') AS subscription_id,
            s.billing_account_id AS billing_account_id,
            s.legal_entity_id AS legal_entity_id
        FROM seller AS s
    ),
    keyed AS
    (
        SELECT
            c.*,
            coalesce(c.subscription_id, '') AS seller_key,
            if(c.category = 'usage', toDecimal128(sum(c.rated_amount) OVER (PARTITION BY c.billing_account_id, c.in_period, c.subscription_id, c.customer_id, c.category, c.service, c.charge_id, c.tax_id, c.tax_rate, c.sold_by, c.currency ORDER BY c.offering_id ASC, c.tax_day ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW), 9), c.rated_amount) AS up_to,
            if(c.category = 'usage', toDecimal128(sum(c.rated_amount) OVER (PARTITION BY c.billing_account_id, c.in_period, c.subscription_id, c.customer_id, c.category, c.service, c.charge_id, c.tax_id, c.tax_rate, c.sold_by, c.currency), 9), c.rated_amount) AS line_amount,
            if(c.category = 'usage', toInt64(sum(c.quantity) OVER (PARTITION BY c.billing_account_id, c.in_period, c.subscription_id, c.customer_id, c.category, c.service, c.charge_id, c.tax_id, c.tax_rate, c.sold_by, c.currency)), c.quantity) AS line_quantity,
            if(((c.category = 'usage') AND (NOT (min(tuple(c.unit_price, c.price_quantity)) OVER (PARTITION BY c.billing_account_id, c.in_period, c.subscription_id, c.customer_id, c.category, c.service, c.charge_id, c.tax_id, c.tax_rate, c.sold_by, c.currency) = max(tuple(c.unit_price, c.price_quantity)) OVER (PARTITION BY c.billing_account_id, c.in_period, c.subscription_id, c.customer_id, c.category, c.service, c.charge_id, c.tax_id, c.tax_rate, c.sold_by, c.currency)))), toInt64(0), c.price_quantity) AS line_per
        FROM billing.due_charge AS c
    )
SELECT
    concat(p.payer_account_id, '/', toString(p.bill_from), '/', c.currency, if(coalesce(coalesce(c.sold_by, s.legal_entity_id), '') = '', '', concat('/', coalesce(coalesce(c.sold_by, s.legal_entity_id), '')))) AS bill_id,
    toLowCardinality(coalesce(coalesce(c.sold_by, s.legal_entity_id), '')) AS legal_entity_id,
    p.payer_account_id AS payer_account_id,
    p.bill_from AS bill_from,
    p.bill_to AS bill_to,
    c.billing_account_id AS billing_account_id,
    c.customer_id AS customer_id,
    c.subscription_id AS subscription_id,
    c.category AS category,
    c.service AS service,
    c.description AS description,
    c.charge_id AS charge_id,
    c.charge_from AS charge_from,
    c.charge_to AS charge_to,
    c.overdue_bill AS overdue_bill,
    c.quantity AS quantity,
    c.offering_id AS offering_id,
    multiIf(p.tax_exempt = true, '', a.tax_id != '', a.tax_id, c.tax_id) AS tax_id,
    assumeNotNull(multiIf(p.tax_exempt = true, toNullable('E'), a.tax_id != '', toNullable(a.category), coalesce(t.category, if(toDecimal128(c.tax_rate, 6) = '0', 'Z', 'S')))) AS tax_category,
    multiIf(p.tax_exempt = true, toDecimal128(0, 6), a.tax_id != '', a.rate, toDecimal128(c.tax_rate, 6)) AS tax_rate,
    c.currency AS currency,
    c.rated_amount AS rated_amount,
    multiIf(((c.category IN ('one-off', 'adjustment')) AND (coalesce(c.given_net, (toDecimal128(round(c.up_to, coalesce(m.minor_units, toInt32(2))), 3) - toDecimal128(round(toDecimal128((c.up_to - c.rated_amount), 9), coalesce(m.minor_units, toInt32(2))), 3))) >= '0')), toNullable(toDecimal128(coalesce(c.given_net, (toDecimal128(round(c.up_to, coalesce(m.minor_units, toInt32(2))), 3) - toDecimal128(round(toDecimal128((c.up_to - c.rated_amount), 9), coalesce(m.minor_units, toInt32(2))), 3))), 9)), ((c.line_per > toInt64(0)) AND (c.unit_price >= '0') AND (toDecimal128(round(((toDecimal256(1, 0) * ((toDecimal256(1, 0) * toDecimal128(c.unit_price, 12)) * c.line_quantity)) / greatest(c.line_per, toInt64(1))), coalesce(m.minor_units, toInt32(2))), 3) = coalesce(c.given_net, toDecimal128(round(c.line_amount, coalesce(m.minor_units, toInt32(2))), 3)))), toNullable(toDecimal128(c.unit_price, 9)), NULL) AS unit_price,
    if((((c.line_per > toInt64(0)) AND (c.unit_price >= '0') AND (toDecimal128(round(((toDecimal256(1, 0) * ((toDecimal256(1, 0) * toDecimal128(c.unit_price, 12)) * c.line_quantity)) / greatest(c.line_per, toInt64(1))), coalesce(m.minor_units, toInt32(2))), 3) = coalesce(c.given_net, toDecimal128(round(c.line_amount, coalesce(m.minor_units, toInt32(2))), 3)))) AND (NOT ((c.category IN ('one-off', 'adjustment')) AND (coalesce(c.given_net, (toDecimal128(round(c.up_to, coalesce(m.minor_units, toInt32(2))), 3) - toDecimal128(round(toDecimal128((c.up_to - c.rated_amount), 9), coalesce(m.minor_units, toInt32(2))), 3))) >= '0')))), c.line_per, toInt64(1)) AS price_quantity,
    coalesce(c.given_net, (toDecimal128(round(c.up_to, coalesce(m.minor_units, toInt32(2))), 3) - toDecimal128(round(toDecimal128((c.up_to - c.rated_amount), 9), coalesce(m.minor_units, toInt32(2))), 3))) AS net,
    coalesce(m.minor_units, toInt32(2)) AS minor_units
FROM keyed AS c
ASOF LEFT JOIN billing.tax_in_force AS t ON (t.tax_id = c.tax_id) AND (c.tax_day >= t.from_day)
INNER JOIN billing.account_period AS p ON (p.billing_account_id = c.billing_account_id) AND (p.period_from = c.in_period)
LEFT JOIN sold AS s ON (s.billing_account_id = c.billing_account_id) AND (s.subscription_id = c.seller_key)
ASOF INNER JOIN billing.payer_tax AS a ON (a.billing_account_id = p.payer_account_id) AND (c.charge_from >= a.from_day)
LEFT JOIN staging.currency AS m ON m.currency = c.currency
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
