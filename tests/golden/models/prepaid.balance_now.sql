SELECT
    m.subscription_id AS subscription_id,
    m.balance_id AS balance_id,
    m.kind AS kind,
    m.unit AS unit,
    m.currency AS currency,
    toDecimal128(sum(m.amount), 9) AS balance,
    max(m.moved_at) AS moved_at,
    count() AS movements
FROM prepaid.movement AS m
GROUP BY
    m.subscription_id,
    m.balance_id,
    m.kind,
    m.unit,
    m.currency
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
