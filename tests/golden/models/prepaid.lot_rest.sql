WITH
    rest AS
    (
        SELECT
            tupleElement(held, 1) AS grant_id,
            tupleElement(held, 3) AS left
        FROM prepaid.money_use AS c
        ARRAY JOIN c.rests AS held
        UNION ALL
        SELECT
            tupleElement(held, 1) AS grant_id,
            tupleElement(held, 3) AS left
        FROM rating.unit_coverage AS c
        ARRAY JOIN c.rests AS held
    )
SELECT
    r.grant_id AS grant_id,
    l.subscription_id AS subscription_id,
    l.allowance_id AS balance_id,
    l.kind AS kind,
    l.unit AS unit,
    l.amount AS amount,
    r.left AS left,
    l.from_at AS from_at,
    l.to_at AS to_at
FROM rest AS r
INNER JOIN rating.balance_lot AS l ON l.grant_id = r.grant_id
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
