WITH
    local AS
    (
        SELECT
            m.subscription_id AS subscription_id,
            m.currency AS currency,
            m.amount AS amount,
            toStartOfMonth(addSeconds(m.moved_at, coalesce(z.offset_s, 0))) AS month
        FROM staging.balance_movement AS m
        INNER JOIN staging.subscription_current AS s ON s.subscription_id = m.subscription_id
        LEFT JOIN staging.billing_account_current AS a ON a.billing_account_id = s.billing_account_id
        ASOF LEFT JOIN staging.zone_offset AS z ON (z.zone = a.time_zone) AND (m.moved_at >= z.from_at)
        WHERE (m.movement IN ('usage', 'fee', 'expiry')) AND (m.kind = 'cash')
    )
SELECT
    l.subscription_id AS subscription_id,
    l.month AS month,
    l.currency AS currency,
    (-sum(l.amount)) AS amount,
    count() AS debits
FROM local AS l
GROUP BY
    l.subscription_id,
    l.month,
    l.currency
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
