WITH
    debited AS
    (
        SELECT
            m.subscription_id AS subscription_id,
            coalesce(m.event_id, m.movement_id) AS event_id,
            min(m.moved_at) AS at,
            (-toDecimal128(sumIf(m.amount, m.kind != 'units'), 9)) AS debited,
            toDecimal128(0, 9) AS rated,
            toInt32(1) AS is_debit,
            toInt32(1) AS is_due
        FROM staging.balance_movement AS m
        WHERE m.movement = 'usage'
        GROUP BY
            m.subscription_id,
            coalesce(m.event_id, m.movement_id)
    ),
    own AS
    (
        SELECT
            r.subscription_id AS subscription_id,
            r.event_id AS event_id,
            r.started_at AS at,
            toDecimal128(0, 9) AS debited,
            toDecimal128(r.amount, 9) AS rated,
            toInt32(0) AS is_debit,
            toInt32(r.started_at >= c.since) AS is_due
        FROM rating.rated_usage AS r
        INNER JOIN rating.charging_line AS c ON c.subscription_id = r.subscription_id
        WHERE r.type NOT IN ('mobile postpaid', 'fixed postpaid')
    ),
    both AS
    (
        SELECT
            d.subscription_id AS subscription_id,
            d.event_id AS event_id,
            d.at AS at,
            d.debited AS debited,
            d.rated AS rated,
            d.is_debit AS is_debit,
            d.is_due AS is_due
        FROM debited AS d
        UNION ALL
        SELECT
            o.subscription_id AS subscription_id,
            o.event_id AS event_id,
            o.at AS at,
            o.debited AS debited,
            o.rated AS rated,
            o.is_debit AS is_debit,
            o.is_due AS is_due
        FROM own AS o
    ),
    event AS
    (
        SELECT
            b.subscription_id AS subscription_id,
            b.event_id AS event_id,
            min(b.at) AS at,
            toDecimal128(sum(b.debited), 9) AS debited,
            toDecimal128(sum(b.rated), 9) AS rated,
            max(b.is_debit) AS is_debited,
            min(b.is_debit) AS is_only_debit,
            max(b.is_due) AS is_due
        FROM both AS b
        GROUP BY
            b.subscription_id,
            b.event_id
    )
SELECT
    e.subscription_id AS subscription_id,
    e.event_id AS event_id,
    e.at AS at,
    multiIf(e.is_debited = 0, 'not debited', e.is_only_debit = 1, 'no use', 'amount differs') AS finding,
    e.debited AS debited,
    e.rated AS rated,
    toDecimal128((e.debited - e.rated), 9) AS difference
FROM event AS e
WHERE (e.is_due = 1) AND (e.debited != e.rated)
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
