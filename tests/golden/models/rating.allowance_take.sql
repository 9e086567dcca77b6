WITH
    take AS
    (
        SELECT
            c.pool AS pool,
            tupleElement(take, 1) AS grant_id,
            tupleElement(take, 2) AS use_key,
            tupleElement(take, 3) AS taken,
            tupleElement(take, 4) AS covered,
            tuple(toInt32(0), position) AS place
        FROM rating.unit_coverage AS c
        ARRAY JOIN
            c.takes AS take,
            range(toInt64(0), toInt64(toInt64(length(c.takes)))) AS position
        UNION ALL
        SELECT
            c.pool AS pool,
            tupleElement(take, 1) AS grant_id,
            tupleElement(take, 2) AS use_key,
            tupleElement(take, 3) AS taken,
            tupleElement(take, 4) AS covered,
            tuple(toInt32(1), position) AS place
        FROM rating.money_coverage AS c
        ARRAY JOIN
            c.takes AS take,
            range(toInt64(0), toInt64(toInt64(length(c.takes)))) AS position
    )
SELECT
    t.pool AS pool,
    t.use_key AS use_key,
    t.grant_id AS grant_id,
    g.allowance_id AS allowance_id,
    g.unit AS unit,
    g.held AS held,
    t.taken AS taken,
    t.covered AS covered,
    t.place AS place
FROM take AS t
INNER JOIN rating.usage_grant AS g ON g.grant_id = t.grant_id
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
