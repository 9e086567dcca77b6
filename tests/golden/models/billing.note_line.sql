SELECT
    i.bill_number AS note_number,
    i.kind AS kind,
    i.corrects AS corrects,
    i.bill_date AS note_date,
    l.charged_account_id AS charged_account_id,
    l.subscription_id AS subscription_id,
    l.service AS service,
    l.currency AS currency,
    l.net AS net
FROM billing.issued_document AS i
INNER JOIN billing.bill_line AS l ON l.bill_id = i.bill_id
WHERE (i.kind != 'bill') AND (i.late = false)
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
