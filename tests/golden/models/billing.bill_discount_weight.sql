WITH
    charge AS
    (
        SELECT
            c.*,
            sum(c.net) OVER (PARTITION BY c.bill_id) AS bill_net
        FROM billing.discounted_charge AS c
    ),
    matched AS
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
            c.bill_net AS bill_net,
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
            g.maximum AS maximum,
            g.at_least AS at_least,
            g.below AS below,
            sum(c.net) OVER (PARTITION BY c.bill_id, g.grant_id) AS base
        FROM charge AS c
        INNER JOIN billing.discount_grant AS g ON g.bill_id = c.bill_id
        WHERE (((g.applies_to = 'bill') AND (length(g.offerings) = toInt64(0))) AND ((g.account_id = '') OR (g.account_id = c.billing_account_id) OR (g.account_id = c.payer_account_id)) AND ((g.plan_id = '') OR (g.plan_id = c.offering_id)) AND ((g.line_id = '') OR (g.line_id = c.line_id)) AND ((length(g.offerings) = toInt64(0)) OR (has(g.offerings, c.offering_id) = true)))
    ),
    met AS
    (
        SELECT c.*
        FROM matched AS c
        WHERE (((c.at_least IS NULL) OR (toDecimal128(c.base, 9) >= assumeNotNull(c.at_least))) AND ((c.below IS NULL) OR (toDecimal128(c.base, 9) < assumeNotNull(c.below))))
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
    fixed AS
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
            c.bill_net AS bill_net,
            toDecimal128((toDecimal128(c.net, 18) - coalesce(t.weight, toDecimal128(0, 18))), 12) AS left,
            dense_rank() OVER (PARTITION BY c.bill_id ORDER BY c.bill_id ASC, c.billing_account_id ASC, c.line_id ASC, c.category ASC, c.charge_id ASC, c.offering_id ASC, c.tax_id ASC, c.tax_category ASC, c.tax_rate ASC) AS charge_number,
            dense_rank() OVER (PARTITION BY c.bill_id ORDER BY c.applied_order ASC, c.account_id ASC, c.grant_id ASC) AS grant_number
        FROM met AS c
        LEFT JOIN taken AS t ON (t.bill_id = c.bill_id) AND (t.billing_account_id = c.billing_account_id) AND (t.line_id = c.line_id) AND (t.category = c.category) AND (t.charge_id = c.charge_id) AND (t.offering_id = c.offering_id) AND (t.tax_id = c.tax_id) AND (t.tax_category = c.tax_category) AND (t.tax_rate = c.tax_rate)
        WHERE c.is_percentage = false
    ),
    fixed_whole AS
    (
        SELECT
            f.bill_id AS bill_id,
            f.bill_to AS bill_to,
            f.grant_id AS grant_id,
            f.grant_number AS grant_number,
            f.maximum AS maximum,
            least(toDecimal128(f.amount, 12), toDecimal128(coalesce(f.maximum, f.amount), 12)) AS amount,
            groupArray(f.charge_number) AS charges
        FROM fixed AS f
        GROUP BY
            f.bill_id,
            f.bill_to,
            f.grant_id,
            f.grant_number,
            f.maximum,
            f.amount
    ),
    fixed_charge AS
    (
        SELECT DISTINCT
            f.bill_id AS bill_id,
            f.charge_number AS charge_number,
            f.left AS left
        FROM fixed AS f
    ),
    unlimited AS
    (
        SELECT
            g.bill_id AS bill_id,
            arrayFold((s1, x1) -> arrayConcat(s1, array(arrayElement(arrayMap(v2 -> arrayElement(arrayMap(v3 -> arrayMap((x4, y4) -> if(((has(tupleElement(x1, 3), y4) = true) AND (v3 > '0')), toDecimal128((x4 - toDecimal128(((toDecimal256(1, 0) * ((toDecimal256(1, 0) * v3) * x4)) / if(v2 = '0', toDecimal128('1', 12), v2)), 12)), 12), x4), arrayElement(s1, -1), arrayMap(x4 -> toUInt64(x4), range(toInt64(1), toInt64((toInt64(length(arrayElement(s1, -1))) + toInt64(1)))))), array(least(tupleElement(x1, 2), greatest(v2, toDecimal128(0, 12))))), 1), array(toDecimal128(arraySum(arrayMap(x2 -> arrayElement(arrayElement(s1, -1), x2), tupleElement(x1, 3))), 12))), 1))), arraySort(groupArray(tuple(g.grant_number, g.amount, g.charges))), array(arrayMap(x1 -> tupleElement(x1, 2), any(f.charges)))) AS left
        FROM fixed_whole AS g
        INNER JOIN
        (
            SELECT
                f.bill_id AS bill_id,
                arraySort(groupArray(tuple(f.charge_number, f.left))) AS charges
            FROM fixed_charge AS f
            GROUP BY f.bill_id
        ) AS f ON f.bill_id = g.bill_id
        GROUP BY g.bill_id
    ),
    fixed_taken AS
    (
        SELECT
            f.bill_id AS bill_id,
            f.bill_to AS bill_to,
            f.grant_id AS grant_id,
            f.grant_number AS grant_number,
            f.maximum AS maximum,
            f.amount AS amount,
            f.charges AS charges,
            toDecimal128((arraySum(arrayElement(u.left, f.grant_number)) - arraySum(arrayElement(u.left, (f.grant_number + toInt64(1))))), 12) AS taken
        FROM fixed_whole AS f
        INNER JOIN unlimited AS u ON u.bill_id = f.bill_id
    ),
    fixed_grant AS
    (
        SELECT
            f.bill_id AS bill_id,
            f.grant_number AS grant_number,
            f.charges AS charges,
            if(f.maximum IS NULL, f.amount, greatest(least(f.amount, toDecimal128((toDecimal128(coalesce(f.maximum, toDecimal128(0, 9)), 12) - toDecimal128((sum(f.taken) OVER (PARTITION BY f.grant_id ORDER BY f.bill_to ASC, f.bill_id ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - f.taken), 12)), 12)), toDecimal128(0, 12))) AS amount
        FROM fixed_taken AS f
    ),
    before AS
    (
        SELECT
            g.bill_id AS bill_id,
            arrayFold((s1, x1) -> arrayConcat(s1, array(arrayElement(arrayMap(v2 -> arrayElement(arrayMap(v3 -> arrayMap((x4, y4) -> if(((has(tupleElement(x1, 3), y4) = true) AND (v3 > '0')), toDecimal128((x4 - toDecimal128(((toDecimal256(1, 0) * ((toDecimal256(1, 0) * v3) * x4)) / if(v2 = '0', toDecimal128('1', 12), v2)), 12)), 12), x4), arrayElement(s1, -1), arrayMap(x4 -> toUInt64(x4), range(toInt64(1), toInt64((toInt64(length(arrayElement(s1, -1))) + toInt64(1)))))), array(least(tupleElement(x1, 2), greatest(v2, toDecimal128(0, 12))))), 1), array(toDecimal128(arraySum(arrayMap(x2 -> arrayElement(arrayElement(s1, -1), x2), tupleElement(x1, 3))), 12))), 1))), arraySort(groupArray(tuple(g.grant_number, g.amount, g.charges))), array(arrayMap(x1 -> tupleElement(x1, 2), any(f.charges)))) AS left
        FROM fixed_grant AS g
        INNER JOIN
        (
            SELECT
                f.bill_id AS bill_id,
                arraySort(groupArray(tuple(f.charge_number, f.left))) AS charges
            FROM fixed_charge AS f
            GROUP BY f.bill_id
        ) AS f ON f.bill_id = g.bill_id
        GROUP BY g.bill_id
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
            c.bill_net AS bill_net,
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
            c.bill_net AS bill_net,
            toDecimal128(arrayElement(arrayElement(b.left, c.grant_number), c.charge_number), 18) AS weight
        FROM fixed AS c
        INNER JOIN before AS b ON b.bill_id = c.bill_id
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
    d.bill_net AS bill_net,
    toDecimal128(sum(d.weight), 18) AS weight
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
    d.minor_units,
    d.bill_net
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
