WITH
    msisdn AS
    (
        SELECT
            n.number AS number,
            n.valid_from AS valid_from,
            n.valid_to AS valid_to,
            n.subscription_id AS subscription_id
        FROM staging.number_assignment AS n
        WHERE n.number_kind = 'number'
    ),
    sim AS
    (
        SELECT
            n.number AS number,
            n.valid_from AS valid_from,
            n.valid_to AS valid_to,
            n.subscription_id AS subscription_id
        FROM staging.number_assignment AS n
        WHERE n.number_kind = 'imsi'
    ),
    used AS
    (
        SELECT
            u.event_id AS event_id,
            u.service AS service,
            u.direction AS direction,
            u.started_at AS started_at,
            u.subscription_id AS subscription_id,
            u.other_party AS other_party,
            u.stated_amount AS stated_amount,
            u.stated_currency AS stated_currency,
            u.roaming AS roaming,
            u._source AS _source,
            u._partition AS _partition,
            u._position AS _position,
            u._landed_at AS _landed_at,
            if(u.subscription_id IS NULL, u.served_number, NULL) AS served_number,
            if(u.subscription_id IS NULL, u.imsi, NULL) AS imsi,
            ((toInt64(toUInt64OrNull(rightPad(u.other_party, 15, '0'))) * 16) + least(toInt64(length(u.other_party)), toInt64(15))) AS number_key,
            ((u.direction = 'originating') AND (u.answered = true)) AS chargeable,
            multiIf(u.service = 'voice', toUInt64(u.duration_s), (u.service IN ('sms', 'mms')), toUInt64(u.messages), u.service = 'data', (u.bytes_up + u.bytes_down), toUInt64(1)) AS quantity
        FROM staging.usage_event AS u
    ),
    identified AS
    (
        SELECT
            u.event_id AS event_id,
            u.service AS service,
            u.direction AS direction,
            u.started_at AS started_at,
            u.other_party AS other_party,
            u.stated_amount AS stated_amount,
            u.stated_currency AS stated_currency,
            u.roaming AS roaming,
            u._source AS _source,
            u._partition AS _partition,
            u._position AS _position,
            u._landed_at AS _landed_at,
            u.number_key AS number_key,
            u.chargeable AS chargeable,
            u.quantity AS quantity,
            coalesce(u.subscription_id, if(u.started_at < m.valid_to, m.subscription_id, NULL), if(u.started_at < i.valid_to, i.subscription_id, NULL)) AS subscription_id
        FROM used AS u
        ASOF LEFT JOIN msisdn AS m ON (m.number = u.served_number) AND (u.started_at >= m.valid_from)
        ASOF LEFT JOIN sim AS i ON (i.number = u.imsi) AND (u.started_at >= i.valid_from)
    ),
    planned AS
    (
        SELECT
            u.event_id AS event_id,
            u.service AS service,
            u.direction AS direction,
            u.started_at AS started_at,
            u.other_party AS other_party,
            u.stated_amount AS stated_amount,
            u.stated_currency AS stated_currency,
            u.roaming AS roaming,
            u._source AS _source,
            u._partition AS _partition,
            u._position AS _position,
            u._landed_at AS _landed_at,
            u.number_key AS number_key,
            u.chargeable AS chargeable,
            u.quantity AS quantity,
            u.subscription_id AS subscription_id,
            p.customer_id AS customer_id,
            p.billing_account_id AS billing_account_id,
            p.type AS type,
            p.status AS status,
            p.offering_id AS offering_id,
            p.tariff_id AS tariff_id,
            p.tax_rate AS tax_rate,
            p.currency AS currency,
            e.prefix_epoch AS prefix_epoch,
            e.rate_epoch AS rate_epoch,
            addSeconds(u.started_at, coalesce(o.offset_s, 0)) AS local_started_at
        FROM identified AS u
        ASOF LEFT JOIN rating.subscription_plan AS p ON (p.subscription_id = u.subscription_id) AND (u.started_at >= p.valid_from)
        ASOF LEFT JOIN staging.zone_offset AS o ON (o.zone = p.time_zone) AND (u.started_at >= o.from_at)
        ASOF LEFT JOIN rating.catalogue_epoch AS e ON (e.tariff_id = p.tariff_id) AND (u.started_at >= e.valid_from)
    ),
    placed AS
    (
        SELECT
            u.event_id AS event_id,
            u.service AS service,
            u.direction AS direction,
            u.started_at AS started_at,
            u.other_party AS other_party,
            u.stated_amount AS stated_amount,
            u.stated_currency AS stated_currency,
            u.roaming AS roaming,
            u._source AS _source,
            u._partition AS _partition,
            u._position AS _position,
            u._landed_at AS _landed_at,
            u.number_key AS number_key,
            u.chargeable AS chargeable,
            u.quantity AS quantity,
            u.local_started_at AS local_started_at,
            u.subscription_id AS subscription_id,
            u.customer_id AS customer_id,
            u.billing_account_id AS billing_account_id,
            u.type AS type,
            u.status AS status,
            u.offering_id AS offering_id,
            u.tariff_id AS tariff_id,
            u.tax_rate AS tax_rate,
            u.currency AS currency,
            u.prefix_epoch AS prefix_epoch,
            u.rate_epoch AS rate_epoch,
            x.prefix AS prefix,
            x.zone AS zone,
            coalesce(x.zone, '') AS zone_key,
            ((toInt64((toDayOfWeek(u.local_started_at) - toInt64(1))) * 1440) + intDiv(toInt64(toInt32(((toHour(u.local_started_at) * 3600) + (toMinute(u.local_started_at) * 60)) + toSecond(u.local_started_at))), 60)) AS minute
        FROM planned AS u
        ASOF LEFT JOIN rating.prefix_range AS x ON (x.prefix_epoch = u.prefix_epoch) AND (u.number_key >= x.number_key)
    ),
    rated AS
    (
        SELECT
            u.event_id AS event_id,
            u.service AS service,
            u.direction AS direction,
            u.started_at AS started_at,
            u.other_party AS other_party,
            u.stated_amount AS stated_amount,
            u.stated_currency AS stated_currency,
            u.roaming AS roaming,
            u._source AS _source,
            u._partition AS _partition,
            u._position AS _position,
            u._landed_at AS _landed_at,
            u.number_key AS number_key,
            u.chargeable AS chargeable,
            u.quantity AS quantity,
            u.local_started_at AS local_started_at,
            u.subscription_id AS subscription_id,
            u.customer_id AS customer_id,
            u.billing_account_id AS billing_account_id,
            u.type AS type,
            u.status AS status,
            u.offering_id AS offering_id,
            u.tariff_id AS tariff_id,
            u.tax_rate AS tax_rate,
            u.currency AS currency,
            u.prefix_epoch AS prefix_epoch,
            u.rate_epoch AS rate_epoch,
            u.prefix AS prefix,
            u.zone AS zone,
            s.band AS band,
            s.connect_fee AS connect_fee,
            s.rate AS rate,
            s.per_units AS per_units,
            s.decimals AS decimals,
            multiIf(NOT ((u.started_at <= addDays(u._landed_at, 1)) OR (u._source = 'simulator')), 'in the future', u.started_at < (
                SELECT k.billable_from AS billable_from
                FROM staging.clock AS k
            ), 'too old', (coalesce(u.status, 'pending') NOT IN ('active', 'suspended')), 'unknown subscription', (((u.chargeable = true) AND ((u.quantity > toInt64(0)) OR (u.stated_amount IS NOT NULL))) AND (u.stated_amount IS NULL) AND (s.rate IS NULL)), 'no rate', '') AS reason,
            ((u.chargeable = true) AND ((u.quantity > toInt64(0)) OR (u.stated_amount IS NOT NULL))) AS due,
            if(((u.chargeable = true) AND (u.quantity > toInt64(0))), if(u.quantity > toInt64(0), (coalesce(s.first_increment, toUInt64(1)) + (toInt64(intDiv((toInt64(greatest((u.quantity - coalesce(s.first_increment, toUInt64(1))), toInt64(0))) + coalesce(s.next_increment, toUInt64(1))) - 1, coalesce(s.next_increment, toUInt64(1)))) * coalesce(s.next_increment, toUInt64(1)))), toInt64(0)), toInt64(0)) AS charged_quantity
        FROM placed AS u
        ASOF LEFT JOIN rating.rate_slot AS s ON (s.rate_epoch = u.rate_epoch) AND (s.service = u.service) AND (s.zone = u.zone_key) AND (u.minute >= s.minute)
    )
