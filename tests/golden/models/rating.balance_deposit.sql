WITH
    held AS
    (
        SELECT
            l.subscription_id AS subscription_id,
            b.balance_id AS balance_id,
            min(l.valid_from) AS at,
            argMin(b.opening, l.valid_from) AS amount,
            argMin(b.kind, l.valid_from) AS kind
        FROM rating.subscription_plan AS l
        INNER JOIN staging.balance AS b ON b.offering_id = l.offering_id
        WHERE ((b.valid_from <= l.valid_from) AND (b.valid_to > l.valid_from))
        GROUP BY
            l.subscription_id,
            b.balance_id
    ),
    recharged AS
    (
        SELECT
            r.recharge_id AS recharge_id,
            r.subscription_id AS subscription_id,
            r.recharged_at AS recharged_at,
            r.balance AS balance,
            r.amount AS amount,
            r.bonus_amount AS bonus_amount,
            r.expires_at AS expires_at,
            p.offering_id AS offering_id
        FROM staging.recharge AS r
        ASOF LEFT JOIN rating.subscription_plan AS p ON (p.subscription_id = r.subscription_id) AND (r.recharged_at >= p.valid_from)
    ),
    step AS
    (
        SELECT
            r.recharge_id AS recharge_id,
            r.subscription_id AS subscription_id,
            r.recharged_at AS recharged_at,
            b.balance_id AS balance_id,
            argMax(toDecimal128((((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * toDecimal256(r.amount, 30)) * coalesce(b.percentage, toDecimal128(0, 9))), 30)) / toInt64(100)) + toDecimal256(coalesce(b.amount, toDecimal128(0, 9)), 30)), 9), tuple(b.at_least, b.top_up_id)) AS amount
        FROM recharged AS r
        INNER JOIN staging.top_up AS b ON b.offering_id = r.offering_id
        WHERE ((b.kind = 'bonus') AND (b.at_least <= toDecimal128(r.amount, 9)) AND (b.valid_from <= r.recharged_at) AND (b.valid_to > r.recharged_at))
        GROUP BY
            r.recharge_id,
            r.subscription_id,
            r.recharged_at,
            b.balance_id
    ),
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
            concat(h.subscription_id, '/', toString(h.balance_id)) AS deposit_id,
            h.subscription_id AS subscription_id,
            toString(h.balance_id) AS balance_id,
            toLowCardinality('adjustment') AS movement,
            h.at AS at,
            toDecimal128(0, 9) AS amount,
            CAST(NULL, 'Nullable(DateTime64(3, \'UTC\'))') AS expires_at,
            NULL AS event_id
        FROM held AS h
        UNION ALL
        SELECT
            concat(h.subscription_id, '/', toString(h.balance_id), '/opening') AS deposit_id,
            h.subscription_id AS subscription_id,
            toString(h.balance_id) AS balance_id,
            if(h.kind = 'bonus', toLowCardinality('bonus'), toLowCardinality('adjustment')) AS movement,
            h.at AS at,
            h.amount AS amount,
            CAST(NULL, 'Nullable(DateTime64(3, \'UTC\'))') AS expires_at,
            NULL AS event_id
        FROM held AS h
        WHERE h.amount > '0'
        UNION ALL
        SELECT
            concat('recharge/', r.recharge_id) AS deposit_id,
            r.subscription_id AS subscription_id,
            toString(r.balance) AS balance_id,
            toLowCardinality('recharge') AS movement,
            r.recharged_at AS at,
            toDecimal128(r.amount, 9) AS amount,
            r.expires_at AS expires_at,
            toNullable(r.recharge_id) AS event_id
        FROM recharged AS r
        WHERE r.amount > '0'
        UNION ALL
        SELECT
            concat(concat('recharge/', r.recharge_id), '/bonus') AS deposit_id,
            r.subscription_id AS subscription_id,
            'bonus' AS balance_id,
            toLowCardinality('bonus') AS movement,
            r.recharged_at AS at,
            toDecimal128(r.bonus_amount, 9) AS amount,
            r.expires_at AS expires_at,
            toNullable(r.recharge_id) AS event_id
        FROM recharged AS r
        WHERE r.bonus_amount > '0'
        UNION ALL
        SELECT
            concat(concat('recharge/', r.recharge_id), '/', toString(r.balance_id)) AS deposit_id,
            r.subscription_id AS subscription_id,
            toString(r.balance_id) AS balance_id,
            toLowCardinality('bonus') AS movement,
            r.recharged_at AS at,
            r.amount AS amount,
            CAST(NULL, 'Nullable(DateTime64(3, \'UTC\'))') AS expires_at,
            toNullable(r.recharge_id) AS event_id
        FROM step AS r
        WHERE r.amount > '0'
        UNION ALL
        SELECT
            concat('pass/', r.purchase_id) AS deposit_id,
            r.subscription_id AS subscription_id,
            toString(b.balance_id) AS balance_id,
            toLowCardinality('adjustment') AS movement,
            r.bought_at AS at,
            coalesce(toDecimal128(b.amount, 9), toDecimal128(0, 9)) AS amount,
            toNullable(addDays(r.bought_at, toInt32(coalesce(b.days, 0)))) AS expires_at,
            toNullable(r.purchase_id) AS event_id
        FROM bought AS r
        INNER JOIN staging.top_up AS b ON (b.offering_id = r.offering_id) AND (b.top_up_id = r.pass_id)
        WHERE ((b.kind = 'pass') AND (b.valid_from <= r.bought_at) AND (b.valid_to > r.bought_at))
        UNION ALL
        SELECT
            concat('movement/', m.movement_id) AS deposit_id,
            m.subscription_id AS subscription_id,
            toString(m.balance) AS balance_id,
            toLowCardinality(toString(m.movement)) AS movement,
            m.moved_at AS at,
            toDecimal128(m.amount, 9) AS amount,
            m.expires_at AS expires_at,
            m.event_id AS event_id
        FROM staging.balance_movement AS m
        WHERE m.amount > '0'
    )
SELECT
    e.deposit_id AS deposit_id,
    e.subscription_id AS subscription_id,
    e.balance_id AS balance_id,
    e.movement AS movement,
    e.at AS at,
    e.amount AS amount,
    e.expires_at AS expires_at,
    e.event_id AS event_id
FROM every AS e
ANTI LEFT JOIN rating.charging_line AS c ON c.subscription_id = e.subscription_id
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
