WITH
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
    charged AS
    (
        SELECT DISTINCT
            l.bill_id AS bill_id,
            l.charged_account_id AS charged_account_id
        FROM fixed AS l
    ),
    fee AS
    (
        SELECT h.*
        FROM billing.charge_held AS h
        WHERE h.kind = 'late_fee'
    )
SELECT
    i.bill_id AS overdue_bill_id,
    h.offering_id AS offering_id,
    h.charge_id AS charge_id,
    argMax(if(c.name = '', 'late fee', c.name), h.local_from) AS description,
    argMax(h.amount, h.local_from) AS amount,
    argMax(c.overdue_percentage, h.local_from) AS overdue_percentage,
    argMax(c.grace_days, h.local_from) AS grace_days,
    argMax(c.minimum_overdue, h.local_from) AS minimum_overdue,
    tupleElement(argMax(tuple(c.minimum_fee), h.local_from), 1) AS minimum_fee,
    tupleElement(argMax(tuple(c.maximum_fee), h.local_from), 1) AS maximum_fee,
    argMax(c.repeated, h.local_from) AS repeated,
    argMax(c.on_fees, h.local_from) AS on_fees,
    argMax(h.tax_id, h.local_from) AS tax_id,
    argMax(h.tax_rate, h.local_from) AS tax_rate,
    argMax(h.tax_included, h.local_from) AS tax_included
FROM billing.issued_document AS i
INNER JOIN charged AS l ON l.bill_id = i.bill_id
INNER JOIN fee AS h ON (h.billing_account_id = l.charged_account_id) AND (h.legal_entity_id = i.legal_entity_id) AND (h.currency = i.currency)
INNER JOIN staging.charge AS c ON (c.offering_id = h.offering_id) AND (c.charge_id = h.charge_id)
WHERE (i.kind IN ('bill', 'debit note')) AND (h.start_day < i.period_to) AND (h.to_day > i.period_from) AND (c.valid_from <= h.valid_from) AND (c.valid_to > h.valid_from)
GROUP BY
    i.bill_id,
    h.offering_id,
    h.charge_id
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
