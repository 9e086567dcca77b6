WITH
    take AS
    (
        SELECT
            tupleElement(take, 1) AS grant_id,
            tupleElement(take, 2) AS use_key,
            tupleElement(take, 3) AS taken,
            tupleElement(take, 4) AS covered
        FROM rating.unit_coverage AS c
        ARRAY JOIN c.takes AS take
    ),
    own AS
    (
        SELECT
            t.use_key AS use_key,
            sum(toDecimal256(((toDecimal256(1, 0) * toDecimal256(t.covered, 30)) * g.rate), 30)) AS rated
        FROM take AS t
        INNER JOIN rating.usage_grant AS g ON g.grant_id = t.grant_id
        WHERE g.rate != '0'
        GROUP BY t.use_key
    ),
    pooled AS
    (
        SELECT
            c.changes AS changes,
            arrayExists(x1 -> (tupleElement(x1, 5) > '0'), c.changes) AS in_pieces
        FROM rating.unit_coverage AS c
    ),
    change AS
    (
        SELECT
            c.in_pieces AS in_pieces,
            tupleElement(change, 1) AS use_key,
            tupleElement(change, 2) AS before,
            tupleElement(change, 3) AS after,
            tupleElement(change, 4) AS refused,
            tupleElement(change, 5) AS `from`
        FROM pooled AS c
        ARRAY JOIN c.changes AS change
    ),
    piece AS
    (
        SELECT
            c.in_pieces AS in_pieces,
            c.use_key AS use_key,
            c.before AS before,
            c.after AS after,
            c.refused AS refused,
            toDecimal128(((c.before - c.after) - c.refused), 9) AS covered,
            toDecimal128((c.`from` + toDecimal128(((c.before - c.after) - c.refused), 9)), 9) AS begin,
            toDecimal128(((c.`from` + c.before) - c.refused), 9) AS end
        FROM change AS c
    ),
    changed AS
    (
        SELECT
            p.use_key AS use_key,
            p.refused AS refused,
            p.covered AS covered,
            p.before AS before,
            p.begin AS begin,
            p.end AS end,
            arrayFilter(x1 -> toBool(0), array(tuple(toDecimal128(0, 9), toDecimal128(0, 9)))) AS pieces
        FROM piece AS p
        WHERE ((p.in_pieces = false) AND (p.before != p.after))
        UNION ALL
        SELECT
            p.use_key AS use_key,
            sum(p.refused) AS refused,
            sum(p.covered) AS covered,
            sum(p.before) AS before,
            toDecimal128(0, 9) AS begin,
            toDecimal128(0, 9) AS end,
            arraySort(groupArray(tuple(p.begin, p.end))) AS pieces
        FROM piece AS p
        WHERE p.in_pieces = true
        GROUP BY p.use_key
        HAVING sum(p.before) != sum(p.after)
    )
