WITH
    series AS
    (
        SELECT
            h.subscription_id AS subscription_id,
            h.billing_account_id AS billing_account_id,
            h.charge_id AS charge_id,
            h.every AS every,
            h.every_count AS every_count,
            h.charged_in AS charged_in,
            min(h.from_day) AS first_day,
            max(h.to_day) AS last_day,
            multiIf(h.every = 'month', toInt32(h.every_count), h.every = 'year', toInt32((toInt64(h.every_count) * 12)), toInt32(1)) AS months
        FROM billing.charge_held AS h
        WHERE h.every != 'once'
        GROUP BY
            h.subscription_id,
            h.billing_account_id,
            h.charge_id,
            h.every,
            h.every_count,
            h.charged_in
    ),
    placed AS
    (
        SELECT
            s.subscription_id AS subscription_id,
            s.billing_account_id AS billing_account_id,
            s.charge_id AS charge_id,
            s.every AS every,
            s.every_count AS every_count,
            s.charged_in AS charged_in,
            s.first_day AS first_day,
            p.period_from AS period_from,
            p.begun AS begun,
            p.bill_from AS bill_from,
            if(s.months = 1, p.period_to, addDays(addMonths(p.month, s.months), (least(toInt32(p.cycle_day), toInt32(toDaysInMonth(addMonths(p.month, s.months)))) - toInt32(1)))) AS period_to,
            s.months AS months,
            dateDiff('month', if(s.first_day >= addDays(toStartOfMonth(s.first_day), (least(toInt32(p.cycle_day), toInt32(toDaysInMonth(toStartOfMonth(s.first_day)))) - toInt32(1))), toStartOfMonth(s.first_day), addMonths(toStartOfMonth(s.first_day), -1)), p.month) AS since
        FROM series AS s
        INNER JOIN billing.account_period AS p ON p.billing_account_id = s.billing_account_id
        WHERE p.period_from < s.last_day
    ),
    bill AS
    (
        SELECT
            p.billing_account_id AS billing_account_id,
            p.bill_from AS bill_from,
            p.bill_to AS bill_to
        FROM billing.account_period AS p
        WHERE p.closed = true
        GROUP BY
            p.billing_account_id,
            p.bill_from,
            p.bill_to
    ),
    charged AS
    (
        SELECT p.*
        FROM placed AS p
        WHERE ((p.since >= toInt64(0)) AND (toInt64(p.since % p.months) = toInt64(0)) AND (p.period_to > p.first_day))
    ),
    known AS
    (
        SELECT
            c.subscription_id AS subscription_id,
            c.billing_account_id AS billing_account_id,
            c.charge_id AS charge_id,
            c.every AS every,
            c.every_count AS every_count,
            c.charged_in AS charged_in,
            c.period_from AS period_from,
            c.period_to AS period_to,
            b.bill_to AS known_at
        FROM charged AS c
        INNER JOIN bill AS b ON b.billing_account_id = c.billing_account_id
        WHERE (b.bill_from < c.period_to) AND ((b.bill_to >= c.period_to) OR ((c.charged_in = 'advance') AND (b.bill_to >= c.bill_from)))
        UNION ALL
        SELECT
            c.subscription_id AS subscription_id,
            c.billing_account_id AS billing_account_id,
            c.charge_id AS charge_id,
            c.every AS every,
            c.every_count AS every_count,
            c.charged_in AS charged_in,
            c.period_from AS period_from,
            c.period_to AS period_to,
            toDate('2121-01-01') AS known_at
        FROM charged AS c
        WHERE c.begun = true
    )
SELECT
    k.subscription_id AS subscription_id,
    k.billing_account_id AS billing_account_id,
    k.charge_id AS charge_id,
    k.every AS every,
    k.every_count AS every_count,
    k.charged_in AS charged_in,
    k.period_from AS period_from,
    k.period_to AS period_to,
    dateDiff('day', k.period_from, k.period_to) AS period_days,
    k.known_at AS known_at,
    nullIf(coalesce(lead(toNullable(k.known_at), 1) OVER (PARTITION BY k.subscription_id, k.billing_account_id, k.charge_id, k.every, k.every_count, k.charged_in, k.period_from ORDER BY k.known_at ASC), toDate('2121-01-01')), toDate('2121-01-01')) AS corrected_at
FROM known AS k
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
