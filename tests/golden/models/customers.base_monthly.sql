WITH
    delta AS
    (
        SELECT
            c.type AS type,
            c.segment AS segment,
            c.currency AS currency,
            toStartOfMonth(greatest(c.day, addDays(w.first_day, -1))) AS month,
            (countIf(c.change IN ('add', 'reconnect', 'moved in')) - countIf(NOT (c.change IN ('add', 'reconnect', 'moved in')))) AS net
        FROM customers.base_change AS c
        CROSS JOIN customers.base_window AS w
        WHERE c.day <= w.last_day
        GROUP BY
            c.type,
            c.segment,
            c.currency,
            toStartOfMonth(greatest(c.day, addDays(w.first_day, -1)))
    ),
    slice AS
    (
        SELECT
            d.type AS type,
            d.segment AS segment,
            d.currency AS currency,
            min(d.month) AS first_month
        FROM delta AS d
        GROUP BY
            d.type,
            d.segment,
            d.currency
    ),
    grid AS
    (
        SELECT
            s.type AS type,
            s.segment AS segment,
            s.currency AS currency,
            month,
            w.first_day AS shown_from
        FROM slice AS s
        CROSS JOIN customers.base_window AS w
        ARRAY JOIN arrayFilter(m -> (m < w.last_day), arrayMap(n -> addMonths(toStartOfMonth(s.first_month), n), range(toUInt64(greatest(dateDiff('month', s.first_month, w.last_day), 0) + 1)))) AS month
    ),
    running AS
    (
        SELECT
            g.month AS month,
            g.shown_from AS shown_from,
            g.type AS type,
            g.segment AS segment,
            g.currency AS currency,
            sum(coalesce(d.net, toInt64(0))) OVER (PARTITION BY g.type, g.segment, g.currency ORDER BY g.month ASC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS opening,
            sum(coalesce(d.net, toInt64(0))) OVER (PARTITION BY g.type, g.segment, g.currency ORDER BY g.month ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS closing
        FROM grid AS g
        LEFT JOIN delta AS d ON (d.type = g.type) AND (d.segment = g.segment) AND (d.currency = g.currency) AND (d.month = g.month)
    )
SELECT
    r.month AS month,
    r.type AS type,
    r.segment AS segment,
    r.currency AS currency,
    r.opening AS opening,
    r.closing AS closing,
    toDecimal128(((toDecimal256(1, 0) * toDecimal128((r.opening + r.closing), 1)) / toInt64(2)), 1) AS average_base
FROM running AS r
WHERE r.month >= r.shown_from
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
