WITH
    sent AS
    (
        SELECT c.*
        FROM raw.entity_change AS c
        WHERE c.entity = 'billing_account'
        ORDER BY
            _landed_at DESC,
            _source DESC,
            _partition DESC,
            _position DESC
        LIMIT 1 BY
            c.system,
            c.entity_id,
            c.changed_at,
            c.commit_number,
            c.sequence_number
    ),
    told AS
    (
        SELECT
            s.system AS system,
            s.entity_id AS entity_id,
            s.changed_at AS changed_at,
            s.commit_number AS commit_number,
            s.sequence_number AS sequence_number,
            multiIf((s.operation IN ('create', 'undelete', 'snapshot')), false, s.operation = 'delete', true, NULL) AS deletes,
            multiIf((s.operation IN ('create', 'undelete', 'snapshot')), false, s.operation = 'gap', true, NULL) AS gap,
            toBool(s.operation IN ('create', 'undelete', 'snapshot')) AS whole,
            s._source AS _source,
            s._partition AS _partition,
            s._position AS _position,
            s._batch AS _batch,
            s._landed_at AS _landed_at,
            if(mapContains(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'customer_id'), coalesce(toNullable(arrayElement(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'customer_id')), toNullable('')), NULL) AS told_customer_id,
            if(mapContains(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'payer_account_id'), coalesce(toNullable(arrayElement(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'payer_account_id')), toNullable('')), NULL) AS told_payer_account_id,
            if(mapContains(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'currency'), coalesce(toNullable(arrayElement(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'currency')), toNullable('')), NULL) AS told_currency,
            if(mapContains(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'time_zone'), coalesce(toNullable(arrayElement(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'time_zone')), toNullable('')), NULL) AS told_time_zone,
            if(mapContains(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'language'), coalesce(toNullable(arrayElement(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'language')), toNullable('')), NULL) AS told_language,
            if(mapContains(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'cycle_day'), coalesce(toNullable(arrayElement(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'cycle_day')), toNullable('')), NULL) AS told_cycle_day,
            if(mapContains(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'cycle_months'), coalesce(toNullable(arrayElement(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'cycle_months')), toNullable('')), NULL) AS told_cycle_months,
            if(mapContains(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'cycle_month'), coalesce(toNullable(arrayElement(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'cycle_month')), toNullable('')), NULL) AS told_cycle_month,
            if(mapContains(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'payment_terms_days'), coalesce(toNullable(arrayElement(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'payment_terms_days')), toNullable('')), NULL) AS told_payment_terms_days,
            if(mapContains(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'payment_method'), coalesce(toNullable(arrayElement(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'payment_method')), toNullable('')), NULL) AS told_payment_method,
            if(mapContains(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'tax_exempt'), coalesce(toNullable(arrayElement(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'tax_exempt')), toNullable('')), NULL) AS told_tax_exempt,
            if(mapContains(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'tax_id'), coalesce(toNullable(arrayElement(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'tax_id')), toNullable('')), NULL) AS told_tax_id,
            if(mapContains(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'itemisation'), coalesce(toNullable(arrayElement(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'itemisation')), toNullable('')), NULL) AS told_itemisation,
            if(mapContains(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'status'), coalesce(toNullable(arrayElement(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'status')), toNullable('')), NULL) AS told_status
        FROM sent AS s
    ),
    folded AS
    (
        SELECT
            t.system AS system,
            t.entity_id AS entity_id,
            t.changed_at AS changed_at,
            lead(toNullable(t.changed_at), 1) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC) AS next_at,
            toBool(coalesce(anyLast(t.deletes) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW), false)) AS is_deleted,
            toBool(coalesce(anyLast(t.gap) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW), false)) AS after_gap,
            anyLast(if(toBool(coalesce(t.gap, false)), toNullable(t._landed_at), NULL)) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS gap_landed_at,
            if(t.entity_id = '*', maxIf(toNullable(t._landed_at), t.whole) OVER (PARTITION BY t.system), maxIf(toNullable(t._landed_at), t.whole) OVER (PARTITION BY t.system, t.entity_id)) AS whole_landed_at,
            toBool(max(t.whole) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS creation_seen,
            t._source AS _source,
            t._partition AS _partition,
            t._position AS _position,
            t._batch AS _batch,
            t._landed_at AS _landed_at,
            anyLast(t.told_customer_id) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS told_customer_id,
            anyLast(t.told_payer_account_id) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS told_payer_account_id,
            anyLast(t.told_currency) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS told_currency,
            anyLast(t.told_time_zone) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS told_time_zone,
            anyLast(t.told_language) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS told_language,
            anyLast(t.told_cycle_day) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS told_cycle_day,
            anyLast(t.told_cycle_months) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS told_cycle_months,
            anyLast(t.told_cycle_month) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS told_cycle_month,
            anyLast(t.told_payment_terms_days) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS told_payment_terms_days,
            anyLast(t.told_payment_method) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS told_payment_method,
            anyLast(t.told_tax_exempt) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS told_tax_exempt,
            anyLast(t.told_tax_id) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS told_tax_id,
            anyLast(t.told_itemisation) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS told_itemisation,
            anyLast(t.told_status) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS told_status
        FROM told AS t
    )
