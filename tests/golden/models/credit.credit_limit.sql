WITH
    met AS
    (
        SELECT
            a.billing_account_id AS billing_account_id,
            a.customer_id AS customer_id,
            a.type AS type,
            a.family AS family,
            a.currency AS currency,
            a.tenure_months AS tenure_months,
            a.months_counted AS months_counted,
            a.arpu_3m AS arpu_3m,
            a.overdue AS overdue,
            a.days_past_due AS days_past_due,
            a.returned_payments AS returned_payments,
            r.rank AS rank,
            r.credit_class AS credit_class,
            r.months AS months,
            toDecimal128(trunc(((toDecimal256(1, 0) * if(a.months_counted = toInt64(0), a.monthly_charges, a.arpu_3m)) * r.months), 0), 0) AS whole_limit,
            r.because AS because
        FROM credit.account_behaviour AS a
        INNER JOIN credit.credit_rule AS r ON r.family = a.family
        WHERE (r.valid_from <= a.as_of_day) AND (r.valid_to > a.as_of_day) AND ((a.tenure_months >= toInt64(r.min_tenure_months)) AND (a.months_counted >= toInt64(r.min_months_counted)) AND (a.days_past_due <= toInt64(r.max_days_past_due)) AND (a.returned_payments <= toInt64(r.max_returned_payments)))
        ORDER BY r.rank ASC
        LIMIT 1 BY
            a.billing_account_id,
            a.currency
    )
SELECT
    m.billing_account_id AS billing_account_id,
    m.customer_id AS customer_id,
    m.type AS type,
    m.family AS family,
    m.currency AS currency,
    m.tenure_months AS tenure_months,
    m.months_counted AS months_counted,
    m.arpu_3m AS arpu_3m,
    m.overdue AS overdue,
    m.days_past_due AS days_past_due,
    m.returned_payments AS returned_payments,
    m.credit_class AS credit_class,
    greatest(toDecimal128(m.whole_limit, 3), toDecimal128(0, 3)) AS credit_limit,
    concat(m.because, ': ', toString(m.months), ' x the mean of ', toString(m.months_counted), ' months; tenure ', toString(m.tenure_months), ' months, ', toString(m.days_past_due), ' days past due, ', toString(m.returned_payments), ' payments returned') AS reason
FROM met AS m
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
