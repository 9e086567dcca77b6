SELECT
    c.billing_account_id AS billing_account_id,
    c.coupon_id AS coupon_id,
    c.subscription_id AS subscription_id,
    c.given_at AS given_at,
    c.ended_at AS ended_at
FROM raw.account_coupon AS c
ORDER BY
    _landed_at DESC,
    _source DESC,
    _partition DESC,
    _position DESC
LIMIT 1 BY
    c.billing_account_id,
    c.coupon_id,
    c.subscription_id,
    c.given_at
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
