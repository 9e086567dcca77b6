WITH
    daily AS
    (
        SELECT
            toDate(m.moved_at) AS day,
            m.kind AS kind,
            m.unit AS unit,
            m.currency AS currency,
            toDecimal128(sumIf(m.amount, m.movement = 'recharge'), 9) AS recharges,
            toDecimal128(sumIf(m.amount, m.movement = 'bonus'), 9) AS bonuses,
            toDecimal128(sumIf(m.amount, m.movement = 'advance'), 9) AS advances,
            toDecimal128(sumIf(m.amount, m.movement = 'transfer in'), 9) AS transfers_in,
            toDecimal128(sumIf(m.amount, m.movement = 'adjustment'), 9) AS adjustments,
            toDecimal128(sumIf(m.amount, m.movement = 'usage'), 9) AS usage,
            toDecimal128(sumIf(m.amount, m.movement = 'fee'), 9) AS fees,
            toDecimal128(sumIf(m.amount, m.movement = 'recovery'), 9) AS recovery,
            toDecimal128(sumIf(m.amount, m.movement = 'transfer out'), 9) AS transfers_out,
            toDecimal128(sumIf(m.amount, m.movement = 'expiry'), 9) AS expiry,
            toDecimal128(sumIf(m.amount, m.movement = 'refund'), 9) AS refunds,
            toDecimal128(sum(m.amount), 9) AS moved
        FROM prepaid.movement AS m
        GROUP BY
            toDate(m.moved_at),
            m.kind,
            m.unit,
            m.currency
    )
SELECT
    d.day AS day,
    d.kind AS kind,
    d.unit AS unit,
    d.currency AS currency,
    toDecimal128((toDecimal128(sum(d.moved) OVER (PARTITION BY d.kind, d.unit, d.currency ORDER BY d.day ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW), 9) - d.moved), 9) AS opening,
    d.recharges AS recharges,
    d.bonuses AS bonuses,
    d.advances AS advances,
    d.transfers_in AS transfers_in,
    d.adjustments AS adjustments,
    d.usage AS usage,
    d.fees AS fees,
    d.recovery AS recovery,
    d.transfers_out AS transfers_out,
    d.expiry AS expiry,
    d.refunds AS refunds,
    toDecimal128(sum(d.moved) OVER (PARTITION BY d.kind, d.unit, d.currency ORDER BY d.day ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW), 9) AS closing
FROM daily AS d
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
