SELECT
    r.offering_id AS offering_id,
    r.balance_id AS balance_id,
    r.name AS name,
    r.kind AS kind,
    r.unit AS unit,
    r.opening AS opening,
    r.services AS services,
    r.zones AS zones,
    r.bands AS bands,
    r.factors AS factors,
    r.increment AS increment,
    r.rate AS rate,
    r.priority AS priority,
    r.weight AS weight,
    r.used_order AS used_order,
    r.own_first AS own_first,
    r.scope AS scope,
    r.blocker AS blocker,
    r.expires_after_days AS expires_after_days,
    r.prolonged AS prolonged,
    r.maximum_debt AS maximum_debt,
    r.threshold AS threshold,
    r.valid_from AS valid_from,
    coalesce(r.valid_to, toDateTime64('2120-01-01 00:00:00.000', 3, 'UTC')) AS valid_to
FROM raw.catalogue_balance AS r
ORDER BY
    _landed_at DESC,
    _source DESC,
    _partition DESC,
    _position DESC
LIMIT 1 BY
    r.offering_id,
    r.balance_id,
    r.valid_from
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
