WITH
    sided AS
    (
        SELECT
            dimension,
            toStartOfMonth(greatest(c.day, addDays(w.first_day, -1))) AS month,
            c.change AS change,
            multiIf(dimension = 'type', toString(c.type), dimension = 'segment', toString(c.segment), dimension = 'region', toString(c.region), dimension = 'contract', toString(c.contract_months), dimension = 'access', toString(c.access), toString(c.offering_id)) AS value,
            multiIf(dimension = 'type', toString(c.other_type), dimension = 'segment', toString(c.other_segment), dimension = 'region', toString(c.other_region), dimension = 'contract', toString(c.other_contract_months), dimension = 'access', toString(c.other_access), toString(c.other_offering_id)) AS other
        FROM customers.base_change AS c
        CROSS JOIN customers.base_window AS w
        ARRAY JOIN array('type', 'segment', 'region', 'contract', 'access', 'offering') AS dimension
        WHERE c.day <= w.last_day
    ),
    delta AS
    (
        SELECT
            s.dimension AS dimension,
            s.value AS value,
            s.month AS month,
            countIf(s.change = 'add') AS adds,
            countIf(s.change = 'reconnect') AS reconnects,
            countIf(s.change = 'moved in') AS moved_in,
            countIf(s.change = 'moved out') AS moved_out,
            countIf(s.change = 'termination') AS terminations
        FROM sided AS s
        WHERE ((s.other IS NULL) OR (s.other != s.value))
        GROUP BY
            s.dimension,
            s.value,
            s.month
    ),
    slice AS
    (
        SELECT
            d.dimension AS dimension,
            d.value AS value,
            min(d.month) AS first_month
        FROM delta AS d
        GROUP BY
            d.dimension,
            d.value
    ),
    grid AS
    (
        SELECT
            s.dimension AS dimension,
            s.value AS value,
            month,
            w.first_day AS shown_from
        FROM slice AS s
        CROSS JOIN customers.base_window AS w
        ARRAY JOIN arrayFilter(m -> (m < w.last_day), arrayMap(n -> addMonths(toStartOfMonth(s.first_month), n), range(toUInt64(greatest(dateDiff('month', s.first_month, w.last_day), 0) + 1)))) AS month
    ),
    monthly AS
    (
        SELECT
            g.month AS month,
            g.shown_from AS shown_from,
            g.dimension AS dimension,
            g.value AS value,
            toInt64(coalesce(d.adds, toInt64(0))) AS adds,
            toInt64(coalesce(d.reconnects, toInt64(0))) AS reconnects,
            toInt64(coalesce(d.moved_in, toInt64(0))) AS moved_in,
            toInt64(coalesce(d.moved_out, toInt64(0))) AS moved_out,
            toInt64(coalesce(d.terminations, toInt64(0))) AS terminations
        FROM grid AS g
        LEFT JOIN delta AS d ON (d.dimension = g.dimension) AND (d.value = g.value) AND (d.month = g.month)
    ),
    running AS
    (
        SELECT
            m.*,
            sum((((m.adds + m.reconnects) + m.moved_in) - (m.moved_out + m.terminations))) OVER (PARTITION BY m.dimension, m.value ORDER BY m.month ASC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS opening,
            sum((((m.adds + m.reconnects) + m.moved_in) - (m.moved_out + m.terminations))) OVER (PARTITION BY m.dimension, m.value ORDER BY m.month ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS closing
        FROM monthly AS m
    )
SELECT
    r.month AS month,
    r.dimension AS dimension,
    r.value AS value,
    r.opening AS opening,
    r.adds AS adds,
    r.reconnects AS reconnects,
    r.moved_in AS moved_in,
    r.moved_out AS moved_out,
    r.terminations AS terminations,
    r.closing AS closing,
    toDecimal128(((toDecimal256(1, 0) * toDecimal128((r.opening + r.closing), 1)) / toInt64(2)), 1) AS average_base,
    (toFloat64(r.terminations) / nullIf(toFloat64(toDecimal128(((toDecimal256(1, 0) * toDecimal128((r.opening + r.closing), 1)) / toInt64(2)), 1)), 0)) AS churn_rate,
    (toFloat64(r.terminations) / nullIf(toFloat64(r.opening), 0)) AS churn_rate_opening,
    (r.adds + r.terminations) AS base_turnover
FROM running AS r
WHERE r.month >= r.shown_from
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
