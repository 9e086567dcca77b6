WITH
    used AS
    (
        SELECT
            u.started_at AS started_at,
            u.service AS service,
            u.duration_s AS duration_s,
            u.messages AS messages,
            u.bytes_up AS bytes_up,
            u.bytes_down AS bytes_down
        FROM raw.usage AS u
        UNION ALL
        SELECT
            s.started_at AS started_at,
            s.service AS service,
            s.duration_s AS duration_s,
            s.messages AS messages,
            s.bytes_up AS bytes_up,
            s.bytes_down AS bytes_down
        FROM staging.usage_session AS s
        WHERE s.carries_use = true
    ),
    measured AS
    (
        SELECT
            toStartOfMonth(u.started_at) AS month,
            u.service AS service,
            multiIf(u.service = 'voice', toUInt64(u.duration_s), (u.service IN ('sms', 'mms')), toUInt64(u.messages), u.service = 'data', (u.bytes_up + u.bytes_down), toUInt64(1)) AS quantity
        FROM used AS u
    ),
    stage AS
    (
        SELECT
            m.month AS month,
            '' AS currency,
            toInt32(1) AS step,
            'landed' AS stage,
            m.service AS service,
            toInt64(count()) AS events,
            toInt64(sum(m.quantity)) AS quantity,
            toDecimal128(0, 9) AS amount
        FROM measured AS m
        GROUP BY
            m.month,
            m.service
        UNION ALL
        SELECT
            toStartOfMonth(r.started_at) AS month,
            '' AS currency,
            toInt32(2) AS step,
            concat('rejected: ', r.reason) AS stage,
            r.service AS service,
            toInt64(count()) AS events,
            toInt64(sum(r.quantity)) AS quantity,
            toDecimal128(0, 9) AS amount
        FROM rating.rejected_usage AS r
        GROUP BY
            toStartOfMonth(r.started_at),
            r.reason,
            r.service
        UNION ALL
        SELECT
            toStartOfMonth(r.started_at) AS month,
            r.currency AS currency,
            toInt32(3) AS step,
            'rated' AS stage,
            r.service AS service,
            toInt64(count()) AS events,
            toInt64(sum(r.quantity)) AS quantity,
            sum(r.amount) AS amount
        FROM rating.rated_usage AS r
        GROUP BY
            toStartOfMonth(r.started_at),
            r.currency,
            r.service
        UNION ALL
        SELECT
            toStartOfMonth(r.started_at) AS month,
            r.currency AS currency,
            toInt32(4) AS step,
            'prepaid' AS stage,
            r.service AS service,
            toInt64(count()) AS events,
            toInt64(sum(r.quantity)) AS quantity,
            sum(r.amount) AS amount
        FROM rating.rated_usage AS r
        WHERE r.type NOT IN ('mobile postpaid', 'fixed postpaid')
        GROUP BY
            toStartOfMonth(r.started_at),
            r.currency,
            r.service
        UNION ALL
        SELECT
            c.start_month AS month,
            c.currency AS currency,
            toInt32(4) AS step,
            multiIf(c.chargeable = false, 'free of charge', c.period_from IS NULL, 'unbilled', 'billed') AS stage,
            c.service AS service,
            toInt64(sum(c.events)) AS events,
            toInt64(sum(c.quantity)) AS quantity,
            sum(c.rated_amount) AS amount
        FROM billing.usage_charge AS c
        GROUP BY
            c.start_month,
            c.currency,
            multiIf(c.chargeable = false, 'free of charge', c.period_from IS NULL, 'unbilled', 'billed'),
            c.service
        UNION ALL
        SELECT
            toStartOfMonth(r.period_from) AS month,
            r.currency AS currency,
            toInt32(3) AS step,
            'charged by the period' AS stage,
            toString(r.service) AS service,
            toInt64(0) AS events,
            toInt64(0) AS quantity,
            sum(r.amount) AS amount
        FROM rating.period_charge AS r
        WHERE r.amount != '0'
        GROUP BY
            toStartOfMonth(r.period_from),
            r.currency,
            r.service
        UNION ALL
        SELECT
            toStartOfMonth(r.period_from) AS month,
            r.currency AS currency,
            toInt32(4) AS step,
            'prepaid, by the period' AS stage,
            toString(r.service) AS service,
            toInt64(0) AS events,
            toInt64(0) AS quantity,
            sum(r.amount) AS amount
        FROM rating.period_charge AS r
        WHERE (r.type NOT IN ('mobile postpaid', 'fixed postpaid')) AND (r.amount != '0')
        GROUP BY
            toStartOfMonth(r.period_from),
            r.currency,
            r.service
        UNION ALL
        SELECT
            c.start_month AS month,
            c.currency AS currency,
            toInt32(5) AS step,
            'tax within prices' AS stage,
            c.service AS service,
            toInt64(0) AS events,
            toInt64(0) AS quantity,
            sum((c.rated_amount - c.amount)) AS amount
        FROM billing.usage_charge AS c
        WHERE c.rated_amount != c.amount
        GROUP BY
            c.start_month,
            c.currency,
            c.service
        UNION ALL
        SELECT
            toStartOfMonth(l.period_from) AS month,
            l.currency AS currency,
            toInt32(5) AS step,
            'rounding' AS stage,
            l.service AS service,
            toInt64(0) AS events,
            toInt64(0) AS quantity,
            sum(l.rounding_difference) AS amount
        FROM billing.draft_line AS l
        WHERE l.category = 'usage'
        GROUP BY
            toStartOfMonth(l.period_from),
            l.currency,
            l.service
    )
SELECT s.*
FROM stage AS s
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