SELECT
    u.reason AS reason,
    if(u.event_id IS NULL, concat(u._partition, ' ', toString(u._position)), coalesce(u.event_id, '')) AS event_id,
    u.service AS service,
    u.direction AS direction,
    u.started_at AS started_at,
    u.local_started_at AS local_started_at,
    toStartOfMonth(u.local_started_at) AS month,
    u.subscription_id AS subscription_id,
    u.billing_account_id AS billing_account_id,
    u.customer_id AS customer_id,
    u.type AS type,
    u.offering_id AS offering_id,
    u.tariff_id AS tariff_id,
    u.tax_rate AS tax_rate,
    u.prefix AS prefix,
    u.zone AS zone,
    u.band AS band,
    if(u.reason = '', NULL, u.other_party) AS other_party,
    u.roaming AS roaming,
    u.quantity AS quantity,
    u.charged_quantity AS charged_quantity,
    u.connect_fee AS connect_fee,
    u.rate AS rate,
    u.per_units AS per_units,
    multiIf(((u.reason != '') OR (u.due = false)), toDecimal128(0, 9), u.stated_amount IS NOT NULL, coalesce(toDecimal128(u.stated_amount, 9), toDecimal128(0, 9)), toDecimal128(round((toDecimal128(coalesce(u.connect_fee, toDecimal128(0, 9)), 12) + ((toDecimal128(1, 0) * ((toDecimal128(1, 0) * toDecimal128(coalesce(u.rate, toDecimal128(0, 9)), 12)) * u.charged_quantity)) / coalesce(u.per_units, toUInt64(1)))), coalesce(u.decimals, toInt32(9))), 9)) AS amount,
    coalesce(coalesce(if(u.stated_amount IS NOT NULL, u.stated_currency, NULL), u.currency), 'XXX') AS currency,
    u._source AS feed,
    if(u._source = 'simulator', true, false) AS simulated,
    toBool(u.stated_amount IS NOT NULL) AS stated
FROM rated AS u
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
