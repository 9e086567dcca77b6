WITH
    member AS
    (
        SELECT
            g.pool AS pool,
            tupleElement(g.grant, 17) AS line,
            toString(g.unit) AS unit,
            max(tupleElement(g.grant, 25)) AS account
        FROM rating.pool_grant AS g
        WHERE g.held = 'balance'
        GROUP BY
            g.pool,
            tupleElement(g.grant, 17),
            toString(g.unit)
    ),
    known AS
    (
        SELECT
            l.subscription_id AS subscription_id,
            toString(l.allowance_id) AS balance_id,
            toString(l.unit) AS unit,
            l.from_at AS from_at
        FROM rating.balance_lot AS l
    ),
    counted AS
    (
        SELECT
            d.debit_id AS debit_id,
            d.subscription_id AS subscription_id,
            d.at AS at,
            d.amount AS amount,
            d.balance_id AS balance_id,
            coalesce(b.unit, 'money') AS unit
        FROM prepaid.debit AS d
        ASOF LEFT JOIN known AS b ON (b.subscription_id = d.subscription_id) AND (b.balance_id = d.balance_id) AND (d.at >= b.from_at)
    )
SELECT
    d.debit_id AS debit_id,
    d.subscription_id AS subscription_id,
    d.at AS at,
    d.amount AS amount,
    d.balance_id AS balance_id,
    d.unit AS unit,
    argMin(m.pool, tuple(if(indexOf(array(concat('payer/', coalesce(p.payer_account_id, '')), concat('account/', coalesce(p.billing_account_id, '')), concat('line/', d.subscription_id)), m.pool) > toInt64(0), toInt64(indexOf(array(concat('payer/', coalesce(p.payer_account_id, '')), concat('account/', coalesce(p.billing_account_id, '')), concat('line/', d.subscription_id)), m.pool)), toInt64(9)), m.pool)) AS pool,
    argMin(m.account, tuple(if(indexOf(array(concat('payer/', coalesce(p.payer_account_id, '')), concat('account/', coalesce(p.billing_account_id, '')), concat('line/', d.subscription_id)), m.pool) > toInt64(0), toInt64(indexOf(array(concat('payer/', coalesce(p.payer_account_id, '')), concat('account/', coalesce(p.billing_account_id, '')), concat('line/', d.subscription_id)), m.pool)), toInt64(9)), m.pool)) AS account
FROM counted AS d
ASOF LEFT JOIN rating.subscription_plan AS p ON (p.subscription_id = d.subscription_id) AND (d.at >= p.valid_from)
INNER JOIN member AS m ON (m.line = d.subscription_id) AND (m.unit = d.unit)
GROUP BY
    d.debit_id,
    d.subscription_id,
    d.at,
    d.amount,
    d.balance_id,
    d.unit
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
