WITH
    account AS
    (
        SELECT
            c.bill_id AS bill_id,
            c.line_id AS line_id,
            any(c.payer_account_id) AS payer_account_id,
            any(c.billing_account_id) AS billing_account_id
        FROM billing.discountable AS c
        GROUP BY
            c.bill_id,
            c.line_id
        UNION ALL
        SELECT
            c.bill_id AS bill_id,
            '' AS line_id,
            any(c.payer_account_id) AS payer_account_id,
            any(c.payer_account_id) AS billing_account_id
        FROM billing.discountable AS c
        GROUP BY c.bill_id
    ),
    known AS
    (
        SELECT
            a.bill_id AS bill_id,
            a.line_id AS line_id,
            any(a.payer_account_id) AS payer_account_id,
            any(a.billing_account_id) AS billing_account_id
        FROM account AS a
        GROUP BY
            a.bill_id,
            a.line_id
    )
SELECT c.*
FROM billing.discountable AS c
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    d.bill_id AS bill_id,
    a.payer_account_id AS payer_account_id,
    if(d.account_id = '', a.billing_account_id, d.account_id) AS billing_account_id,
    d.line_id AS line_id,
    'discount' AS category,
    d.grant_id AS charge_id,
    d.plan_id AS offering_id,
    d.tax_id AS tax_id,
    d.tax_category AS tax_category,
    d.tax_rate AS tax_rate,
    d.currency AS currency,
    d.minor_units AS minor_units,
    d.net AS net
FROM billing.line_discount AS d
INNER JOIN known AS a ON (a.bill_id = d.bill_id) AND (a.line_id = d.line_id)
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
