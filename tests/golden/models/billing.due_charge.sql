SELECT
    r.billing_account_id AS billing_account_id,
    r.in_period AS in_period,
    toNullable(r.subscription_id) AS subscription_id,
    r.customer_id AS customer_id,
    'recurring' AS category,
    'subscription' AS service,
    r.description AS description,
    r.charge_id AS charge_id,
    r.charge_from AS charge_from,
    r.charge_to AS charge_to,
    toInt64(r.days) AS quantity,
    r.offering_id AS offering_id,
    r.tax_id AS tax_id,
    r.tax_rate AS tax_rate,
    r.currency AS currency,
    toNullable(r.net) AS given_net,
    toDecimal128(round(r.exact, 9), 9) AS rated_amount,
    r.charge_from AS tax_day,
    toNullable(r.legal_entity_id) AS sold_by,
    '' AS overdue_bill,
    r.unit_price AS unit_price,
    r.price_quantity AS price_quantity
FROM billing.recurring_line AS r
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    o.billing_account_id AS billing_account_id,
    assumeNotNull(o.in_period) AS in_period,
    toNullable(o.subscription_id) AS subscription_id,
    o.customer_id AS customer_id,
    'one-off' AS category,
    'one-off' AS service,
    if(o.instalments > 1, concat(o.description, ' ', toString(o.part), '/', toString(o.instalments)), o.description) AS description,
    o.charge_id AS charge_id,
    o.day AS charge_from,
    addDays(o.day, 1) AS charge_to,
    toInt64(1) AS quantity,
    o.offering_id AS offering_id,
    o.tax_id AS tax_id,
    o.tax_rate AS tax_rate,
    o.currency AS currency,
    toNullable(o.net) AS given_net,
    toDecimal128(round(o.exact, 9), 9) AS rated_amount,
    o.day AS tax_day,
    toNullable(o.legal_entity_id) AS sold_by,
    '' AS overdue_bill,
    toDecimal128(0, 9) AS unit_price,
    toInt64(0) AS price_quantity
FROM billing.one_off_charge AS o
WHERE o.in_period IS NOT NULL
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    u.billing_account_id AS billing_account_id,
    p.period_from AS in_period,
    u.subscription_id AS subscription_id,
    u.customer_id AS customer_id,
    'usage' AS category,
    u.service AS service,
    max(multiIf(u.price != '', u.price, u.metric != '', u.metric, u.service)) AS description,
    if(u.price_id = '', u.service, u.price_id) AS charge_id,
    p.period_from AS charge_from,
    p.period_to AS charge_to,
    toInt64(sum(u.quantity)) AS quantity,
    u.offering_id AS offering_id,
    u.tax_id AS tax_id,
    u.tax_rate AS tax_rate,
    u.currency AS currency,
    NULL AS given_net,
    sum(u.amount) AS rated_amount,
    u.tax_from AS tax_day,
    toNullable(u.legal_entity_id) AS sold_by,
    '' AS overdue_bill,
    max(u.unit_price) AS unit_price,
    if(min(tuple(u.unit_price, u.price_quantity)) = max(tuple(u.unit_price, u.price_quantity)), max(u.price_quantity), toInt64(0)) AS price_quantity
FROM billing.usage_charge AS u
INNER JOIN billing.account_period AS p ON (p.billing_account_id = u.billing_account_id) AND (p.period_from = u.period_from)
WHERE u.chargeable = true
GROUP BY
    u.billing_account_id,
    p.period_from,
    p.period_to,
    u.subscription_id,
    u.customer_id,
    u.service,
    u.price_id,
    u.tax_id,
    u.tax_rate,
    u.tax_from,
    u.legal_entity_id,
    u.currency,
    u.offering_id
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    j.billing_account_id AS billing_account_id,
    assumeNotNull(j.period_from) AS in_period,
    j.subscription_id AS subscription_id,
    j.customer_id AS customer_id,
    'adjustment' AS category,
    'adjustment' AS service,
    concat(j.reason, ' ', j.adjustment_id) AS description,
    'adjustment' AS charge_id,
    j.day AS charge_from,
    addDays(j.day, 1) AS charge_to,
    toInt64(1) AS quantity,
    '' AS offering_id,
    j.tax_id AS tax_id,
    j.tax_rate AS tax_rate,
    j.currency AS currency,
    toNullable(j.net) AS given_net,
    toDecimal128(j.net, 9) AS rated_amount,
    j.day AS tax_day,
    NULL AS sold_by,
    '' AS overdue_bill,
    toDecimal128(0, 9) AS unit_price,
    toInt64(0) AS price_quantity
FROM billing.adjustment_charge AS j
WHERE j.period_from IS NOT NULL
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    f.billing_account_id AS billing_account_id,
    f.in_period AS in_period,
    NULL AS subscription_id,
    f.customer_id AS customer_id,
    'one-off' AS category,
    'late fee' AS service,
    concat(f.description, ' ', f.bill_number) AS description,
    f.charge_id AS charge_id,
    f.day AS charge_from,
    f.on_day AS charge_to,
    toInt64(1) AS quantity,
    f.offering_id AS offering_id,
    f.tax_id AS tax_id,
    f.tax_rate AS tax_rate,
    toLowCardinality(f.currency) AS currency,
    NULL AS given_net,
    f.exact AS rated_amount,
    f.day AS tax_day,
    toNullable(f.legal_entity_id) AS sold_by,
    f.bill_number AS overdue_bill,
    toDecimal128(0, 9) AS unit_price,
    toInt64(0) AS price_quantity
FROM billing.late_fee AS f
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
