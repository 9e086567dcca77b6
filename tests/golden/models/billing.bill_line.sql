WITH
    fixed AS
    (
        SELECT i.*
        FROM raw.issued_bill_line AS i
        ORDER BY
            _landed_at ASC,
            _source ASC,
            _partition ASC,
            _position ASC
        LIMIT 1 BY
            i.bill_id,
            i.line_number
    )
SELECT
    d.bill_id AS bill_id,
    '' AS bill_number,
    toUInt64(d.line_number) AS line_number,
    d.corrects_bill AS corrects_bill,
    d.billing_account_id AS billing_account_id,
    d.charged_account_id AS charged_account_id,
    d.customer_id AS customer_id,
    d.subscription_id AS subscription_id,
    d.legal_entity_id AS legal_entity_id,
    d.bill_from AS bill_from,
    d.bill_to AS bill_to,
    d.period_from AS period_from,
    d.period_to AS period_to,
    CAST(d.category, 'LowCardinality(String)') AS category,
    d.service AS service,
    d.description AS description,
    d.charge_id AS charge_id,
    d.overdue_bill AS overdue_bill,
    d.unit_price AS unit_price,
    d.price_quantity AS price_quantity,
    d.quantity AS quantity,
    d.net AS net,
    d.tax_id AS tax_id,
    d.tax_category AS tax_category,
    d.tax_rate AS tax_rate,
    d.rated_amount AS rated_amount,
    d.rounding_difference AS rounding_difference,
    d.currency AS currency
FROM billing.unissued_line AS d
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    i.bill_id AS bill_id,
    i.bill_number AS bill_number,
    toUInt64(i.line_number) AS line_number,
    i.corrects_bill AS corrects_bill,
    i.billing_account_id AS billing_account_id,
    i.charged_account_id AS charged_account_id,
    i.customer_id AS customer_id,
    i.subscription_id AS subscription_id,
    toLowCardinality(i.legal_entity_id) AS legal_entity_id,
    i.bill_from AS bill_from,
    i.bill_to AS bill_to,
    i.period_from AS period_from,
    i.period_to AS period_to,
    CAST(i.category, 'LowCardinality(String)') AS category,
    i.service AS service,
    i.description AS description,
    i.charge_id AS charge_id,
    i.overdue_bill AS overdue_bill,
    toDecimal128(i.unit_price, 9) AS unit_price,
    toInt64(i.price_quantity) AS price_quantity,
    toInt64(i.quantity) AS quantity,
    toDecimal128(i.net, 3) AS net,
    i.tax_id AS tax_id,
    i.tax_category AS tax_category,
    toDecimal128(i.tax_rate, 6) AS tax_rate,
    toDecimal128(i.rated_amount, 9) AS rated_amount,
    (toDecimal128(i.rated_amount, 9) - toDecimal128(i.net, 9)) AS rounding_difference,
    i.currency AS currency
FROM fixed AS i
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
