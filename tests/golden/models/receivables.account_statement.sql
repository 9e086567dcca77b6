WITH
    running AS
    (
        SELECT
            p.*,
            count() OVER (PARTITION BY p.billing_account_id, p.currency ORDER BY p.posted_on ASC, if((p.kind IN ('invoice', 'debit note', 'credit note')), toInt32(0), toInt32(1)) ASC, p.document_id ASC, p.kind ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS number,
            sum(p.amount) OVER (PARTITION BY p.billing_account_id, p.currency ORDER BY p.posted_on ASC, if((p.kind IN ('invoice', 'debit note', 'credit note')), toInt32(0), toInt32(1)) ASC, p.document_id ASC, p.kind ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS closing
        FROM receivables.posting AS p
    )
SELECT
    r.billing_account_id AS billing_account_id,
    r.currency AS currency,
    r.number AS number,
    r.posted_on AS posted_on,
    r.kind AS kind,
    r.document_id AS document_id,
    (r.closing - r.amount) AS opening,
    r.amount AS amount,
    r.closing AS closing
FROM running AS r
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
