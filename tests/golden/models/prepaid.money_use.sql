WITH
    held AS
    (
        SELECT
            g.pool AS pool,
            g.grant AS grant
        FROM rating.pool_grant AS g
        WHERE (g.unit = 'money') AND (g.held = 'balance')
    ),
    granted AS
    (
        SELECT
            g.pool AS pool,
            arraySort(groupArray(g.grant)) AS grants
        FROM held AS g
        GROUP BY g.pool
    ),
    member AS
    (
        SELECT
            g.pool AS pool,
            tupleElement(g.grant, 17) AS line,
            max(tupleElement(g.grant, 25)) AS account
        FROM held AS g
        GROUP BY
            g.pool,
            tupleElement(g.grant, 17)
    ),
    fee AS
    (
        SELECT
            d.debit_id AS debit_id,
            d.subscription_id AS subscription_id,
            d.at AS at,
            d.amount AS amount,
            d.balance_id AS balance_id,
            argMin(m.pool, tuple(if(indexOf(array(concat('payer/', coalesce(p.payer_account_id, '')), concat('account/', coalesce(p.billing_account_id, '')), concat('line/', d.subscription_id)), m.pool) > toInt64(0), toInt64(indexOf(array(concat('payer/', coalesce(p.payer_account_id, '')), concat('account/', coalesce(p.billing_account_id, '')), concat('line/', d.subscription_id)), m.pool)), toInt64(9)), m.pool)) AS pool,
            argMin(m.account, tuple(if(indexOf(array(concat('payer/', coalesce(p.payer_account_id, '')), concat('account/', coalesce(p.billing_account_id, '')), concat('line/', d.subscription_id)), m.pool) > toInt64(0), toInt64(indexOf(array(concat('payer/', coalesce(p.payer_account_id, '')), concat('account/', coalesce(p.billing_account_id, '')), concat('line/', d.subscription_id)), m.pool)), toInt64(9)), m.pool)) AS account
        FROM prepaid.debit AS d
        ASOF LEFT JOIN rating.subscription_plan AS p ON (p.subscription_id = d.subscription_id) AND (d.at >= p.valid_from)
        INNER JOIN member AS m ON m.line = d.subscription_id
        GROUP BY
            d.debit_id,
            d.subscription_id,
            d.at,
            d.amount,
            d.balance_id
    ),
    item AS
    (
        SELECT
            u.pool AS pool,
            tuple(u.started_at, toInt32(1), u.use_key, toDecimal128(0, 9), u.day, u.subscription_id, u.covered_service, u.zone, u.band, 'money', coalesce(c.amount, u.amount), '', '', u.billing_account_id) AS item
        FROM rating.pooled_use AS u
        LEFT JOIN rating.covered_usage AS c ON c.use_key = u.use_key
        WHERE coalesce(c.amount, u.amount) > '0'
        UNION ALL
        SELECT
            d.pool AS pool,
            tuple(d.at, toInt32(1), d.debit_id, toDecimal128(0, 9), toDate(d.at), d.subscription_id, '', '', '', 'money', d.amount, d.balance_id, '', d.account) AS item
        FROM fee AS d
        UNION ALL
        SELECT
            g.pool AS pool,
            tuple(tupleElement(g.grant, 15), toInt32(0), tupleElement(g.grant, 2), toDecimal128(0, 9), toDate('1970-01-01'), tupleElement(g.grant, 17), '', '', '', 'money', toDecimal128(0, 9), '', tupleElement(g.grant, 2), tupleElement(g.grant, 25)) AS item
        FROM held AS g
        WHERE tupleElement(g.grant, 24) > '0'
    ),
    used AS
    (
        SELECT
            i.pool AS pool,
            arraySort(groupArray(i.item)) AS uses
        FROM item AS i
        SEMI LEFT JOIN granted AS g ON g.pool = i.pool
        GROUP BY i.pool
    )
