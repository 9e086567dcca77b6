SELECT
    if(u.event_id IS NULL, concat(u._partition, ' ', toString(u._position)), coalesce(u.event_id, '')) AS event_id,
    CAST(u.service, 'LowCardinality(String)') AS service,
    toLowCardinality('') AS metric,
    u.direction AS direction,
    u.started_at AS started_at,
    u.subscription_id AS subscription_id,
    u.served_number AS served_number,
    u.imsi AS imsi,
    u.other_party AS other_party,
    u.other_network AS other_network,
    u.visited_network AS visited_network,
    u.roaming AS roaming,
    u.service_name AS service_name,
    '{}' AS properties,
    toBool(u.answered = true) AS chargeable,
    multiIf(u.service = 'voice', toUInt64(u.duration_s), (u.service IN ('sms', 'mms')), toUInt64(u.messages), u.service = 'data', (u.bytes_up + u.bytes_down), toUInt64(1)) AS quantity,
    CAST(NULL, 'Nullable(Decimal(38, 9))') AS metered_quantity,
    u.stated_amount AS stated_amount,
    u.stated_currency AS stated_currency,
    u._source AS _source,
    u._landed_at AS _landed_at
FROM staging.usage_event AS u
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    u.event_id AS event_id,
    CAST('metered', 'LowCardinality(String)') AS service,
    u.metric AS metric,
    CAST('originating', 'LowCardinality(String)') AS direction,
    u.started_at AS started_at,
    u.subscription_id AS subscription_id,
    CAST(NULL, 'Nullable(String)') AS served_number,
    CAST(NULL, 'Nullable(String)') AS imsi,
    CAST(NULL, 'Nullable(String)') AS other_party,
    CAST(NULL, 'LowCardinality(Nullable(String))') AS other_network,
    CAST(NULL, 'LowCardinality(Nullable(String))') AS visited_network,
    toBool(0) AS roaming,
    CAST(NULL, 'LowCardinality(Nullable(String))') AS service_name,
    u.properties AS properties,
    toBool(1) AS chargeable,
    toUInt64(greatest(ceil(u.quantity), toDecimal128(0, 9))) AS quantity,
    toNullable(u.quantity) AS metered_quantity,
    u.amount AS stated_amount,
    CAST(NULL, 'LowCardinality(Nullable(String))') AS stated_currency,
    u._source AS _source,
    u._landed_at AS _landed_at
FROM staging.metered_event AS u
WHERE u.copy = toInt64(1)
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
