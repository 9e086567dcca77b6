WITH
    several AS
    (
        SELECT
            l.billing_account_id AS billing_account_id,
            l.bill_from AS bill_from,
            l.currency AS currency,
            sum(l.net) AS net
        FROM billing.draft_line AS l
        GROUP BY
            l.billing_account_id,
            l.bill_from,
            l.currency
        HAVING (uniqExact(l.legal_entity_id) > toInt64(1)) AND (uniqExact(l.charged_account_id) > toInt64(1))
    )
SELECT
    CAST(if(l.settlement = 'too old', 'late charge too old', 'credit is more than is left'), 'LowCardinality(String)') AS finding,
    any(l.billing_account_id) AS billing_account_id,
    l.corrects_bill AS subject,
    toNullable(sum(l.net)) AS net,
    toNullable(l.currency) AS currency
FROM billing.late_line AS l
WHERE l.settlement IN ('too old', 'more than is left')
GROUP BY
    l.settlement,
    l.corrects_bill,
    l.currency
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    CAST(multiIf(p.problem = 'circle', 'circle of payers', p.problem = 'other currency', 'payer has another currency', 'unknown payer'), 'LowCardinality(String)') AS finding,
    p.billing_account_id AS billing_account_id,
    p.told_to_pay AS subject,
    NULL AS net,
    NULL AS currency
FROM billing.account_payer AS p
INNER JOIN staging.clock AS k ON true
WHERE (p.problem != '') AND (p.from_day < toDate(k.as_of)) AND (p.to_day > k.last_month)
GROUP BY
    p.billing_account_id,
    p.told_to_pay,
    p.problem
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    CAST('payer is billed by several legal entities', 'LowCardinality(String)') AS finding,
    s.billing_account_id AS billing_account_id,
    toString(s.bill_from) AS subject,
    toNullable(s.net) AS net,
    toNullable(s.currency) AS currency
FROM several AS s
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    CAST('charges in another currency than the account', 'LowCardinality(String)') AS finding,
    l.charged_account_id AS billing_account_id,
    l.bill_id AS subject,
    toNullable(sum(l.net)) AS net,
    toNullable(l.currency) AS currency
FROM billing.draft_line AS l
ASOF INNER JOIN staging.billing_account_history AS a ON (a.billing_account_id = l.charged_account_id) AND (l.bill_to > a.from_day)
WHERE l.currency != a.currency
GROUP BY
    l.charged_account_id,
    l.bill_id,
    l.currency
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
