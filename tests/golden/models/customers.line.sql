WITH
    whole AS
    (
        SELECT
            i.subscription_id AS subscription_id,
            argMax(i.customer_id, i.from_day) AS customer_id,
            argMax(i.billing_account_id, i.from_day) AS billing_account_id,
            argMax(i.type, i.from_day) AS type,
            argMax(i.status, i.from_day) AS status,
            argMax(i.segment, i.from_day) AS segment,
            argMax(i.region, i.from_day) AS region,
            argMax(i.offering_id, i.from_day) AS offering_id,
            argMax(i.contract_months, i.from_day) AS contract_months,
            argMax(i.access, i.from_day) AS access,
            argMax(i.currency, i.from_day) AS currency,
            argMax(i.price, i.from_day) AS price,
            argMin(i.type, i.from_day) AS first_type,
            argMin(i.segment, i.from_day) AS first_segment,
            min(i.from_day) AS first_day,
            max(i.to_day) AS to_day
        FROM customers.base_interval AS i
        GROUP BY i.subscription_id
    )
SELECT
    w.subscription_id AS subscription_id,
    w.customer_id AS customer_id,
    w.billing_account_id AS billing_account_id,
    w.type AS type,
    w.status AS status,
    w.segment AS segment,
    w.region AS region,
    w.offering_id AS offering_id,
    w.contract_months AS contract_months,
    w.access AS access,
    w.currency AS currency,
    w.price AS price,
    w.first_day AS first_day,
    w.first_type AS first_type,
    w.first_segment AS first_segment,
    if(w.to_day > k.as_of_day, NULL, toNullable(w.to_day)) AS left_day,
    toBool(w.to_day > k.as_of_day) AS in_base,
    toInt64(age('month', w.first_day, coalesce(if(w.to_day > k.as_of_day, NULL, toNullable(w.to_day)), addDays(k.as_of_day, 1)))) AS tenure_months
FROM whole AS w
CROSS JOIN staging.clock AS k
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
