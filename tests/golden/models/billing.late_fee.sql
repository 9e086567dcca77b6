WITH
    charged AS
    (
        SELECT
            l.overdue_bill AS overdue_bill,
            min(i.bill_date) AS first_date
        FROM raw.issued_bill_line AS l
        INNER JOIN billing.issued_document AS i ON i.bill_id = l.bill_id
        WHERE (l.net > '0') AND (l.overdue_bill != '')
        GROUP BY l.overdue_bill
    ),
    due AS
    (
        SELECT
            o.bill_id AS bill_id,
            o.billing_account_id AS billing_account_id,
            o.customer_id AS customer_id,
            o.legal_entity_id AS legal_entity_id,
            o.on_day AS on_day,
            o.in_period AS in_period,
            o.issued AS issued,
            o.bill_number AS bill_number,
            o.due_date AS due_date,
            o.currency AS currency,
            t.offering_id AS offering_id,
            t.charge_id AS charge_id,
            t.description AS description,
            t.amount AS amount,
            t.overdue_percentage AS overdue_percentage,
            t.minimum_overdue AS minimum_overdue,
            t.minimum_fee AS minimum_fee,
            t.maximum_fee AS maximum_fee,
            t.repeated AS repeated,
            t.tax_id AS tax_id,
            t.tax_rate AS tax_rate,
            t.tax_included AS tax_included,
            toDecimal128(if(t.on_fees = true, o.undisputed, greatest(toDecimal128(0, 3), (o.undisputed - greatest(toDecimal128(0, 3), o.fees)))), 3) AS overdue
        FROM billing.overdue_bill AS o
        INNER JOIN billing.late_fee_term AS t ON t.overdue_bill_id = o.overdue_bill_id
        LEFT JOIN charged AS c ON c.overdue_bill = o.bill_number
        WHERE ((addDays(o.due_date, toInt32(t.grace_days)) < o.on_day) AND ((t.repeated = true) OR (c.first_date IS NULL) OR (assumeNotNull(c.first_date) >= o.on_day)))
    ),
    asked AS
    (
        SELECT
            d.*,
            toDecimal128(least(greatest((toDecimal128(d.amount, 12) + toDecimal128(((toDecimal256(1, 0) * ((toDecimal256(1, 0) * toDecimal128(d.overdue, 12)) * d.overdue_percentage)) / toDecimal128('100', 0)), 12)), toDecimal128(coalesce(d.minimum_fee, toDecimal128(0, 9)), 12)), coalesce(toDecimal128(d.maximum_fee, 12), greatest((toDecimal128(d.amount, 12) + toDecimal128(((toDecimal256(1, 0) * ((toDecimal256(1, 0) * toDecimal128(d.overdue, 12)) * d.overdue_percentage)) / toDecimal128('100', 0)), 12)), toDecimal128(coalesce(d.minimum_fee, toDecimal128(0, 9)), 12)))), 12) AS fee
        FROM due AS d
        WHERE (d.overdue > '0') AND (toDecimal128(d.overdue, 9) >= d.minimum_overdue)
    ),
    highest AS
    (
        SELECT
            a.bill_id AS bill_id,
            a.billing_account_id AS billing_account_id,
            a.customer_id AS customer_id,
            a.legal_entity_id AS legal_entity_id,
            a.on_day AS on_day,
            a.in_period AS in_period,
            a.issued AS issued,
            a.bill_number AS bill_number,
            a.due_date AS due_date,
            a.currency AS currency,
            max(a.fee) AS fee,
            argMax(a.overdue, tuple(a.fee, a.offering_id, a.charge_id)) AS overdue,
            argMax(a.offering_id, tuple(a.fee, a.offering_id, a.charge_id)) AS offering_id,
            argMax(a.charge_id, tuple(a.fee, a.offering_id, a.charge_id)) AS charge_id,
            argMax(a.description, tuple(a.fee, a.offering_id, a.charge_id)) AS description,
            argMax(a.repeated, tuple(a.fee, a.offering_id, a.charge_id)) AS repeated,
            argMax(a.tax_id, tuple(a.fee, a.offering_id, a.charge_id)) AS tax_id,
            argMax(a.tax_rate, tuple(a.fee, a.offering_id, a.charge_id)) AS tax_rate,
            argMax(a.tax_included, tuple(a.fee, a.offering_id, a.charge_id)) AS tax_included,
            addDays(a.on_day, -1) AS day
        FROM asked AS a
        WHERE a.fee > '0'
        GROUP BY
            a.bill_id,
            a.billing_account_id,
            a.customer_id,
            a.legal_entity_id,
            a.on_day,
            a.in_period,
            a.issued,
            a.bill_number,
            a.due_date,
            a.currency
    ),
    turn AS
    (
        SELECT
            h.*,
            row_number() OVER (PARTITION BY h.bill_number, h.issued ORDER BY h.on_day ASC) AS draft_number
        FROM highest AS h
    )
SELECT
    h.bill_id AS bill_id,
    h.billing_account_id AS billing_account_id,
    h.customer_id AS customer_id,
    h.legal_entity_id AS legal_entity_id,
    h.on_day AS on_day,
    h.day AS day,
    h.in_period AS in_period,
    h.bill_number AS bill_number,
    h.due_date AS due_date,
    h.offering_id AS offering_id,
    h.charge_id AS charge_id,
    h.description AS description,
    h.overdue AS overdue,
    h.fee AS fee,
    toDecimal128(if(h.tax_included = true, toDecimal128(((toDecimal256(1, 0) * h.fee) / (toDecimal128('1', 6) + assumeNotNull(coalesce(toNullable(toDecimal128(t.rate, 6)), h.tax_rate)))), 12), h.fee), 9) AS exact,
    h.tax_id AS tax_id,
    assumeNotNull(coalesce(toNullable(toDecimal128(t.rate, 6)), h.tax_rate)) AS tax_rate,
    h.currency AS currency
FROM turn AS h
ASOF LEFT JOIN billing.tax_in_force AS t ON (t.tax_id = h.tax_id) AND (h.day >= t.from_day)
WHERE ((h.issued = true) OR (h.repeated = true) OR (h.draft_number = toInt64(1)))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
