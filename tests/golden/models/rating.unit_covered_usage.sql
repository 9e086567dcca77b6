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
            tupleElement(change, 5) AS `from`,
            tupleElement(change, 6) AS allowance_id,
            tupleElement(change, 7) AS taken,
            tupleElement(change, 8) AS several
        FROM pooled AS c
        ARRAY JOIN c.changes AS change
    ),
    cut AS
    (
        SELECT
            c.use_key AS use_key,
            sum(c.before) AS before,
            sum(c.after) AS after,
            sum(c.refused) AS refused,
            arraySort(groupArray(tuple(toDecimal128((c.`from` + toDecimal128(((c.before - c.after) - c.refused), 9)), 9), toDecimal128(((c.`from` + c.before) - c.refused), 9)))) AS pieces
        FROM change AS c
        WHERE c.in_pieces = true
        GROUP BY c.use_key
        HAVING sum(c.before) != sum(c.after)
    ),
    changed AS
    (
        SELECT
            c.use_key AS use_key,
            c.before AS before,
            c.after AS after,
            c.refused AS refused,
            c.`from` AS `from`,
            c.allowance_id AS allowance_id,
            c.taken AS taken,
            c.several AS several,
            c.in_pieces AS in_pieces
        FROM change AS c
        WHERE ((c.in_pieces = false) AND (c.before != c.after))
        UNION ALL
        SELECT
            c.use_key AS use_key,
            c.before AS before,
            c.after AS after,
            c.refused AS refused,
            toDecimal128(0, 9) AS `from`,
            '' AS allowance_id,
            toDecimal128(0, 9) AS taken,
            toBool(1) AS several,
            toBool(1) AS in_pieces
        FROM cut AS c
    )
