WITH
    sent AS
    (
        SELECT c.*
        FROM raw.entity_change AS c
        WHERE c.entity = 'customer'
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
            if(mapContains(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'kind'), coalesce(toNullable(arrayElement(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'kind')), toNullable('')), NULL) AS told_kind,
            if(mapContains(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'segment'), coalesce(toNullable(arrayElement(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'segment')), toNullable('')), NULL) AS told_segment,
            if(mapContains(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'region'), coalesce(toNullable(arrayElement(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'region')), toNullable('')), NULL) AS told_region,
            if(mapContains(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'country'), coalesce(toNullable(arrayElement(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'country')), toNullable('')), NULL) AS told_country,
            if(mapContains(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'parent_customer_id'), coalesce(toNullable(arrayElement(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'parent_customer_id')), toNullable('')), NULL) AS told_parent_customer_id,
            if(mapContains(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'status'), coalesce(toNullable(arrayElement(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'status')), toNullable('')), NULL) AS told_status,
            if(mapContains(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'gender'), coalesce(toNullable(arrayElement(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'gender')), toNullable('')), NULL) AS told_gender,
            if(mapContains(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'age_band'), coalesce(toNullable(arrayElement(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'age_band')), toNullable('')), NULL) AS told_age_band,
            if(mapContains(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'household'), coalesce(toNullable(arrayElement(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'household')), toNullable('')), NULL) AS told_household
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
            anyLast(t.told_kind) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS told_kind,
            anyLast(t.told_segment) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS told_segment,
            anyLast(t.told_region) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS told_region,
            anyLast(t.told_country) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS told_country,
            anyLast(t.told_parent_customer_id) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS told_parent_customer_id,
            anyLast(t.told_status) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS told_status,
            anyLast(t.told_gender) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS told_gender,
            anyLast(t.told_age_band) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS told_age_band,
            anyLast(t.told_household) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS told_household
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
    replaceRegexpAll(if((nullIf(f.told_kind, '') IS NULL), 'kind, ', ''), ', $', '') AS missing,
    CAST(nullIf(f.told_kind, ''), 'LowCardinality(Nullable(String))') AS kind,
    CAST(coalesce(CAST(nullIf(f.told_segment, ''), 'LowCardinality(Nullable(String))'), CAST('unknown', 'LowCardinality(String)')), 'LowCardinality(String)') AS segment,
    CAST(coalesce(CAST(nullIf(f.told_region, ''), 'LowCardinality(Nullable(String))'), CAST('unknown', 'LowCardinality(String)')), 'LowCardinality(String)') AS region,
    CAST(nullIf(f.told_country, ''), 'LowCardinality(Nullable(String))') AS country,
    CAST(nullIf(f.told_parent_customer_id, ''), 'Nullable(String)') AS parent_customer_id,
    CAST(coalesce(CAST(nullIf(f.told_status, ''), 'LowCardinality(Nullable(String))'), CAST('active', 'LowCardinality(String)')), 'LowCardinality(String)') AS status,
    CAST(nullIf(f.told_gender, ''), 'LowCardinality(Nullable(String))') AS gender,
    CAST(nullIf(f.told_age_band, ''), 'LowCardinality(Nullable(String))') AS age_band,
    CAST(nullIf(f.told_household, ''), 'LowCardinality(Nullable(String))') AS household,
    f._source AS _source,
    f._partition AS _partition,
    f._position AS _position,
    f._batch AS _batch,
    f._landed_at AS _landed_at
FROM folded AS f
WHERE ((f.next_at IS NULL) OR (f.next_at > f.changed_at))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
