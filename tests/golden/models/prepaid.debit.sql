WITH
    bought AS
    (
        SELECT
            r.purchase_id AS purchase_id,
            r.subscription_id AS subscription_id,
            r.bought_at AS bought_at,
            r.pass_id AS pass_id,
            p.offering_id AS offering_id
        FROM staging.pass_purchase AS r
        ASOF LEFT JOIN rating.subscription_plan AS p ON (p.subscription_id = r.subscription_id) AND (r.bought_at >= p.valid_from)
    ),
    every AS
    (
        SELECT
            concat('movement/', m.movement_id) AS debit_id,
            m.subscription_id AS subscription_id,
            toString(m.balance) AS balance_id,
            toString(m.movement) AS movement,
            m.moved_at AS at,
            (-toDecimal128(m.amount, 9)) AS amount,
            m.event_id AS event_id
        FROM staging.balance_movement AS m
        WHERE m.amount < '0'
        UNION ALL
        SELECT
            concat(concat('pass/', r.purchase_id), '/price') AS debit_id,
            r.subscription_id AS subscription_id,
            'main' AS balance_id,
            'fee' AS movement,
            r.bought_at AS at,
            toDecimal128(b.price, 9) AS amount,
            toNullable(r.purchase_id) AS event_id
        FROM bought AS r
        INNER JOIN staging.top_up AS b ON (b.offering_id = r.offering_id) AND (b.top_up_id = r.pass_id)
        WHERE ((b.kind = 'pass') AND (b.price > '0') AND (b.valid_from <= r.bought_at) AND (b.valid_to > r.bought_at))
    )
SELECT
    e.debit_id AS debit_id,
    e.subscription_id AS subscription_id,
    e.balance_id AS balance_id,
    e.movement AS movement,
    e.at AS at,
    e.amount AS amount,
    e.event_id AS event_id
FROM every AS e
ANTI LEFT JOIN rating.charging_line AS c ON c.subscription_id = e.subscription_id
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
