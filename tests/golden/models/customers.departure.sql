WITH
    since AS
    (
        SELECT
            i.*,
            min(i.from_day) OVER (PARTITION BY i.subscription_id) AS first_day
        FROM customers.base_interval AS i
    )
SELECT
    i.subscription_id AS subscription_id,
    i.customer_id AS customer_id,
    i.billing_account_id AS billing_account_id,
    i.to_day AS day,
    i.type AS type,
    i.segment AS segment,
    i.region AS region,
    i.offering_id AS offering_id,
    i.contract_months AS contract_months,
    i.access AS access,
    coalesce(toString(s.status_reason), if(((s.status IS NULL) AND endsWith(i.type, 'prepaid')), 'inactive', 'not stated')) AS reason,
    toBool(coalesce(toString(s.status_reason), if(((s.status IS NULL) AND endsWith(i.type, 'prepaid')), 'inactive', 'not stated')) NOT IN ('debt', 'fraud', 'deceased', 'inactive')) AS voluntary,
    toInt64(age('month', i.first_day, i.to_day)) AS tenure_months,
    i.currency AS currency,
    i.price AS price
FROM since AS i
LEFT JOIN customers.line_state AS s ON (s.subscription_id = i.subscription_id) AND (s.from_day = i.to_day) AND (s.status = 'terminated')
WHERE i.leaves = 'termination'
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
