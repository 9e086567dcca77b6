WITH
    bill AS
    (
        SELECT
            i.bill_id AS bill_id,
            i.bill_number AS corrects_bill,
            i.billing_account_id AS billing_account_id,
            i.legal_entity_id AS legal_entity_id,
            i.period_from AS bill_from,
            i.period_to AS bill_to,
            i.bill_date AS bill_date,
            i.net AS bill_net,
            toBool(i.bill_date > addMonths(toDate(k.as_of), -12)) AS recent
        FROM billing.issued_document AS i
        CROSS JOIN staging.clock AS k
        WHERE (i.kind = 'bill') AND (i.period_to > k.first_month)
    ),
    fixed AS
    (
        SELECT l.*
        FROM raw.issued_bill_line AS l
        ORDER BY
            _landed_at ASC,
            _source ASC,
            _partition ASC,
            _position ASC
        LIMIT 1 BY
            l.bill_id,
            l.line_number
    ),
    standing AS
    (
        SELECT
            if(l.corrects_bill = '', l.bill_number, l.corrects_bill) AS of,
            if(l.corrects_bill = '', toNullable(l.line_number), NULL) AS own_line,
            l.charged_account_id AS charged_account_id,
            l.customer_id AS customer_id,
            l.subscription_id AS subscription_id,
            l.category AS category,
            l.service AS service,
            l.description AS description,
            l.charge_id AS charge_id,
            l.overdue_bill AS overdue_bill,
            l.period_from AS period_from,
            l.period_to AS period_to,
            l.quantity AS quantity,
            toDecimal128(l.net, 3) AS net,
            l.tax_id AS tax_id,
            l.tax_category AS tax_category,
            toDecimal128(l.tax_rate, 6) AS tax_rate,
            toDecimal128(l.rated_amount, 9) AS rated_amount,
            l.currency AS currency
        FROM fixed AS l
        INNER JOIN billing.issued_document AS i ON i.bill_id = l.bill_id
        WHERE ((i.kind = 'bill') OR (i.late = true))
    ),
    alike AS
    (
        SELECT
            s.of AS of,
            s.tax_category AS tax_category,
            s.tax_rate AS tax_rate,
            min(s.own_line) AS line
        FROM standing AS s
        WHERE (s.own_line IS NOT NULL) AND (s.net > '0')
        GROUP BY
            s.of,
            s.tax_category,
            s.tax_rate
    ),
    said AS
    (
        SELECT
            b.corrects_bill AS corrects_bill,
            b.billing_account_id AS billing_account_id,
            b.legal_entity_id AS legal_entity_id,
            b.bill_from AS bill_from,
            b.bill_to AS bill_to,
            b.bill_date AS bill_date,
            b.bill_net AS bill_net,
            b.recent AS recent,
            d.charged_account_id AS charged_account_id,
            d.customer_id AS customer_id,
            coalesce(d.subscription_id, '') AS subscription_id,
            d.category AS category,
            d.service AS service,
            d.description AS description,
            d.charge_id AS charge_id,
            d.overdue_bill AS overdue_bill,
            d.period_from AS period_from,
            d.period_to AS period_to,
            toInt64(d.quantity) AS quantity,
            d.net AS net,
            d.tax_id AS tax_id,
            d.tax_category AS tax_category,
            d.tax_rate AS tax_rate,
            d.rated_amount AS rated_amount,
            d.currency AS currency,
            NULL AS own_line
        FROM billing.draft_line AS d
        INNER JOIN bill AS b ON b.bill_id = d.bill_id
        UNION ALL
        SELECT
            b.corrects_bill AS corrects_bill,
            b.billing_account_id AS billing_account_id,
            b.legal_entity_id AS legal_entity_id,
            b.bill_from AS bill_from,
            b.bill_to AS bill_to,
            b.bill_date AS bill_date,
            b.bill_net AS bill_net,
            b.recent AS recent,
            s.charged_account_id AS charged_account_id,
            s.customer_id AS customer_id,
            coalesce(s.subscription_id, '') AS subscription_id,
            s.category AS category,
            s.service AS service,
            s.description AS description,
            s.charge_id AS charge_id,
            s.overdue_bill AS overdue_bill,
            s.period_from AS period_from,
            s.period_to AS period_to,
            (-toInt64(s.quantity)) AS quantity,
            (-s.net) AS net,
            s.tax_id AS tax_id,
            s.tax_category AS tax_category,
            s.tax_rate AS tax_rate,
            (-s.rated_amount) AS rated_amount,
            s.currency AS currency,
            s.own_line AS own_line
        FROM standing AS s
        INNER JOIN bill AS b ON b.corrects_bill = s.of
    ),
    difference AS
    (
        SELECT
            s.corrects_bill AS corrects_bill,
            s.billing_account_id AS billing_account_id,
            s.legal_entity_id AS legal_entity_id,
            s.bill_from AS bill_from,
            s.bill_to AS bill_to,
            s.bill_date AS bill_date,
            s.bill_net AS bill_net,
            s.recent AS recent,
            s.charged_account_id AS charged_account_id,
            s.subscription_id AS subscription_id,
            s.category AS category,
            s.service AS service,
            s.charge_id AS charge_id,
            s.overdue_bill AS overdue_bill,
            s.period_from AS period_from,
            s.period_to AS period_to,
            s.tax_id AS tax_id,
            s.tax_category AS tax_category,
            s.tax_rate AS tax_rate,
            s.currency AS currency,
            any(s.customer_id) AS customer_id,
            argMin(s.description, length(s.description)) AS description,
            min(s.own_line) AS own_line,
            sum(s.quantity) AS quantity,
            sum(s.net) AS net,
            sum(s.rated_amount) AS rated_amount
        FROM said AS s
        GROUP BY
            s.corrects_bill,
            s.billing_account_id,
            s.legal_entity_id,
            s.bill_from,
            s.bill_to,
            s.bill_date,
            s.bill_net,
            s.recent,
            s.charged_account_id,
            s.subscription_id,
            s.category,
            s.service,
            s.charge_id,
            s.overdue_bill,
            s.period_from,
            s.period_to,
            s.tax_id,
            s.tax_category,
            s.tax_rate,
            s.currency
    )
SELECT
    d.corrects_bill AS corrects_bill,
    d.billing_account_id AS billing_account_id,
    d.legal_entity_id AS legal_entity_id,
    d.bill_from AS bill_from,
    d.bill_to AS bill_to,
    d.bill_date AS bill_date,
    d.bill_net AS bill_net,
    d.recent AS recent,
    d.charged_account_id AS charged_account_id,
    d.category AS category,
    d.service AS service,
    d.charge_id AS charge_id,
    d.overdue_bill AS overdue_bill,
    d.period_from AS period_from,
    d.period_to AS period_to,
    d.tax_id AS tax_id,
    d.tax_category AS tax_category,
    d.tax_rate AS tax_rate,
    d.currency AS currency,
    if(d.subscription_id = '', NULL, toNullable(d.subscription_id)) AS subscription_id,
    d.customer_id AS customer_id,
    d.description AS description,
    coalesce(d.own_line, a.line) AS corrects_line,
    d.quantity AS quantity,
    d.net AS net,
    d.rated_amount AS rated_amount
FROM difference AS d
LEFT JOIN alike AS a ON (a.of = d.corrects_bill) AND (a.tax_category = d.tax_category) AND (a.tax_rate = d.tax_rate)
WHERE ((d.net != '0') OR (d.rated_amount != '0')) AND ((d.overdue_bill = '') OR (d.net < '0')) AND ((d.recent = true) OR ((d.category = 'usage') AND (d.net > '0')))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
