WITH
    latest AS
    (
        SELECT
            h.subscription_id AS subscription_id,
            h.valid_from AS valid_from,
            h.customer_id AS customer_id,
            h.billing_account_id AS billing_account_id,
            h.type AS type,
            h.status AS status,
            h.status_reason AS status_reason,
            h.offering_id AS offering_id,
            h.recurring_price AS recurring_price,
            h.contract_months AS contract_months,
            h.access AS access,
            h.channel AS channel,
            h.simulated AS simulated,
            k.as_of AS as_of
        FROM staging.subscription_history AS h
        CROSS JOIN staging.clock AS k
        WHERE h.valid_from < k.as_of
        ORDER BY h.valid_from DESC
        LIMIT 1 BY h.subscription_id
    ),
    activation AS
    (
        SELECT
            h.subscription_id AS subscription_id,
            min(h.valid_from) AS activated_at
        FROM staging.subscription_history AS h
        WHERE h.status = 'active'
        GROUP BY h.subscription_id
    )
SELECT
    l.subscription_id AS subscription_id,
    l.customer_id AS customer_id,
    l.billing_account_id AS billing_account_id,
    l.type AS type,
    l.status AS status,
    l.status_reason AS status_reason,
    l.valid_from AS state_from,
    l.offering_id AS offering_id,
    o.name AS offering,
    coalesce(coalesce(l.recurring_price, o.recurring_price), toDecimal128(0, 9)) AS monthly_price,
    o.currency AS currency,
    l.contract_months AS contract_months,
    l.access AS access,
    l.channel AS channel,
    a.activated_at AS activated_at,
    if(l.status = 'terminated', toNullable(l.valid_from), NULL) AS terminated_at,
    toInt64(age('month', a.activated_at, coalesce(if(l.status = 'terminated', toNullable(l.valid_from), NULL), l.as_of))) AS tenure_months,
    l.simulated AS simulated
FROM latest AS l
LEFT JOIN activation AS a ON (a.subscription_id = l.subscription_id) AND (a.activated_at < l.as_of)
ASOF LEFT JOIN staging.offering AS o ON (o.offering_id = l.offering_id) AND (l.as_of > o.valid_from)
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
