WITH
    money AS
    (
        SELECT m.*
        FROM staging.balance_movement AS m
        WHERE m.kind != 'units'
    ),
    repaid AS
    (
        SELECT
            m.subscription_id AS subscription_id,
            m.currency AS currency,
            (-toDecimal128(sum(m.amount), 9)) AS amount
        FROM money AS m
        WHERE (m.movement IN ('advance', 'recovery')) AND (m.amount < '0')
        GROUP BY
            m.subscription_id,
            m.currency
    ),
    granted AS
    (
        SELECT
            m.movement_id AS movement_id,
            m.subscription_id AS subscription_id,
            m.balance AS balance,
            m.moved_at AS granted_at,
            m.currency AS currency,
            toDecimal128(m.amount, 9) AS credited,
            toDecimal128(coalesce(m.due, m.amount), 9) AS due
        FROM money AS m
        WHERE (m.movement = 'advance') AND (m.amount > '0')
    ),
    placed AS
    (
        SELECT
            g.movement_id AS movement_id,
            g.subscription_id AS subscription_id,
            g.balance AS balance,
            g.granted_at AS granted_at,
            g.currency AS currency,
            g.credited AS credited,
            g.due AS due,
            toDecimal128(greatest(toDecimal128(0, 9), least(g.due, (coalesce(r.amount, toDecimal128(0, 9)) - (toDecimal128(sum(g.due) OVER (PARTITION BY g.subscription_id, g.currency ORDER BY g.granted_at ASC, g.movement_id ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW), 9) - g.due)))), 9) AS recovered
        FROM granted AS g
        LEFT JOIN repaid AS r ON (r.subscription_id = g.subscription_id) AND (r.currency = g.currency)
    )
SELECT
    p.movement_id AS movement_id,
    p.subscription_id AS subscription_id,
    toString(p.balance) AS balance_id,
    p.granted_at AS granted_at,
    toString(p.currency) AS currency,
    p.credited AS credited,
    toDecimal128((p.due - p.credited), 9) AS fee,
    p.due AS due,
    p.recovered AS recovered,
    toDecimal128((p.due - p.recovered), 9) AS open
FROM placed AS p
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
