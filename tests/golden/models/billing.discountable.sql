WITH
    charged AS
    (
        SELECT
            l.bill_id AS bill_id,
            l.payer_account_id AS payer_account_id,
            l.billing_account_id AS billing_account_id,
            coalesce(l.subscription_id, '') AS line_id,
            l.category AS category,
            l.charge_id AS charge_id,
            l.offering_id AS offering_id,
            l.tax_id AS tax_id,
            l.tax_category AS tax_category,
            l.tax_rate AS tax_rate,
            l.currency AS currency,
            l.minor_units AS minor_units,
            l.net AS net
        FROM billing.charge_line AS l
        WHERE (l.category != 'adjustment') AND (l.service != 'late fee')
        UNION ALL
        SELECT
            s.bill_id AS bill_id,
            s.payer_account_id AS payer_account_id,
            s.billing_account_id AS billing_account_id,
            s.subscription_id AS line_id,
            s.category AS category,
            s.service AS charge_id,
            s.offering_id AS offering_id,
            s.tax_id AS tax_id,
            s.tax_category AS tax_category,
            s.tax_rate AS tax_rate,
            s.currency AS currency,
            s.minor_units AS minor_units,
            s.net AS net
        FROM billing.spend_line AS s
    )
SELECT
    c.bill_id AS bill_id,
    c.payer_account_id AS payer_account_id,
    c.billing_account_id AS billing_account_id,
    c.line_id AS line_id,
    c.category AS category,
    c.charge_id AS charge_id,
    c.offering_id AS offering_id,
    c.tax_id AS tax_id,
    c.tax_category AS tax_category,
    c.tax_rate AS tax_rate,
    c.currency AS currency,
    c.minor_units AS minor_units,
    sum(c.net) AS net
FROM charged AS c
GROUP BY
    c.bill_id,
    c.payer_account_id,
    c.billing_account_id,
    c.line_id,
    c.category,
    c.charge_id,
    c.offering_id,
    c.tax_id,
    c.tax_category,
    c.tax_rate,
    c.currency,
    c.minor_units
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
