WITH
    sent AS
    (
        SELECT c.*
        FROM raw.entity_change AS c
        WHERE c.entity = 'customer_contact'
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
            if(mapContains(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'name'), coalesce(toNullable(arrayElement(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'name')), toNullable('')), NULL) AS told_name,
            if(mapContains(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'given_name'), coalesce(toNullable(arrayElement(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'given_name')), toNullable('')), NULL) AS told_given_name,
            if(mapContains(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'family_name'), coalesce(toNullable(arrayElement(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'family_name')), toNullable('')), NULL) AS told_family_name,
            if(mapContains(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'email'), coalesce(toNullable(arrayElement(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'email')), toNullable('')), NULL) AS told_email,
            if(mapContains(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'phone'), coalesce(toNullable(arrayElement(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'phone')), toNullable('')), NULL) AS told_phone,
            if(mapContains(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'street'), coalesce(toNullable(arrayElement(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'street')), toNullable('')), NULL) AS told_street,
            if(mapContains(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'city'), coalesce(toNullable(arrayElement(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'city')), toNullable('')), NULL) AS told_city,
            if(mapContains(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'postal_code'), coalesce(toNullable(arrayElement(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'postal_code')), toNullable('')), NULL) AS told_postal_code,
            if(mapContains(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'birth_date'), coalesce(toNullable(arrayElement(JSONExtract(s.fields, 'Map(String, Nullable(String))'), 'birth_date')), toNullable('')), NULL) AS told_birth_date
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
            anyLast(t.told_name) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS told_name,
            anyLast(t.told_given_name) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS told_given_name,
            anyLast(t.told_family_name) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS told_family_name,
            anyLast(t.told_email) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS told_email,
            anyLast(t.told_phone) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS told_phone,
            anyLast(t.told_street) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS told_street,
            anyLast(t.told_city) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS told_city,
            anyLast(t.told_postal_code) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS told_postal_code,
            anyLast(t.told_birth_date) OVER (PARTITION BY t.system, t.entity_id ORDER BY t.changed_at ASC, t.commit_number ASC, t.sequence_number ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS told_birth_date
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
    replaceRegexpAll(if((nullIf(f.told_customer_id, '') IS NULL), 'customer_id, ', ''), ', $', '') AS missing,
    CAST(nullIf(f.told_customer_id, ''), 'Nullable(String)') AS customer_id,
    CAST(nullIf(f.told_name, ''), 'Nullable(String)') AS name,
    CAST(nullIf(f.told_given_name, ''), 'Nullable(String)') AS given_name,
    CAST(nullIf(f.told_family_name, ''), 'Nullable(String)') AS family_name,
    CAST(nullIf(f.told_email, ''), 'Nullable(String)') AS email,
    CAST(nullIf(f.told_phone, ''), 'Nullable(String)') AS phone,
    CAST(nullIf(f.told_street, ''), 'Nullable(String)') AS street,
    CAST(nullIf(f.told_city, ''), 'Nullable(String)') AS city,
    CAST(nullIf(f.told_postal_code, ''), 'Nullable(String)') AS postal_code,
    CAST(nullIf(f.told_birth_date, ''), 'Nullable(Date32)') AS birth_date,
    f._source AS _source,
    f._partition AS _partition,
    f._position AS _position,
    f._batch AS _batch,
    f._landed_at AS _landed_at
FROM folded AS f
WHERE ((f.next_at IS NULL) OR (f.next_at > f.changed_at))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
