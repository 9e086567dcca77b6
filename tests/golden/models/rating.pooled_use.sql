WITH
    pooled AS
    (
        SELECT
            multiIf(p.id IS NOT NULL, concat('payer/', coalesce(p.id, '')), a.id IS NOT NULL, concat('account/', coalesce(a.id, '')), concat('line/', coalesce(l.id, ''))) AS pool,
            coalesce(coalesce(coalesce(p.banded, a.banded), l.banded), toBool(0)) AS banded,
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
        LEFT JOIN rating.allowance_pool AS l ON (l.id = u.subscription_id) AND (l.of = 'line')
        WHERE ((u.reason = '') AND ((u.marked_amount IS NULL) OR (u.stated_amount > '0')) AND ((u.charged_quantity > toInt64(0)) OR (u.amount > '0')) AND ((p.id IS NOT NULL) OR (a.id IS NOT NULL) OR (l.id IS NOT NULL)))
    )
SELECT
    u.pool AS pool,
    u.use_key AS use_key,
    u.billing_account_id AS billing_account_id,
    u.started_at AS started_at,
    u.day AS day,
    u.subscription_id AS subscription_id,
    u.covered_service AS covered_service,
    u.zone AS zone,
    u.band AS band,
    u.unit AS unit,
    u.units AS units,
    u.amount AS amount,
    u.currency AS currency,
    u.stated AS stated,
    u.service AS service,
    if(((u.banded = true) AND (length(u.parts) > toInt64(0))), arrayFold((s1, x1) -> if(((length(s1) > toInt64(0)) AND (tupleElement(arrayElement(s1, -1), 3) = tupleElement(x1, 3))), arrayConcat(arrayPopBack(s1), array(tuple(tupleElement(arrayElement(s1, -1), 1), (tupleElement(arrayElement(s1, -1), 2) + tupleElement(x1, 2)), tupleElement(arrayElement(s1, -1), 3)))), arrayConcat(s1, array(x1))), arrayMap(x1 -> tuple(toDecimal128(tupleElement(x1, 1), 9), toDecimal128(tupleElement(x1, 2), 9), tupleElement(x1, 3)), u.parts), arrayFilter(x1 -> toBool(0), arrayMap(x1 -> tuple(toDecimal128(tupleElement(x1, 1), 9), toDecimal128(tupleElement(x1, 2), 9), tupleElement(x1, 3)), u.parts))), array(tuple(toDecimal128(0, 9), u.units, u.band))) AS pieces
FROM pooled AS u
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
