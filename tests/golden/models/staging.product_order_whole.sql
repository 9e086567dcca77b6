SELECT
    s.order_id AS order_id,
    s.updated_at AS updated_at,
    s.customer_id AS customer_id,
    s.subscription_id AS subscription_id,
    s.action AS action,
    s.offering_id AS offering_id,
    s.status AS status,
    s.channel AS channel,
    s._source AS _source,
    s._partition AS _partition,
    s._position AS _position,
    s._batch AS _batch,
    s._landed_at AS _landed_at,
    s.order_id AS record_id,
    toBool(false) AS is_deleted
FROM raw.product_order AS s
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    v.entity_id AS order_id,
    v.valid_from AS updated_at,
    CAST(assumeNotNull(v.customer_id), 'String') AS customer_id,
    v.subscription_id AS subscription_id,
    CAST(assumeNotNull(v.action), 'LowCardinality(String)') AS action,
    v.offering_id AS offering_id,
    CAST(assumeNotNull(v.status), 'LowCardinality(String)') AS status,
    v.channel AS channel,
    v._source AS _source,
    v._partition AS _partition,
    v._position AS _position,
    v._batch AS _batch,
    v._landed_at AS _landed_at,
    v.entity_id AS record_id,
    v.is_deleted AS is_deleted
FROM staging.product_order_version AS v
WHERE v.missing = ''
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
