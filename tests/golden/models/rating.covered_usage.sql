WITH
    change AS
    (
        SELECT
            tupleElement(change, 1) AS use_key,
            tupleElement(change, 2) AS before,
            tupleElement(change, 3) AS after
        FROM rating.money_coverage AS c
        ARRAY JOIN c.changes AS change
    ),
    part AS
    (
        SELECT
            u.use_key AS use_key,
            u.covered AS covered,
            u.refused AS refused,
            u.amount AS amount,
            toInt32(1) AS told,
            tuple(toInt32(0), toInt64(0)) AS place,
            '' AS allowance_id,
            '' AS unit,
            toDecimal128(0, 9) AS taken
        FROM rating.unit_covered_usage AS u
        UNION ALL
        SELECT
            c.use_key AS use_key,
            toDecimal128(0, 9) AS covered,
            toDecimal128(0, 9) AS refused,
            c.after AS amount,
            toInt32(2) AS told,
            tuple(toInt32(0), toInt64(0)) AS place,
            '' AS allowance_id,
            '' AS unit,
            toDecimal128(0, 9) AS taken
        FROM change AS c
        WHERE c.before != c.after
        UNION ALL
        SELECT
            t.use_key AS use_key,
            toDecimal128(0, 9) AS covered,
            toDecimal128(0, 9) AS refused,
            toDecimal128(0, 9) AS amount,
            toInt32(0) AS told,
            t.place AS place,
            toString(t.allowance_id) AS allowance_id,
            toString(t.unit) AS unit,
            t.taken AS taken
        FROM rating.allowance_take AS t
    )
SELECT
    p.use_key AS use_key,
    sum(p.covered) AS covered,
    sum(p.refused) AS refused,
    argMax(p.amount, p.told) AS amount,
    arrayMap(x1 -> tupleElement(x1, 2), arraySort(groupArrayIf(tuple(p.place, tuple(p.allowance_id, p.unit, p.taken)), p.told = 0))) AS allowances
FROM part AS p
GROUP BY p.use_key
HAVING max(p.told) != 0
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
