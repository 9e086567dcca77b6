SELECT
    t.tax_id AS tax_id,
    if(lag(toNullable(toDate(t.valid_from)), 1) OVER (PARTITION BY t.tax_id ORDER BY t.valid_from ASC) IS NULL, toDate('1970-01-01'), toDate(t.valid_from)) AS from_day,
    coalesce(lead(toNullable(toDate(t.valid_from)), 1) OVER (PARTITION BY t.tax_id ORDER BY t.valid_from ASC), toDate(toDateTime64('2120-01-01 00:00:00.000', 3, 'UTC'))) AS to_day,
    t.category AS category,
    toDecimal128(t.rate, 6) AS rate,
    t.name AS name,
    t.parts AS parts
FROM staging.tax AS t
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
