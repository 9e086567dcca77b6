SELECT
    l.credit_class AS credit_class,
    l.type AS type,
    l.currency AS currency,
    count() AS accounts,
    sum(l.credit_limit) AS total_limit,
    toDecimal128(round(((toDecimal256(1, 0) * toDecimal128(sum(l.credit_limit), 9)) / count()), 3), 3) AS mean_limit,
    toDecimal128(round(((toDecimal256(1, 0) * sum(l.arpu_3m)) / count()), 3), 3) AS mean_arpu
FROM credit.credit_limit AS l
GROUP BY
    l.credit_class,
    l.type,
    l.currency
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
