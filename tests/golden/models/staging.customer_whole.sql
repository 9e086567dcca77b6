SELECT
    s.customer_id AS customer_id,
    s.updated_at AS updated_at,
    s.kind AS kind,
    s.segment AS segment,
    s.region AS region,
    s.country AS country,
    s.parent_customer_id AS parent_customer_id,
    s.status AS status,
    s.gender AS gender,
    s.age_band AS age_band,
    s.household AS household,
    s._source AS _source,
    s._partition AS _partition,
    s._position AS _position,
    s._batch AS _batch,
    s._landed_at AS _landed_at,
    s.customer_id AS record_id,
    toBool(false) AS is_deleted
FROM raw.customer AS s
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    v.entity_id AS customer_id,
    v.valid_from AS updated_at,
    CAST(assumeNotNull(v.kind), 'LowCardinality(String)') AS kind,
    CAST(assumeNotNull(v.segment), 'LowCardinality(String)') AS segment,
    CAST(assumeNotNull(v.region), 'LowCardinality(String)') AS region,
    v.country AS country,
    v.parent_customer_id AS parent_customer_id,
    CAST(if(v.is_deleted, 'closed', v.status), 'LowCardinality(String)') AS status,
    v.gender AS gender,
    v.age_band AS age_band,
    v.household AS household,
    v._source AS _source,
    v._partition AS _partition,
    v._position AS _position,
    v._batch AS _batch,
    v._landed_at AS _landed_at,
    v.entity_id AS record_id,
    v.is_deleted AS is_deleted
FROM staging.customer_version AS v
WHERE v.missing = ''
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
