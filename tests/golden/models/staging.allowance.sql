SELECT
    r.offering_id AS offering_id,
    r.allowance_id AS allowance_id,
    r.name AS name,
    r.unit AS unit,
    r.amount AS amount,
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
    r.period AS period,
    r.expires_after_days AS expires_after_days,
    r.scope AS scope,
    r.prorated AS prorated,
    r.prorated_rounding AS prorated_rounding,
    r.rollover_periods AS rollover_periods,
    r.rollover_maximum AS rollover_maximum,
    r.rollover_minimum AS rollover_minimum,
    r.rollover_first AS rollover_first,
    r.blocker AS blocker,
    r.valid_from AS valid_from,
    coalesce(r.valid_to, toDateTime64('2120-01-01 00:00:00.000', 3, 'UTC')) AS valid_to
FROM raw.catalogue_allowance AS r
ORDER BY
    _landed_at DESC,
    _source DESC,
    _partition DESC,
    _position DESC
LIMIT 1 BY
    r.offering_id,
    r.allowance_id,
    r.valid_from
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
