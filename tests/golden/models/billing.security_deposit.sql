WITH
    held_before AS
    (
        SELECT
            h.*,
            lag(toNullable(h.to_day), 1) OVER (PARTITION BY h.subscription_id, h.offering_id, h.charge_id, h.currency ORDER BY h.local_from ASC) AS to_before
        FROM billing.charge_held AS h
        WHERE (h.kind = 'deposit') AND (h.amount != '0')
    ),
    stretch AS
    (
        SELECT
            h.*,
            sum(if(((h.to_before IS NULL) OR (h.to_before < toNullable(h.start_day))), toInt32(1), toInt32(0))) OVER (PARTITION BY h.subscription_id, h.offering_id, h.charge_id, h.currency ORDER BY h.local_from ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS number
        FROM held_before AS h
    ),
    asked AS
    (
        SELECT
            h.subscription_id AS subscription_id,
            h.offering_id AS offering_id,
            h.charge_id AS charge_id,
            h.currency AS currency,
            argMax(h.billing_account_id, h.local_from) AS billing_account_id,
            argMax(h.customer_id, h.local_from) AS customer_id,
            argMin(h.legal_entity_id, h.local_from) AS legal_entity_id,
            argMin(h.description, h.local_from) AS description,
            argMin(h.amount, h.local_from) AS amount,
            min(h.start_day) AS taken_on,
            max(h.to_day) AS ends
        FROM stretch AS h
        GROUP BY
            h.subscription_id,
            h.offering_id,
            h.charge_id,
            h.currency,
            h.number
    )
SELECT
    a.billing_account_id AS billing_account_id,
    a.subscription_id AS subscription_id,
    a.customer_id AS customer_id,
    a.offering_id AS offering_id,
    a.legal_entity_id AS legal_entity_id,
    a.charge_id AS charge_id,
    a.description AS description,
    a.currency AS currency,
    a.taken_on AS taken_on,
    if(a.ends >= toDate(toDateTime64('2120-01-01 00:00:00.000', 3, 'UTC')), NULL, toNullable(a.ends)) AS returned_on,
    toDecimal128(round(toDecimal128(a.amount, 12), coalesce(c.minor_units, toInt32(2))), 3) AS amount,
    if(((a.taken_on < toDate(k.as_of)) AND (a.ends >= toDate(k.as_of))), toDecimal128(round(toDecimal128(a.amount, 12), coalesce(c.minor_units, toInt32(2))), 3), toDecimal128(0, 3)) AS liability
FROM asked AS a
CROSS JOIN staging.clock AS k
LEFT JOIN staging.currency AS c ON c.currency = a.currency
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
