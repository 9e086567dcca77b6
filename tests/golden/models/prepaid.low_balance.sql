SELECT
    m.subscription_id AS subscription_id,
    m.balance_id AS balance_id,
    m.moved_at AS moved_at,
    m.movement_id AS movement_id,
    m.balance_after AS balance_after,
    m.threshold AS threshold
FROM prepaid.movement AS m
WHERE ((m.threshold IS NOT NULL) AND (m.balance_after < coalesce(m.threshold, toDecimal128(0, 9))) AND (toDecimal128((m.balance_after - m.amount), 9) >= coalesce(m.threshold, toDecimal128(0, 9))))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
