SELECT
    s.billing_account_id AS billing_account_id,
    s.updated_at AS updated_at,
    s.customer_id AS customer_id,
    s.payer_account_id AS payer_account_id,
    s.currency AS currency,
    s.time_zone AS time_zone,
    s.language AS language,
    s.cycle_day AS cycle_day,
    s.cycle_months AS cycle_months,
    s.cycle_month AS cycle_month,
    s.payment_terms_days AS payment_terms_days,
    s.payment_method AS payment_method,
    s.tax_exempt AS tax_exempt,
    s.tax_id AS tax_id,
    s.itemisation AS itemisation,
    s.status AS status,
    s._source AS _source,
    s._partition AS _partition,
    s._position AS _position,
    s._batch AS _batch,
    s._landed_at AS _landed_at,
    s.billing_account_id AS record_id,
    toBool(false) AS is_deleted
FROM raw.billing_account AS s
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    v.entity_id AS billing_account_id,
    v.valid_from AS updated_at,
    CAST(assumeNotNull(v.customer_id), 'String') AS customer_id,
    v.payer_account_id AS payer_account_id,
    CAST(assumeNotNull(v.currency), 'LowCardinality(String)') AS currency,
    CAST(assumeNotNull(v.time_zone), 'LowCardinality(String)') AS time_zone,
    CAST(assumeNotNull(v.language), 'LowCardinality(String)') AS language,
    CAST(assumeNotNull(v.cycle_day), 'UInt8') AS cycle_day,
    CAST(assumeNotNull(v.cycle_months), 'UInt8') AS cycle_months,
    CAST(assumeNotNull(v.cycle_month), 'UInt8') AS cycle_month,
    CAST(assumeNotNull(v.payment_terms_days), 'UInt16') AS payment_terms_days,
    CAST(assumeNotNull(v.payment_method), 'LowCardinality(String)') AS payment_method,
    CAST(assumeNotNull(v.tax_exempt), 'Bool') AS tax_exempt,
    CAST(assumeNotNull(v.tax_id), 'LowCardinality(String)') AS tax_id,
    CAST(assumeNotNull(v.itemisation), 'LowCardinality(String)') AS itemisation,
    CAST(if(v.is_deleted, 'closed', v.status), 'LowCardinality(String)') AS status,
    v._source AS _source,
    v._partition AS _partition,
    v._position AS _position,
    v._batch AS _batch,
    v._landed_at AS _landed_at,
    v.entity_id AS record_id,
    v.is_deleted AS is_deleted
FROM staging.billing_account_version AS v
WHERE v.missing = ''
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
