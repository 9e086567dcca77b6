WITH
    moment AS
    (
        SELECT
            p.subscription_id AS subscription_id,
            p.time_zone AS time_zone,
            p.valid_from AS at
        FROM rating.subscription_plan AS p
        UNION ALL
        SELECT
            p.subscription_id AS subscription_id,
            p.time_zone AS time_zone,
            c.valid_from AS at
        FROM rating.subscription_plan AS p
        INNER JOIN customers.customer_state AS c ON c.customer_id = p.customer_id
        WHERE (c.valid_from > p.valid_from) AND (c.valid_from < p.valid_to)
    ),
    local AS
    (
        SELECT
            m.subscription_id AS subscription_id,
            m.at AS at,
            toDate(addSeconds(m.at, coalesce(z.offset_s, 0))) AS day
        FROM moment AS m
        ASOF LEFT JOIN staging.zone_offset AS z ON (z.zone = m.time_zone) AND (m.at >= z.from_at)
    ),
    last_of_day AS
    (
        SELECT
            l.subscription_id AS subscription_id,
            l.day AS day,
            max(l.at) AS at
        FROM local AS l
        CROSS JOIN staging.clock AS k
        WHERE l.day <= k.as_of_day
        GROUP BY
            l.subscription_id,
            l.day
    )
SELECT
    d.subscription_id AS subscription_id,
    d.day AS from_day,
    coalesce(lead(toNullable(d.day), 1) OVER (PARTITION BY d.subscription_id ORDER BY d.day ASC), toDate('2120-01-01')) AS to_day,
    h.customer_id AS customer_id,
    h.billing_account_id AS billing_account_id,
    h.type AS type,
    h.status AS status,
    h.status_reason AS status_reason,
    h.offering_id AS offering_id,
    h.contract_months AS contract_months,
    h.access AS access,
    coalesce(c.segment, 'unknown') AS segment,
    coalesce(c.region, 'unknown') AS region,
    p.currency AS currency,
    p.price AS price
FROM last_of_day AS d
ASOF INNER JOIN staging.subscription_history AS h ON (h.subscription_id = d.subscription_id) AND (d.at >= h.valid_from)
ASOF LEFT JOIN customers.customer_state AS c ON (c.customer_id = h.customer_id) AND (d.at >= c.valid_from)
ASOF INNER JOIN rating.subscription_plan AS p ON (p.subscription_id = d.subscription_id) AND (d.at >= p.valid_from)
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
