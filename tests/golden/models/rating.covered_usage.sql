WITH
    taking AS
    (
        SELECT
            t.use_key AS use_key,
            t.place AS place,
            tupleElement(t.place, 1) AS of,
            tuple(toString(t.allowance_id), toString(t.unit), t.taken) AS what
        FROM rating.allowance_take AS t
    ),
    several AS
    (
        SELECT u.use_key AS use_key
        FROM rating.unit_covered_usage AS u
        WHERE u.several = true
    ),
    many AS
    (
        SELECT
            t.use_key AS use_key,
            arrayMap(x1 -> tupleElement(x1, 2), arraySort(groupArray(tuple(t.place, t.what)))) AS allowances
        FROM taking AS t
        SEMI LEFT JOIN several AS s ON s.use_key = t.use_key
        WHERE t.of = 0
        GROUP BY t.use_key
    ),
    of_money AS
    (
        SELECT
            t.use_key AS use_key,
            arrayMap(x1 -> tupleElement(x1, 2), arraySort(groupArray(tuple(t.place, t.what)))) AS allowances
        FROM taking AS t
        WHERE t.of = 1
        GROUP BY t.use_key
    ),
    change AS
    (
        SELECT
            tupleElement(change, 1) AS use_key,
            tupleElement(change, 2) AS before,
            tupleElement(change, 3) AS after
        FROM rating.money_coverage AS c
        ARRAY JOIN c.changes AS change
    ),
    paid AS
    (
        SELECT
            c.use_key AS use_key,
            c.after AS after,
            assumeNotNull(t.allowances) AS allowances
        FROM change AS c
        LEFT JOIN of_money AS t ON t.use_key = c.use_key
        WHERE c.before != c.after
    ),
    both AS
    (
        SELECT u.use_key AS use_key
        FROM rating.unit_covered_usage AS u
        SEMI LEFT JOIN paid AS p ON p.use_key = u.use_key
    ),
    covered AS
    (
        SELECT
            u.use_key AS use_key,
            u.covered AS covered,
            u.refused AS refused,
            coalesce(p.after, u.amount) AS amount,
            arrayConcat(if(u.several = true, assumeNotNull(m.allowances), arrayFilter(x1 -> (tupleElement(x1, 3) > '0'), array(tuple(u.allowance_id, u.unit, u.taken)))), assumeNotNull(p.allowances)) AS allowances
        FROM rating.unit_covered_usage AS u
        LEFT JOIN many AS m ON m.use_key = u.use_key
        LEFT JOIN paid AS p ON p.use_key = u.use_key
        UNION ALL
        SELECT
            p.use_key AS use_key,
            toDecimal128(0, 9) AS covered,
            toDecimal128(0, 9) AS refused,
            p.after AS amount,
            p.allowances AS allowances
        FROM paid AS p
        ANTI LEFT JOIN both AS u ON u.use_key = p.use_key
    )
SELECT c.*
FROM covered AS c
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
