WITH
    counted AS
    (
        SELECT
            e.subscription_id AS subscription_id,
            e.lost AS lost,
            e.contract AS contract,
            e.tenure_band AS tenure_band,
            e.tickets AS tickets,
            e.late_payment AS late_payment,
            coalesce((toFloat64(sum(e.lost) OVER ()) / nullIf(toFloat64(count() OVER ()), 0)), 0) AS mean,
            sum(e.lost) OVER (PARTITION BY e.contract, e.tenure_band) AS term_lost,
            count() OVER (PARTITION BY e.contract, e.tenure_band) AS term_lines,
            sum(e.lost) OVER (PARTITION BY e.tickets) AS ticket_lost,
            count() OVER (PARTITION BY e.tickets) AS ticket_lines,
            sum(e.lost) OVER (PARTITION BY e.late_payment) AS late_lost,
            count() OVER (PARTITION BY e.late_payment) AS late_lines
        FROM marketing.risk_example AS e
    ),
    lifted AS
    (
        SELECT
            c.subscription_id AS subscription_id,
            c.contract AS contract,
            c.tenure_band AS tenure_band,
            c.tickets AS tickets,
            c.late_payment AS late_payment,
            c.mean AS mean,
            coalesce((toFloat64((toFloat64(c.term_lost) + (toFloat64(c.mean) * toFloat64(50)))) / nullIf(toFloat64((toFloat64(c.mean) * toFloat64((toFloat64(c.term_lines) + toFloat64(50))))), 0)), 1) AS term_lift,
            coalesce((toFloat64((toFloat64(c.ticket_lost) + (toFloat64(c.mean) * toFloat64(50)))) / nullIf(toFloat64((toFloat64(c.mean) * toFloat64((toFloat64(c.ticket_lines) + toFloat64(50))))), 0)), 1) AS ticket_lift,
            coalesce((toFloat64((toFloat64(c.late_lost) + (toFloat64(c.mean) * toFloat64(50)))) / nullIf(toFloat64((toFloat64(c.mean) * toFloat64((toFloat64(c.late_lines) + toFloat64(50))))), 0)), 1) AS late_lift
        FROM counted AS c
        WHERE c.lost = toInt64(0)
    ),
    scored AS
    (
        SELECT
            l.subscription_id AS subscription_id,
            l.mean AS mean,
            least((toFloat64((toFloat64(l.mean) * toFloat64(l.term_lift))) * toFloat64((toFloat64(l.ticket_lift) * toFloat64(l.late_lift)))), toFloat64(0.95)) AS risk,
            concat(if(l.term_lift >= 1.1, concat(l.contract, ', in month ', l.tenure_band, ' (x ', toString(round(toFloat64(l.term_lift), 1)), '); '), ''), if(l.ticket_lift >= 1.1, concat(l.tickets, if(l.tickets = '1', ' ticket in 90 days', ' tickets in 90 days'), ' (x ', toString(round(toFloat64(l.ticket_lift), 1)), '); '), ''), if(l.late_lift >= 1.1, concat(if(l.late_payment = true, 'late payment', 'pays on time'), ' (x ', toString(round(toFloat64(l.late_lift), 1)), '); '), '')) AS drivers
        FROM lifted AS l
    ),
    consenting AS
    (
        SELECT DISTINCT c.customer_id AS customer_id
        FROM staging.consent_current AS c
        WHERE (c.purpose = 'marketing') AND (c.granted = true)
    )
SELECT
    l.customer_id AS customer_id,
    s.subscription_id AS subscription_id,
    l.segment AS segment,
    l.type AS type,
    l.region AS region,
    l.currency AS currency,
    coalesce(v.arpu_3m, toDecimal128(0, 9)) AS arpu_3m,
    s.risk AS risk,
    multiIf(s.mean = 0, 'low', s.risk >= (toFloat64(s.mean) * toFloat64(2)), 'high', s.risk >= s.mean, 'medium', 'low') AS band,
    if(s.drivers = '', 'nothing above the average', replaceRegexpAll(s.drivers, '; $', '')) AS drivers,
    toBool((c.customer_id IS NOT NULL)) AS contactable
FROM scored AS s
INNER JOIN customers.line AS l ON l.subscription_id = s.subscription_id
LEFT JOIN customers.line_value AS v ON v.subscription_id = s.subscription_id
LEFT JOIN consenting AS c ON c.customer_id = l.customer_id
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
