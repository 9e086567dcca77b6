WITH
    postpaid AS
    (
        SELECT
            p.billing_account_id AS billing_account_id,
            max(p.tax_rate) AS tax_rate,
            argMax(p.tax_id, p.tax_rate) AS tax_id,
            max(p.customer_id) AS customer_id
        FROM rating.subscription_plan AS p
        WHERE p.type IN ('mobile postpaid', 'fixed postpaid')
        GROUP BY p.billing_account_id
    ),
    local AS
    (
        SELECT
            j.adjustment_id AS adjustment_id,
            j.billing_account_id AS billing_account_id,
            a.customer_id AS customer_id,
            j.subscription_id AS subscription_id,
            j.reason AS reason,
            j.currency AS currency,
            toDecimal128(round(j.amount, coalesce(c.minor_units, toInt32(2))), 3) AS net,
            toDecimal128(coalesce(j.tax_rate, coalesce(p.tax_rate, t.tax_rate)), 6) AS tax_rate,
            if(j.tax_rate IS NOT NULL, '', coalesce(p.tax_id, t.tax_id)) AS tax_id,
            toDate(addSeconds(j.adjusted_at, coalesce(o.offset_s, 0))) AS day
        FROM staging.adjustment AS j
        INNER JOIN staging.billing_account_current AS a ON a.billing_account_id = j.billing_account_id
        INNER JOIN postpaid AS t ON t.billing_account_id = j.billing_account_id
        LEFT JOIN staging.currency AS c ON c.currency = j.currency
        ASOF LEFT JOIN staging.zone_offset AS o ON (o.zone = a.time_zone) AND (j.adjusted_at >= o.from_at)
        ASOF LEFT JOIN rating.subscription_plan AS p ON (p.subscription_id = j.subscription_id) AND (j.adjusted_at >= p.valid_from)
    )
SELECT
    l.adjustment_id AS adjustment_id,
    l.billing_account_id AS billing_account_id,
    l.customer_id AS customer_id,
    l.subscription_id AS subscription_id,
    l.reason AS reason,
    l.day AS day,
    if(((l.day < p.period_to) AND (p.closed = true)), toNullable(p.period_from), NULL) AS period_from,
    l.net AS net,
    l.tax_id AS tax_id,
    l.tax_rate AS tax_rate,
    l.currency AS currency
FROM local AS l
ASOF LEFT JOIN billing.account_period AS p ON (p.billing_account_id = l.billing_account_id) AND (l.day >= p.period_from)
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
