WITH
    line AS
    (
        SELECT
            d.bill_id AS bill_id,
            toInt64(d.line_number) AS line_number,
            '' AS corrects_bill,
            d.billing_account_id AS billing_account_id,
            d.charged_account_id AS charged_account_id,
            d.customer_id AS customer_id,
            d.subscription_id AS subscription_id,
            d.legal_entity_id AS legal_entity_id,
            d.bill_from AS bill_from,
            d.bill_to AS bill_to,
            d.period_from AS period_from,
            d.period_to AS period_to,
            d.category AS category,
            d.service AS service,
            d.description AS description,
            d.charge_id AS charge_id,
            d.overdue_bill AS overdue_bill,
            d.quantity AS quantity,
            d.net AS net,
            d.tax_id AS tax_id,
            d.tax_category AS tax_category,
            d.tax_rate AS tax_rate,
            d.rated_amount AS rated_amount,
            d.currency AS currency
        FROM billing.draft_line AS d
        ANTI LEFT JOIN billing.issued_document AS i ON i.bill_id = d.bill_id
        UNION ALL
        SELECT
            l.bill_id AS bill_id,
            toInt64(0) AS line_number,
            l.corrects_bill AS corrects_bill,
            l.billing_account_id AS billing_account_id,
            l.charged_account_id AS charged_account_id,
            l.customer_id AS customer_id,
            l.subscription_id AS subscription_id,
            l.legal_entity_id AS legal_entity_id,
            l.bill_from AS bill_from,
            l.bill_to AS bill_to,
            l.period_from AS period_from,
            l.period_to AS period_to,
            l.category AS category,
            l.service AS service,
            l.description AS description,
            l.charge_id AS charge_id,
            l.overdue_bill AS overdue_bill,
            l.quantity AS quantity,
            l.net AS net,
            l.tax_id AS tax_id,
            l.tax_category AS tax_category,
            l.tax_rate AS tax_rate,
            l.rated_amount AS rated_amount,
            l.currency AS currency
        FROM billing.late_line AS l
        WHERE l.settlement = 'next bill'
    )
SELECT
    l.bill_id AS bill_id,
    row_number() OVER (PARTITION BY l.bill_id ORDER BY l.corrects_bill ASC, l.line_number ASC, l.charged_account_id ASC, coalesce(l.subscription_id, '') ASC, l.period_from ASC, l.service ASC, l.charge_id ASC, l.overdue_bill ASC, l.tax_rate ASC) AS line_number,
    l.corrects_bill AS corrects_bill,
    l.billing_account_id AS billing_account_id,
    l.charged_account_id AS charged_account_id,
    l.customer_id AS customer_id,
    l.subscription_id AS subscription_id,
    l.legal_entity_id AS legal_entity_id,
    l.bill_from AS bill_from,
    l.bill_to AS bill_to,
    l.period_from AS period_from,
    l.period_to AS period_to,
    CAST(l.category, 'LowCardinality(String)') AS category,
    l.service AS service,
    l.description AS description,
    l.charge_id AS charge_id,
    l.overdue_bill AS overdue_bill,
    l.quantity AS quantity,
    l.net AS net,
    toLowCardinality(l.tax_id) AS tax_id,
    toLowCardinality(l.tax_category) AS tax_category,
    l.tax_rate AS tax_rate,
    l.rated_amount AS rated_amount,
    (l.rated_amount - toDecimal128(l.net, 9)) AS rounding_difference,
    toLowCardinality(l.currency) AS currency
FROM line AS l
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
