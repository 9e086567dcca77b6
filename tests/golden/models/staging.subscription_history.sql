WITH
    state AS
    (
        SELECT s.*
        FROM staging.subscription_whole AS s
        ORDER BY
            _landed_at DESC,
            _source DESC,
            _partition DESC,
            _position DESC
        LIMIT 1 BY
            s.subscription_id,
            s.effective_at
    )
SELECT
    s.subscription_id AS subscription_id,
    s.effective_at AS valid_from,
    coalesce(lead(toNullable(s.effective_at), 1) OVER (PARTITION BY s.subscription_id ORDER BY s.effective_at ASC), toDateTime64('2120-01-01 00:00:00.000', 3, 'UTC')) AS valid_to,
    s.customer_id AS customer_id,
    s.billing_account_id AS billing_account_id,
    s.type AS type,
    s.status AS status,
    s.status_reason AS status_reason,
    s.offering_id AS offering_id,
    s.recurring_price AS recurring_price,
    s.contract_months AS contract_months,
    s.access AS access,
    s.channel AS channel,
    if(s._source = 'simulator', true, false) AS simulated
FROM state AS s
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
