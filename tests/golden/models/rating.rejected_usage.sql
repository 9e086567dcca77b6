SELECT
    u.event_id AS event_id,
    u.reason AS reason,
    u.service AS service,
    u.metric AS metric,
    u.direction AS direction,
    u.started_at AS started_at,
    toStartOfMonth(u.started_at) AS month,
    u.subscription_id AS subscription_id,
    u.other_party AS other_party,
    u.tariff_id AS tariff_id,
    u.quantity AS quantity,
    u.feed AS feed,
    u.simulated AS simulated
FROM rating.priced_usage AS u
WHERE u.reason != ''
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    if(u.event_id IS NULL, concat(u._partition, ' ', toString(u._position)), coalesce(u.event_id, '')) AS event_id,
    u.reason AS reason,
    CAST(u.service, 'LowCardinality(String)') AS service,
    toLowCardinality('') AS metric,
    u.direction AS direction,
    u.started_at AS started_at,
    toStartOfMonth(u.started_at) AS month,
    u.subscription_id AS subscription_id,
    u.other_party AS other_party,
    NULL AS tariff_id,
    multiIf(u.service = 'voice', toUInt64(u.duration_s), (u.service IN ('sms', 'mms')), toUInt64(u.messages), u.service = 'data', (u.bytes_up + u.bytes_down), toUInt64(1)) AS quantity,
    u._source AS feed,
    u.simulated AS simulated
FROM staging.usage_duplicate AS u
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    u.event_id AS event_id,
    'duplicate' AS reason,
    CAST('metered', 'LowCardinality(String)') AS service,
    u.metric AS metric,
    CAST('originating', 'LowCardinality(String)') AS direction,
    u.started_at AS started_at,
    toStartOfMonth(u.started_at) AS month,
    u.subscription_id AS subscription_id,
    NULL AS other_party,
    NULL AS tariff_id,
    toUInt64(greatest(ceil(u.quantity), toDecimal128(0, 9))) AS quantity,
    u._source AS feed,
    if(u._source = 'simulator', true, false) AS simulated
FROM staging.metered_event AS u
WHERE u.copy > toInt64(1)
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