SELECT
    c.use_key AS use_key,
    c.covered AS covered,
    c.refused AS refused,
    if(((u.model IS NOT NULL) AND (u.model != 'rate')), toDecimal128(round(coalesce(o.rated, toDecimal256(toDecimal128(0, 9), 30)), 9), 9), arrayElement(arrayMap(v1 -> toDecimal128(multiIf(coalesce(u.rounding, 'half_up') = 'half_up', round(v1, coalesce(u.decimals, toInt32(9))), coalesce(u.rounding, 'half_up') = 'half_even', roundBankers(v1, coalesce(u.decimals, toInt32(9))), coalesce(u.rounding, 'half_up') = 'half_down', round(toDecimal256((v1 - ((toDecimal256(1, 0) * toDecimal128('0.000000000000000000000000000001', 30)) * toInt64(sign(v1)))), 30), coalesce(u.decimals, toInt32(9))), coalesce(u.rounding, 'half_up') = 'up', if(v1 < 0, floor(v1, coalesce(u.decimals, toInt32(9))), ceil(v1, coalesce(u.decimals, toInt32(9)))), coalesce(u.rounding, 'half_up') = 'down', trunc(v1, coalesce(u.decimals, toInt32(9))), round(v1, 9)), 9), array(round(multiIf(toDecimal256(u.maximum_cost, 30) IS NULL, greatest((toDecimal256(if(((c.covered < toDecimal128((c.before - c.refused), 9)) OR ((coalesce(u.connect_fee_when_covered, toBool(0)) = true) AND (toDecimal128((c.before - c.refused), 9) > '0'))), coalesce(u.connect_fee, toDecimal128(0, 9)), toDecimal128(0, 9)), 30) + ((toDecimal256((if(length(u.parts) > toInt64(0), toDecimal256(arraySum(arrayMap(x1 -> (((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * toDecimal256(greatest((least((toDecimal128(tupleElement(x1, 1), 9) + toDecimal128(tupleElement(x1, 2), 9)), c.end) - greatest(toDecimal128(tupleElement(x1, 1), 9), c.begin)), toDecimal128(0, 9)), 30)) * tupleElement(x1, 4)), 30)) / tupleElement(x1, 5)) + if(greatest((least((toDecimal128(tupleElement(x1, 1), 9) + toDecimal128(tupleElement(x1, 2), 9)), c.end) - greatest(toDecimal128(tupleElement(x1, 1), 9), c.begin)), toDecimal128(0, 9)) > '0', toDecimal256(tupleElement(x1, 7), 30), toDecimal256(toDecimal128(0, 9), 30))), u.parts)), 30), toDecimal256(((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * toDecimal256(greatest((c.end - c.begin), toDecimal128(0, 9)), 30)) * coalesce(u.rate, toDecimal128(0, 9))), 30)) / coalesce(u.per_units, toUInt64(1))), 30)) + toDecimal256(arraySum(arrayMap(x1 -> if(length(u.parts) > toInt64(0), toDecimal256(arraySum(arrayMap(x2 -> (((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * toDecimal256(greatest((least((toDecimal128(tupleElement(x2, 1), 9) + toDecimal128(tupleElement(x2, 2), 9)), tupleElement(x1, 2)) - greatest(toDecimal128(tupleElement(x2, 1), 9), tupleElement(x1, 1))), toDecimal128(0, 9)), 30)) * tupleElement(x2, 4)), 30)) / tupleElement(x2, 5)) + if(greatest((least((toDecimal128(tupleElement(x2, 1), 9) + toDecimal128(tupleElement(x2, 2), 9)), tupleElement(x1, 2)) - greatest(toDecimal128(tupleElement(x2, 1), 9), tupleElement(x1, 1))), toDecimal128(0, 9)) > '0', toDecimal256(tupleElement(x2, 7), 30), toDecimal256(toDecimal128(0, 9), 30))), u.parts)), 30), toDecimal256(((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * toDecimal256(greatest((tupleElement(x1, 2) - tupleElement(x1, 1)), toDecimal128(0, 9)), 30)) * coalesce(u.rate, toDecimal128(0, 9))), 30)) / coalesce(u.per_units, toUInt64(1))), 30)), c.pieces)), 30)), 30) + toDecimal256(((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * toDecimal128(toDecimal256(coalesce(u.marked_amount, toDecimal128(0, 9)), 30), 9)) * (toDecimal128((c.before - c.refused), 9) - c.covered)), 30)) / c.before), 30)) + toDecimal256(coalesce(o.rated, toDecimal256(toDecimal128(0, 9), 30)), 30))), coalesce(toDecimal256(if(c.covered < toDecimal128((c.before - c.refused), 9), u.minimum_cost, NULL), 30), toDecimal256(toDecimal128(0, 9), 30))), coalesce(u.maximum_cost_includes_connect_fee, toBool(1)) = true, least(greatest((toDecimal256(if(((c.covered < toDecimal128((c.before - c.refused), 9)) OR ((coalesce(u.connect_fee_when_covered, toBool(0)) = true) AND (toDecimal128((c.before - c.refused), 9) > '0'))), coalesce(u.connect_fee, toDecimal128(0, 9)), toDecimal128(0, 9)), 30) + ((toDecimal256((if(length(u.parts) > toInt64(0), toDecimal256(arraySum(arrayMap(x1 -> (((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * toDecimal256(greatest((least((toDecimal128(tupleElement(x1, 1), 9) + toDecimal128(tupleElement(x1, 2), 9)), c.end) - greatest(toDecimal128(tupleElement(x1, 1), 9), c.begin)), toDecimal128(0, 9)), 30)) * tupleElement(x1, 4)), 30)) / tupleElement(x1, 5)) + if(greatest((least((toDecimal128(tupleElement(x1, 1), 9) + toDecimal128(tupleElement(x1, 2), 9)), c.end) - greatest(toDecimal128(tupleElement(x1, 1), 9), c.begin)), toDecimal128(0, 9)) > '0', toDecimal256(tupleElement(x1, 7), 30), toDecimal256(toDecimal128(0, 9), 30))), u.parts)), 30), toDecimal256(((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * toDecimal256(greatest((c.end - c.begin), toDecimal128(0, 9)), 30)) * coalesce(u.rate, toDecimal128(0, 9))), 30)) / coalesce(u.per_units, toUInt64(1))), 30)) + toDecimal256(arraySum(arrayMap(x1 -> if(length(u.parts) > toInt64(0), toDecimal256(arraySum(arrayMap(x2 -> (((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * toDecimal256(greatest((least((toDecimal128(tupleElement(x2, 1), 9) + toDecimal128(tupleElement(x2, 2), 9)), tupleElement(x1, 2)) - greatest(toDecimal128(tupleElement(x2, 1), 9), tupleElement(x1, 1))), toDecimal128(0, 9)), 30)) * tupleElement(x2, 4)), 30)) / tupleElement(x2, 5)) + if(greatest((least((toDecimal128(tupleElement(x2, 1), 9) + toDecimal128(tupleElement(x2, 2), 9)), tupleElement(x1, 2)) - greatest(toDecimal128(tupleElement(x2, 1), 9), tupleElement(x1, 1))), toDecimal128(0, 9)) > '0', toDecimal256(tupleElement(x2, 7), 30), toDecimal256(toDecimal128(0, 9), 30))), u.parts)), 30), toDecimal256(((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * toDecimal256(greatest((tupleElement(x1, 2) - tupleElement(x1, 1)), toDecimal128(0, 9)), 30)) * coalesce(u.rate, toDecimal128(0, 9))), 30)) / coalesce(u.per_units, toUInt64(1))), 30)), c.pieces)), 30)), 30) + toDecimal256(((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * toDecimal128(toDecimal256(coalesce(u.marked_amount, toDecimal128(0, 9)), 30), 9)) * (toDecimal128((c.before - c.refused), 9) - c.covered)), 30)) / c.before), 30)) + toDecimal256(coalesce(o.rated, toDecimal256(toDecimal128(0, 9), 30)), 30))), coalesce(toDecimal256(if(c.covered < toDecimal128((c.before - c.refused), 9), u.minimum_cost, NULL), 30), toDecimal256(toDecimal128(0, 9), 30))), assumeNotNull(toDecimal256(u.maximum_cost, 30))), (toDecimal256(if(((c.covered < toDecimal128((c.before - c.refused), 9)) OR ((coalesce(u.connect_fee_when_covered, toBool(0)) = true) AND (toDecimal128((c.before - c.refused), 9) > '0'))), coalesce(u.connect_fee, toDecimal128(0, 9)), toDecimal128(0, 9)), 30) + least((greatest((toDecimal256(if(((c.covered < toDecimal128((c.before - c.refused), 9)) OR ((coalesce(u.connect_fee_when_covered, toBool(0)) = true) AND (toDecimal128((c.before - c.refused), 9) > '0'))), coalesce(u.connect_fee, toDecimal128(0, 9)), toDecimal128(0, 9)), 30) + ((toDecimal256((if(length(u.parts) > toInt64(0), toDecimal256(arraySum(arrayMap(x1 -> (((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * toDecimal256(greatest((least((toDecimal128(tupleElement(x1, 1), 9) + toDecimal128(tupleElement(x1, 2), 9)), c.end) - greatest(toDecimal128(tupleElement(x1, 1), 9), c.begin)), toDecimal128(0, 9)), 30)) * tupleElement(x1, 4)), 30)) / tupleElement(x1, 5)) + if(greatest((least((toDecimal128(tupleElement(x1, 1), 9) + toDecimal128(tupleElement(x1, 2), 9)), c.end) - greatest(toDecimal128(tupleElement(x1, 1), 9), c.begin)), toDecimal128(0, 9)) > '0', toDecimal256(tupleElement(x1, 7), 30), toDecimal256(toDecimal128(0, 9), 30))), u.parts)), 30), toDecimal256(((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * toDecimal256(greatest((c.end - c.begin), toDecimal128(0, 9)), 30)) * coalesce(u.rate, toDecimal128(0, 9))), 30)) / coalesce(u.per_units, toUInt64(1))), 30)) + toDecimal256(arraySum(arrayMap(x1 -> if(length(u.parts) > toInt64(0), toDecimal256(arraySum(arrayMap(x2 -> (((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * toDecimal256(greatest((least((toDecimal128(tupleElement(x2, 1), 9) + toDecimal128(tupleElement(x2, 2), 9)), tupleElement(x1, 2)) - greatest(toDecimal128(tupleElement(x2, 1), 9), tupleElement(x1, 1))), toDecimal128(0, 9)), 30)) * tupleElement(x2, 4)), 30)) / tupleElement(x2, 5)) + if(greatest((least((toDecimal128(tupleElement(x2, 1), 9) + toDecimal128(tupleElement(x2, 2), 9)), tupleElement(x1, 2)) - greatest(toDecimal128(tupleElement(x2, 1), 9), tupleElement(x1, 1))), toDecimal128(0, 9)) > '0', toDecimal256(tupleElement(x2, 7), 30), toDecimal256(toDecimal128(0, 9), 30))), u.parts)), 30), toDecimal256(((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * toDecimal256(greatest((tupleElement(x1, 2) - tupleElement(x1, 1)), toDecimal128(0, 9)), 30)) * coalesce(u.rate, toDecimal128(0, 9))), 30)) / coalesce(u.per_units, toUInt64(1))), 30)), c.pieces)), 30)), 30) + toDecimal256(((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * toDecimal128(toDecimal256(coalesce(u.marked_amount, toDecimal128(0, 9)), 30), 9)) * (toDecimal128((c.before - c.refused), 9) - c.covered)), 30)) / c.before), 30)) + toDecimal256(coalesce(o.rated, toDecimal256(toDecimal128(0, 9), 30)), 30))), coalesce(toDecimal256(if(c.covered < toDecimal128((c.before - c.refused), 9), u.minimum_cost, NULL), 30), toDecimal256(toDecimal128(0, 9), 30))) - toDecimal256(if(((c.covered < toDecimal128((c.before - c.refused), 9)) OR ((coalesce(u.connect_fee_when_covered, toBool(0)) = true) AND (toDecimal128((c.before - c.refused), 9) > '0'))), coalesce(u.connect_fee, toDecimal128(0, 9)), toDecimal128(0, 9)), 30)), assumeNotNull(toDecimal256(u.maximum_cost, 30))))), 24))), 1)) AS amount
FROM rating.priced_usage AS u
INNER JOIN changed AS c ON c.use_key = if(toString(u.service) = 'metered', concat('metered/', u.event_id), u.event_id)
LEFT JOIN own AS o ON o.use_key = c.use_key
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
