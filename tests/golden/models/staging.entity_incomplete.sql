SELECT
    v.system AS system,
    v.entity_id AS entity_id,
    v.valid_from AS valid_from,
    v.missing AS missing,
    v.creation_seen AS creation_seen,
    v.is_stale AS is_stale,
    'customer' AS entity
FROM staging.customer_version AS v
WHERE (v.is_current = true) AND (v.is_deleted = false) AND ((v.missing != '') OR (v.is_stale = true))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    v.system AS system,
    v.entity_id AS entity_id,
    v.valid_from AS valid_from,
    v.missing AS missing,
    v.creation_seen AS creation_seen,
    v.is_stale AS is_stale,
    'customer_contact' AS entity
FROM staging.customer_contact_version AS v
WHERE (v.is_current = true) AND (v.is_deleted = false) AND ((v.missing != '') OR (v.is_stale = true))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    v.system AS system,
    v.entity_id AS entity_id,
    v.valid_from AS valid_from,
    v.missing AS missing,
    v.creation_seen AS creation_seen,
    v.is_stale AS is_stale,
    'billing_account' AS entity
FROM staging.billing_account_version AS v
WHERE (v.is_current = true) AND (v.is_deleted = false) AND ((v.missing != '') OR (v.is_stale = true))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    v.system AS system,
    v.entity_id AS entity_id,
    v.valid_from AS valid_from,
    v.missing AS missing,
    v.creation_seen AS creation_seen,
    v.is_stale AS is_stale,
    'subscription' AS entity
FROM staging.subscription_version AS v
WHERE (v.is_current = true) AND (v.is_deleted = false) AND ((v.missing != '') OR (v.is_stale = true))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    v.system AS system,
    v.entity_id AS entity_id,
    v.valid_from AS valid_from,
    v.missing AS missing,
    v.creation_seen AS creation_seen,
    v.is_stale AS is_stale,
    'product_order' AS entity
FROM staging.product_order_version AS v
WHERE (v.is_current = true) AND (v.is_deleted = false) AND ((v.missing != '') OR (v.is_stale = true))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    v.system AS system,
    v.entity_id AS entity_id,
    v.valid_from AS valid_from,
    v.missing AS missing,
    v.creation_seen AS creation_seen,
    v.is_stale AS is_stale,
    'trouble_ticket' AS entity
FROM staging.trouble_ticket_version AS v
WHERE (v.is_current = true) AND (v.is_deleted = false) AND ((v.missing != '') OR (v.is_stale = true))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
