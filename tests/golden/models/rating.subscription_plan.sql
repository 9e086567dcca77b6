WITH
    moment AS
    (
        SELECT
            h.subscription_id AS subscription_id,
            h.valid_from AS at
        FROM staging.subscription_history AS h
        UNION DISTINCT
        SELECT
            h.subscription_id AS subscription_id,
            o.valid_from AS at
        FROM staging.subscription_history AS h
        INNER JOIN staging.offering AS o ON o.offering_id = h.offering_id
        WHERE (o.valid_from > h.valid_from) AND (o.valid_from < h.valid_to)
        UNION DISTINCT
        SELECT
            h.subscription_id AS subscription_id,
            o.valid_to AS at
        FROM staging.subscription_history AS h
        INNER JOIN staging.offering AS o ON o.offering_id = h.offering_id
        WHERE (o.valid_to > h.valid_from) AND (o.valid_to < h.valid_to)
    ),
    period AS
    (
        SELECT
            m.subscription_id AS subscription_id,
            m.at AS at,
            coalesce(lead(toNullable(m.at), 1) OVER (PARTITION BY m.subscription_id ORDER BY m.at ASC), toDateTime64('2120-01-01 00:00:00.000', 3, 'UTC')) AS until
        FROM moment AS m
    )
SELECT
    p.subscription_id AS subscription_id,
    p.at AS valid_from,
    p.until AS valid_to,
    h.customer_id AS customer_id,
    h.billing_account_id AS billing_account_id,
    h.type AS type,
    h.status AS status,
    h.offering_id AS offering_id,
    coalesce(o.name, h.offering_id) AS offering,
    toLowCardinality(if(p.at < o.valid_to, toNullable(o.tariff_id), NULL)) AS tariff_id,
    coalesce(coalesce(h.recurring_price, if(p.at < o.valid_to, toNullable(o.recurring_price), NULL)), toDecimal128(0, 9)) AS price,
    coalesce(o.charged_in, 'advance') AS charged_in,
    toLowCardinality(coalesce(o.tax_id, '')) AS tax_id,
    coalesce(o.tax_rate, toDecimal128(0, 6)) AS tax_rate,
    toLowCardinality(coalesce(o.legal_entity_id, '')) AS legal_entity_id,
    toLowCardinality(coalesce(coalesce(o.currency, a.currency), 'XXX')) AS currency,
    toLowCardinality(coalesce(a.time_zone, 'UTC')) AS time_zone,
    coalesce(a.payer_account_id, h.billing_account_id) AS payer_account_id,
    coalesce(coalesce(y.cycle_day, a.cycle_day), toInt32(1)) AS cycle_day
FROM period AS p
ASOF INNER JOIN staging.subscription_history AS h ON (h.subscription_id = p.subscription_id) AND (p.at >= h.valid_from)
ASOF LEFT JOIN staging.offering AS o ON (o.offering_id = h.offering_id) AND (p.at >= o.valid_from)
LEFT JOIN staging.billing_account_current AS a ON a.billing_account_id = h.billing_account_id
LEFT JOIN staging.billing_account_current AS y ON y.billing_account_id = a.payer_account_id
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
