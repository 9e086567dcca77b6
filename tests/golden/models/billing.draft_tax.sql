WITH
    parted AS
    (
        SELECT
            l.bill_id AS bill_id,
            l.currency AS currency,
            l.tax_category AS tax_category,
            l.tax_rate AS tax_rate,
            l.net AS net,
            l.period_from AS period_from,
            arrayJoin(splitByString(',', coalesce(t.parts, ''))) AS part
        FROM billing.unissued_line AS l
        ASOF LEFT JOIN billing.tax_in_force AS t ON (t.tax_id = l.tax_id) AND (l.period_from >= t.from_day)
    ),
    named AS
    (
        SELECT
            l.bill_id AS bill_id,
            l.currency AS currency,
            if(l.part = '', l.tax_category, coalesce(t.category, 'S')) AS tax_category,
            if(l.part = '', l.tax_rate, toDecimal128(coalesce(t.rate, toDecimal128(0, 6)), 6)) AS tax_rate,
            if(coalesce(t.name, '') = '', l.part, coalesce(t.name, '')) AS tax_name,
            l.net AS net
        FROM parted AS l
        ASOF LEFT JOIN billing.tax_in_force AS t ON (t.tax_id = l.part) AND (l.period_from >= t.from_day)
    ),
    taxed AS
    (
        SELECT
            l.bill_id AS bill_id,
            l.currency AS currency,
            l.tax_category AS tax_category,
            l.tax_rate AS tax_rate,
            l.tax_name AS tax_name,
            sum(l.net) AS net
        FROM named AS l
        GROUP BY
            l.bill_id,
            l.currency,
            l.tax_category,
            l.tax_rate,
            l.tax_name
    )
SELECT
    t.bill_id AS bill_id,
    t.tax_category AS tax_category,
    t.tax_rate AS tax_rate,
    t.tax_name AS tax_name,
    t.net AS net,
    toDecimal128(round(((toDecimal256(1, 0) * t.net) * t.tax_rate), coalesce(c.minor_units, toInt32(2))), 3) AS tax,
    t.currency AS currency
FROM taxed AS t
LEFT JOIN staging.currency AS c ON c.currency = t.currency
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
