SELECT
    v.billing_account_id AS billing_account_id,
    v.subscription_id AS subscription_id,
    v.customer_id AS customer_id,
    v.period_from AS period_from,
    v.period_to AS period_to,
    v.offering_id AS offering_id,
    v.offering AS offering,
    v.charge_id AS charge_id,
    v.charged_in AS charged_in,
    v.held_from AS held_from,
    v.held_to AS held_to,
    v.days AS days,
    v.period_days AS period_days,
    v.amount AS price,
    v.exact AS exact,
    v.net AS net,
    v.tax_id AS tax_id,
    v.tax_rate AS tax_rate,
    v.currency AS currency
FROM billing.charge_value AS v
WHERE v.known_at = toDate('2121-01-01')
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
