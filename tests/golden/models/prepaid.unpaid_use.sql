WITH
    change AS
    (
        SELECT
            tupleElement(change, 1) AS use_key,
            'money' AS unit,
            if(startsWith(tupleElement(change, 1), 'metered/') = true, substring(tupleElement(change, 1), toInt32(9)), tupleElement(change, 1)) AS event_id,
            tupleElement(change, 2) AS amount,
            tupleElement(change, 3) AS unpaid,
            tupleElement(change, 4) AS refused
        FROM prepaid.money_use AS c
        ARRAY JOIN c.changes AS change
    ),
    counted AS
    (
        SELECT
            tupleElement(change, 1) AS use_key,
            tupleElement(change, 3) AS unpaid,
            tupleElement(change, 4) AS refused
        FROM rating.unit_coverage AS c
        ARRAY JOIN c.changes AS change
    ),
    taken AS
    (
        SELECT
            c.use_key AS use_key,
            d.unit AS unit,
            if(startsWith(c.use_key, 'metered/') = true, substring(c.use_key, toInt32(9)), c.use_key) AS event_id,
            d.amount AS amount,
            c.unpaid AS unpaid,
            c.refused AS refused
        FROM counted AS c
        INNER JOIN prepaid.placed_debit AS d ON d.debit_id = c.use_key
    )
SELECT
    c.use_key AS use_key,
    c.event_id AS event_id,
    c.unit AS unit,
    c.amount AS amount,
    c.unpaid AS unpaid,
    c.refused AS refused
FROM change AS c
WHERE ((c.unpaid > '0') OR (c.refused > '0'))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    c.use_key AS use_key,
    c.event_id AS event_id,
    c.unit AS unit,
    c.amount AS amount,
    c.unpaid AS unpaid,
    c.refused AS refused
FROM taken AS c
WHERE ((c.unpaid > '0') OR (c.refused > '0'))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
