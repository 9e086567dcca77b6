WITH
    less AS
    (
        SELECT d.*
        FROM billing.line_discount AS d
        UNION ALL
        SELECT d.*
        FROM billing.bill_discount AS d
    ),
    bill AS
    (
        SELECT
            c.bill_id AS bill_id,
            c.legal_entity_id AS legal_entity_id,
            c.payer_account_id AS payer_account_id,
            c.bill_from AS bill_from,
            c.bill_to AS bill_to,
            any(c.customer_id) AS customer_id
        FROM billing.charge_line AS c
        GROUP BY
            c.bill_id,
            c.legal_entity_id,
            c.payer_account_id,
            c.bill_from,
            c.bill_to
    ),
    charged AS
    (
        SELECT
            c.bill_id AS bill_id,
            coalesce(c.subscription_id, '') AS line_id,
            any(c.billing_account_id) AS billing_account_id,
            any(c.customer_id) AS customer_id
        FROM billing.charge_line AS c
        GROUP BY
            c.bill_id,
            c.subscription_id
    ),
    shown AS
    (
        SELECT
            c.bill_id AS bill_id,
            c.legal_entity_id AS legal_entity_id,
            c.payer_account_id AS payer_account_id,
            c.bill_from AS bill_from,
            c.bill_to AS bill_to,
            c.billing_account_id AS billing_account_id,
            c.customer_id AS customer_id,
            c.subscription_id AS subscription_id,
            c.category AS category,
            c.service AS service,
            c.charge_id AS charge_id,
            c.charge_from AS charge_from,
            c.charge_to AS charge_to,
            c.overdue_bill AS overdue_bill,
            c.tax_id AS tax_id,
            c.tax_category AS tax_category,
            c.tax_rate AS tax_rate,
            c.currency AS currency,
            c.description AS description,
            c.unit_price AS unit_price,
            c.price_quantity AS price_quantity,
            c.quantity AS quantity,
            c.rated_amount AS rated_amount,
            c.net AS net
        FROM billing.charge_line AS c
        WHERE c.category != 'usage'
        UNION ALL
        SELECT
            c.bill_id AS bill_id,
            c.legal_entity_id AS legal_entity_id,
            c.payer_account_id AS payer_account_id,
            c.bill_from AS bill_from,
            c.bill_to AS bill_to,
            c.billing_account_id AS billing_account_id,
            c.customer_id AS customer_id,
            c.subscription_id AS subscription_id,
            c.category AS category,
            c.service AS service,
            c.charge_id AS charge_id,
            c.charge_from AS charge_from,
            c.charge_to AS charge_to,
            c.overdue_bill AS overdue_bill,
            c.tax_id AS tax_id,
            c.tax_category AS tax_category,
            c.tax_rate AS tax_rate,
            c.currency AS currency,
            max(c.description) AS description,
            any(c.unit_price) AS unit_price,
            max(c.price_quantity) AS price_quantity,
            toInt64(sum(c.quantity)) AS quantity,
            toDecimal128(sum(c.rated_amount), 9) AS rated_amount,
            toDecimal128(sum(c.net), 3) AS net
        FROM billing.charge_line AS c
        WHERE c.category = 'usage'
        GROUP BY
            c.bill_id,
            c.legal_entity_id,
            c.payer_account_id,
            c.bill_from,
            c.bill_to,
            c.billing_account_id,
            c.customer_id,
            c.subscription_id,
            c.category,
            c.service,
            c.charge_id,
            c.charge_from,
            c.charge_to,
            c.overdue_bill,
            c.tax_id,
            c.tax_category,
            c.tax_rate,
            c.currency
    ),
    line AS
    (
        SELECT
            c.bill_id AS bill_id,
            c.legal_entity_id AS legal_entity_id,
            c.payer_account_id AS payer_account_id,
            c.bill_from AS bill_from,
            c.bill_to AS bill_to,
            c.billing_account_id AS billing_account_id,
            c.customer_id AS customer_id,
            c.subscription_id AS subscription_id,
            toInt32(1) AS rank,
            c.category AS category,
            c.service AS service,
            c.description AS description,
            c.charge_id AS charge_id,
            c.charge_from AS charge_from,
            c.charge_to AS charge_to,
            c.overdue_bill AS overdue_bill,
            c.unit_price AS unit_price,
            c.price_quantity AS price_quantity,
            c.quantity AS quantity,
            c.tax_id AS tax_id,
            c.tax_category AS tax_category,
            c.tax_rate AS tax_rate,
            c.currency AS currency,
            c.rated_amount AS rated_amount,
            c.net AS net
        FROM shown AS c
        UNION ALL
        SELECT
            s.bill_id AS bill_id,
            toLowCardinality(s.legal_entity_id) AS legal_entity_id,
            s.payer_account_id AS payer_account_id,
            s.bill_from AS bill_from,
            s.bill_to AS bill_to,
            s.billing_account_id AS billing_account_id,
            s.customer_id AS customer_id,
            toNullable(s.subscription_id) AS subscription_id,
            toInt32(2) AS rank,
            s.category AS category,
            s.service AS service,
            s.service AS description,
            s.service AS charge_id,
            s.bill_from AS charge_from,
            s.bill_to AS charge_to,
            '' AS overdue_bill,
            NULL AS unit_price,
            toInt64(1) AS price_quantity,
            toInt64(1) AS quantity,
            s.tax_id AS tax_id,
            s.tax_category AS tax_category,
            s.tax_rate AS tax_rate,
            s.currency AS currency,
            toDecimal128(s.net, 9) AS rated_amount,
            s.net AS net
        FROM billing.spend_line AS s
        UNION ALL
        SELECT
            d.bill_id AS bill_id,
            b.legal_entity_id AS legal_entity_id,
            b.payer_account_id AS payer_account_id,
            b.bill_from AS bill_from,
            b.bill_to AS bill_to,
            if(d.account_id = '', coalesce(c.billing_account_id, b.payer_account_id), d.account_id) AS billing_account_id,
            coalesce(c.customer_id, b.customer_id) AS customer_id,
            if(d.line_id = '', NULL, toNullable(d.line_id)) AS subscription_id,
            toInt32(3) AS rank,
            'discount' AS category,
            'discount' AS service,
            d.name AS description,
            d.discount_id AS charge_id,
            b.bill_from AS charge_from,
            b.bill_to AS charge_to,
            '' AS overdue_bill,
            NULL AS unit_price,
            toInt64(1) AS price_quantity,
            toInt64(1) AS quantity,
            d.tax_id AS tax_id,
            d.tax_category AS tax_category,
            d.tax_rate AS tax_rate,
            d.currency AS currency,
            toDecimal128(d.net, 9) AS rated_amount,
            d.net AS net
        FROM less AS d
        INNER JOIN bill AS b ON b.bill_id = d.bill_id
        LEFT JOIN charged AS c ON (c.bill_id = d.bill_id) AND (c.line_id = d.line_id)
    )
