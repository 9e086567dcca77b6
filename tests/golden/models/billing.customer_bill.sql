WITH
    fixed AS
    (
        SELECT i.*
        FROM raw.issued_bill AS i
        ORDER BY
            _landed_at ASC,
            _source ASC,
            _partition ASC,
            _position ASC
        LIMIT 1 BY i.bill_id
    )
SELECT
    d.bill_id AS bill_id,
    '' AS bill_number,
    'bill' AS kind,
    '' AS corrects,
    'draft' AS state,
    d.billing_account_id AS billing_account_id,
    d.customer_id AS customer_id,
    d.legal_entity_id AS legal_entity_id,
    d.period_from AS period_from,
    d.period_to AS period_to,
    d.bill_date AS bill_date,
    d.due_date AS due_date,
    d.net AS net,
    d.tax AS tax,
    d.gross AS gross,
    d.currency AS currency,
    toUInt64(d.lines) AS lines
FROM billing.draft_bill AS d
ANTI LEFT JOIN raw.issued_bill AS b ON b.bill_id = d.bill_id
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    i.bill_id AS bill_id,
    i.bill_number AS bill_number,
    i.kind AS kind,
    i.corrects AS corrects,
    'issued' AS state,
    i.billing_account_id AS billing_account_id,
    i.customer_id AS customer_id,
    toLowCardinality(i.legal_entity_id) AS legal_entity_id,
    i.period_from AS period_from,
    i.period_to AS period_to,
    i.bill_date AS bill_date,
    i.due_date AS due_date,
    toDecimal128(i.net, 3) AS net,
    toDecimal128(i.tax, 3) AS tax,
    toDecimal128(i.gross, 3) AS gross,
    i.currency AS currency,
    toUInt64(i.lines) AS lines
FROM fixed AS i
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
