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
    both AS
    (
        SELECT
            u.use_key AS use_key,
            u.covered AS covered,
            u.refused AS refused,
            u.amount AS amount,
            toInt32(0) AS of_money
        FROM rating.unit_covered_usage AS u
        UNION ALL
        SELECT
            c.use_key AS use_key,
            toDecimal128(0, 9) AS covered,
            toDecimal128(0, 9) AS refused,
            c.after AS amount,
            toInt32(1) AS of_money
        FROM change AS c
        WHERE c.before != c.after
    ),
    summed AS
    (
        SELECT
            b.use_key AS use_key,
            sum(b.covered) AS covered,
            sum(b.refused) AS refused,
            argMax(b.amount, b.of_money) AS amount
        FROM both AS b
        GROUP BY b.use_key
    ),
    taken AS
    (
        SELECT
            t.use_key AS use_key,
            arrayMap(x1 -> tupleElement(x1, 2), arraySort(groupArray(tuple(t.place, tuple(toString(t.allowance_id), toString(t.unit), t.taken))))) AS allowances
        FROM rating.allowance_take AS t
        GROUP BY t.use_key
    )
SELECT
    s.use_key AS use_key,
    s.covered AS covered,
    s.refused AS refused,
    s.amount AS amount,
    assumeNotNull(t.allowances) AS allowances
FROM summed AS s
LEFT JOIN taken AS t ON t.use_key = s.use_key
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
