SELECT
    g.unit AS unit,
    multiIf(p.id IS NOT NULL, concat('payer/', coalesce(p.id, '')), a.id IS NOT NULL, concat('account/', coalesce(a.id, '')), concat('line/', g.subscription_id)) AS pool,
    g.held AS held,
    g.begins AS begins,
    g.valid_to AS ends,
    coalesce(coalesce(p.ordered, a.ordered), l.ordered) AS pool_ordered,
    toBool(((p.id IS NULL) AND (a.id IS NULL) AND (coalesce(l.banded, toBool(0)) = false) AND (g.held = 'allowance') AND (g.scope != 'account') AND (length(g.zone_list) = toInt64(0)) AND (length(g.band_list) = toInt64(0)) AND (length(g.factor_zones) = toInt64(0)) AND ((length(g.service_list) = toInt64(0)) OR (multiIf(toString(g.unit) = 'seconds', 'voice', toString(g.unit) = 'bytes', 'data', '') != '')))) AS plain,
    tuple(tuple(toInt32(g.priority), g.used_before, (-toInt64(toInt32(g.weight))), toString(g.allowance_id), g.grant_id), g.grant_id, g.from_grant, g.amount, g.least, toString(g.unit), g.service_list, g.zone_list, g.band_list, g.factor_zones, g.factor_values, g.increment, g.valid_from, g.valid_to, g.from_at, g.to_at, g.subscription_id, if(g.scope != 'subscription', toInt32(1), toInt32(0)), toInt32(g.blocker), toString(g.used_order), toInt32(g.own_first), if(g.held = 'balance', toString(g.allowance_id), ''), g.debtor, g.maximum_debt, if(g.scope = 'account', g.billing_account_id, '')) AS grant
FROM rating.usage_grant AS g
LEFT JOIN rating.allowance_pool AS p ON (p.id = g.payer_account_id) AND (p.of = 'payer')
LEFT JOIN rating.allowance_pool AS a ON (a.id = g.billing_account_id) AND (a.of = 'account')
LEFT JOIN rating.allowance_pool AS l ON (l.id = g.subscription_id) AND (l.of = 'line')
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
