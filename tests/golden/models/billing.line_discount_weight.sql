WITH
    met AS
    (
        SELECT
            c.bill_id AS bill_id,
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
            c.net AS net,
            g.grant_id AS grant_id,
            g.bill_to AS bill_to,
            g.plan_id AS plan_id,
            g.account_id AS account_id,
            g.line_id AS only_line_id,
            g.discount_id AS discount_id,
            g.name AS name,
            g.is_percentage AS is_percentage,
            g.percentage AS percentage,
            g.amount AS amount,
            g.applies_to AS applies_to,
            g.prices AS prices,
            g.offerings AS offerings,
            g.applied_order AS applied_order,
            g.maximum AS maximum
        FROM billing.discountable AS c
        INNER JOIN billing.discount_grant AS g ON g.bill_id = c.bill_id
        WHERE ((((g.applies_to = 'recurring') AND (c.category = 'recurring')) OR ((g.applies_to = 'usage') AND (c.category = 'usage')) OR ((g.applies_to = 'price') AND (has(g.prices, c.charge_id) = true)) OR ((g.applies_to = 'bill') AND (length(g.offerings) > toInt64(0)))) AND ((g.account_id = '') OR (g.account_id = c.billing_account_id) OR (g.account_id = c.payer_account_id)) AND ((g.plan_id = '') OR (g.plan_id = c.offering_id)) AND ((g.line_id = '') OR (g.line_id = c.line_id)) AND ((length(g.offerings) = toInt64(0)) OR (has(g.offerings, c.offering_id) = true)))
    ),
    compounded AS
    (
        SELECT
            c.*,
            arrayFold((left, p) -> arrayPushBack(left, toDecimal128(((left[-1]) * (100 - p)) / 100, 18)), groupArray(c.percentage) OVER (PARTITION BY c.bill_id, c.billing_account_id, c.line_id, c.category, c.charge_id, c.offering_id, c.tax_id, c.tax_category, c.tax_rate ORDER BY c.applied_order ASC, c.grant_id ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW), [toDecimal128(1, 18)]) AS left_after
        FROM met AS c
        WHERE c.is_percentage = true
    ),
    percent AS
    (
        SELECT
            c.*,
            toDecimal128(((toDecimal256(1, 0) * c.net) * (arrayElement(c.left_after, -2) - arrayElement(c.left_after, -1))), 18) AS weight
        FROM compounded AS c
    ),
    taken AS
    (
        SELECT
            c.bill_id AS bill_id,
            c.billing_account_id AS billing_account_id,
            c.line_id AS line_id,
            c.category AS category,
            c.charge_id AS charge_id,
            c.offering_id AS offering_id,
            c.tax_id AS tax_id,
            c.tax_category AS tax_category,
            c.tax_rate AS tax_rate,
            sum(c.weight) AS weight
        FROM percent AS c
        GROUP BY
            c.bill_id,
            c.billing_account_id,
            c.line_id,
            c.category,
            c.charge_id,
            c.offering_id,
            c.tax_id,
            c.tax_category,
            c.tax_rate
    ),
    weighed AS
    (
        SELECT
            c.bill_id AS bill_id,
            c.bill_to AS bill_to,
            c.grant_id AS grant_id,
            c.plan_id AS plan_id,
            c.account_id AS account_id,
            c.only_line_id AS only_line_id,
            c.discount_id AS discount_id,
            c.name AS name,
            c.is_percentage AS is_percentage,
            c.amount AS amount,
            c.applies_to AS applies_to,
            c.prices AS prices,
            c.offerings AS offerings,
            c.applied_order AS applied_order,
            c.maximum AS maximum,
            c.tax_id AS tax_id,
            c.tax_category AS tax_category,
            c.tax_rate AS tax_rate,
            c.currency AS currency,
            c.minor_units AS minor_units,
            c.weight AS weight
        FROM percent AS c
        UNION ALL
        SELECT
            c.bill_id AS bill_id,
            c.bill_to AS bill_to,
            c.grant_id AS grant_id,
            c.plan_id AS plan_id,
            c.account_id AS account_id,
            c.only_line_id AS only_line_id,
            c.discount_id AS discount_id,
            c.name AS name,
            c.is_percentage AS is_percentage,
            c.amount AS amount,
            c.applies_to AS applies_to,
            c.prices AS prices,
            c.offerings AS offerings,
            c.applied_order AS applied_order,
            c.maximum AS maximum,
            c.tax_id AS tax_id,
            c.tax_category AS tax_category,
            c.tax_rate AS tax_rate,
            c.currency AS currency,
            c.minor_units AS minor_units,
            (toDecimal128(c.net, 18) - toDecimal128(coalesce(t.weight, toDecimal128(0, 18)), 18)) AS weight
        FROM met AS c
        LEFT JOIN taken AS t ON (t.bill_id = c.bill_id) AND (t.billing_account_id = c.billing_account_id) AND (t.line_id = c.line_id) AND (t.category = c.category) AND (t.charge_id = c.charge_id) AND (t.offering_id = c.offering_id) AND (t.tax_id = c.tax_id) AND (t.tax_category = c.tax_category) AND (t.tax_rate = c.tax_rate)
        WHERE c.is_percentage = false
    )
SELECT
    d.bill_id AS bill_id,
    d.bill_to AS bill_to,
    d.grant_id AS grant_id,
    d.plan_id AS plan_id,
    d.account_id AS account_id,
    d.only_line_id AS only_line_id,
    d.discount_id AS discount_id,
    d.name AS name,
    d.is_percentage AS is_percentage,
    d.amount AS amount,
    d.applies_to AS applies_to,
    d.prices AS prices,
    d.offerings AS offerings,
    d.applied_order AS applied_order,
    d.maximum AS maximum,
    d.tax_id AS tax_id,
    d.tax_category AS tax_category,
    d.tax_rate AS tax_rate,
    d.currency AS currency,
    d.minor_units AS minor_units,
    sum(d.weight) AS weight
FROM weighed AS d
GROUP BY
    d.bill_id,
    d.bill_to,
    d.grant_id,
    d.plan_id,
    d.account_id,
    d.only_line_id,
    d.discount_id,
    d.name,
    d.is_percentage,
    d.amount,
    d.applies_to,
    d.prices,
    d.offerings,
    d.applied_order,
    d.maximum,
    d.tax_id,
    d.tax_category,
    d.tax_rate,
    d.currency,
    d.minor_units
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
