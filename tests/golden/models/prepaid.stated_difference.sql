SELECT
    m.subscription_id AS subscription_id,
    m.balance_id AS balance_id,
    m.moved_at AS moved_at,
    m.movement_id AS movement_id,
    m.stated_after AS stated_after,
    m.balance_after AS balance_after,
    toDecimal128((coalesce(toDecimal128(m.stated_after, 9), toDecimal128(0, 9)) - m.balance_after), 9) AS difference
FROM prepaid.movement AS m
WHERE ((m.stated_after IS NOT NULL) AND (coalesce(toDecimal128(m.stated_after, 9), toDecimal128(0, 9)) != m.balance_after))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
