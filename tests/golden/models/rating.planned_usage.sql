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
    keyed AS
    (
        SELECT
            u.event_id AS event_id,
            u.service AS service,
            u.metric AS metric,
            u.direction AS direction,
            u.started_at AS started_at,
            u.other_party AS other_party,
            u.other_network AS other_network,
            u.visited_network AS visited_network,
            u.roaming AS roaming,
            u.service_name AS service_name,
            u.properties AS properties,
            u.chargeable AS chargeable,
            u.quantity AS quantity,
            u.metered_quantity AS metered_quantity,
            u.stated_amount AS stated_amount,
            u.stated_currency AS stated_currency,
            u._source AS _source,
            u._landed_at AS _landed_at,
            u.subscription_id AS subscription_id,
            if(u.subscription_id IS NULL, u.served_number, NULL) AS served_number,
            if(u.subscription_id IS NULL, u.imsi, NULL) AS imsi
        FROM rating.measured_usage AS u
    ),
    identified AS
    (
        SELECT
            u.event_id AS event_id,
            u.service AS service,
            u.metric AS metric,
            u.direction AS direction,
            u.started_at AS started_at,
            u.other_party AS other_party,
            u.other_network AS other_network,
            u.visited_network AS visited_network,
            u.roaming AS roaming,
            u.service_name AS service_name,
            u.properties AS properties,
            u.chargeable AS chargeable,
            u.quantity AS quantity,
            u.metered_quantity AS metered_quantity,
            u.stated_amount AS stated_amount,
            u.stated_currency AS stated_currency,
            u._source AS _source,
            u._landed_at AS _landed_at,
            coalesce(u.subscription_id, if(u.started_at < m.valid_to, m.subscription_id, NULL), if(u.started_at < i.valid_to, i.subscription_id, NULL)) AS subscription_id
        FROM keyed AS u
        ASOF LEFT JOIN msisdn AS m ON (m.number = u.served_number) AND (u.started_at >= m.valid_from)
        ASOF LEFT JOIN sim AS i ON (i.number = u.imsi) AND (u.started_at >= i.valid_from)
    )
SELECT
    u.event_id AS event_id,
    u.service AS service,
    u.metric AS metric,
    u.direction AS direction,
    u.started_at AS started_at,
    u.other_party AS other_party,
    u.other_network AS other_network,
    u.visited_network AS visited_network,
    u.roaming AS roaming,
    u.service_name AS service_name,
    u.properties AS properties,
    u.chargeable AS chargeable,
    u.quantity AS quantity,
    u.metered_quantity AS metered_quantity,
    u.stated_amount AS stated_amount,
    u.stated_currency AS stated_currency,
    u._source AS _source,
    u._landed_at AS _landed_at,
    u.subscription_id AS subscription_id,
    p.customer_id AS customer_id,
    p.billing_account_id AS billing_account_id,
    p.payer_account_id AS payer_account_id,
    p.cycle_day AS cycle_day,
    p.type AS type,
    p.status AS status,
    p.offering_id AS offering_id,
    p.tariff_id AS tariff_id,
    p.tax_rate AS tax_rate,
    p.currency AS currency,
    addSeconds(u.started_at, coalesce(o.offset_s, 0)) AS local_started_at,
    intDiv((toInt64((toUnixTimestamp64Milli(o.to_at) - toUnixTimestamp64Milli(u.started_at))) + 1000) - 1, 1000) AS clock_changes_in,
    (o.next_offset_s - o.offset_s) AS clock_change_s
FROM identified AS u
ASOF LEFT JOIN rating.subscription_plan AS p ON (p.subscription_id = u.subscription_id) AND (u.started_at >= p.valid_from)
ASOF LEFT JOIN staging.zone_offset AS o ON (o.zone = p.time_zone) AND (u.started_at >= o.from_at)
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
