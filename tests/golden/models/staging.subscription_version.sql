WITH
    sent AS
    (
        SELECT c.*
        FROM raw.entity_change AS c
        WHERE c.entity = 'subscription'
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
            if(mapContains(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'billing_account_id'), coalesce(toNullable(arrayElement(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'billing_account_id')), toNullable('')), NULL) AS told_billing_account_id,
            if(mapContains(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'type'), coalesce(toNullable(arrayElement(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'type')), toNullable('')), NULL) AS told_type,
            if(mapContains(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'status'), coalesce(toNullable(arrayElement(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'status')), toNullable('')), NULL) AS told_status,
            if(mapContains(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'status_reason'), coalesce(toNullable(arrayElement(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'status_reason')), toNullable('')), NULL) AS told_status_reason,
            if(mapContains(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'offering_id'), coalesce(toNullable(arrayElement(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'offering_id')), toNullable('')), NULL) AS told_offering_id,
            if(mapContains(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'recurring_price'), coalesce(toNullable(arrayElement(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'recurring_price')), toNullable('')), NULL) AS told_recurring_price,
            if(mapContains(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'contract_months'), coalesce(toNullable(arrayElement(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'contract_months')), toNullable('')), NULL) AS told_contract_months,
            if(mapContains(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'access'), coalesce(toNullable(arrayElement(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'access')), toNullable('')), NULL) AS told_access,
            if(mapContains(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'channel'), coalesce(toNullable(arrayElement(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'channel')), toNullable('')), NULL) AS told_channel
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
            toBool(coalesce(anyLast(t.gap) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW), false)) AS is_stale,
            toBool(max(t.whole) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS creation_seen,
            t._source AS _source,
            t._partition AS _partition,
            t._position AS _position,
            t._batch AS _batch,
            t._landed_at AS _landed_at,
            anyLast(t.told_customer_id) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS told_customer_id,
            anyLast(t.told_billing_account_id) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS told_billing_account_id,
            anyLast(t.told_type) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS told_type,
            anyLast(t.told_status) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS told_status,
            anyLast(t.told_status_reason) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS told_status_reason,
            anyLast(t.told_offering_id) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS told_offering_id,
            anyLast(t.told_recurring_price) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS told_recurring_price,
            anyLast(t.told_contract_months) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS told_contract_months,
            anyLast(t.told_access) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS told_access,
            anyLast(t.told_channel) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS told_channel
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
    f.is_stale AS is_stale,
    replaceRegexpAll(concat(if((nullIf(f.told_customer_id, '') IS NULL), 'customer_id, ', ''), if((nullIf(f.told_billing_account_id, '') IS NULL), 'billing_account_id, ', ''), if((nullIf(f.told_type, '') IS NULL), 'type, ', ''), if((nullIf(f.told_status, '') IS NULL), 'status, ', ''), if((nullIf(f.told_offering_id, '') IS NULL), 'offering_id, ', '')), ', $', '') AS missing,
    CAST(nullIf(f.told_customer_id, ''), 'Nullable(String)') AS customer_id,
    CAST(nullIf(f.told_billing_account_id, ''), 'Nullable(String)') AS billing_account_id,
    CAST(nullIf(f.told_type, ''), 'LowCardinality(Nullable(String))') AS type,
    CAST(nullIf(f.told_status, ''), 'LowCardinality(Nullable(String))') AS status,
    CAST(nullIf(f.told_status_reason, ''), 'LowCardinality(Nullable(String))') AS status_reason,
    CAST(nullIf(f.told_offering_id, ''), 'LowCardinality(Nullable(String))') AS offering_id,
    CAST(nullIf(f.told_recurring_price, ''), 'Nullable(Decimal(18, 9))') AS recurring_price,
    CAST(coalesce(CAST(nullIf(f.told_contract_months, ''), 'Nullable(UInt8)'), CAST('0', 'UInt8')), 'UInt8') AS contract_months,
    CAST(coalesce(CAST(nullIf(f.told_access, ''), 'LowCardinality(Nullable(String))'), CAST('unknown', 'LowCardinality(String)')), 'LowCardinality(String)') AS access,
    CAST(nullIf(f.told_channel, ''), 'LowCardinality(Nullable(String))') AS channel,
    f._source AS _source,
    f._partition AS _partition,
    f._position AS _position,
    f._batch AS _batch,
    f._landed_at AS _landed_at
FROM folded AS f
WHERE ((f.next_at IS NULL) OR (f.next_at > f.changed_at))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