SELECT
    g.pool AS pool,
    arrayMap(x1 -> tupleElement(x1, 2), g.grants) AS grants,
    arrayMap(x1 -> tuple(tupleElement(x1, 3), tupleElement(x1, 11), tupleElement(x1, 4)), assumeNotNull(u.uses)) AS uses,
    arrayElement(arrayMap(v1 -> tuple(tupleElement(v1, 3), tupleElement(v1, 2), arrayMap((x2, y2) -> if(tupleElement(x2, 3) = '', y2, toDecimal128((least(tupleElement(x2, 4), greatest(arrayElement(tupleElement(v1, 1), toInt64(indexOf(arrayMap(x1 -> tupleElement(x1, 2), g.grants), tupleElement(x2, 3)))), tupleElement(x2, 5))) + y2), 9)), g.grants, tupleElement(v1, 1)), arrayMap((x2, y2, z2) -> if(tupleElement(x2, 3) = '', tupleElement(x2, 4), toDecimal128((y2 - z2), 9)), g.grants, arrayMap((x2, y2) -> if(tupleElement(x2, 3) = '', y2, toDecimal128((least(tupleElement(x2, 4), greatest(arrayElement(tupleElement(v1, 1), toInt64(indexOf(arrayMap(x1 -> tupleElement(x1, 2), g.grants), tupleElement(x2, 3)))), tupleElement(x2, 5))) + y2), 9)), g.grants, tupleElement(v1, 1)), tupleElement(v1, 1)), tupleElement(v1, 4)), array(arrayFold((s1, x1) -> arrayElement(arrayMap(v2 -> arrayElement(arrayMap(v3 -> tuple(if(tupleElement(x1, 13) = '', arrayMap((x4, y4) -> toDecimal128((y4 - toDecimal128(arraySum(arrayMap(x5 -> if(tupleElement(x5, 1) = x4, tupleElement(x5, 3), toDecimal128(0, 9)), tupleElement(v3, 2))), 9)), 9), arrayMap(x1 -> tupleElement(x1, 2), g.grants), tupleElement(s1, 1)), arrayElement(arrayMap(v4 -> arrayElement(arrayMap(v5 -> arrayElement(arrayMap(v6 -> arrayMap((x7, y7) -> multiIf(x7 = v5, toDecimal128((y7 + v6), 9), x7 = v4, toDecimal128((y7 - v6), 9), y7), range(toInt64(1), toInt64((toInt64(length(arrayMap(x1 -> tupleElement(x1, 2), g.grants))) + toInt64(1)))), tupleElement(s1, 1)), array(if(v4 = v5, toDecimal128(0, 9), least(greatest((-arrayElement(tupleElement(s1, 1), v5)), toDecimal128(0, 9)), arrayElement(tupleElement(s1, 1), v4))))), 1), array(toInt64(indexOf(arrayMap(x1 -> tupleElement(x1, 2), g.grants), tupleElement(arrayElement(g.grants, v4), 23))))), 1), array(toInt64(indexOf(arrayMap(x1 -> tupleElement(x1, 2), g.grants), tupleElement(x1, 13))))), 1)), arrayConcat(tupleElement(s1, 2), tupleElement(v3, 2)), arrayConcat(tupleElement(s1, 3), array(tupleElement(v3, 1))), arrayConcat(tupleElement(s1, 4), array(tupleElement(v3, 3)))), array(arrayElement(arrayMap(v3 -> arrayElement(arrayMap(v4 -> arrayElement(arrayMap(v5 -> tuple(toDecimal128((tupleElement(v4, 1) - v5), 9), arrayConcat(tupleElement(v4, 2), arrayFilter(x6 -> (tupleElement(x6, 3) > '0'), array(tuple(arrayElement(arrayMap(x1 -> tupleElement(x1, 2), g.grants), if(toInt64(arrayFirstIndex(x5 -> (tupleElement(arrayElement(g.grants, x5), 24) > '0'), v3)) > toInt64(0), toInt64(indexOf(arrayMap(x1 -> tupleElement(x1, 2), g.grants), tupleElement(arrayElement(g.grants, arrayElement(v3, toInt64(arrayFirstIndex(x5 -> (tupleElement(arrayElement(g.grants, x5), 24) > '0'), v3)))), 23))), toInt64(0))), tupleElement(x1, 3), v5, v5)))), tupleElement(v4, 3)), array(if(if(toInt64(arrayFirstIndex(x5 -> (tupleElement(arrayElement(g.grants, x5), 24) > '0'), v3)) > toInt64(0), toInt64(indexOf(arrayMap(x1 -> tupleElement(x1, 2), g.grants), tupleElement(arrayElement(g.grants, arrayElement(v3, toInt64(arrayFirstIndex(x5 -> (tupleElement(arrayElement(g.grants, x5), 24) > '0'), v3)))), 23))), toInt64(0)) > toInt64(0), least(tupleElement(v4, 1), greatest(toDecimal128((tupleElement(arrayElement(g.grants, if(toInt64(arrayFirstIndex(x5 -> (tupleElement(arrayElement(g.grants, x5), 24) > '0'), v3)) > toInt64(0), toInt64(indexOf(arrayMap(x1 -> tupleElement(x1, 2), g.grants), tupleElement(arrayElement(g.grants, arrayElement(v3, toInt64(arrayFirstIndex(x5 -> (tupleElement(arrayElement(g.grants, x5), 24) > '0'), v3)))), 23))), toInt64(0))), 24) + least(arrayElement(v2, if(toInt64(arrayFirstIndex(x5 -> (tupleElement(arrayElement(g.grants, x5), 24) > '0'), v3)) > toInt64(0), toInt64(indexOf(arrayMap(x1 -> tupleElement(x1, 2), g.grants), tupleElement(arrayElement(g.grants, arrayElement(v3, toInt64(arrayFirstIndex(x5 -> (tupleElement(arrayElement(g.grants, x5), 24) > '0'), v3)))), 23))), toInt64(0))), toDecimal128(0, 9))), 9), toDecimal128(0, 9))), toDecimal128(0, 9)))), 1), array(arrayFold((s4, x4) -> arrayElement(arrayMap(v5 -> tuple(if(((tupleElement(arrayElement(g.grants, x4), 19) = 1) AND (arrayElement(v3, toInt64(arrayLastIndex(x6 -> (tupleElement(tupleElement(arrayElement(g.grants, x6), 1), 4) = tupleElement(tupleElement(arrayElement(g.grants, x4), 1), 4)), v3))) = x4)), toDecimal128(0, 9), toDecimal128((tupleElement(s4, 1) - least(tupleElement(s4, 1), toDecimal128(((toDecimal256(1, 0) * toDecimal256(v5, 30)) / if(arrayElement(tupleElement(arrayElement(g.grants, x4), 11), toInt64(indexOf(tupleElement(arrayElement(g.grants, x4), 10), tupleElement(x1, 8)))) > '0', arrayElement(tupleElement(arrayElement(g.grants, x4), 11), toInt64(indexOf(tupleElement(arrayElement(g.grants, x4), 10), tupleElement(x1, 8)))), toDecimal128('1', 9))), 9))), 9)), arrayConcat(tupleElement(s4, 2), arrayFilter(x6 -> (tupleElement(x6, 3) > '0'), array(tuple(tupleElement(arrayElement(g.grants, x4), 2), tupleElement(x1, 3), v5, least(tupleElement(s4, 1), toDecimal128(((toDecimal256(1, 0) * toDecimal256(v5, 30)) / if(arrayElement(tupleElement(arrayElement(g.grants, x4), 11), toInt64(indexOf(tupleElement(arrayElement(g.grants, x4), 10), tupleElement(x1, 8)))) > '0', arrayElement(tupleElement(arrayElement(g.grants, x4), 11), toInt64(indexOf(tupleElement(arrayElement(g.grants, x4), 10), tupleElement(x1, 8)))), toDecimal128('1', 9))), 9)))))), if(((tupleElement(arrayElement(g.grants, x4), 19) = 1) AND (arrayElement(v3, toInt64(arrayLastIndex(x6 -> (tupleElement(tupleElement(arrayElement(g.grants, x6), 1), 4) = tupleElement(tupleElement(arrayElement(g.grants, x4), 1), 4)), v3))) = x4)), toDecimal128((tupleElement(s4, 3) + toDecimal128((tupleElement(s4, 1) - least(tupleElement(s4, 1), toDecimal128(((toDecimal256(1, 0) * toDecimal256(v5, 30)) / if(arrayElement(tupleElement(arrayElement(g.grants, x4), 11), toInt64(indexOf(tupleElement(arrayElement(g.grants, x4), 10), tupleElement(x1, 8)))) > '0', arrayElement(tupleElement(arrayElement(g.grants, x4), 11), toInt64(indexOf(tupleElement(arrayElement(g.grants, x4), 10), tupleElement(x1, 8)))), toDecimal128('1', 9))), 9))), 9)), 9), tupleElement(s4, 3))), array(least(if(tupleElement(arrayElement(g.grants, x4), 12) > '0', toDecimal128(((toDecimal256(1, 0) * toDecimal256(ceil(((toDecimal256(1, 0) * toDecimal256(toDecimal128(((toDecimal256(1, 0) * tupleElement(s4, 1)) * if(arrayElement(tupleElement(arrayElement(g.grants, x4), 11), toInt64(indexOf(tupleElement(arrayElement(g.grants, x4), 10), tupleElement(x1, 8)))) > '0', arrayElement(tupleElement(arrayElement(g.grants, x4), 11), toInt64(indexOf(tupleElement(arrayElement(g.grants, x4), 10), tupleElement(x1, 8)))), toDecimal128('1', 9))), 9), 30)) / if(tupleElement(arrayElement(g.grants, x4), 12) = '0', toDecimal128('1', 9), tupleElement(arrayElement(g.grants, x4), 12)))), 30)) * tupleElement(arrayElement(g.grants, x4), 12)), 9), toDecimal128(((toDecimal256(1, 0) * tupleElement(s4, 1)) * if(arrayElement(tupleElement(arrayElement(g.grants, x4), 11), toInt64(indexOf(tupleElement(arrayElement(g.grants, x4), 10), tupleElement(x1, 8)))) > '0', arrayElement(tupleElement(arrayElement(g.grants, x4), 11), toInt64(indexOf(tupleElement(arrayElement(g.grants, x4), 10), tupleElement(x1, 8)))), toDecimal128('1', 9))), 9)), if(tupleElement(arrayElement(g.grants, x4), 12) > '0', toDecimal128(((toDecimal256(1, 0) * toDecimal256(floor(((toDecimal256(1, 0) * toDecimal256(greatest(arrayElement(v2, x4), toDecimal128(0, 9)), 30)) / if(tupleElement(arrayElement(g.grants, x4), 12) = '0', toDecimal128('1', 9), tupleElement(arrayElement(g.grants, x4), 12)))), 30)) * tupleElement(arrayElement(g.grants, x4), 12)), 9), greatest(arrayElement(v2, x4), toDecimal128(0, 9)))))), 1), v3, tuple(tupleElement(x1, 11), arrayFilter(x3 -> toBool(0), array(tuple('', '', toDecimal128(0, 9), toDecimal128(0, 9)))), toDecimal128(0, 9))))), 1), array(arraySort(x3 -> tuple(tupleElement(tupleElement(arrayElement(g.grants, x3), 1), 1), toInt32(toBool(((tupleElement(arrayElement(g.grants, x3), 21) = 1) AND (tupleElement(arrayElement(g.grants, x3), 17) != tupleElement(x1, 6))))), multiIf(tupleElement(arrayElement(g.grants, x3), 20) = 'lowest', arrayElement(v2, x3), tupleElement(arrayElement(g.grants, x3), 20) = 'highest', (-arrayElement(v2, x3)), toDecimal128(0, 9)), tupleElement(arrayElement(g.grants, x3), 1)), arrayFilter(x3 -> ((tupleElement(x1, 13) = '') AND ((tupleElement(arrayElement(g.grants, x3), 6) = tupleElement(x1, 10)) AND (((tupleElement(x1, 12) = '') AND ((length(tupleElement(arrayElement(g.grants, x3), 7)) = toInt64(0)) OR (has(tupleElement(arrayElement(g.grants, x3), 7), tupleElement(x1, 7)) = true)) AND ((length(tupleElement(arrayElement(g.grants, x3), 8)) = toInt64(0)) OR (has(tupleElement(arrayElement(g.grants, x3), 8), tupleElement(x1, 8)) = true)) AND ((length(tupleElement(arrayElement(g.grants, x3), 9)) = toInt64(0)) OR (has(tupleElement(arrayElement(g.grants, x3), 9), tupleElement(x1, 9)) = true))) OR ((tupleElement(x1, 12) != '') AND (tupleElement(x1, 12) = tupleElement(arrayElement(g.grants, x3), 22)))) AND (tupleElement(x1, 5) >= tupleElement(arrayElement(g.grants, x3), 13)) AND (tupleElement(x1, 5) < tupleElement(arrayElement(g.grants, x3), 14)) AND (tupleElement(x1, 1) >= tupleElement(arrayElement(g.grants, x3), 15)) AND (tupleElement(x1, 1) < tupleElement(arrayElement(g.grants, x3), 16)) AND ((tupleElement(arrayElement(g.grants, x3), 18) = 1) OR (tupleElement(arrayElement(g.grants, x3), 17) = tupleElement(x1, 6))) AND ((tupleElement(arrayElement(g.grants, x3), 25) = '') OR (tupleElement(arrayElement(g.grants, x3), 25) = tupleElement(x1, 14))))), range(toInt64(1), toInt64((toInt64(length(arrayMap(x1 -> tupleElement(x1, 2), g.grants))) + toInt64(1)))))))), 1))), 1), array(arrayMap((x2, y2) -> if(tupleElement(x2, 3) = '', y2, toDecimal128((least(tupleElement(x2, 4), greatest(arrayElement(tupleElement(s1, 1), toInt64(indexOf(arrayMap(x1 -> tupleElement(x1, 2), g.grants), tupleElement(x2, 3)))), tupleElement(x2, 5))) + y2), 9)), g.grants, tupleElement(s1, 1)))), 1), assumeNotNull(u.uses), tuple(arrayMap(x1 -> if(tupleElement(x1, 3) = '', tupleElement(x1, 4), toDecimal128(0, 9)), g.grants), arrayFilter(x1 -> toBool(0), array(tuple('', '', toDecimal128(0, 9), toDecimal128(0, 9)))), arrayFilter(x1 -> toBool(0), array(toDecimal128(0, 9))), arrayFilter(x1 -> toBool(0), array(toDecimal128(0, 9))))))), 1) AS result
FROM granted AS g
LEFT JOIN used AS u ON u.pool = g.pool
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
