WITH
    state AS
    (
        SELECT
            c.pool AS pool,
            held AS held
        FROM rating.unit_coverage AS c
        ARRAY JOIN c.rests AS held
        UNION ALL
        SELECT
            c.pool AS pool,
            held AS held
        FROM rating.money_coverage AS c
        ARRAY JOIN c.rests AS held
    ),
    balance AS
    (
        SELECT
            s.pool AS pool,
            tupleElement(s.held, 1) AS grant_id,
            tupleElement(s.held, 2) AS given,
            tupleElement(s.held, 3) AS left
        FROM state AS s
    )
SELECT
    b.pool AS pool,
    b.grant_id AS grant_id,
    g.subscription_id AS subscription_id,
    g.billing_account_id AS billing_account_id,
    g.offering_id AS offering_id,
    g.allowance_id AS allowance_id,
    g.name AS name,
    g.unit AS unit,
    g.valid_from AS valid_from,
    g.valid_to AS valid_to,
    toBool(g.from_grant != '') AS carried_over,
    b.given AS given,
    toDecimal128((b.given - b.left), 9) AS used,
    b.left AS left
FROM balance AS b
INNER JOIN rating.usage_grant AS g ON g.grant_id = b.grant_id
WHERE g.held = 'allowance'
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
