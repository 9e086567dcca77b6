WITH
    taken AS
    (
        SELECT
            tupleElement(take, 1) AS grant_id,
            tupleElement(take, 2) AS use_key,
            tupleElement(take, 3) AS taken,
            tupleElement(take, 4) AS covered,
            position AS position
        FROM prepaid.money_use AS c
        ARRAY JOIN
            c.takes AS take,
            range(toInt64(0), toInt64(toInt64(length(c.takes)))) AS position
        UNION ALL
        SELECT
            t.grant_id AS grant_id,
            t.use_key AS use_key,
            t.taken AS taken,
            t.covered AS covered,
            tupleElement(t.place, 2) AS position
        FROM rating.allowance_take AS t
        WHERE t.held = 'balance'
    ),
    cause AS
    (
        SELECT
            if(toString(u.service) = 'metered', concat('metered/', u.event_id), u.event_id) AS id,
            u.started_at AS at,
            'usage' AS movement,
            toNullable(u.event_id) AS event_id
        FROM rating.priced_usage AS u
        WHERE u.reason = ''
        UNION ALL
        SELECT
            d.debit_id AS id,
            d.at AS at,
            d.movement AS movement,
            d.event_id AS event_id
        FROM prepaid.debit AS d
    ),
    every AS
    (
        SELECT
            d.deposit_id AS movement_id,
            d.deposit_id AS grant_id,
            toString(d.movement) AS movement,
            d.at AS at,
            toInt32(1) AS rank,
            d.amount AS amount,
            d.event_id AS event_id
        FROM rating.balance_deposit AS d
        WHERE d.amount != '0'
        UNION ALL
        SELECT
            concat(t.use_key, ' ', t.grant_id) AS movement_id,
            t.grant_id AS grant_id,
            c.movement AS movement,
            c.at AS at,
            toInt32((t.position + toInt64(2))) AS rank,
            (-t.taken) AS amount,
            c.event_id AS event_id
        FROM taken AS t
        INNER JOIN cause AS c ON c.id = t.use_key
        UNION ALL
        SELECT
            concat(r.grant_id, ' expiry') AS movement_id,
            r.grant_id AS grant_id,
            'expiry' AS movement,
            r.to_at AS at,
            toInt32(0) AS rank,
            (-r.left) AS amount,
            NULL AS event_id
        FROM prepaid.lot_rest AS r
        CROSS JOIN staging.clock AS k
        WHERE ((r.left > '0') AND (r.to_at < k.as_of))
    )
SELECT
    e.movement_id AS movement_id,
    l.subscription_id AS subscription_id,
    toString(l.allowance_id) AS balance_id,
    if(l.unit = 'money', toString(l.kind), 'units') AS kind,
    toString(l.unit) AS unit,
    e.movement AS movement,
    e.at AS moved_at,
    e.rank AS rank,
    toDecimal128(e.amount, 9) AS amount,
    e.event_id AS event_id,
    e.grant_id AS grant_id,
    l.threshold AS threshold
FROM every AS e
INNER JOIN rating.balance_lot AS l ON l.grant_id = e.grant_id
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