SELECT
    b.bill_id AS bill_id,
    row_number() OVER (PARTITION BY b.bill_id ORDER BY toInt32(toBool(((b.rank = 3) AND (b.subscription_id IS NULL)))) ASC, arrayStringConcat(arrayMap(part -> if((part >= '0') AND (part < ':') AND (length(part) < 20), leftPad(part, 20, '0'), part), extractAll(b.billing_account_id, '[0-9]+|[^0-9]+'))) ASC, b.billing_account_id ASC, arrayStringConcat(arrayMap(part -> if((part >= '0') AND (part < ':') AND (length(part) < 20), leftPad(part, 20, '0'), part), extractAll(coalesce(b.subscription_id, ''), '[0-9]+|[^0-9]+'))) ASC, coalesce(b.subscription_id, '') ASC, b.rank ASC, b.category ASC, b.service ASC, b.charge_from ASC, b.description ASC, b.charge_id ASC, b.overdue_bill ASC, b.tax_rate ASC, b.tax_id ASC, b.net ASC) AS line_number,
    b.payer_account_id AS billing_account_id,
    b.billing_account_id AS charged_account_id,
    b.customer_id AS customer_id,
    b.subscription_id AS subscription_id,
    b.legal_entity_id AS legal_entity_id,
    b.bill_from AS bill_from,
    b.bill_to AS bill_to,
    b.charge_from AS period_from,
    b.charge_to AS period_to,
    CAST(b.category, 'LowCardinality(String)') AS category,
    b.service AS service,
    b.description AS description,
    b.charge_id AS charge_id,
    b.overdue_bill AS overdue_bill,
    b.unit_price AS unit_price,
    b.price_quantity AS price_quantity,
    b.quantity AS quantity,
    b.net AS net,
    b.tax_id AS tax_id,
    b.tax_category AS tax_category,
    b.tax_rate AS tax_rate,
    b.rated_amount AS rated_amount,
    (b.rated_amount - toDecimal128(b.net, 9)) AS rounding_difference,
    b.currency AS currency
FROM line AS b
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
