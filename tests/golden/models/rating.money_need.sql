WITH
    own AS
    (
        SELECT
            u.pool AS pool,
            u.use_key AS use_key,
            u.started_at AS started_at,
            u.day AS day,
            u.subscription_id AS subscription_id,
            u.billing_account_id AS billing_account_id,
            u.covered_service AS covered_service,
            u.zone AS zone,
            u.band AS band,
            u.amount AS amount
        FROM rating.pooled_use AS u
        SEMI LEFT JOIN rating.money_span AS s ON s.pool = u.pool
    )
SELECT
    u.pool AS pool,
    'money' AS unit,
    u.day AS day,
    tuple(u.started_at, u.use_key, toDecimal128(0, 9), u.day, u.subscription_id, u.covered_service, u.zone, u.band, coalesce(c.amount, u.amount), '', u.billing_account_id) AS use
FROM own AS u
LEFT JOIN rating.unit_covered_usage AS c ON c.use_key = u.use_key
WHERE coalesce(c.amount, u.amount) > '0'
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
