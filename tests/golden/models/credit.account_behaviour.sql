WITH
    holder AS
    (
        SELECT
            l.billing_account_id AS billing_account_id,
            l.currency AS currency,
            max(l.customer_id) AS customer_id,
            if(uniqExact(l.type) = toInt64(1), toString(any(l.type)), 'mixed') AS type,
            if(countIf(endsWith(l.type, 'postpaid')) = toInt64(0), 'prepaid', 'postpaid') AS family,
            max(l.tenure_months) AS tenure_months,
            sum(l.price) AS monthly_charges,
            any(k.as_of_day) AS as_of_day,
            any(k.last_month) AS last_month,
            greatest(least(dateDiff('month', addDays(greatest(min(l.first_day), any(w.revenue_from)), -1), any(k.last_month)), toInt64(3)), toInt64(0)) AS months_counted
        FROM customers.line AS l
        CROSS JOIN customers.base_window AS w
        CROSS JOIN staging.clock AS k
        WHERE l.in_base = true
        GROUP BY
            l.billing_account_id,
            l.currency
    ),
    worth AS
    (
        SELECT
            h.billing_account_id AS billing_account_id,
            h.currency AS currency,
            sum(e.revenue) AS revenue
        FROM holder AS h
        INNER JOIN customers.earned_monthly AS e ON (e.billing_account_id = h.billing_account_id) AND (e.currency = h.currency)
        WHERE e.month > addMonths(h.last_month, (-h.months_counted))
        GROUP BY
            h.billing_account_id,
            h.currency
    ),
    debt AS
    (
        SELECT
            i.billing_account_id AS billing_account_id,
            i.currency AS currency,
            sum(i.undisputed) AS overdue,
            max(i.days_past_due) AS days_past_due
        FROM receivables.open_item AS i
        WHERE (i.days_past_due > toInt64(0)) AND (i.undisputed > '0')
        GROUP BY
            i.billing_account_id,
            i.currency
    ),
    returned AS
    (
        SELECT
            p.billing_account_id AS billing_account_id,
            count() AS payments
        FROM staging.payment AS p
        CROSS JOIN staging.clock AS k
        WHERE (p.kind IN ('chargeback', 'reversal')) AND (p.received_at >= addMonths(k.as_of, -6))
        GROUP BY p.billing_account_id
    )
SELECT
    h.as_of_day AS as_of_day,
    h.billing_account_id AS billing_account_id,
    h.customer_id AS customer_id,
    h.type AS type,
    h.family AS family,
    h.currency AS currency,
    h.tenure_months AS tenure_months,
    h.months_counted AS months_counted,
    h.monthly_charges AS monthly_charges,
    ((toDecimal256(1, 0) * coalesce(e.revenue, toDecimal128(0, 9))) / greatest(h.months_counted, toInt64(1))) AS arpu_3m,
    coalesce(d.overdue, toDecimal128(0, 3)) AS overdue,
    coalesce(d.days_past_due, toInt64(0)) AS days_past_due,
    toInt64(coalesce(r.payments, toInt64(0))) AS returned_payments
FROM holder AS h
LEFT JOIN worth AS e ON (e.billing_account_id = h.billing_account_id) AND (e.currency = h.currency)
LEFT JOIN debt AS d ON (d.billing_account_id = h.billing_account_id) AND (d.currency = h.currency)
LEFT JOIN returned AS r ON r.billing_account_id = h.billing_account_id
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
