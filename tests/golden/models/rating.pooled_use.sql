SELECT
    multiIf(p.id IS NOT NULL, concat('payer/', coalesce(p.id, '')), a.id IS NOT NULL, concat('account/', coalesce(a.id, '')), concat('line/', coalesce(u.subscription_id, ''))) AS pool,
    if(toString(u.service) = 'metered', concat('metered/', u.event_id), u.event_id) AS use_key,
    assumeNotNull(u.billing_account_id) AS billing_account_id,
    u.started_at AS started_at,
    assumeNotNull(toDate(u.local_started_at)) AS day,
    assumeNotNull(u.subscription_id) AS subscription_id,
    if(u.service = 'metered', toString(u.metric), toString(u.service)) AS covered_service,
    coalesce(u.zone, '') AS zone,
    coalesce(u.band, '') AS band,
    u.parts AS parts,
    multiIf(u.service = 'voice', 'seconds', (u.service IN ('sms', 'mms')), 'messages', u.service = 'data', 'bytes', 'units') AS unit,
    if(u.service = 'metered', greatest(coalesce(u.metered_quantity, toDecimal128(0, 9)), toDecimal128(0, 9)), toDecimal128(u.charged_quantity, 9)) AS units,
    u.amount AS amount,
    u.currency AS currency,
    u.stated AS stated,
    u.service AS service
FROM rating.priced_usage AS u
LEFT JOIN rating.allowance_pool AS p ON (p.id = u.payer_account_id) AND (p.of = 'payer')
LEFT JOIN rating.allowance_pool AS a ON (a.id = u.billing_account_id) AND (a.of = 'account')
WHERE ((u.reason = '') AND ((u.marked_amount IS NULL) OR (u.stated_amount > '0')) AND ((u.charged_quantity > toInt64(0)) OR (u.amount > '0')))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
