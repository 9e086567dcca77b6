WITH
    taxed AS
    (
        SELECT
            l.bill_id AS bill_id,
            l.currency AS currency,
            l.tax_rate AS tax_rate,
            sum(l.net) AS net
        FROM billing.unissued_line AS l
        GROUP BY
            l.bill_id,
            l.currency,
            l.tax_rate
    )
SELECT
    t.bill_id AS bill_id,
    t.tax_rate AS tax_rate,
    t.net AS net,
    toDecimal128(round(((toDecimal128(1, 0) * t.net) * t.tax_rate), coalesce(c.minor_units, toInt32(2))), 3) AS tax,
    t.currency AS currency
FROM taxed AS t
LEFT JOIN staging.currency AS c ON c.currency = t.currency
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
