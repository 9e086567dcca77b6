SELECT
    a.billing_account_id AS billing_account_id,
    a.tax_id AS tax_id,
    coalesce(t.category, 'unknown') AS category,
    toDecimal128(coalesce(t.rate, toDecimal128(0, 6)), 6) AS rate,
    coalesce(t.from_day, toDate('1970-01-01')) AS from_day,
    coalesce(t.to_day, toDate(toDateTime64('2120-01-01 00:00:00.000', 3, 'UTC'))) AS to_day
FROM staging.billing_account_current AS a
LEFT JOIN billing.tax_in_force AS t ON t.tax_id = a.tax_id
WHERE a.tax_id != ''
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    a.billing_account_id AS billing_account_id,
    '' AS tax_id,
    '' AS category,
    toDecimal128(0, 6) AS rate,
    toDate('1970-01-01') AS from_day,
    toDate(toDateTime64('2120-01-01 00:00:00.000', 3, 'UTC')) AS to_day
FROM staging.billing_account_current AS a
WHERE a.tax_id = ''
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
