WITH
    monthly AS
    (
        SELECT
            toStartOfMonth(d.day) AS month,
            sumIf(d.opening, d.day = toStartOfMonth(d.day)) AS opening,
            sum(d.adds) AS adds,
            sum(d.reconnects) AS reconnects,
            sum(d.terminations) AS terminations,
            sumIf(d.closing, d.day = toLastDayOfMonth(d.day)) AS closing
        FROM customers.base_daily AS d
        GROUP BY toStartOfMonth(d.day)
    )
SELECT
    m.month AS month,
    m.opening AS opening,
    m.adds AS adds,
    m.reconnects AS reconnects,
    m.terminations AS terminations,
    m.closing AS closing,
    toDecimal128(((toDecimal256(1, 0) * toDecimal128((m.opening + m.closing), 1)) / toInt64(2)), 1) AS average_base,
    (toFloat64(m.terminations) / nullIf(toFloat64(toDecimal128(((toDecimal256(1, 0) * toDecimal128((m.opening + m.closing), 1)) / toInt64(2)), 1)), 0)) AS churn_rate,
    (toFloat64(m.terminations) / nullIf(toFloat64(m.opening), 0)) AS churn_rate_opening,
    (m.adds + m.terminations) AS base_turnover
FROM monthly AS m
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
