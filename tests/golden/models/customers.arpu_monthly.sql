WITH
    part AS
    (
        SELECT
            e.month AS month,
            e.type AS type,
            e.segment AS segment,
            e.currency AS currency,
            sum(e.revenue) AS revenue,
            toDecimal128(0, 1) AS average_base
        FROM customers.earned_monthly AS e
        GROUP BY
            e.month,
            e.type,
            e.segment,
            e.currency
        UNION ALL
        SELECT
            b.month AS month,
            toString(b.type) AS type,
            toString(b.segment) AS segment,
            b.currency AS currency,
            toDecimal128(0, 9) AS revenue,
            b.average_base AS average_base
        FROM customers.base_monthly AS b
        CROSS JOIN customers.base_window AS w
        WHERE b.month >= w.revenue_from
    )
SELECT
    p.month AS month,
    p.type AS type,
    p.segment AS segment,
    p.currency AS currency,
    sum(p.revenue) AS revenue,
    sum(p.average_base) AS average_base,
    toDecimal128(((toDecimal256(1, 0) * sum(p.revenue)) / nullIf(sum(p.average_base), toDecimal128(0, 1))), 9) AS arpu
FROM part AS p
GROUP BY
    p.month,
    p.type,
    p.segment,
    p.currency
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
