WITH
    latest AS
    (
        SELECT max(e.started_at) AS at
        FROM raw.usage AS e
        WHERE ((e.started_at <= addDays(e._landed_at, 1)) OR (e._source = 'simulator'))
        UNION ALL
        SELECT max(e.reported_at) AS at
        FROM raw.usage_partial AS e
        WHERE ((e.reported_at <= addDays(e._landed_at, 1)) OR (e._source = 'simulator'))
        UNION ALL
        SELECT max(e.effective_at) AS at
        FROM raw.subscription AS e
        WHERE ((e.effective_at <= addDays(e._landed_at, 1)) OR (e._source = 'simulator'))
        UNION ALL
        SELECT max(e.received_at) AS at
        FROM raw.payment AS e
        WHERE ((e.received_at <= addDays(e._landed_at, 1)) OR (e._source = 'simulator'))
        UNION ALL
        SELECT max(e.recharged_at) AS at
        FROM raw.recharge AS e
        WHERE ((e.recharged_at <= addDays(e._landed_at, 1)) OR (e._source = 'simulator'))
        UNION ALL
        SELECT max(e.adjusted_at) AS at
        FROM raw.adjustment AS e
        WHERE ((e.adjusted_at <= addDays(e._landed_at, 1)) OR (e._source = 'simulator'))
    ),
    ending AS
    (
        SELECT
            max(l.at) AS data_until,
            toDateTime64(addMonths(toStartOfMonth(max(l.at)), 1), 3, 'UTC') AS as_of,
            toDateTime64(addMonths(addMonths(toStartOfMonth(max(l.at)), 1), -24), 3, 'UTC') AS billable_from
        FROM latest AS l
    ),
    earliest AS
    (
        SELECT minIf(toNullable(u.started_at), u.started_at >= n.billable_from) AS at
        FROM
        (
            SELECT u.started_at AS started_at
            FROM raw.usage AS u
            UNION ALL
            SELECT r.started_at AS started_at
            FROM raw.usage_partial AS r
        ) AS u
        CROSS JOIN ending AS n
    )
SELECT
    n.as_of AS as_of,
    addDays(toDate(n.as_of), -1) AS as_of_day,
    addMonths(toDate(n.as_of), -1) AS last_month,
    least(coalesce(toStartOfMonth(e.at), addMonths(toDate(n.as_of), -1)), addMonths(toDate(n.as_of), -1)) AS first_month,
    n.billable_from AS billable_from,
    n.data_until AS data_until
FROM ending AS n
CROSS JOIN earliest AS e
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
