WITH
    told AS
    (
        SELECT
            r.month AS month,
            r.currency AS currency,
            coalesce(s.type, 'account') AS type,
            coalesce(c.segment, 'unknown') AS segment,
            r.category AS category,
            r.service AS service,
            r.net AS net
        FROM finance.line_revenue AS r
        LEFT JOIN staging.subscription_current AS s ON s.subscription_id = r.subscription_id
        LEFT JOIN staging.billing_account_current AS a ON a.billing_account_id = r.billing_account_id
        LEFT JOIN staging.customer_current AS c ON c.customer_id = a.customer_id
    )
SELECT
    t.month AS month,
    t.currency AS currency,
    t.type AS type,
    t.segment AS segment,
    t.category AS category,
    t.service AS service,
    sum(t.net) AS net
FROM told AS t
GROUP BY
    t.month,
    t.currency,
    t.type,
    t.segment,
    t.category,
    t.service
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
