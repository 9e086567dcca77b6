SELECT
    b.billing_account_id AS billing_account_id,
    b.currency AS currency,
    b.bill_date AS posted_on,
    CAST(b.kind, 'LowCardinality(String)') AS kind,
    b.bill_id AS document_id,
    b.gross AS amount
FROM receivables.posted_document AS b
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    p.billing_account_id AS billing_account_id,
    p.currency AS currency,
    p.posted_on AS posted_on,
    p.kind AS kind,
    p.document_id AS document_id,
    p.amount AS amount
FROM receivables.money_posting AS p
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
