SELECT
    g.payer_account_id AS id,
    'payer' AS of
FROM rating.allowance_grant AS g
WHERE g.scope = 'hierarchy'
GROUP BY g.payer_account_id
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    g.billing_account_id AS id,
    'account' AS of
FROM rating.allowance_grant AS g
WHERE g.scope = 'account'
GROUP BY g.billing_account_id
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    g.subscription_id AS id,
    'line' AS of
FROM rating.allowance_grant AS g
GROUP BY g.subscription_id
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
