WITH
    stated AS
    (
        SELECT
            m.movement_id AS movement_id,
            m.subscription_id AS subscription_id,
            m.balance AS balance,
            m.kind AS kind,
            m.movement AS movement,
            m.moved_at AS moved_at,
            m.amount AS amount,
            m.balance_after AS balance_after,
            m.event_id AS event_id,
            m.currency AS currency
        FROM staging.balance_movement AS m
        SEMI LEFT JOIN rating.charging_line AS c ON c.subscription_id = m.subscription_id
    ),
    known AS
    (
        SELECT
            m.movement_id AS movement_id,
            m.subscription_id AS subscription_id,
            m.balance AS balance,
            m.kind AS kind,
            m.movement AS movement,
            m.moved_at AS moved_at,
            m.amount AS amount,
            m.balance_after AS balance_after,
            m.event_id AS event_id,
            m.currency AS currency,
            p.offering_id AS offering_id
        FROM stated AS m
        ASOF LEFT JOIN rating.subscription_plan AS p ON (p.subscription_id = m.subscription_id) AND (m.moved_at >= p.valid_from)
    ),
    every AS
    (
        SELECT
            m.movement_id AS movement_id,
            m.subscription_id AS subscription_id,
            toString(m.balance) AS balance_id,
            toString(m.kind) AS kind,
            if(m.kind = 'units', coalesce(toString(b.unit), 'units'), 'money') AS unit,
            toString(m.movement) AS movement,
            m.moved_at AS moved_at,
            toInt32(1) AS rank,
            toDecimal128(m.amount, 9) AS amount,
            m.event_id AS event_id,
            toString(m.currency) AS currency,
            CAST(m.balance_after, 'Nullable(Decimal(18, 9))') AS stated_after,
            'charging system' AS driven_by,
            CAST(b.threshold, 'Nullable(Decimal(18, 9))') AS threshold
        FROM known AS m
        ASOF LEFT JOIN staging.balance AS b ON (b.offering_id = m.offering_id) AND (b.balance_id = m.balance) AND (m.moved_at >= b.valid_from)
        UNION ALL
        SELECT
            m.movement_id AS movement_id,
            m.subscription_id AS subscription_id,
            m.balance_id AS balance_id,
            m.kind AS kind,
            m.unit AS unit,
            m.movement AS movement,
            m.moved_at AS moved_at,
            m.rank AS rank,
            m.amount AS amount,
            m.event_id AS event_id,
            coalesce(toString(p.currency), 'XXX') AS currency,
            CAST(NULL, 'Nullable(Decimal(18, 9))') AS stated_after,
            'rating' AS driven_by,
            CAST(m.threshold, 'Nullable(Decimal(18, 9))') AS threshold
        FROM prepaid.own_movement AS m
        ASOF LEFT JOIN rating.subscription_plan AS p ON (p.subscription_id = m.subscription_id) AND (m.moved_at >= p.valid_from)
    )
SELECT
    m.movement_id AS movement_id,
    m.subscription_id AS subscription_id,
    m.balance_id AS balance_id,
    m.kind AS kind,
    m.unit AS unit,
    m.movement AS movement,
    m.moved_at AS moved_at,
    m.rank AS rank,
    m.amount AS amount,
    toDecimal128(sum(m.amount) OVER (PARTITION BY m.subscription_id, m.balance_id, m.kind, m.unit, m.currency ORDER BY m.moved_at ASC, m.rank ASC, m.movement_id ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW), 9) AS balance_after,
    m.stated_after AS stated_after,
    m.threshold AS threshold,
    m.event_id AS event_id,
    m.currency AS currency,
    m.driven_by AS driven_by
FROM every AS m
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
