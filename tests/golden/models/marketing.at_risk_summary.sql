SELECT
    r.segment AS segment,
    r.type AS type,
    r.band AS band,
    r.currency AS currency,
    uniqExact(r.customer_id) AS customers,
    count() AS lines,
    countIf(r.contactable = true) AS contactable,
    toDecimal128(round(sum(r.arpu_3m), 3), 3) AS monthly_value
FROM marketing.at_risk AS r
GROUP BY
    r.segment,
    r.type,
    r.band,
    r.currency
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
