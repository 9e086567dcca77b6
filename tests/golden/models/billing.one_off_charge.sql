WITH
    once AS
    (
        SELECT
            h.subscription_id AS subscription_id,
            h.offering_id AS offering_id,
            h.charge_id AS charge_id,
            h.kind AS kind,
            h.charged_on AS charged_on,
            argMax(h.billing_account_id, h.local_from) AS billing_account_id,
            argMax(h.customer_id, h.local_from) AS customer_id,
            argMin(h.legal_entity_id, h.local_from) AS legal_entity_id,
            argMin(h.description, h.local_from) AS description,
            argMin(h.amount, h.local_from) AS amount,
            argMin(h.instalments, h.local_from) AS instalments,
            argMin(h.term_months, h.local_from) AS term_months,
            argMin(h.falling, h.local_from) AS falling,
            argMin(h.tax_id, h.local_from) AS tax_id,
            argMin(h.tax_included, h.local_from) AS tax_included,
            argMin(h.tax_rate, h.local_from) AS tax_rate,
            argMin(h.currency, h.local_from) AS currency,
            min(h.from_day) AS first_day,
            max(h.to_day) AS to_day,
            argMax(h.terminated, h.local_from) AS terminated
        FROM billing.charge_held AS h
        WHERE (h.every = 'once') AND (h.kind NOT IN ('deposit', 'late_fee'))
        GROUP BY
            h.subscription_id,
            h.offering_id,
            h.charge_id,
            h.kind,
            h.charged_on
    ),
    due AS
    (
        SELECT
            o.subscription_id AS subscription_id,
            o.billing_account_id AS billing_account_id,
            o.customer_id AS customer_id,
            o.offering_id AS offering_id,
            o.legal_entity_id AS legal_entity_id,
            o.charge_id AS charge_id,
            o.kind AS kind,
            o.description AS description,
            o.instalments AS instalments,
            o.tax_id AS tax_id,
            o.tax_included AS tax_included,
            o.tax_rate AS tax_rate,
            o.currency AS currency,
            o.terminated AS terminated,
            if(((o.charged_on = 'end') OR (o.kind = 'early_termination')), addDays(o.to_day, -1), o.first_day) AS day,
            if(((o.charged_on = 'end') OR (o.kind = 'early_termination')), addDays(o.to_day, -1), o.first_day) AS tax_day,
            if(((o.kind = 'early_termination') AND (o.falling = true)), ((toDecimal256(1, 0) * ((toDecimal256(1, 0) * toDecimal128(o.amount, 12)) * (toInt64(o.term_months) - (toInt64(age('month', o.first_day, addDays(o.to_day, -1))) + toInt64(1))))) / greatest(toInt64(o.term_months), toInt64(1))), toDecimal128(o.amount, 12)) AS amount,
            (toInt64(o.term_months) - (toInt64(age('month', o.first_day, addDays(o.to_day, -1))) + toInt64(1))) AS left_months
        FROM once AS o
        WHERE ((o.amount != '0') AND ((o.kind != 'early_termination') OR ((o.terminated = true) AND ((toInt64(age('month', o.first_day, addDays(o.to_day, -1))) + toInt64(1)) < toInt64(o.term_months)))) AND ((o.charged_on != 'end') OR (o.to_day < toDate('2120-01-01'))))
    ),
    taxed AS
    (
        SELECT
            d.subscription_id AS subscription_id,
            d.billing_account_id AS billing_account_id,
            d.customer_id AS customer_id,
            d.offering_id AS offering_id,
            d.legal_entity_id AS legal_entity_id,
            d.charge_id AS charge_id,
            d.kind AS kind,
            d.description AS description,
            d.instalments AS instalments,
            d.tax_id AS tax_id,
            d.currency AS currency,
            d.day AS day,
            p.month AS month,
            p.cycle_day AS cycle_day,
            assumeNotNull(coalesce(toNullable(toDecimal128(t.rate, 6)), d.tax_rate)) AS tax_rate,
            coalesce(c.minor_units, toInt32(2)) AS minor_units,
            if(d.tax_included = true, toDecimal128(((toDecimal256(1, 0) * d.amount) / (toDecimal128('1', 6) + assumeNotNull(coalesce(toNullable(toDecimal128(t.rate, 6)), d.tax_rate)))), 12), d.amount) AS exact,
            arrayJoin(range(toInt64(0), toInt64(d.instalments))) AS index
        FROM due AS d
        ASOF LEFT JOIN billing.tax_in_force AS t ON (t.tax_id = d.tax_id) AND (d.tax_day >= t.from_day)
        LEFT JOIN staging.currency AS c ON c.currency = d.currency
        ASOF LEFT JOIN billing.account_period AS p ON (p.billing_account_id = d.billing_account_id) AND (d.day >= p.period_from)
    ),
    parted AS
    (
        SELECT
            t.subscription_id AS subscription_id,
            t.billing_account_id AS billing_account_id,
            t.customer_id AS customer_id,
            t.offering_id AS offering_id,
            t.legal_entity_id AS legal_entity_id,
            t.charge_id AS charge_id,
            t.kind AS kind,
            t.description AS description,
            t.instalments AS instalments,
            t.currency AS currency,
            t.tax_id AS tax_id,
            t.tax_rate AS tax_rate,
            toInt64((t.index + toInt64(1))) AS part,
            if(t.index = toInt64(0), t.day, addDays(addMonths(coalesce(t.month, toStartOfMonth(t.day)), t.index), (least(toInt32(coalesce(t.cycle_day, toInt32(1))), toInt32(toDaysInMonth(addMonths(coalesce(t.month, toStartOfMonth(t.day)), t.index)))) - toInt32(1)))) AS day,
            if(t.instalments = 1, t.exact, toDecimal128(if(t.index = (toInt64(t.instalments) - toInt64(1)), (toDecimal128(round(t.exact, t.minor_units), 3) - toDecimal128(((toDecimal256(1, 0) * toDecimal128(trunc(((toDecimal256(1, 0) * toDecimal128(toDecimal128(round(t.exact, t.minor_units), 3), 12)) / t.instalments), t.minor_units), 3)) * (toInt64(t.instalments) - toInt64(1))), 3)), toDecimal128(trunc(((toDecimal256(1, 0) * toDecimal128(toDecimal128(round(t.exact, t.minor_units), 3), 12)) / t.instalments), t.minor_units), 3)), 12)) AS exact,
            if(t.index = (toInt64(t.instalments) - toInt64(1)), (toDecimal128(round(t.exact, t.minor_units), 3) - toDecimal128(((toDecimal256(1, 0) * toDecimal128(trunc(((toDecimal256(1, 0) * toDecimal128(toDecimal128(round(t.exact, t.minor_units), 3), 12)) / t.instalments), t.minor_units), 3)) * (toInt64(t.instalments) - toInt64(1))), 3)), toDecimal128(trunc(((toDecimal256(1, 0) * toDecimal128(toDecimal128(round(t.exact, t.minor_units), 3), 12)) / t.instalments), t.minor_units), 3)) AS net
        FROM taxed AS t
    )
SELECT
    d.billing_account_id AS billing_account_id,
    d.subscription_id AS subscription_id,
    d.customer_id AS customer_id,
    d.offering_id AS offering_id,
    d.legal_entity_id AS legal_entity_id,
    d.charge_id AS charge_id,
    d.kind AS kind,
    d.description AS description,
    d.part AS part,
    d.instalments AS instalments,
    d.day AS day,
    if(((d.day < p.period_to) AND (p.closed = true)), toNullable(p.period_from), NULL) AS in_period,
    d.exact AS exact,
    d.net AS net,
    d.tax_id AS tax_id,
    d.tax_rate AS tax_rate,
    d.currency AS currency
FROM parted AS d
ASOF LEFT JOIN billing.account_period AS p ON (p.billing_account_id = d.billing_account_id) AND (d.day >= p.period_from)
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
