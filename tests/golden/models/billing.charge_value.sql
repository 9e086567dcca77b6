WITH
    shared AS
    (
        SELECT
            f.billing_account_id AS billing_account_id,
            f.subscription_id AS subscription_id,
            f.customer_id AS customer_id,
            f.offering_id AS offering_id,
            f.offering AS offering,
            f.legal_entity_id AS legal_entity_id,
            f.charge_id AS charge_id,
            f.description AS description,
            f.amount AS amount,
            f.charged_in AS charged_in,
            f.tax_id AS tax_id,
            f.tax_rate AS tax_rate,
            f.currency AS currency,
            f.period_from AS period_from,
            f.period_to AS period_to,
            f.period_days AS period_days,
            f.known_at AS known_at,
            f.corrected_at AS corrected_at,
            f.held_from AS held_from,
            f.held_to AS held_to,
            f.days AS days,
            coalesce(c.minor_units, toInt32(2)) AS minor_units,
            if(f.tax_included = true, ((toDecimal256(1, 0) * toDecimal128(f.amount, 12)) / (toDecimal128('1', 6) + f.tax_rate)), toDecimal128(f.amount, 12)) AS net_amount,
            multiIf(f.proration = 'seconds', toInt64(f.seconds), ((f.every IN ('day', 'week')) AND (f.proration = 'full')), intDiv((toInt64(toInt64(f.days)) + (toInt64(f.every_count) * if(f.every = 'week', toInt32(7), toInt32(1)))) - 1, (toInt64(f.every_count) * if(f.every = 'week', toInt32(7), toInt32(1)))), ((f.every IN ('day', 'week')) AND (f.proration = 'none')), intDiv(toInt64(toInt64(f.days)), (toInt64(f.every_count) * if(f.every = 'week', toInt32(7), toInt32(1)))), ((NOT (f.every IN ('day', 'week'))) AND (f.proration = 'months_of_30')), if(((toInt64(f.days) = toInt64(dateDiff('day', f.period_from, f.period_to))) AND (toInt64(dateDiff('day', f.period_from, f.period_to)) = toInt64(f.period_days))), (toInt64(intDiv(toInt64(((toInt64(toInt64(f.period_days)) * 12) + toInt64(182))), 365)) * 30), least(f.days_of_30, (toInt64(intDiv(toInt64(((toInt64(toInt64(f.period_days)) * 12) + toInt64(182))), 365)) * 30))), f.proration = 'full', toInt64(dateDiff('day', f.period_from, f.period_to)), ((f.proration = 'none') AND (toInt64(f.days) < toInt64(dateDiff('day', f.period_from, f.period_to)))), toInt64(0), toInt64(f.days)) AS share,
            multiIf(((f.every IN ('day', 'week')) AND (f.proration = 'seconds')), (toInt64((toInt64(f.every_count) * if(f.every = 'week', toInt32(7), toInt32(1)))) * 86400), f.proration = 'seconds', (toInt64(toInt64(f.period_days)) * 86400), ((f.every IN ('day', 'week')) AND ((f.proration = 'days') OR (f.proration = 'months_of_30'))), (toInt64(f.every_count) * if(f.every = 'week', toInt32(7), toInt32(1))), (f.every IN ('day', 'week')), toInt64(1), f.proration = 'months_of_30', (toInt64(intDiv(toInt64(((toInt64(toInt64(f.period_days)) * 12) + toInt64(182))), 365)) * 30), toInt64(f.period_days)) AS of
        FROM billing.charge_fragment AS f
        LEFT JOIN staging.currency AS c ON c.currency = f.currency
    ),
    priced AS
    (
        SELECT
            f.billing_account_id AS billing_account_id,
            f.subscription_id AS subscription_id,
            f.customer_id AS customer_id,
            f.offering_id AS offering_id,
            f.offering AS offering,
            f.legal_entity_id AS legal_entity_id,
            f.charge_id AS charge_id,
            f.description AS description,
            f.amount AS amount,
            f.charged_in AS charged_in,
            f.tax_id AS tax_id,
            f.tax_rate AS tax_rate,
            f.currency AS currency,
            f.period_from AS period_from,
            f.period_to AS period_to,
            f.period_days AS period_days,
            f.known_at AS known_at,
            f.corrected_at AS corrected_at,
            f.held_from AS held_from,
            f.held_to AS held_to,
            f.days AS days,
            f.of AS of,
            toDecimal128(((toDecimal256(1, 0) * ((toDecimal256(1, 0) * f.net_amount) * f.share)) / f.of), 12) AS exact,
            toDecimal128(round(((toDecimal256(1, 0) * ((toDecimal256(1, 0) * f.net_amount) * f.share)) / f.of), f.minor_units), 3) AS rounded,
            toDecimal128(round(((toDecimal256(1, 0) * sum(((toDecimal256(1, 0) * f.net_amount) * f.share)) OVER (PARTITION BY f.billing_account_id, f.subscription_id, f.charge_id, f.period_from, f.known_at, f.currency, f.of, f.amount)) / f.of), f.minor_units), 3) AS whole,
            lead(toNullable(f.held_from), 1) OVER (PARTITION BY f.billing_account_id, f.subscription_id, f.charge_id, f.period_from, f.known_at, f.currency, f.of, f.amount ORDER BY f.held_from ASC, f.held_to ASC, f.offering_id ASC) AS next
        FROM shared AS f
    )
SELECT
    p.billing_account_id AS billing_account_id,
    p.subscription_id AS subscription_id,
    p.customer_id AS customer_id,
    p.offering_id AS offering_id,
    p.offering AS offering,
    p.legal_entity_id AS legal_entity_id,
    p.charge_id AS charge_id,
    p.description AS description,
    p.amount AS amount,
    p.charged_in AS charged_in,
    p.tax_id AS tax_id,
    p.tax_rate AS tax_rate,
    p.currency AS currency,
    p.period_from AS period_from,
    p.period_to AS period_to,
    p.period_days AS period_days,
    p.known_at AS known_at,
    p.corrected_at AS corrected_at,
    p.held_from AS held_from,
    p.held_to AS held_to,
    p.days AS days,
    p.exact AS exact,
    if(p.next IS NULL, (p.whole - (sum(p.rounded) OVER (PARTITION BY p.billing_account_id, p.subscription_id, p.charge_id, p.period_from, p.known_at, p.currency, p.of, p.amount) - p.rounded)), p.rounded) AS net
FROM priced AS p
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
