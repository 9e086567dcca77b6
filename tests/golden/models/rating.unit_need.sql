SELECT
    u.pool AS pool,
    u.unit AS unit,
    u.day AS day,
    tuple(u.started_at, u.use_key, tupleElement(piece, 1), u.day, u.subscription_id, u.covered_service, u.zone, tupleElement(piece, 3), tupleElement(piece, 2), '', u.billing_account_id) AS use
FROM rating.pooled_use AS u
ARRAY JOIN u.pieces AS piece
WHERE ((u.units > '0') AND ((u.stated = false) OR (u.service = 'metered')))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    d.pool AS pool,
    d.unit AS unit,
    toDate(d.at) AS day,
    tuple(d.at, d.debit_id, toDecimal128(0, 9), toDate(d.at), d.subscription_id, '', '', '', d.amount, d.balance_id, d.account) AS use
FROM prepaid.placed_debit AS d
WHERE d.unit != 'money'
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