SELECT
    f.system AS system,
    f.entity_id AS entity_id,
    f.changed_at AS valid_from,
    coalesce(f.next_at, toDateTime64('2120-01-01 00:00:00.000', 3, 'UTC')) AS valid_to,
    toBool((f.next_at IS NULL)) AS is_current,
    f.is_deleted AS is_deleted,
    f.creation_seen AS creation_seen,
    toBool(((f.after_gap = true) AND ((f.whole_landed_at IS NULL) OR coalesce(f.whole_landed_at <= f.gap_landed_at, false)))) AS is_stale,
    replaceRegexpAll(concat(if((nullIf(f.told_customer_id, '') IS NULL), 'customer_id, ', ''), if((nullIf(f.told_currency, '') IS NULL), 'currency, ', ''), if((nullIf(f.told_time_zone, '') IS NULL), 'time_zone, ', '')), ', $', '') AS missing,
    CAST(nullIf(f.told_customer_id, ''), 'Nullable(String)') AS customer_id,
    CAST(nullIf(f.told_payer_account_id, ''), 'Nullable(String)') AS payer_account_id,
    CAST(nullIf(f.told_currency, ''), 'LowCardinality(Nullable(String))') AS currency,
    CAST(nullIf(f.told_time_zone, ''), 'LowCardinality(Nullable(String))') AS time_zone,
    CAST(coalesce(CAST(nullIf(f.told_language, ''), 'LowCardinality(Nullable(String))'), CAST('en', 'LowCardinality(String)')), 'LowCardinality(String)') AS language,
    CAST(coalesce(CAST(nullIf(f.told_cycle_day, ''), 'Nullable(UInt8)'), CAST('1', 'UInt8')), 'UInt8') AS cycle_day,
    CAST(coalesce(CAST(nullIf(f.told_cycle_months, ''), 'Nullable(UInt8)'), CAST('1', 'UInt8')), 'UInt8') AS cycle_months,
    CAST(coalesce(CAST(nullIf(f.told_cycle_month, ''), 'Nullable(UInt8)'), CAST('1', 'UInt8')), 'UInt8') AS cycle_month,
    CAST(coalesce(CAST(nullIf(f.told_payment_terms_days, ''), 'Nullable(UInt16)'), CAST('14', 'UInt16')), 'UInt16') AS payment_terms_days,
    CAST(coalesce(CAST(nullIf(f.told_payment_method, ''), 'LowCardinality(Nullable(String))'), CAST('unknown', 'LowCardinality(String)')), 'LowCardinality(String)') AS payment_method,
    CAST(coalesce(CAST(nullIf(f.told_tax_exempt, ''), 'Nullable(Bool)'), CAST('false', 'Bool')), 'Bool') AS tax_exempt,
    CAST(coalesce(CAST(nullIf(f.told_tax_id, ''), 'LowCardinality(Nullable(String))'), CAST('', 'LowCardinality(String)')), 'LowCardinality(String)') AS tax_id,
    CAST(coalesce(CAST(nullIf(f.told_itemisation, ''), 'LowCardinality(Nullable(String))'), CAST('as the legal entity', 'LowCardinality(String)')), 'LowCardinality(String)') AS itemisation,
    CAST(coalesce(CAST(nullIf(f.told_status, ''), 'LowCardinality(Nullable(String))'), CAST('active', 'LowCardinality(String)')), 'LowCardinality(String)') AS status,
    f._source AS _source,
    f._partition AS _partition,
    f._position AS _position,
    f._batch AS _batch,
    f._landed_at AS _landed_at
FROM folded AS f
WHERE ((f.next_at IS NULL) OR (f.next_at > f.changed_at))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
