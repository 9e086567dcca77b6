WITH
    left_of AS
    (
        SELECT
            i.corrects AS corrects,
            sum(i.net) AS net,
            countIf(i.late = true) AS corrections
        FROM billing.issued_document AS i
        WHERE i.kind = 'credit note'
        GROUP BY i.corrects
    ),
    summed AS
    (
        SELECT
            d.*,
            sum(d.net) OVER (PARTITION BY d.corrects_bill) AS total
        FROM billing.bill_difference AS d
    )
SELECT
    CAST(multiIf(d.net = '0', 'rounding', d.recent = false, 'too old', ((d.total < '0') AND ((-d.total) > (d.bill_net + toDecimal128(coalesce(c.net, toDecimal128(0, 3)), 3)))), 'more than is left', d.total < '0', 'credit note', n.in_time = false, 'too old', n.bill_id IS NULL, 'waiting', 'next bill'), 'LowCardinality(String)') AS settlement,
    d.corrects_bill AS corrects_bill,
    d.corrects_line AS corrects_line,
    if(multiIf(d.net = '0', 'rounding', d.recent = false, 'too old', ((d.total < '0') AND ((-d.total) > (d.bill_net + toDecimal128(coalesce(c.net, toDecimal128(0, 3)), 3)))), 'more than is left', d.total < '0', 'credit note', n.in_time = false, 'too old', n.bill_id IS NULL, 'waiting', 'next bill') = 'next bill', coalesce(n.bill_id, ''), '') AS bill_id,
    coalesce(n.payer_account_id, d.billing_account_id) AS billing_account_id,
    coalesce(n.bill_from, d.bill_from) AS bill_from,
    coalesce(n.bill_to, d.bill_to) AS bill_to,
    d.legal_entity_id AS legal_entity_id,
    d.charged_account_id AS charged_account_id,
    d.customer_id AS customer_id,
    d.subscription_id AS subscription_id,
    d.category AS category,
    d.service AS service,
    if(d.category = 'usage', concat('late usage: ', d.description), concat('late: ', d.description)) AS description,
    d.charge_id AS charge_id,
    d.overdue_bill AS overdue_bill,
    d.period_from AS period_from,
    d.period_to AS period_to,
    d.quantity AS quantity,
    d.net AS net,
    d.tax_id AS tax_id,
    d.tax_category AS tax_category,
    d.tax_rate AS tax_rate,
    d.rated_amount AS rated_amount,
    d.currency AS currency,
    (toInt64(coalesce(c.corrections, toInt64(0))) + toInt64(1)) AS correction
FROM summed AS d
LEFT JOIN billing.next_bill AS n ON n.corrects_bill = d.corrects_bill
LEFT JOIN left_of AS c ON c.corrects = d.corrects_bill
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
