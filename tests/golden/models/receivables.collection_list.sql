WITH
    overdue AS
    (
        SELECT
            i.billing_account_id AS billing_account_id,
            i.customer_id AS customer_id,
            i.currency AS currency,
            sum(i.undisputed) AS amount,
            min(i.due_date) AS oldest_due_date,
            max(i.days_past_due) AS days_past_due
        FROM receivables.open_item AS i
        WHERE (i.days_past_due > toInt64(0)) AND (i.undisputed > '0')
        GROUP BY
            i.billing_account_id,
            i.customer_id,
            i.currency
    ),
    line AS
    (
        SELECT
            s.billing_account_id AS billing_account_id,
            max(s.type) AS type
        FROM staging.subscription_current AS s
        WHERE s.type IN ('mobile postpaid', 'fixed postpaid')
        GROUP BY s.billing_account_id
    ),
    due AS
    (
        SELECT
            o.billing_account_id AS billing_account_id,
            o.customer_id AS customer_id,
            o.currency AS currency,
            (o.amount - greatest(b.unapplied, toDecimal128(0, 3))) AS overdue,
            o.oldest_due_date AS oldest_due_date,
            o.days_past_due AS days_past_due
        FROM overdue AS o
        INNER JOIN receivables.account_balance AS b ON (b.billing_account_id = o.billing_account_id) AND (b.currency = o.currency)
    ),
    worth AS
    (
        SELECT
            d.billing_account_id AS billing_account_id,
            d.customer_id AS customer_id,
            d.currency AS currency,
            d.overdue AS overdue,
            d.oldest_due_date AS oldest_due_date,
            d.days_past_due AS days_past_due,
            multiIf(d.days_past_due >= toInt64(181), 'write-off', d.days_past_due >= toInt64(90), 'hand-over', d.days_past_due >= toInt64(60), 'termination', d.days_past_due >= toInt64(30), 'all services barred', d.days_past_due >= toInt64(15), 'outgoing barred', d.days_past_due >= toInt64(7), 'second letter', d.days_past_due >= toInt64(1), 'reminder', 'none') AS step,
            multiIf(d.days_past_due >= toInt64(181), toDecimal128('0.10', 2), d.days_past_due >= toInt64(121), toDecimal128('0.25', 2), d.days_past_due >= toInt64(91), toDecimal128('0.40', 2), d.days_past_due >= toInt64(61), toDecimal128('0.60', 2), d.days_past_due >= toInt64(31), toDecimal128('0.80', 2), toDecimal128('0.95', 2)) AS probability,
            toDecimal128(round(((toDecimal256(1, 0) * d.overdue) * multiIf(d.days_past_due >= toInt64(181), toDecimal128('0.10', 2), d.days_past_due >= toInt64(121), toDecimal128('0.25', 2), d.days_past_due >= toInt64(91), toDecimal128('0.40', 2), d.days_past_due >= toInt64(61), toDecimal128('0.60', 2), d.days_past_due >= toInt64(31), toDecimal128('0.80', 2), toDecimal128('0.95', 2))), 3), 3) AS expected_recovery
        FROM due AS d
    )
SELECT
    k.as_of_day AS day,
    row_number() OVER (ORDER BY d.expected_recovery DESC, d.billing_account_id ASC, d.currency ASC) AS rank,
    d.billing_account_id AS billing_account_id,
    d.customer_id AS customer_id,
    coalesce(c.segment, 'unknown') AS segment,
    coalesce(l.type, 'unknown') AS type,
    d.currency AS currency,
    d.overdue AS overdue,
    d.oldest_due_date AS oldest_due_date,
    d.days_past_due AS days_past_due,
    d.step AS step,
    multiIf(d.step != 'reminder', 'post', n.phone IS NOT NULL, 'sms', n.email IS NOT NULL, 'e-mail', 'post') AS channel,
    d.probability AS probability,
    d.expected_recovery AS expected_recovery
FROM worth AS d
CROSS JOIN staging.clock AS k
LEFT JOIN staging.customer_current AS c ON c.customer_id = d.customer_id
LEFT JOIN staging.customer_contact_current AS n ON n.customer_id = d.customer_id
LEFT JOIN line AS l ON l.billing_account_id = d.billing_account_id
LEFT JOIN staging.currency AS m ON m.currency = d.currency
WHERE d.overdue >= coalesce(m.minimum_overdue, toDecimal128('1', 3))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
