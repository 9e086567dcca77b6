SELECT
    s.subscription_id AS subscription_id,
    s.effective_at AS effective_at,
    s.customer_id AS customer_id,
    s.billing_account_id AS billing_account_id,
    s.type AS type,
    s.status AS status,
    s.status_reason AS status_reason,
    s.offering_id AS offering_id,
    s.recurring_price AS recurring_price,
    s.contract_months AS contract_months,
    s.access AS access,
    s.channel AS channel,
    s._source AS _source,
    s._partition AS _partition,
    s._position AS _position,
    s._batch AS _batch,
    s._landed_at AS _landed_at,
    s.subscription_id AS record_id,
    toBool(false) AS is_deleted
FROM raw.subscription AS s
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    v.entity_id AS subscription_id,
    v.valid_from AS effective_at,
    CAST(assumeNotNull(v.customer_id), 'String') AS customer_id,
    CAST(assumeNotNull(v.billing_account_id), 'String') AS billing_account_id,
    CAST(assumeNotNull(v.type), 'LowCardinality(String)') AS type,
    CAST(if(v.is_deleted, 'terminated', v.status), 'LowCardinality(String)') AS status,
    CAST(multiIf(v.is_deleted, 'deleted', (v.status <=> 'terminated'), coalesce(v.status_reason, 'not stated'), v.status_reason), 'LowCardinality(Nullable(String))') AS status_reason,
    CAST(assumeNotNull(v.offering_id), 'LowCardinality(String)') AS offering_id,
    v.recurring_price AS recurring_price,
    CAST(assumeNotNull(v.contract_months), 'UInt8') AS contract_months,
    CAST(assumeNotNull(v.access), 'LowCardinality(String)') AS access,
    v.channel AS channel,
    v._source AS _source,
    v._partition AS _partition,
    v._position AS _position,
    v._batch AS _batch,
    v._landed_at AS _landed_at,
    v.entity_id AS record_id,
    v.is_deleted AS is_deleted
FROM staging.subscription_version AS v
WHERE v.missing = ''
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
