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
    i.bill_id AS bill_id,
    i.bill_number AS bill_number,
    i.kind AS kind,
    i.corrects AS corrects,
    i.reason AS reason,
    toBool(startsWith(i.bill_id, 'note/late/')) AS late,
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
