WITH
    present AS
    (
        SELECT
            s.subscription_id AS subscription_id,
            s.customer_id AS customer_id,
            s.billing_account_id AS billing_account_id,
            greatest(s.from_day, c.from_day) AS from_day,
            least(s.to_day, c.to_day) AS to_day,
            s.type AS type,
            s.status AS status,
            s.segment AS segment,
            s.region AS region,
            s.offering_id AS offering_id,
            s.contract_months AS contract_months,
            s.access AS access,
            s.currency AS currency,
            s.price AS price
        FROM customers.line_state AS s
        INNER JOIN customers.line_cover AS c ON c.subscription_id = s.subscription_id
        WHERE (s.status IN ('active', 'suspended')) AND (s.from_day < c.to_day) AND (c.from_day < s.to_day)
    ),
    neighbours AS
    (
        SELECT
            p.*,
            lag(toNullable(p.to_day), 1) OVER (PARTITION BY p.subscription_id ORDER BY p.from_day ASC) AS left_before,
            lead(toNullable(p.from_day), 1) OVER (PARTITION BY p.subscription_id ORDER BY p.from_day ASC) AS enters_next
        FROM present AS p
    )
SELECT
    n.subscription_id AS subscription_id,
    n.customer_id AS customer_id,
    n.billing_account_id AS billing_account_id,
    n.from_day AS from_day,
    n.to_day AS to_day,
    n.type AS type,
    n.status AS status,
    n.segment AS segment,
    n.region AS region,
    n.offering_id AS offering_id,
    n.contract_months AS contract_months,
    n.access AS access,
    n.currency AS currency,
    n.price AS price,
    multiIf((n.left_before IS NULL), 'add', n.left_before < n.from_day, 'reconnect', 'moved') AS enters,
    multiIf(n.to_day > c.as_of_day, 'stays', coalesce((n.enters_next <=> n.to_day), false), 'moved', 'termination') AS leaves
FROM neighbours AS n
CROSS JOIN staging.clock AS c
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
