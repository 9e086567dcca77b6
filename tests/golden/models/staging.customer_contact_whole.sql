SELECT
    s.customer_id AS customer_id,
    s.updated_at AS updated_at,
    s.name AS name,
    s.given_name AS given_name,
    s.family_name AS family_name,
    s.email AS email,
    s.phone AS phone,
    s.street AS street,
    s.city AS city,
    s.postal_code AS postal_code,
    s.birth_date AS birth_date,
    s._source AS _source,
    s._partition AS _partition,
    s._position AS _position,
    s._batch AS _batch,
    s._landed_at AS _landed_at,
    s.customer_id AS record_id,
    toBool(false) AS is_deleted
FROM raw.customer_contact AS s
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    CAST(assumeNotNull(v.customer_id), 'String') AS customer_id,
    v.valid_from AS updated_at,
    v.name AS name,
    v.given_name AS given_name,
    v.family_name AS family_name,
    v.email AS email,
    v.phone AS phone,
    v.street AS street,
    v.city AS city,
    v.postal_code AS postal_code,
    v.birth_date AS birth_date,
    v._source AS _source,
    v._partition AS _partition,
    v._position AS _position,
    v._batch AS _batch,
    v._landed_at AS _landed_at,
    v.entity_id AS record_id,
    v.is_deleted AS is_deleted
FROM staging.customer_contact_version AS v
WHERE v.missing = ''
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
