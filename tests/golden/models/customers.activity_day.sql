WITH
    booked AS
    (
        SELECT
            r.subscription_id AS subscription_id,
            r.recharged_at AS at
        FROM staging.recharge AS r
        UNION ALL
        SELECT
            m.subscription_id AS subscription_id,
            m.moved_at AS at
        FROM staging.balance_movement AS m
        WHERE m.movement IN ('usage', 'fee')
    ),
    local AS
    (
        SELECT
            b.subscription_id AS subscription_id,
            toDate(addSeconds(b.at, coalesce(o.offset_s, 0))) AS day
        FROM booked AS b
        INNER JOIN staging.subscription_current AS s ON s.subscription_id = b.subscription_id
        LEFT JOIN staging.billing_account_current AS a ON a.billing_account_id = s.billing_account_id
        ASOF LEFT JOIN staging.zone_offset AS o ON (o.zone = a.time_zone) AND (b.at >= o.from_at)
    ),
    every AS
    (
        SELECT
            r.subscription_id AS subscription_id,
            toDate(r.local_started_at) AS day
        FROM rating.rated_usage AS r
        WHERE (r.quantity > toInt64(0)) AND ((r.direction = 'originating') OR (r.service = 'voice'))
        UNION ALL
        SELECT
            l.subscription_id AS subscription_id,
            l.day AS day
        FROM local AS l
    )
SELECT DISTINCT
    e.subscription_id AS subscription_id,
    e.day AS day
FROM every AS e
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
