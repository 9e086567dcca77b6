WITH
    banded AS
    (
        SELECT concat(p.of, '/', p.id) AS pool
        FROM rating.allowance_pool AS p
        WHERE p.banded = true
    ),
    need AS
    (
        SELECT
            u.pool AS pool,
            u.unit AS unit,
            u.day AS day,
            tuple(u.started_at, u.use_key, toDecimal128(0, 9), u.day, u.subscription_id, u.covered_service, u.zone, u.band, u.units, '', u.billing_account_id) AS use
        FROM rating.pooled_use AS u
        ANTI LEFT JOIN banded AS b ON b.pool = u.pool
        WHERE ((u.units > '0') AND ((u.stated = false) OR (u.service = 'metered')))
        UNION ALL
        SELECT
            u.pool AS pool,
            u.unit AS unit,
            u.day AS day,
            tuple(u.started_at, u.use_key, tupleElement(piece, 1), u.day, u.subscription_id, u.covered_service, u.zone, tupleElement(piece, 3), tupleElement(piece, 2), '', u.billing_account_id) AS use
        FROM rating.pooled_use AS u
        SEMI LEFT JOIN banded AS b ON b.pool = u.pool
        ARRAY JOIN if(length(u.parts) > toInt64(0), arrayFold((s1, x1) -> if(((length(s1) > toInt64(0)) AND (tupleElement(arrayElement(s1, -1), 3) = tupleElement(x1, 3))), arrayConcat(arrayPopBack(s1), array(tuple(tupleElement(arrayElement(s1, -1), 1), (tupleElement(arrayElement(s1, -1), 2) + tupleElement(x1, 2)), tupleElement(arrayElement(s1, -1), 3)))), arrayConcat(s1, array(x1))), arrayMap(x1 -> tuple(toDecimal128(tupleElement(x1, 1), 9), toDecimal128(tupleElement(x1, 2), 9), tupleElement(x1, 3)), u.parts), arrayFilter(x1 -> toBool(0), arrayMap(x1 -> tuple(toDecimal128(tupleElement(x1, 1), 9), toDecimal128(tupleElement(x1, 2), 9), tupleElement(x1, 3)), u.parts))), array(tuple(toDecimal128(0, 9), u.units, u.band))) AS piece
        WHERE ((u.units > '0') AND ((u.stated = false) OR (u.service = 'metered')))
        UNION ALL
        SELECT
            d.pool AS pool,
            d.unit AS unit,
            toDate(d.at) AS day,
            tuple(d.at, d.debit_id, toDecimal128(0, 9), toDate(d.at), d.subscription_id, '', '', '', d.amount, d.balance_id, d.account) AS use
        FROM prepaid.placed_debit AS d
        WHERE d.unit != 'money'
    )
SELECT n.*
FROM need AS n
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
