WITH
    said AS
    (
        SELECT
            v.billing_account_id AS billing_account_id,
            v.subscription_id AS subscription_id,
            v.customer_id AS customer_id,
            v.offering_id AS offering_id,
            v.legal_entity_id AS legal_entity_id,
            v.charge_id AS charge_id,
            v.description AS description,
            v.amount AS amount,
            v.tax_id AS tax_id,
            v.tax_rate AS tax_rate,
            v.currency AS currency,
            v.period_from AS period_from,
            v.known_at AS bill_to,
            v.held_from AS held_from,
            v.held_to AS held_to,
            toNullable(v.held_to) AS now_to,
            NULL AS before_to,
            toInt64(v.days) AS days,
            v.unit_price AS unit_price,
            v.price_quantity AS price_quantity,
            v.exact AS exact,
            v.net AS net
        FROM billing.charge_value AS v
        WHERE v.known_at != toDate('2121-01-01')
        UNION ALL
        SELECT
            v.billing_account_id AS billing_account_id,
            v.subscription_id AS subscription_id,
            v.customer_id AS customer_id,
            v.offering_id AS offering_id,
            v.legal_entity_id AS legal_entity_id,
            v.charge_id AS charge_id,
            v.description AS description,
            v.amount AS amount,
            v.tax_id AS tax_id,
            v.tax_rate AS tax_rate,
            v.currency AS currency,
            v.period_from AS period_from,
            assumeNotNull(v.corrected_at) AS bill_to,
            v.held_from AS held_from,
            v.held_to AS held_to,
            NULL AS now_to,
            toNullable(v.held_to) AS before_to,
            toInt64((-v.days)) AS days,
            v.unit_price AS unit_price,
            v.price_quantity AS price_quantity,
            (-v.exact) AS exact,
            (-v.net) AS net
        FROM billing.charge_value AS v
        WHERE v.corrected_at IS NOT NULL
    ),
    changed AS
    (
        SELECT
            s.billing_account_id AS billing_account_id,
            s.subscription_id AS subscription_id,
            s.customer_id AS customer_id,
            s.offering_id AS offering_id,
            s.legal_entity_id AS legal_entity_id,
            s.charge_id AS charge_id,
            s.description AS description,
            s.tax_id AS tax_id,
            s.tax_rate AS tax_rate,
            s.currency AS currency,
            s.bill_to AS bill_to,
            coalesce(if(((max(s.now_to) IS NOT NULL) AND (max(s.before_to) IS NOT NULL)), least(max(s.now_to), max(s.before_to)), NULL), min(s.held_from)) AS charge_from,
            max(s.held_to) AS charge_to,
            min(s.held_from) AS held_from,
            sum(s.days) AS days,
            max(s.unit_price) AS unit_price,
            max(s.price_quantity) AS price_quantity,
            sum(s.exact) AS exact,
            sum(s.net) AS net
        FROM said AS s
        GROUP BY
            s.billing_account_id,
            s.subscription_id,
            s.customer_id,
            s.offering_id,
            s.legal_entity_id,
            s.charge_id,
            s.description,
            s.amount,
            s.tax_id,
            s.tax_rate,
            s.currency,
            s.period_from,
            s.bill_to
    )
SELECT
    c.billing_account_id AS billing_account_id,
    c.subscription_id AS subscription_id,
    c.customer_id AS customer_id,
    c.offering_id AS offering_id,
    c.legal_entity_id AS legal_entity_id,
    c.charge_id AS charge_id,
    c.description AS description,
    p.period_from AS in_period,
    if(c.charge_from < c.charge_to, c.charge_from, c.held_from) AS charge_from,
    c.charge_to AS charge_to,
    c.days AS days,
    c.unit_price AS unit_price,
    c.price_quantity AS price_quantity,
    c.exact AS exact,
    c.net AS net,
    c.tax_id AS tax_id,
    c.tax_rate AS tax_rate,
    c.currency AS currency
FROM changed AS c
INNER JOIN billing.account_period AS p ON (p.billing_account_id = c.billing_account_id) AND (p.period_to = c.bill_to)
WHERE c.net != '0'
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
