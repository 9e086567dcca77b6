WITH
    fixed AS
    (
        SELECT i.*
        FROM raw.issued_bill_tax AS i
        ORDER BY
            _landed_at ASC,
            _source ASC,
            _partition ASC,
            _position ASC
        LIMIT 1 BY
            i.bill_id,
            i.tax_category,
            i.tax_rate,
            i.tax_name
    )
SELECT
    d.bill_id AS bill_id,
    d.tax_category AS tax_category,
    d.tax_rate AS tax_rate,
    d.tax_name AS tax_name,
    d.net AS net,
    d.tax AS tax,
    d.currency AS currency
FROM billing.draft_tax AS d
ANTI LEFT JOIN raw.issued_bill AS b ON b.bill_id = d.bill_id
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    i.bill_id AS bill_id,
    i.tax_category AS tax_category,
    toDecimal128(i.tax_rate, 6) AS tax_rate,
    i.tax_name AS tax_name,
    toDecimal128(i.net, 3) AS net,
    toDecimal128(i.tax, 3) AS tax,
    i.currency AS currency
FROM fixed AS i
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
