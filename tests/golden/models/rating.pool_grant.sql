SELECT
    g.unit AS unit,
    multiIf(p.id IS NOT NULL, concat('payer/', coalesce(p.id, '')), a.id IS NOT NULL, concat('account/', coalesce(a.id, '')), concat('line/', g.subscription_id)) AS pool,
    tuple(tuple(g.priority, g.used_before, (-toInt64(g.weight)), toString(g.allowance_id), g.grant_id), g.grant_id, g.from_grant, g.amount, toString(g.unit), g.service_list, g.zone_list, g.factor_zones, g.factor_values, g.increment, g.valid_from, g.valid_to, if(g.scope = 'subscription', g.subscription_id, ''), toInt32(g.blocker)) AS grant
FROM rating.allowance_grant AS g
LEFT JOIN rating.allowance_pool AS p ON (p.id = g.payer_account_id) AND (p.of = 'payer')
LEFT JOIN rating.allowance_pool AS a ON (a.id = g.billing_account_id) AND (a.of = 'account')
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
