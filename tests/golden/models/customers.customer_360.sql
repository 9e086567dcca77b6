WITH
    holding AS
    (
        SELECT
            l.customer_id AS customer_id,
            argMax(l.currency, tuple(l.in_base, l.first_day, l.subscription_id)) AS currency,
            argMax(l.tenure_months, tuple(l.in_base, l.tenure_months)) AS tenure_months,
            min(l.first_day) AS first_day,
            countIf(l.in_base = true) AS active_lines
        FROM customers.line AS l
        GROUP BY l.customer_id
    ),
    worth AS
    (
        SELECT
            l.customer_id AS customer_id,
            l.currency AS currency,
            arrayStringConcat(arrayMap(x -> toString(x), arraySort(groupUniqArray(toString(l.type)))), ', ') AS types,
            sum(l.price) AS monthly_charges,
            sum(v.arpu_3m) AS arpu_3m
        FROM customers.line AS l
        INNER JOIN customers.line_value AS v ON v.subscription_id = l.subscription_id
        GROUP BY
            l.customer_id,
            l.currency
    ),
    debt AS
    (
        SELECT
            i.customer_id AS customer_id,
            i.currency AS currency,
            sum(i.open) AS open_amount,
            sumIf(i.undisputed, ((i.days_past_due > toInt64(0)) AND (i.undisputed > '0'))) AS overdue,
            maxIf(toNullable(i.days_past_due), ((i.days_past_due > toInt64(0)) AND (i.undisputed > '0'))) AS days_past_due
        FROM receivables.open_item AS i
        GROUP BY
            i.customer_id,
            i.currency
    ),
    complaint AS
    (
        SELECT
            coalesce(t.customer_id, '') AS customer_id,
            countIf(t.opened_at >= addDays(k.as_of, -90)) AS tickets_90d
        FROM staging.trouble_ticket_current AS t
        CROSS JOIN staging.clock AS k
        WHERE t.customer_id IS NOT NULL
        GROUP BY t.customer_id
    ),
    contact AS
    (
        SELECT
            i.customer_id AS customer_id,
            max(i.happened_at) AS last_interaction_at,
            argMax(i.channel, i.happened_at) AS last_interaction_channel,
            argMax(i.topic, i.happened_at) AS last_interaction_topic
        FROM staging.interaction AS i
        CROSS JOIN staging.clock AS k
        WHERE i.happened_at < k.as_of
        GROUP BY i.customer_id
    ),
    consenting AS
    (
        SELECT DISTINCT c.customer_id AS customer_id
        FROM staging.consent_current AS c
        WHERE (c.purpose = 'marketing') AND (c.granted = true)
    )
SELECT
    c.customer_id AS customer_id,
    c.kind AS kind,
    c.segment AS segment,
    c.region AS region,
    c.country AS country,
    c.parent_customer_id AS parent_customer_id,
    c.status AS status,
    coalesce(v.types, '') AS types,
    coalesce(toInt64(h.active_lines), toInt64(0)) AS active_lines,
    h.first_day AS first_day,
    h.tenure_months AS tenure_months,
    h.currency AS currency,
    toDecimal128(round(coalesce(v.monthly_charges, toDecimal128(0, 9)), 3), 3) AS monthly_charges,
    coalesce(v.arpu_3m, toDecimal128(0, 9)) AS arpu_3m,
    coalesce(d.open_amount, toDecimal128(0, 3)) AS open_amount,
    coalesce(d.overdue, toDecimal128(0, 3)) AS overdue,
    coalesce(d.days_past_due, toInt64(0)) AS days_past_due,
    toInt64(coalesce(t.tickets_90d, toInt64(0))) AS tickets_90d,
    i.last_interaction_at AS last_interaction_at,
    i.last_interaction_channel AS last_interaction_channel,
    i.last_interaction_topic AS last_interaction_topic,
    toBool((y.customer_id IS NOT NULL)) AS contactable,
    toBool(((h.customer_id IS NOT NULL) AND (coalesce(toInt64(h.active_lines), toInt64(0)) = toInt64(0)))) AS churned
FROM staging.customer_current AS c
LEFT JOIN holding AS h ON h.customer_id = c.customer_id
LEFT JOIN worth AS v ON (v.customer_id = h.customer_id) AND (v.currency = h.currency)
LEFT JOIN debt AS d ON (d.customer_id = h.customer_id) AND (d.currency = h.currency)
LEFT JOIN complaint AS t ON t.customer_id = c.customer_id
LEFT JOIN contact AS i ON i.customer_id = c.customer_id
LEFT JOIN consenting AS y ON y.customer_id = c.customer_id
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
