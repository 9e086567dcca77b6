SELECT
    toStartOfMonth(d.day) AS month,
    d.type AS type,
    d.segment AS segment,
    d.region AS region,
    d.contract_months AS contract,
    d.access AS access,
    d.reason AS reason,
    multiIf(d.tenure_months <= toInt64(0), '0', d.tenure_months <= toInt64(3), '1-3', d.tenure_months <= toInt64(12), '4-12', d.tenure_months <= toInt64(24), '13-24', d.tenure_months <= toInt64(48), '25-48', '49+') AS tenure_band,
    d.voluntary AS voluntary,
    d.currency AS currency,
    count() AS leavers,
    toDecimal128(round(sum(d.price), 3), 3) AS monthly_charges
FROM customers.departure AS d
CROSS JOIN customers.base_window AS w
WHERE d.day >= w.first_day
GROUP BY
    toStartOfMonth(d.day),
    d.type,
    d.segment,
    d.region,
    d.contract_months,
    d.access,
    d.reason,
    multiIf(d.tenure_months <= toInt64(0), '0', d.tenure_months <= toInt64(3), '1-3', d.tenure_months <= toInt64(12), '4-12', d.tenure_months <= toInt64(24), '13-24', d.tenure_months <= toInt64(48), '25-48', '49+'),
    d.voluntary,
    d.currency
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
