WITH
    debtor AS
    (
        SELECT DISTINCT
            i.billing_account_id AS billing_account_id,
            i.currency AS currency,
            i.legal_entity_id AS legal_entity_id
        FROM billing.issued_document AS i
        WHERE i.bill_id IN (
            SELECT t.overdue_bill_id AS overdue_bill_id
            FROM billing.late_fee_term AS t
        )
    ),
    last_issued AS
    (
        SELECT
            i.billing_account_id AS billing_account_id,
            i.currency AS currency,
            i.legal_entity_id AS legal_entity_id,
            max(i.bill_date) AS last_date
        FROM billing.issued_document AS i
        WHERE i.kind = 'bill'
        GROUP BY
            i.billing_account_id,
            i.currency,
            i.legal_entity_id
    ),
    closing AS
    (
        SELECT
            concat(p.billing_account_id, '/', toString(p.bill_from), '/', d.currency, if(d.legal_entity_id = '', '', concat('/', d.legal_entity_id))) AS bill_id,
            p.billing_account_id AS billing_account_id,
            d.currency AS currency,
            d.legal_entity_id AS legal_entity_id,
            p.period_from AS in_period,
            p.bill_to AS on_day
        FROM billing.account_period AS p
        INNER JOIN debtor AS d ON d.billing_account_id = p.billing_account_id
        WHERE (p.closed = true) AND (p.payer_account_id = p.billing_account_id) AND (p.period_to = p.bill_to)
    )
SELECT
    c.bill_id AS bill_id,
    c.billing_account_id AS billing_account_id,
    c.currency AS currency,
    c.legal_entity_id AS legal_entity_id,
    c.in_period AS in_period,
    c.on_day AS on_day,
    toBool(i.bill_id IS NOT NULL) AS issued
FROM closing AS c
LEFT JOIN billing.issued_document AS i ON i.bill_id = c.bill_id
LEFT JOIN last_issued AS l ON (l.billing_account_id = c.billing_account_id) AND (l.currency = c.currency) AND (l.legal_entity_id = c.legal_entity_id)
WHERE ((c.bill_id IN (
    SELECT x.bill_id AS bill_id
    FROM raw.issued_bill_line AS x
    WHERE x.overdue_bill != ''
)) OR ((i.bill_id IS NULL) AND ((l.last_date IS NULL) OR (c.on_day > assumeNotNull(l.last_date)))))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
