WITH
    example AS
    (
        SELECT
            d.subscription_id AS subscription_id,
            d.customer_id AS customer_id,
            d.billing_account_id AS billing_account_id,
            addDays(d.day, -1) AS day,
            toInt64(1) AS lost,
            d.contract_months AS contract_months,
            d.tenure_months AS tenure_months
        FROM customers.departure AS d
        CROSS JOIN customers.base_window AS w
        WHERE d.day >= w.first_day
        UNION ALL
        SELECT
            l.subscription_id AS subscription_id,
            l.customer_id AS customer_id,
            l.billing_account_id AS billing_account_id,
            k.as_of_day AS day,
            toInt64(0) AS lost,
            l.contract_months AS contract_months,
            l.tenure_months AS tenure_months
        FROM customers.line AS l
        CROSS JOIN staging.clock AS k
        WHERE l.in_base = true
    ),
    complaint AS
    (
        SELECT
            e.subscription_id AS subscription_id,
            e.day AS day,
            count() AS tickets
        FROM example AS e
        INNER JOIN staging.trouble_ticket_current AS t ON t.customer_id = e.customer_id
        WHERE ((toDate(t.opened_at) >= addDays(e.day, -89)) AND (toDate(t.opened_at) <= e.day))
        GROUP BY
            e.subscription_id,
            e.day
    ),
    debt AS
    (
        SELECT
            e.subscription_id AS subscription_id,
            e.day AS day,
            count() AS items
        FROM example AS e
        INNER JOIN receivables.open_item AS i ON i.billing_account_id = e.billing_account_id
        WHERE ((i.due_date < e.day) AND (i.undisputed > '0'))
        GROUP BY
            e.subscription_id,
            e.day
    )
SELECT
    e.subscription_id AS subscription_id,
    e.customer_id AS customer_id,
    e.billing_account_id AS billing_account_id,
    e.day AS day,
    e.lost AS lost,
    if(e.contract_months = 0, 'month to month', concat(toString(e.contract_months), ' months')) AS contract,
    multiIf(e.tenure_months <= toInt64(0), '0', e.tenure_months <= toInt64(3), '1-3', e.tenure_months <= toInt64(12), '4-12', e.tenure_months <= toInt64(24), '13-24', e.tenure_months <= toInt64(48), '25-48', '49+') AS tenure_band,
    multiIf((c.tickets IS NULL), '0', c.tickets = toInt64(1), '1', '2+') AS tickets,
    toBool((d.items IS NOT NULL)) AS late_payment
FROM example AS e
LEFT JOIN complaint AS c ON (c.subscription_id = e.subscription_id) AND (c.day = e.day)
LEFT JOIN debt AS d ON (d.subscription_id = e.subscription_id) AND (d.day = e.day)
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
