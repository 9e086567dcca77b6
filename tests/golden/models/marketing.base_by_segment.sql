SELECT
    k.as_of_day AS as_of_day,
    l.segment AS segment,
    l.type AS type,
    l.region AS region,
    l.offering_id AS offering_id,
    l.currency AS currency,
    count() AS lines,
    uniqExact(l.customer_id) AS customers,
    toDecimal128(round(sum(l.price), 3), 3) AS monthly_charges
FROM customers.line AS l
CROSS JOIN staging.clock AS k
WHERE l.in_base = true
GROUP BY
    k.as_of_day,
    l.segment,
    l.type,
    l.region,
    l.offering_id,
    l.currency
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
