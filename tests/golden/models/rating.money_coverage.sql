WITH
    granted AS
    (
        SELECT
            g.pool AS pool,
            arraySort(groupArray(g.grant)) AS grants
        FROM rating.pool_grant AS g
        WHERE g.unit = 'money'
        GROUP BY g.pool
    ),
    used AS
    (
        SELECT
            u.pool AS pool,
            tuple(u.started_at, u.event_id, u.day, u.subscription_id, u.covered_service, u.zone, 'money', coalesce(c.amount, u.amount)) AS use
        FROM rating.pooled_use AS u
        LEFT JOIN rating.unit_covered_usage AS c ON c.event_id = u.event_id
        WHERE coalesce(c.amount, u.amount) > '0'
    ),
    ordered AS
    (
        SELECT
            u.pool AS pool,
            arraySort(groupArray(u.use)) AS uses
        FROM used AS u
        GROUP BY u.pool
    )
SELECT
    g.pool AS pool,
    g.grants AS grants,
    assumeNotNull(u.uses) AS uses,
    arrayFold((s1, x1) -> arrayElement(arrayMap(v2 -> arrayElement(arrayMap(v3 -> arrayElement(arrayMap(v4 -> tuple(arrayMap((x5, y5) -> if(y5, toDecimal128(0, 9), x5), arrayMap((x5, y5) -> toDecimal128((x5 - y5), 9), tupleElement(s1, 1), tupleElement(v4, 1)), arrayMap(x5 -> ((tupleElement(x1, 14) = 1) AND ((tupleElement(x1, 5) = tupleElement(x5, 7)) AND ((length(tupleElement(x1, 6)) = toInt64(0)) OR (has(tupleElement(x1, 6), tupleElement(x5, 5)) = true)) AND ((length(tupleElement(x1, 7)) = toInt64(0)) OR (has(tupleElement(x1, 7), tupleElement(x5, 6)) = true)) AND (tupleElement(x5, 3) >= tupleElement(x1, 11)) AND (tupleElement(x5, 3) < tupleElement(x1, 12)) AND ((tupleElement(x1, 13) = '') OR (tupleElement(x1, 13) = tupleElement(x5, 4))))), assumeNotNull(u.uses))), arrayConcat(tupleElement(s1, 2), arrayFilter(x5 -> (tupleElement(x5, 3) > '0'), arrayMap((x5, y5, z5) -> tuple(toInt64((toInt64(length(tupleElement(s1, 3))) + toInt64(1))), toInt64(x5), y5, z5), range(toInt64(1), toInt64((toInt64(length(assumeNotNull(u.uses))) + toInt64(1)))), tupleElement(v3, 1), tupleElement(v4, 1)))), arrayConcat(tupleElement(s1, 3), array(toDecimal128((tupleElement(v2, 2) - toDecimal128(arraySum(tupleElement(v3, 1)), 9)), 9))), arrayConcat(tupleElement(s1, 4), array(tupleElement(v2, 2))), arrayMap((x5, y5, z5) -> if(z5, toDecimal128((x5 + y5), 9), x5), tupleElement(s1, 5), arrayMap((x5, y5) -> toDecimal128((x5 - y5), 9), tupleElement(s1, 1), tupleElement(v4, 1)), arrayMap(x5 -> ((tupleElement(x1, 14) = 1) AND ((tupleElement(x1, 5) = tupleElement(x5, 7)) AND ((length(tupleElement(x1, 6)) = toInt64(0)) OR (has(tupleElement(x1, 6), tupleElement(x5, 5)) = true)) AND ((length(tupleElement(x1, 7)) = toInt64(0)) OR (has(tupleElement(x1, 7), tupleElement(x5, 6)) = true)) AND (tupleElement(x5, 3) >= tupleElement(x1, 11)) AND (tupleElement(x5, 3) < tupleElement(x1, 12)) AND ((tupleElement(x1, 13) = '') OR (tupleElement(x1, 13) = tupleElement(x5, 4))))), assumeNotNull(u.uses)))), array(tuple(arrayMap((x4, y4, z4) -> least(y4, toDecimal128(((toDecimal128(1, 0) * toDecimal256(z4, 30)) / if(arrayElement(tupleElement(x1, 9), toInt64(indexOf(tupleElement(x1, 8), tupleElement(x4, 6)))) > '0', arrayElement(tupleElement(x1, 9), toInt64(indexOf(tupleElement(x1, 8), tupleElement(x4, 6)))), toDecimal128('1', 9))), 9)), assumeNotNull(u.uses), tupleElement(s1, 1), tupleElement(v3, 1))))), 1), array(tuple(arrayMap((x3, y3) -> greatest(least(x3, (if(tupleElement(x1, 10) > '0', toDecimal128(((toDecimal128(1, 0) * toDecimal256(floor(((toDecimal128(1, 0) * toDecimal256(tupleElement(v2, 2), 30)) / if(tupleElement(x1, 10) = '0', toDecimal128('1', 9), tupleElement(x1, 10)))), 30)) * tupleElement(x1, 10)), 9), tupleElement(v2, 2)) - (y3 - x3))), toDecimal128(0, 9)), tupleElement(v2, 1), arrayCumSum(tupleElement(v2, 1)))))), 1), array(tuple(arrayMap((x2, y2) -> if((((tupleElement(x1, 5) = tupleElement(x2, 7)) AND ((length(tupleElement(x1, 6)) = toInt64(0)) OR (has(tupleElement(x1, 6), tupleElement(x2, 5)) = true)) AND ((length(tupleElement(x1, 7)) = toInt64(0)) OR (has(tupleElement(x1, 7), tupleElement(x2, 6)) = true)) AND (tupleElement(x2, 3) >= tupleElement(x1, 11)) AND (tupleElement(x2, 3) < tupleElement(x1, 12)) AND ((tupleElement(x1, 13) = '') OR (tupleElement(x1, 13) = tupleElement(x2, 4)))) AND (y2 > '0')), if(tupleElement(x1, 10) > '0', toDecimal128(((toDecimal128(1, 0) * toDecimal256(ceil(((toDecimal128(1, 0) * toDecimal256(toDecimal128(((toDecimal128(1, 0) * y2) * if(arrayElement(tupleElement(x1, 9), toInt64(indexOf(tupleElement(x1, 8), tupleElement(x2, 6)))) > '0', arrayElement(tupleElement(x1, 9), toInt64(indexOf(tupleElement(x1, 8), tupleElement(x2, 6)))), toDecimal128('1', 9))), 9), 30)) / if(tupleElement(x1, 10) = '0', toDecimal128('1', 9), tupleElement(x1, 10)))), 30)) * tupleElement(x1, 10)), 9), toDecimal128(((toDecimal128(1, 0) * y2) * if(arrayElement(tupleElement(x1, 9), toInt64(indexOf(tupleElement(x1, 8), tupleElement(x2, 6)))) > '0', arrayElement(tupleElement(x1, 9), toInt64(indexOf(tupleElement(x1, 8), tupleElement(x2, 6)))), toDecimal128('1', 9))), 9)), toDecimal128(0, 9)), assumeNotNull(u.uses), tupleElement(s1, 1)), if(tupleElement(x1, 3) = '', tupleElement(x1, 4), least(tupleElement(x1, 4), greatest(arrayElement(tupleElement(s1, 3), toInt64(indexOf(arrayMap(x1 -> tupleElement(x1, 2), g.grants), tupleElement(x1, 3)))), toDecimal128(0, 9))))))), 1), g.grants, tuple(arrayMap(x1 -> tupleElement(x1, 8), assumeNotNull(u.uses)), arrayFilter(x1 -> toBool(0), array(tuple(toInt64(0), toInt64(0), toDecimal128(0, 9), toDecimal128(0, 9)))), arrayFilter(x1 -> toBool(0), array(toDecimal128(0, 9))), arrayFilter(x1 -> toBool(0), array(toDecimal128(0, 9))), arrayMap(x1 -> toDecimal128(0, 9), assumeNotNull(u.uses)))) AS result
FROM granted AS g
LEFT JOIN ordered AS u ON u.pool = g.pool
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
