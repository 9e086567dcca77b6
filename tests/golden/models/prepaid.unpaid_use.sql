WITH
    change AS
    (
        SELECT
            tupleElement(change, 1) AS use_key,
            if(startsWith(tupleElement(change, 1), 'metered/') = true, substring(tupleElement(change, 1), toInt32(9)), tupleElement(change, 1)) AS event_id,
            tupleElement(change, 2) AS amount,
            tupleElement(change, 3) AS unpaid,
            tupleElement(change, 4) AS refused
        FROM prepaid.money_use AS c
        ARRAY JOIN arrayMap((x1, y1, z1) -> tuple(tupleElement(x1, 1), tupleElement(x1, 2), y1, z1, tupleElement(x1, 3)), c.uses, tupleElement(c.result, 1), tupleElement(c.result, 5)) AS change
    )
SELECT
    c.use_key AS use_key,
    c.event_id AS event_id,
    c.amount AS amount,
    c.unpaid AS unpaid,
    c.refused AS refused
FROM change AS c
WHERE ((c.unpaid > '0') OR (c.refused > '0'))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