SELECT
    c.use_key AS use_key,
    toDecimal128((toDecimal128((c.before - c.refused), 9) - c.after), 9) AS covered,
    c.refused AS refused,
    if(((u.model IS NOT NULL) AND (u.model != 'rate')), toDecimal128(round(coalesce(o.rated, toDecimal256(toDecimal128(0, 9), 30)), 9), 9), arrayElement(arrayMap(v1 -> toDecimal128(multiIf(coalesce(u.rounding, 'half_up') = 'half_up', round(v1, coalesce(u.decimals, toInt32(9))), coalesce(u.rounding, 'half_up') = 'half_even', roundBankers(v1, coalesce(u.decimals, toInt32(9))), coalesce(u.rounding, 'half_up') = 'half_down', round(toDecimal256((v1 - ((toDecimal256(1, 0) * toDecimal128('0.000000000000000000000000000001', 30)) * toInt64(sign(v1)))), 30), coalesce(u.decimals, toInt32(9))), coalesce(u.rounding, 'half_up') = 'up', if(v1 < 0, floor(v1, coalesce(u.decimals, toInt32(9))), ceil(v1, coalesce(u.decimals, toInt32(9)))), coalesce(u.rounding, 'half_up') = 'down', trunc(v1, coalesce(u.decimals, toInt32(9))), round(v1, 9)), 9), array(round(multiIf(toDecimal256(u.maximum_cost, 30) IS NULL, greatest((toDecimal256(if(((toDecimal128((toDecimal128((c.before - c.refused), 9) - c.after), 9) < toDecimal128((c.before - c.refused), 9)) OR ((coalesce(u.connect_fee_when_covered, toBool(0)) = true) AND (toDecimal128((c.before - c.refused), 9) > '0'))), coalesce(u.connect_fee, toDecimal128(0, 9)), toDecimal128(0, 9)), 30) + ((toDecimal256((if(length(u.parts) > toInt64(0), toDecimal256(arraySum(arrayMap(x1 -> (((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * toDecimal256(greatest((least((toDecimal128(tupleElement(x1, 1), 9) + toDecimal128(tupleElement(x1, 2), 9)), if(c.in_pieces = false, toDecimal128((c.`from` + toDecimal128((c.before - c.refused), 9)), 9), toDecimal128(0, 9))) - greatest(toDecimal128(tupleElement(x1, 1), 9), if(c.in_pieces = false, toDecimal128((c.`from` + toDecimal128(((c.before - c.after) - c.refused), 9)), 9), toDecimal128(0, 9)))), toDecimal128(0, 9)), 30)) * tupleElement(x1, 4)), 30)) / tupleElement(x1, 5)) + if(greatest((least((toDecimal128(tupleElement(x1, 1), 9) + toDecimal128(tupleElement(x1, 2), 9)), if(c.in_pieces = false, toDecimal128((c.`from` + toDecimal128((c.before - c.refused), 9)), 9), toDecimal128(0, 9))) - greatest(toDecimal128(tupleElement(x1, 1), 9), if(c.in_pieces = false, toDecimal128((c.`from` + toDecimal128(((c.before - c.after) - c.refused), 9)), 9), toDecimal128(0, 9)))), toDecimal128(0, 9)) > '0', toDecimal256(tupleElement(x1, 7), 30), toDecimal256(toDecimal128(0, 9), 30))), u.parts)), 30), toDecimal256(((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * toDecimal256(greatest((if(c.in_pieces = false, toDecimal128((c.`from` + toDecimal128((c.before - c.refused), 9)), 9), toDecimal128(0, 9)) - if(c.in_pieces = false, toDecimal128((c.`from` + toDecimal128(((c.before - c.after) - c.refused), 9)), 9), toDecimal128(0, 9))), toDecimal128(0, 9)), 30)) * coalesce(u.rate, toDecimal128(0, 9))), 30)) / coalesce(u.per_units, toUInt64(1))), 30)) + toDecimal256(arraySum(arrayMap(x1 -> if(length(u.parts) > toInt64(0), toDecimal256(arraySum(arrayMap(x2 -> (((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * toDecimal256(greatest((least((toDecimal128(tupleElement(x2, 1), 9) + toDecimal128(tupleElement(x2, 2), 9)), tupleElement(x1, 2)) - greatest(toDecimal128(tupleElement(x2, 1), 9), tupleElement(x1, 1))), toDecimal128(0, 9)), 30)) * tupleElement(x2, 4)), 30)) / tupleElement(x2, 5)) + if(greatest((least((toDecimal128(tupleElement(x2, 1), 9) + toDecimal128(tupleElement(x2, 2), 9)), tupleElement(x1, 2)) - greatest(toDecimal128(tupleElement(x2, 1), 9), tupleElement(x1, 1))), toDecimal128(0, 9)) > '0', toDecimal256(tupleElement(x2, 7), 30), toDecimal256(toDecimal128(0, 9), 30))), u.parts)), 30), toDecimal256(((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * toDecimal256(greatest((tupleElement(x1, 2) - tupleElement(x1, 1)), toDecimal128(0, 9)), 30)) * coalesce(u.rate, toDecimal128(0, 9))), 30)) / coalesce(u.per_units, toUInt64(1))), 30)), assumeNotNull(k.pieces))), 30)), 30) + toDecimal256(((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * toDecimal128(toDecimal256(coalesce(u.marked_amount, toDecimal128(0, 9)), 30), 9)) * (toDecimal128((c.before - c.refused), 9) - toDecimal128((toDecimal128((c.before - c.refused), 9) - c.after), 9))), 30)) / c.before), 30)) + toDecimal256(coalesce(o.rated, toDecimal256(toDecimal128(0, 9), 30)), 30))), coalesce(toDecimal256(if(toDecimal128((toDecimal128((c.before - c.refused), 9) - c.after), 9) < toDecimal128((c.before - c.refused), 9), u.minimum_cost, NULL), 30), toDecimal256(toDecimal128(0, 9), 30))), coalesce(u.maximum_cost_includes_connect_fee, toBool(1)) = true, least(greatest((toDecimal256(if(((toDecimal128((toDecimal128((c.before - c.refused), 9) - c.after), 9) < toDecimal128((c.before - c.refused), 9)) OR ((coalesce(u.connect_fee_when_covered, toBool(0)) = true) AND (toDecimal128((c.before - c.refused), 9) > '0'))), coalesce(u.connect_fee, toDecimal128(0, 9)), toDecimal128(0, 9)), 30) + ((toDecimal256((if(length(u.parts) > toInt64(0), toDecimal256(arraySum(arrayMap(x1 -> (((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * toDecimal256(greatest((least((toDecimal128(tupleElement(x1, 1), 9) + toDecimal128(tupleElement(x1, 2), 9)), if(c.in_pieces = false, toDecimal128((c.`from` + toDecimal128((c.before - c.refused), 9)), 9), toDecimal128(0, 9))) - greatest(toDecimal128(tupleElement(x1, 1), 9), if(c.in_pieces = false, toDecimal128((c.`from` + toDecimal128(((c.before - c.after) - c.refused), 9)), 9), toDecimal128(0, 9)))), toDecimal128(0, 9)), 30)) * tupleElement(x1, 4)), 30)) / tupleElement(x1, 5)) + if(greatest((least((toDecimal128(tupleElement(x1, 1), 9) + toDecimal128(tupleElement(x1, 2), 9)), if(c.in_pieces = false, toDecimal128((c.`from` + toDecimal128((c.before - c.refused), 9)), 9), toDecimal128(0, 9))) - greatest(toDecimal128(tupleElement(x1, 1), 9), if(c.in_pieces = false, toDecimal128((c.`from` + toDecimal128(((c.before - c.after) - c.refused), 9)), 9), toDecimal128(0, 9)))), toDecimal128(0, 9)) > '0', toDecimal256(tupleElement(x1, 7), 30), toDecimal256(toDecimal128(0, 9), 30))), u.parts)), 30), toDecimal256(((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * toDecimal256(greatest((if(c.in_pieces = false, toDecimal128((c.`from` + toDecimal128((c.before - c.refused), 9)), 9), toDecimal128(0, 9)) - if(c.in_pieces = false, toDecimal128((c.`from` + toDecimal128(((c.before - c.after) - c.refused), 9)), 9), toDecimal128(0, 9))), toDecimal128(0, 9)), 30)) * coalesce(u.rate, toDecimal128(0, 9))), 30)) / coalesce(u.per_units, toUInt64(1))), 30)) + toDecimal256(arraySum(arrayMap(x1 -> if(length(u.parts) > toInt64(0), toDecimal256(arraySum(arrayMap(x2 -> (((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * toDecimal256(greatest((least((toDecimal128(tupleElement(x2, 1), 9) + toDecimal128(tupleElement(x2, 2), 9)), tupleElement(x1, 2)) - greatest(toDecimal128(tupleElement(x2, 1), 9), tupleElement(x1, 1))), toDecimal128(0, 9)), 30)) * tupleElement(x2, 4)), 30)) / tupleElement(x2, 5)) + if(greatest((least((toDecimal128(tupleElement(x2, 1), 9) + toDecimal128(tupleElement(x2, 2), 9)), tupleElement(x1, 2)) - greatest(toDecimal128(tupleElement(x2, 1), 9), tupleElement(x1, 1))), toDecimal128(0, 9)) > '0', toDecimal256(tupleElement(x2, 7), 30), toDecimal256(toDecimal128(0, 9), 30))), u.parts)), 30), toDecimal256(((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * toDecimal256(greatest((tupleElement(x1, 2) - tupleElement(x1, 1)), toDecimal128(0, 9)), 30)) * coalesce(u.rate, toDecimal128(0, 9))), 30)) / coalesce(u.per_units, toUInt64(1))), 30)), assumeNotNull(k.pieces))), 30)), 30) + toDecimal256(((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * toDecimal128(toDecimal256(coalesce(u.marked_amount, toDecimal128(0, 9)), 30), 9)) * (toDecimal128((c.before - c.refused), 9) - toDecimal128((toDecimal128((c.before - c.refused), 9) - c.after), 9))), 30)) / c.before), 30)) + toDecimal256(coalesce(o.rated, toDecimal256(toDecimal128(0, 9), 30)), 30))), coalesce(toDecimal256(if(toDecimal128((toDecimal128((c.before - c.refused), 9) - c.after), 9) < toDecimal128((c.before - c.refused), 9), u.minimum_cost, NULL), 30), toDecimal256(toDecimal128(0, 9), 30))), assumeNotNull(toDecimal256(u.maximum_cost, 30))), (toDecimal256(if(((toDecimal128((toDecimal128((c.before - c.refused), 9) - c.after), 9) < toDecimal128((c.before - c.refused), 9)) OR ((coalesce(u.connect_fee_when_covered, toBool(0)) = true) AND (toDecimal128((c.before - c.refused), 9) > '0'))), coalesce(u.connect_fee, toDecimal128(0, 9)), toDecimal128(0, 9)), 30) + least((greatest((toDecimal256(if(((toDecimal128((toDecimal128((c.before - c.refused), 9) - c.after), 9) < toDecimal128((c.before - c.refused), 9)) OR ((coalesce(u.connect_fee_when_covered, toBool(0)) = true) AND (toDecimal128((c.before - c.refused), 9) > '0'))), coalesce(u.connect_fee, toDecimal128(0, 9)), toDecimal128(0, 9)), 30) + ((toDecimal256((if(length(u.parts) > toInt64(0), toDecimal256(arraySum(arrayMap(x1 -> (((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * toDecimal256(greatest((least((toDecimal128(tupleElement(x1, 1), 9) + toDecimal128(tupleElement(x1, 2), 9)), if(c.in_pieces = false, toDecimal128((c.`from` + toDecimal128((c.before - c.refused), 9)), 9), toDecimal128(0, 9))) - greatest(toDecimal128(tupleElement(x1, 1), 9), if(c.in_pieces = false, toDecimal128((c.`from` + toDecimal128(((c.before - c.after) - c.refused), 9)), 9), toDecimal128(0, 9)))), toDecimal128(0, 9)), 30)) * tupleElement(x1, 4)), 30)) / tupleElement(x1, 5)) + if(greatest((least((toDecimal128(tupleElement(x1, 1), 9) + toDecimal128(tupleElement(x1, 2), 9)), if(c.in_pieces = false, toDecimal128((c.`from` + toDecimal128((c.before - c.refused), 9)), 9), toDecimal128(0, 9))) - greatest(toDecimal128(tupleElement(x1, 1), 9), if(c.in_pieces = false, toDecimal128((c.`from` + toDecimal128(((c.before - c.after) - c.refused), 9)), 9), toDecimal128(0, 9)))), toDecimal128(0, 9)) > '0', toDecimal256(tupleElement(x1, 7), 30), toDecimal256(toDecimal128(0, 9), 30))), u.parts)), 30), toDecimal256(((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * toDecimal256(greatest((if(c.in_pieces = false, toDecimal128((c.`from` + toDecimal128((c.before - c.refused), 9)), 9), toDecimal128(0, 9)) - if(c.in_pieces = false, toDecimal128((c.`from` + toDecimal128(((c.before - c.after) - c.refused), 9)), 9), toDecimal128(0, 9))), toDecimal128(0, 9)), 30)) * coalesce(u.rate, toDecimal128(0, 9))), 30)) / coalesce(u.per_units, toUInt64(1))), 30)) + toDecimal256(arraySum(arrayMap(x1 -> if(length(u.parts) > toInt64(0), toDecimal256(arraySum(arrayMap(x2 -> (((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * toDecimal256(greatest((least((toDecimal128(tupleElement(x2, 1), 9) + toDecimal128(tupleElement(x2, 2), 9)), tupleElement(x1, 2)) - greatest(toDecimal128(tupleElement(x2, 1), 9), tupleElement(x1, 1))), toDecimal128(0, 9)), 30)) * tupleElement(x2, 4)), 30)) / tupleElement(x2, 5)) + if(greatest((least((toDecimal128(tupleElement(x2, 1), 9) + toDecimal128(tupleElement(x2, 2), 9)), tupleElement(x1, 2)) - greatest(toDecimal128(tupleElement(x2, 1), 9), tupleElement(x1, 1))), toDecimal128(0, 9)) > '0', toDecimal256(tupleElement(x2, 7), 30), toDecimal256(toDecimal128(0, 9), 30))), u.parts)), 30), toDecimal256(((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * toDecimal256(greatest((tupleElement(x1, 2) - tupleElement(x1, 1)), toDecimal128(0, 9)), 30)) * coalesce(u.rate, toDecimal128(0, 9))), 30)) / coalesce(u.per_units, toUInt64(1))), 30)), assumeNotNull(k.pieces))), 30)), 30) + toDecimal256(((toDecimal256(1, 0) * toDecimal256(((toDecimal256(1, 0) * toDecimal128(toDecimal256(coalesce(u.marked_amount, toDecimal128(0, 9)), 30), 9)) * (toDecimal128((c.before - c.refused), 9) - toDecimal128((toDecimal128((c.before - c.refused), 9) - c.after), 9))), 30)) / c.before), 30)) + toDecimal256(coalesce(o.rated, toDecimal256(toDecimal128(0, 9), 30)), 30))), coalesce(toDecimal256(if(toDecimal128((toDecimal128((c.before - c.refused), 9) - c.after), 9) < toDecimal128((c.before - c.refused), 9), u.minimum_cost, NULL), 30), toDecimal256(toDecimal128(0, 9), 30))) - toDecimal256(if(((toDecimal128((toDecimal128((c.before - c.refused), 9) - c.after), 9) < toDecimal128((c.before - c.refused), 9)) OR ((coalesce(u.connect_fee_when_covered, toBool(0)) = true) AND (toDecimal128((c.before - c.refused), 9) > '0'))), coalesce(u.connect_fee, toDecimal128(0, 9)), toDecimal128(0, 9)), 30)), assumeNotNull(toDecimal256(u.maximum_cost, 30))))), 24))), 1)) AS amount,
    c.allowance_id AS allowance_id,
    multiIf(u.service = 'voice', 'seconds', (u.service IN ('sms', 'mms')), 'messages', u.service = 'data', 'bytes', 'units') AS unit,
    c.taken AS taken,
    c.several AS several
FROM rating.priced_usage AS u
INNER JOIN changed AS c ON c.use_key = if(toString(u.service) = 'metered', concat('metered/', u.event_id), u.event_id)
LEFT JOIN cut AS k ON k.use_key = c.use_key
LEFT JOIN own AS o ON o.use_key = c.use_key
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
