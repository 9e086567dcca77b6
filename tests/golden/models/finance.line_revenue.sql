WITH
    spread AS
    (
        SELECT
            k.as_of AS until,
            r.billing_account_id AS billing_account_id,
            r.subscription_id AS subscription_id,
            r.currency AS currency,
            r.held_from AS held_from,
            r.held_to AS held_to,
            r.net AS net,
            arrayJoin(arrayFilter(m -> (m < r.held_to), arrayMap(n -> addMonths(toStartOfMonth(r.held_from), n), range(toUInt64(greatest(dateDiff('month', r.held_from, r.held_to), 0) + 1))))) AS month
        FROM billing.recurring_charge AS r
        CROSS JOIN staging.clock AS k
    ),
    earned AS
    (
        SELECT
            s.billing_account_id AS billing_account_id,
            s.subscription_id AS subscription_id,
            s.currency AS currency,
            s.month AS month,
            s.until AS until,
            (toDecimal128(((toDecimal256(1, 0) * ((toDecimal256(1, 0) * toDecimal128(s.net, 12)) * dateDiff('day', s.held_from, least(addMonths(s.month, 1), s.held_to)))) / dateDiff('day', s.held_from, s.held_to)), 9) - toDecimal128(((toDecimal256(1, 0) * ((toDecimal256(1, 0) * toDecimal128(s.net, 12)) * dateDiff('day', s.held_from, greatest(s.month, s.held_from)))) / dateDiff('day', s.held_from, s.held_to)), 9)) AS net
        FROM spread AS s
    ),
    shadow AS
    (
        SELECT
            u.subscription_id AS subscription_id,
            u.month AS month,
            u.currency AS currency,
            u.service AS service,
            max(u.billing_account_id) AS billing_account_id,
            sum(u.amount) AS net
        FROM rating.rated_usage AS u
        WHERE u.type NOT IN ('mobile postpaid', 'fixed postpaid')
        GROUP BY
            u.subscription_id,
            u.month,
            u.currency,
            u.service
    ),
    rated_total AS
    (
        SELECT
            s.subscription_id AS subscription_id,
            s.month AS month,
            s.currency AS currency,
            sum(s.net) AS net
        FROM shadow AS s
        GROUP BY
            s.subscription_id,
            s.month,
            s.currency
    ),
    part AS
    (
        SELECT
            e.month AS month,
            e.billing_account_id AS billing_account_id,
            toNullable(e.subscription_id) AS subscription_id,
            e.currency AS currency,
            'recurring' AS category,
            'subscription' AS service,
            sum(e.net) AS net
        FROM earned AS e
        WHERE e.month < toDate(e.until)
        GROUP BY
            e.month,
            e.billing_account_id,
            e.subscription_id,
            e.currency
        UNION ALL
        SELECT
            u.month AS month,
            u.billing_account_id AS billing_account_id,
            u.subscription_id AS subscription_id,
            u.currency AS currency,
            'usage' AS category,
            u.service AS service,
            sum(u.amount) AS net
        FROM billing.usage_charge AS u
        GROUP BY
            u.month,
            u.billing_account_id,
            u.subscription_id,
            u.currency,
            u.service
        UNION ALL
        SELECT
            toStartOfMonth(j.day) AS month,
            j.billing_account_id AS billing_account_id,
            j.subscription_id AS subscription_id,
            j.currency AS currency,
            'adjustment' AS category,
            'adjustment' AS service,
            toDecimal128(j.net, 9) AS net
        FROM billing.adjustment_charge AS j
        UNION ALL
        SELECT
            toStartOfMonth(o.day) AS month,
            o.billing_account_id AS billing_account_id,
            o.subscription_id AS subscription_id,
            toLowCardinality(o.currency) AS currency,
            o.category AS category,
            o.service AS service,
            toDecimal128(sum(o.net), 9) AS net
        FROM finance.once_revenue AS o
        GROUP BY
            toStartOfMonth(o.day),
            o.billing_account_id,
            o.subscription_id,
            o.currency,
            o.category,
            o.service
        UNION ALL
        SELECT
            toStartOfMonth(n.note_date) AS month,
            n.charged_account_id AS billing_account_id,
            n.subscription_id AS subscription_id,
            n.currency AS currency,
            'adjustment' AS category,
            n.kind AS service,
            toDecimal128(n.net, 9) AS net
        FROM billing.note_line AS n
        UNION ALL
        SELECT
            s.month AS month,
            s.billing_account_id AS billing_account_id,
            toNullable(s.subscription_id) AS subscription_id,
            s.currency AS currency,
            'usage' AS category,
            s.service AS service,
            s.net AS net
        FROM shadow AS s
        UNION ALL
        SELECT
            d.month AS month,
            l.billing_account_id AS billing_account_id,
            toNullable(d.subscription_id) AS subscription_id,
            d.currency AS currency,
            'usage' AS category,
            'fees, expiry and differences' AS service,
            (toDecimal128(d.amount, 9) - coalesce(t.net, toDecimal128(0, 9))) AS net
        FROM customers.prepaid_debit AS d
        INNER JOIN staging.subscription_current AS l ON l.subscription_id = d.subscription_id
        LEFT JOIN rated_total AS t ON (t.subscription_id = d.subscription_id) AND (t.month = d.month) AND (t.currency = d.currency)
    )
SELECT p.*
FROM part AS p
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
