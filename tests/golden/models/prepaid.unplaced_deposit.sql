SELECT
    d.deposit_id AS deposit_id,
    d.subscription_id AS subscription_id,
    d.balance_id AS balance_id,
    d.movement AS movement,
    d.at AS at,
    d.amount AS amount,
    d.event_id AS event_id
FROM rating.balance_deposit AS d
ANTI LEFT JOIN rating.balance_lot AS l ON l.grant_id = d.deposit_id
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
