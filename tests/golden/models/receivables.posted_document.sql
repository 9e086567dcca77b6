WITH
    due AS
    (
        SELECT b.*
        FROM billing.customer_bill AS b
        WHERE (b.bill_date <= (
            SELECT toDate(k.as_of) AS day
            FROM staging.clock AS k
        )) AND ((b.state = 'issued') OR (toInt64(0) = (
            SELECT count() AS n
            FROM billing.issued_document AS i
        )))
    )
SELECT
    b.bill_id AS bill_id,
    b.bill_number AS bill_number,
    CAST(multiIf(b.kind = 'debit note', 'debit note', ((b.kind = 'credit note') OR (b.gross < '0')), 'credit note', 'invoice'), 'LowCardinality(String)') AS kind,
    b.corrects AS corrects,
    b.state AS state,
    b.billing_account_id AS billing_account_id,
    b.customer_id AS customer_id,
    b.period_from AS period_from,
    b.bill_date AS bill_date,
    b.due_date AS due_date,
    b.net AS net,
    b.tax AS tax,
    b.gross AS gross,
    b.currency AS currency
FROM due AS b
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
