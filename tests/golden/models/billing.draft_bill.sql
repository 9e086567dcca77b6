WITH
    net AS
    (
        SELECT
            l.bill_id AS bill_id,
            l.billing_account_id AS billing_account_id,
            l.legal_entity_id AS legal_entity_id,
            l.bill_from AS bill_from,
            l.bill_to AS bill_to,
            l.currency AS currency,
            sum(l.net) AS net,
            count() AS lines
        FROM billing.unissued_line AS l
        GROUP BY
            l.bill_id,
            l.billing_account_id,
            l.legal_entity_id,
            l.bill_from,
            l.bill_to,
            l.currency
    ),
    taxes AS
    (
        SELECT
            t.bill_id AS bill_id,
            sum(t.tax) AS tax
        FROM billing.draft_tax AS t
        GROUP BY t.bill_id
    )
SELECT
    n.bill_id AS bill_id,
    n.billing_account_id AS billing_account_id,
    a.customer_id AS customer_id,
    n.legal_entity_id AS legal_entity_id,
    n.bill_from AS period_from,
    n.bill_to AS period_to,
    n.bill_to AS bill_date,
    addDays(n.bill_to, a.payment_terms_days) AS due_date,
    n.net AS net,
    t.tax AS tax,
    (n.net + t.tax) AS gross,
    n.currency AS currency,
    n.lines AS lines
FROM net AS n
INNER JOIN taxes AS t ON t.bill_id = n.bill_id
INNER JOIN staging.billing_account_current AS a ON a.billing_account_id = n.billing_account_id
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
