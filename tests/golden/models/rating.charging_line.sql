SELECT
    m.subscription_id AS subscription_id,
    min(m.moved_at) AS since
FROM staging.balance_movement AS m
WHERE m.movement = 'usage'
GROUP BY m.subscription_id
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
