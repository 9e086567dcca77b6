SELECT
    s.billing_account_id AS billing_account_id,
    s.updated_at AS updated_at,
    s.customer_id AS customer_id,
    coalesce(s.payer_account_id, s.billing_account_id) AS payer_account_id,
    s.currency AS currency,
    s.time_zone AS time_zone,
    s.language AS language,
    s.cycle_day AS cycle_day,
    s.cycle_months AS cycle_months,
    s.cycle_month AS cycle_month,
    s.payment_terms_days AS payment_terms_days,
    s.payment_method AS payment_method,
    s.tax_exempt AS tax_exempt,
    s.tax_id AS tax_id,
    s.status AS status,
    if(s._source = 'simulator', true, false) AS simulated
FROM staging.billing_account_whole AS s
ORDER BY
    updated_at DESC,
    _landed_at DESC,
    _source DESC,
    _partition DESC,
    _position DESC
LIMIT 1 BY s.billing_account_id
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
