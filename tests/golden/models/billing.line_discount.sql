WITH
    whole AS
    (
        SELECT
            d.bill_id AS bill_id,
            d.bill_to AS bill_to,
            d.grant_id AS grant_id,
            d.plan_id AS plan_id,
            d.account_id AS account_id,
            d.only_line_id AS only_line_id,
            d.is_percentage AS is_percentage,
            d.amount AS amount,
            d.applies_to AS applies_to,
            d.prices AS prices,
            d.offerings AS offerings,
            d.applied_order AS applied_order,
            d.maximum AS maximum,
            d.minor_units AS minor_units,
            d.bill_net AS bill_net,
            sum(d.weight) AS weight
        FROM billing.line_discount_weight AS d
        GROUP BY
            d.bill_id,
            d.bill_to,
            d.grant_id,
            d.plan_id,
            d.account_id,
            d.only_line_id,
            d.is_percentage,
            d.amount,
            d.applies_to,
            d.prices,
            d.offerings,
            d.applied_order,
            d.maximum,
            d.minor_units,
            d.bill_net
    ),
    due AS
    (
        SELECT
            d.*,
            toDecimal128(round(if(d.is_percentage = true, d.weight, least(toDecimal128(d.amount, 18), greatest(d.weight, toDecimal128(0, 18)))), d.minor_units), 3) AS total
        FROM whole AS d
    ),
    summed AS
    (
        SELECT
            d.*,
            sum(d.total) OVER (PARTITION BY d.grant_id ORDER BY d.bill_to ASC, d.bill_id ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS totals
        FROM due AS d
    ),
    capped AS
    (
        SELECT
            d.bill_id AS bill_id,
            d.grant_id AS grant_id,
            d.weight AS weight,
            d.is_percentage AS is_percentage,
            d.account_id AS account_id,
            d.applied_order AS applied_order,
            d.bill_net AS bill_net,
            if(d.maximum IS NULL, d.total, (least(d.totals, toDecimal128(coalesce(d.maximum, toDecimal128(0, 9)), 3)) - least((d.totals - d.total), toDecimal128(coalesce(d.maximum, toDecimal128(0, 9)), 3)))) AS total
        FROM summed AS d
    ),
    running AS
    (
        SELECT
            d.*,
            sum(if(d.is_percentage = true, d.total, toDecimal128(0, 3))) OVER (PARTITION BY d.bill_id) AS percentages,
            sum(if(d.is_percentage = false, d.total, toDecimal128(0, 3))) OVER (PARTITION BY d.bill_id ORDER BY d.applied_order ASC, d.account_id ASC, d.grant_id ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS fixed
        FROM capped AS d
    ),
    bounded AS
    (
        SELECT
            d.bill_id AS bill_id,
            d.grant_id AS grant_id,
            d.weight AS weight,
            if(d.is_percentage = true, d.total, (least(toDecimal128(d.fixed, 3), greatest(toDecimal128((d.bill_net - d.percentages), 3), toDecimal128(0, 3))) - least(toDecimal128((toDecimal128(d.fixed, 3) - d.total), 3), greatest(toDecimal128((d.bill_net - d.percentages), 3), toDecimal128(0, 3))))) AS total
        FROM running AS d
    ),
    shared AS
    (
        SELECT
            r.bill_id AS bill_id,
            r.grant_id AS grant_id,
            r.plan_id AS plan_id,
            r.account_id AS account_id,
            r.only_line_id AS line_id,
            r.discount_id AS discount_id,
            r.name AS name,
            r.tax_id AS tax_id,
            r.tax_category AS tax_category,
            r.tax_rate AS tax_rate,
            r.currency AS currency,
            r.minor_units AS minor_units,
            d.total AS total,
            toDecimal128(round(((toDecimal256(1, 0) * ((toDecimal256(1, 0) * toDecimal128(d.total, 12)) * toDecimal128(round(r.weight, 9), 9))) / toDecimal128(round(d.weight, 9), 9)), r.minor_units), 3) AS share
        FROM billing.line_discount_weight AS r
        INNER JOIN bounded AS d ON (d.bill_id = r.bill_id) AND (d.grant_id = r.grant_id)
        WHERE ((d.total != '0') AND (toDecimal128(round(d.weight, 9), 9) != '0'))
    ),
    spread AS
    (
        SELECT
            s.*,
            (sum(s.share) OVER (PARTITION BY s.bill_id, s.grant_id) - s.share) AS others,
            lead(toNullable(s.tax_rate), 1) OVER (PARTITION BY s.bill_id, s.grant_id ORDER BY s.tax_rate ASC, s.tax_category ASC, s.tax_id ASC) AS next_rate
        FROM shared AS s
    )
SELECT
    s.bill_id AS bill_id,
    s.grant_id AS grant_id,
    s.plan_id AS plan_id,
    s.account_id AS account_id,
    s.line_id AS line_id,
    s.discount_id AS discount_id,
    s.name AS name,
    s.tax_id AS tax_id,
    s.tax_category AS tax_category,
    s.tax_rate AS tax_rate,
    s.currency AS currency,
    s.minor_units AS minor_units,
    (-if(s.next_rate IS NULL, (s.total - s.others), s.share)) AS net
FROM spread AS s
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
