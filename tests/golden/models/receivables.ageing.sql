WITH
    part AS
    (
        SELECT
            i.billing_account_id AS billing_account_id,
            i.currency AS currency,
            i.bucket AS bucket,
            i.undisputed AS amount
        FROM receivables.open_item AS i
        UNION ALL
        SELECT
            i.billing_account_id AS billing_account_id,
            i.currency AS currency,
            'disputed' AS bucket,
            i.disputed AS amount
        FROM receivables.open_item AS i
        UNION ALL
        SELECT
            a.billing_account_id AS billing_account_id,
            a.currency AS currency,
            'unapplied credit' AS bucket,
            (-a.unapplied) AS amount
        FROM receivables.account_balance AS a
    )
SELECT
    k.as_of_day AS as_of_day,
    p.currency AS currency,
    p.bucket AS bucket,
    uniqExact(p.billing_account_id) AS accounts,
    sum(p.amount) AS amount
FROM part AS p
CROSS JOIN staging.clock AS k
WHERE p.amount != '0'
GROUP BY
    k.as_of_day,
    p.currency,
    p.bucket
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
