WITH
    record AS
    (
        SELECT s.*
        FROM staging.customer_contact_whole AS s
        ORDER BY
            updated_at DESC,
            _landed_at DESC,
            _source DESC,
            _partition DESC,
            _position DESC
        LIMIT 1 BY s.record_id
    ),
    ranked AS
    (
        SELECT
            r.*,
            tuple(r.record_id = r.customer_id, r.updated_at, r.record_id) AS precedence,
            coalesce(r.name, nullIf(trimBoth(concat(coalesce(r.given_name, ''), ' ', coalesce(r.family_name, ''))), '')) AS full_name
        FROM record AS r
        WHERE r.is_deleted = false
    )
SELECT
    r.customer_id AS customer_id,
    max(r.updated_at) AS updated_at,
    argMax(r.full_name, r.precedence) AS name,
    argMax(r.given_name, r.precedence) AS given_name,
    argMax(r.family_name, r.precedence) AS family_name,
    argMax(r.email, r.precedence) AS email,
    argMax(r.phone, r.precedence) AS phone,
    argMax(r.street, r.precedence) AS street,
    argMax(r.city, r.precedence) AS city,
    argMax(r.postal_code, r.precedence) AS postal_code,
    argMax(r.birth_date, r.precedence) AS birth_date,
    argMax(r._source, r.precedence) AS _source,
    max(r._landed_at) AS _landed_at
FROM ranked AS r
GROUP BY r.customer_id
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
