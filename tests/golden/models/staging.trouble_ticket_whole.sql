SELECT
    s.ticket_id AS ticket_id,
    s.updated_at AS updated_at,
    s.opened_at AS opened_at,
    s.customer_id AS customer_id,
    s.subscription_id AS subscription_id,
    s.category AS category,
    s.subject AS subject,
    s.status AS status,
    s.channel AS channel,
    s.region AS region,
    s.city AS city,
    s.resolved_at AS resolved_at,
    s._source AS _source,
    s._partition AS _partition,
    s._position AS _position,
    s._batch AS _batch,
    s._landed_at AS _landed_at,
    s.ticket_id AS record_id,
    toBool(false) AS is_deleted
FROM raw.trouble_ticket AS s
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    v.entity_id AS ticket_id,
    v.valid_from AS updated_at,
    CAST(assumeNotNull(v.opened_at), 'DateTime64(3, \'UTC\')') AS opened_at,
    v.customer_id AS customer_id,
    v.subscription_id AS subscription_id,
    CAST(assumeNotNull(v.category), 'LowCardinality(String)') AS category,
    CAST(assumeNotNull(v.subject), 'String') AS subject,
    CAST(assumeNotNull(v.status), 'LowCardinality(String)') AS status,
    CAST(assumeNotNull(v.channel), 'LowCardinality(String)') AS channel,
    CAST(assumeNotNull(v.region), 'LowCardinality(String)') AS region,
    v.city AS city,
    v.resolved_at AS resolved_at,
    v._source AS _source,
    v._partition AS _partition,
    v._position AS _position,
    v._batch AS _batch,
    v._landed_at AS _landed_at,
    v.entity_id AS record_id,
    v.is_deleted AS is_deleted
FROM staging.trouble_ticket_version AS v
WHERE v.missing = ''
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
