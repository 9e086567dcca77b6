SELECT
    m.subscription_id AS subscription_id,
    m.balance_id AS balance_id,
    m.moved_at AS moved_at,
    m.movement_id AS movement_id,
    m.balance_after AS balance_after,
    m.threshold AS threshold
FROM prepaid.movement AS m
WHERE ((m.threshold IS NOT NULL) AND (toNullable(m.balance_after) < m.threshold) AND (toNullable((m.balance_after - m.amount)) >= m.threshold))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
