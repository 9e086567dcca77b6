SELECT
    l.type AS type,
    l.segment AS segment,
    l.contract_months AS contract,
    l.tenure_months AS tenure_months,
    countIf(l.in_base = false) AS lost,
    countIf(l.in_base = true) AS censored
FROM customers.line AS l
GROUP BY
    l.type,
    l.segment,
    l.contract_months,
    l.tenure_months
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
