SELECT
    o.day AS day,
    o.billing_account_id AS billing_account_id,
    toNullable(o.subscription_id) AS subscription_id,
    o.currency AS currency,
    'one-off' AS category,
    'one-off' AS service,
    toDecimal128(round(o.exact, 9), 9) AS net
FROM billing.one_off_charge AS o
CROSS JOIN staging.clock AS k
WHERE o.day < toDate(k.as_of)
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    addDays(d.bill_to, -1) AS day,
    d.charged_account_id AS billing_account_id,
    d.subscription_id AS subscription_id,
    d.currency AS currency,
    if(d.category = 'discount', 'discount', 'one-off') AS category,
    d.service AS service,
    d.rated_amount AS net
FROM billing.draft_line AS d
WHERE (d.category IN ('one-off', 'discount')) AND (d.service IN ('minimum spend', 'maximum spend', 'discount'))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    l.period_from AS day,
    l.charged_account_id AS billing_account_id,
    NULL AS subscription_id,
    l.currency AS currency,
    'one-off' AS category,
    'late fee' AS service,
    l.rated_amount AS net
FROM billing.bill_line AS l
LEFT JOIN billing.issued_document AS i ON i.bill_id = l.bill_id
WHERE (l.overdue_bill != '') AND ((i.kind IS NULL) OR (i.kind = 'bill') OR (i.late = true))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    l.period_from AS day,
    l.charged_account_id AS billing_account_id,
    NULL AS subscription_id,
    l.currency AS currency,
    'one-off' AS category,
    'late fee' AS service,
    l.rated_amount AS net
FROM billing.late_line AS l
WHERE (l.overdue_bill != '') AND (l.settlement IN ('credit note', 'waiting'))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
