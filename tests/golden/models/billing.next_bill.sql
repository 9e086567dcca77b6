WITH
    differing AS
    (
        SELECT DISTINCT
            d.corrects_bill AS corrects_bill,
            d.billing_account_id AS billing_account_id,
            d.legal_entity_id AS legal_entity_id,
            d.currency AS currency,
            d.bill_to AS bill_to,
            d.bill_date AS bill_date
        FROM billing.bill_difference AS d
    ),
    last_issued AS
    (
        SELECT
            i.billing_account_id AS billing_account_id,
            i.legal_entity_id AS legal_entity_id,
            i.currency AS currency,
            max(i.period_from) AS last_from
        FROM billing.issued_document AS i
        WHERE i.kind = 'bill'
        GROUP BY
            i.billing_account_id,
            i.legal_entity_id,
            i.currency
    ),
    closed AS
    (
        SELECT DISTINCT
            p.billing_account_id AS billing_account_id,
            p.payer_account_id AS payer_account_id,
            p.bill_from AS bill_from,
            p.bill_to AS bill_to
        FROM billing.account_period AS p
        WHERE p.closed = true
    ),
    candidate AS
    (
        SELECT
            d.corrects_bill AS corrects_bill,
            concat(p.payer_account_id, '/', toString(p.bill_from), '/', d.currency, if(d.legal_entity_id = '', '', concat('/', d.legal_entity_id))) AS bill_id,
            p.payer_account_id AS payer_account_id,
            p.bill_from AS bill_from,
            p.bill_to AS bill_to
        FROM differing AS d
        INNER JOIN closed AS p ON p.billing_account_id = d.billing_account_id
        LEFT JOIN last_issued AS l ON (l.billing_account_id = p.payer_account_id) AND (l.legal_entity_id = d.legal_entity_id) AND (l.currency = d.currency)
        WHERE (p.bill_from >= d.bill_to) AND ((l.last_from IS NULL) OR (p.bill_from > assumeNotNull(l.last_from)))
    ),
    open AS
    (
        SELECT
            c.corrects_bill AS corrects_bill,
            c.bill_id AS bill_id,
            c.payer_account_id AS payer_account_id,
            c.bill_from AS bill_from,
            c.bill_to AS bill_to
        FROM candidate AS c
        ANTI LEFT JOIN billing.issued_document AS i ON i.bill_id = c.bill_id
    ),
    first AS
    (
        SELECT
            c.corrects_bill AS corrects_bill,
            argMin(c.bill_id, c.bill_from) AS bill_id,
            argMin(c.payer_account_id, c.bill_from) AS payer_account_id,
            min(c.bill_from) AS bill_from,
            argMin(c.bill_to, c.bill_from) AS bill_to
        FROM open AS c
        GROUP BY c.corrects_bill
    ),
    limit AS
    (
        SELECT
            e.legal_entity_id AS legal_entity_id,
            argMax(e.late_charge_days, tuple(e.valid_from, e._landed_at)) AS days
        FROM raw.catalogue_legal_entity AS e
        GROUP BY e.legal_entity_id
    )
SELECT
    d.corrects_bill AS corrects_bill,
    f.bill_id AS bill_id,
    f.payer_account_id AS payer_account_id,
    f.bill_from AS bill_from,
    f.bill_to AS bill_to,
    toBool(dateDiff('day', d.bill_date, coalesce(f.bill_to, toDate(k.as_of))) <= toInt64(coalesce(toInt32(l.days), toInt32(365)))) AS in_time
FROM differing AS d
CROSS JOIN staging.clock AS k
LEFT JOIN first AS f ON f.corrects_bill = d.corrects_bill
LEFT JOIN limit AS l ON l.legal_entity_id = d.legal_entity_id
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
