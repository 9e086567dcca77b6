WITH
    fragment AS
    (
        SELECT
            h.billing_account_id AS billing_account_id,
            h.subscription_id AS subscription_id,
            h.customer_id AS customer_id,
            h.offering_id AS offering_id,
            h.offering AS offering,
            h.legal_entity_id AS legal_entity_id,
            h.charge_id AS charge_id,
            h.description AS description,
            h.amount AS amount,
            h.every AS every,
            h.every_count AS every_count,
            h.charged_in AS charged_in,
            h.proration AS proration,
            h.tax_id AS tax_id,
            h.tax_included AS tax_included,
            h.tax_rate AS tax_rate,
            h.currency AS currency,
            p.period_from AS period_from,
            p.period_to AS period_to,
            p.period_days AS period_days,
            p.known_at AS known_at,
            p.corrected_at AS corrected_at,
            greatest(h.from_day, p.period_from) AS from_day,
            least(if(h.local_last >= addSeconds(toDateTime64(p.known_at, 3, 'UTC'), 0), p.period_to, h.to_day), p.period_to) AS to_day,
            greatest(greatest(h.local_from, addSeconds(toDateTime64(h.from_day, 3, 'UTC'), 0)), addSeconds(toDateTime64(p.period_from, 3, 'UTC'), 0)) AS begin,
            if(h.local_last >= addSeconds(toDateTime64(p.known_at, 3, 'UTC'), 0), addSeconds(toDateTime64(p.period_to, 3, 'UTC'), 0), least(addMilliseconds(h.local_last, 1), addSeconds(toDateTime64(p.period_to, 3, 'UTC'), 0))) AS end
        FROM billing.charge_period AS p
        INNER JOIN billing.charge_held AS h ON (h.subscription_id = p.subscription_id) AND (h.billing_account_id = p.billing_account_id) AND (h.charge_id = p.charge_id) AND (h.every = p.every) AND (h.every_count = p.every_count) AND (h.aligned_to = p.aligned_to) AND (h.charged_in = p.charged_in)
        WHERE (h.from_day < p.period_to) AND ((h.local_from <= addSeconds(toDateTime64(p.known_at, 3, 'UTC'), 0)) AND (h.amount != '0') AND ((h.status = 'active') OR (h.while_suspended = 'charged')))
    ),
    taxed AS
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
            f.every AS every,
            f.every_count AS every_count,
            f.charged_in AS charged_in,
            f.proration AS proration,
            f.tax_id AS tax_id,
            f.tax_included AS tax_included,
            f.currency AS currency,
            f.period_from AS period_from,
            f.period_to AS period_to,
            f.period_days AS period_days,
            f.known_at AS known_at,
            f.corrected_at AS corrected_at,
            assumeNotNull(coalesce(toNullable(t.rate), f.tax_rate)) AS tax_rate,
            greatest(f.from_day, coalesce(t.from_day, f.from_day)) AS from_day,
            least(f.to_day, coalesce(t.to_day, f.to_day)) AS to_day,
            dateDiff('second', if(greatest(f.from_day, coalesce(t.from_day, f.from_day)) > f.from_day, addSeconds(toDateTime64(greatest(f.from_day, coalesce(t.from_day, f.from_day)), 3, 'UTC'), 0), f.begin), if(least(f.to_day, coalesce(t.to_day, f.to_day)) < f.to_day, addSeconds(toDateTime64(least(f.to_day, coalesce(t.to_day, f.to_day)), 3, 'UTC'), 0), f.end)) AS seconds
        FROM fragment AS f
        LEFT JOIN billing.tax_in_force AS t ON t.tax_id = f.tax_id
        WHERE f.from_day < f.to_day
    )
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
    f.every AS every,
    f.every_count AS every_count,
    f.charged_in AS charged_in,
    f.proration AS proration,
    f.tax_id AS tax_id,
    f.tax_included AS tax_included,
    f.currency AS currency,
    f.period_from AS period_from,
    f.period_to AS period_to,
    f.period_days AS period_days,
    f.known_at AS known_at,
    f.corrected_at AS corrected_at,
    f.tax_rate AS tax_rate,
    min(f.from_day) AS held_from,
    max(f.to_day) AS held_to,
    sum(dateDiff('day', f.from_day, f.to_day)) AS days,
    sum(f.seconds) AS seconds
FROM taxed AS f
WHERE f.from_day < f.to_day
GROUP BY
    f.billing_account_id,
    f.subscription_id,
    f.customer_id,
    f.offering_id,
    f.offering,
    f.legal_entity_id,
    f.charge_id,
    f.description,
    f.amount,
    f.every,
    f.every_count,
    f.charged_in,
    f.proration,
    f.tax_id,
    f.tax_included,
    f.currency,
    f.period_from,
    f.period_to,
    f.period_days,
    f.known_at,
    f.corrected_at,
    f.tax_rate
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
