WITH
    known AS
    (
        SELECT
            c.subscription_id AS subscription_id,
            c.billing_account_id AS billing_account_id,
            c.charge_id AS charge_id,
            c.every AS every,
            c.every_count AS every_count,
            c.aligned_to AS aligned_to,
            c.charged_in AS charged_in,
            c.period_from AS period_from,
            c.period_to AS period_to,
            c.period_days AS period_days,
            b.bill_to AS known_at
        FROM billing.charge_calendar AS c
        INNER JOIN billing.account_bill AS b ON b.billing_account_id = c.billing_account_id
        WHERE (b.closed = true) AND (b.bill_from < c.period_to) AND (((c.charged_in = 'arrears') AND (b.bill_to >= c.period_to)) OR ((c.charged_in = 'advance') AND (b.next_to > c.period_from) AND (greatest(c.period_from, c.first_day) >= c.first_bill)))
        UNION ALL
        SELECT
            c.subscription_id AS subscription_id,
            c.billing_account_id AS billing_account_id,
            c.charge_id AS charge_id,
            c.every AS every,
            c.every_count AS every_count,
            c.aligned_to AS aligned_to,
            c.charged_in AS charged_in,
            c.period_from AS period_from,
            c.period_to AS period_to,
            c.period_days AS period_days,
            toDate('2121-01-01') AS known_at
        FROM billing.charge_calendar AS c
        WHERE c.period_from < c.until
    )
SELECT
    k.subscription_id AS subscription_id,
    k.billing_account_id AS billing_account_id,
    k.charge_id AS charge_id,
    k.every AS every,
    k.every_count AS every_count,
    k.aligned_to AS aligned_to,
    k.charged_in AS charged_in,
    k.period_from AS period_from,
    k.period_to AS period_to,
    k.period_days AS period_days,
    k.known_at AS known_at,
    nullIf(coalesce(lead(toNullable(k.known_at), 1) OVER (PARTITION BY k.subscription_id, k.billing_account_id, k.charge_id, k.every, k.every_count, k.aligned_to, k.charged_in, k.period_from ORDER BY k.known_at ASC), toDate('2121-01-01')), toDate('2121-01-01')) AS corrected_at
FROM known AS k
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
