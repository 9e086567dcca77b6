WITH
    charge AS
    (
        SELECT
            c.*,
            sum(c.net) OVER (PARTITION BY c.bill_id) AS bill_net
        FROM billing.discountable AS c
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
            c.payer_account_id AS payer_account_id,
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
        WHERE ((((g.applies_to = 'recurring') AND (c.category = 'recurring')) OR ((g.applies_to = 'usage') AND (c.category = 'usage')) OR ((g.applies_to = 'price') AND (has(g.prices, c.charge_id) = true)) OR ((g.applies_to = 'bill') AND (length(g.offerings) > toInt64(0)))) AND ((g.account_id = '') OR (g.account_id = c.billing_account_id) OR (g.account_id = c.payer_account_id)) AND ((g.plan_id = '') OR (g.plan_id = c.offering_id)) AND ((g.line_id = '') OR (g.line_id = c.line_id)) AND ((length(g.offerings) = toInt64(0)) OR (has(g.offerings, c.offering_id) = true)))
    ),
    met AS
    (
        SELECT c.*
        FROM matched AS c
        WHERE (((c.at_least IS NULL) OR (toDecimal128(c.base, 9) >= assumeNotNull(c.at_least))) AND ((c.below IS NULL) OR (toDecimal128(c.base, 9) < assumeNotNull(c.below))))
    ),
    placed AS
    (
        SELECT
            c.*,
            max((c.maximum IS NOT NULL)) OVER (PARTITION BY c.payer_account_id) AS is_capped
        FROM met AS c
    ),
    compounded AS
    (
        SELECT
            c.*,
            arrayFold((left, p) -> arrayPushBack(left, toDecimal128(((left[-1]) * (100 - p)) / 100, 18)), groupArray(c.percentage) OVER (PARTITION BY c.bill_id, c.billing_account_id, c.line_id, c.category, c.charge_id, c.offering_id, c.tax_id, c.tax_category, c.tax_rate ORDER BY c.applied_order ASC, c.grant_id ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW), [toDecimal128(1, 18)]) AS left_after
        FROM placed AS c
        WHERE (c.is_percentage = true) AND (c.is_capped = false)
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
        FROM placed AS c
        LEFT JOIN taken AS t ON (t.bill_id = c.bill_id) AND (t.billing_account_id = c.billing_account_id) AND (t.line_id = c.line_id) AND (t.category = c.category) AND (t.charge_id = c.charge_id) AND (t.offering_id = c.offering_id) AND (t.tax_id = c.tax_id) AND (t.tax_category = c.tax_category) AND (t.tax_rate = c.tax_rate)
        WHERE (c.is_percentage = false) AND (c.is_capped = false)
    ),
    fixed_grant AS
    (
        SELECT
            f.bill_id AS bill_id,
            f.grant_number AS grant_number,
            toDecimal128(f.amount, 12) AS amount,
            groupArray(f.charge_number) AS charges
        FROM fixed AS f
        GROUP BY
            f.bill_id,
            f.grant_number,
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
    capped AS
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
            c.payer_account_id AS payer_account_id,
            c.percentage AS percentage,
            c.net AS net,
            c.bill_net AS bill_net,
            dense_rank() OVER (PARTITION BY c.payer_account_id ORDER BY c.bill_to ASC, c.bill_id ASC) AS bill_number,
            dense_rank() OVER (PARTITION BY c.payer_account_id ORDER BY c.grant_id ASC) AS used_number,
            dense_rank() OVER (PARTITION BY c.bill_id ORDER BY c.bill_id ASC, c.billing_account_id ASC, c.line_id ASC, c.category ASC, c.charge_id ASC, c.offering_id ASC, c.tax_id ASC, c.tax_category ASC, c.tax_rate ASC) AS charge_number,
            dense_rank() OVER (PARTITION BY c.bill_id ORDER BY NOT (c.is_percentage) ASC, c.applied_order ASC, if(c.is_percentage = true, '', c.account_id) ASC, c.grant_id ASC) AS grant_number
        FROM placed AS c
        WHERE c.is_capped = true
    ),
    capped_bill AS
    (
        SELECT
            g.payer_account_id AS payer_account_id,
            tuple(g.bill_number, g.minor_units, arraySort(groupArray(g.discount)), any(f.charges)) AS bill,
            max(g.used_number) AS discounts
        FROM
        (
            SELECT
                c.payer_account_id AS payer_account_id,
                c.bill_id AS bill_id,
                c.bill_number AS bill_number,
                c.minor_units AS minor_units,
                c.used_number AS used_number,
                tuple(c.grant_number, c.used_number, c.is_percentage, toDecimal128(if(c.is_percentage = true, c.percentage, c.amount), 9), toDecimal128(coalesce(c.maximum, toDecimal128('9999999999999999999', 9)), 12), groupArray(c.charge_number)) AS discount
            FROM capped AS c
            GROUP BY
                c.payer_account_id,
                c.bill_id,
                c.bill_number,
                c.minor_units,
                c.grant_number,
                c.used_number,
                c.is_percentage,
                c.percentage,
                c.amount,
                c.maximum
        ) AS g
        INNER JOIN
        (
            SELECT
                c.bill_id AS bill_id,
                arraySort(groupUniqArray(tuple(c.charge_number, toDecimal128(c.net, 12)))) AS charges
            FROM capped AS c
            GROUP BY c.bill_id
        ) AS f ON f.bill_id = g.bill_id
        GROUP BY
            g.payer_account_id,
            g.bill_id,
            g.bill_number,
            g.minor_units
    ),
    capped_left AS
    (
        SELECT
            b.payer_account_id AS payer_account_id,
            tupleElement(arrayFold((s1, x1) -> arrayElement(arrayMap(v2 -> tuple(tupleElement(v2, 1), arrayConcat(tupleElement(s1, 2), array(tupleElement(v2, 2)))), array(arrayFold((s2, x2) -> arrayElement(arrayMap(v3 -> arrayElement(arrayMap(v4 -> arrayElement(arrayMap(v5 -> arrayElement(arrayMap(v6 -> tuple(arrayMap((x7, y7) -> if(y7 = toUInt64(tupleElement(x2, 2)), toDecimal128((x7 + toDecimal128(round(v6, tupleElement(x1, 2)), 3)), 12), x7), tupleElement(s2, 1), arrayMap(x7 -> toUInt64(x7), range(toInt64(1), toInt64((toInt64(length(tupleElement(s2, 1))) + toInt64(1)))))), arrayConcat(tupleElement(s2, 2), array(arrayMap((x7, y7) -> if(has(tupleElement(x2, 6), y7) = true, toDecimal128((x7 - if(((tupleElement(x2, 3) = true) AND (v5 = v6)), toDecimal128(((toDecimal256(1, 0) * ((toDecimal256(1, 0) * x7) * tupleElement(x2, 4))) / toInt64(100)), 12), toDecimal128(((toDecimal256(1, 0) * ((toDecimal256(1, 0) * v6) * x7)) / if(v4 = '0', toDecimal128('1', 12), v4)), 12))), 12), x7), v3, arrayMap(x7 -> toUInt64(x7), range(toInt64(1), toInt64((toInt64(length(v3)) + toInt64(1))))))))), array(toDecimal128(least(v5, greatest(toDecimal128((tupleElement(x2, 5) - arrayElement(tupleElement(s2, 1), tupleElement(x2, 2))), 12), toDecimal128(0, 12))), 12))), 1), array(if(tupleElement(x2, 3) = true, toDecimal128(((toDecimal256(1, 0) * ((toDecimal256(1, 0) * v4) * tupleElement(x2, 4))) / toInt64(100)), 12), toDecimal128(least(toDecimal128(tupleElement(x2, 4), 12), greatest(v4, toDecimal128(0, 12))), 12)))), 1), array(toDecimal128(arraySum(arrayMap(x4 -> arrayElement(v3, x4), tupleElement(x2, 6))), 12))), 1), array(arrayElement(tupleElement(s2, 2), -1))), 1), tupleElement(x1, 3), tuple(tupleElement(s1, 1), array(arrayMap(x2 -> tupleElement(x2, 2), tupleElement(x1, 4))))))), 1), arraySort(groupArray(b.bill)), tuple(arrayMap(x1 -> toDecimal128(0, 12), range(toInt64(0), toInt64(toInt64(max(b.discounts))))), arrayFilter(x1 -> toBool(0), array(array(array(toDecimal128(0, 12))))))), 2) AS left
        FROM capped_bill AS b
        GROUP BY b.payer_account_id
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
            toDecimal128(if(c.is_percentage = true, (arrayElement(arrayElement(arrayElement(b.left, c.bill_number), c.grant_number), c.charge_number) - arrayElement(arrayElement(arrayElement(b.left, c.bill_number), (toInt64(c.grant_number) + toInt64(1))), c.charge_number)), arrayElement(arrayElement(arrayElement(b.left, c.bill_number), c.grant_number), c.charge_number)), 18) AS weight
        FROM capped AS c
        INNER JOIN capped_left AS b ON b.payer_account_id = c.payer_account_id
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
