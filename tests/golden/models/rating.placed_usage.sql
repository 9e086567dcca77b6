WITH
    operator AS
    (
        SELECT
            n.tariff_id AS tariff_id,
            n.network AS network,
            n.zone AS zone,
            n.valid_from AS valid_from,
            n.valid_to AS valid_to
        FROM staging.zone_network AS n
        WHERE n.is = 'other'
    ),
    visited AS
    (
        SELECT
            n.tariff_id AS tariff_id,
            n.network AS network,
            n.zone AS zone,
            n.valid_from AS valid_from,
            n.valid_to AS valid_to
        FROM staging.zone_network AS n
        WHERE n.is = 'visited'
    ),
    dated AS
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
            u.customer_id AS customer_id,
            u.billing_account_id AS billing_account_id,
            u.payer_account_id AS payer_account_id,
            u.cycle_day AS cycle_day,
            u.type AS type,
            u.status AS status,
            u.offering_id AS offering_id,
            u.tariff_id AS tariff_id,
            u.tax_rate AS tax_rate,
            u.currency AS currency,
            u.local_started_at AS local_started_at,
            u.clock_changes_in AS clock_changes_in,
            u.clock_change_s AS clock_change_s,
            e.prefix_epoch AS prefix_epoch,
            e.rate_epoch AS rate_epoch,
            assumeNotNull(e.holidays) AS holidays,
            assumeNotNull(e.date_kinds) AS date_kinds,
            ((toInt64(toUInt64OrNull(rightPad(if(startsWith(u.other_party, '+') = true, substring(u.other_party, 2), u.other_party), 15, '0'))) * 16) + least(toInt64(length(if(startsWith(u.other_party, '+') = true, substring(u.other_party, 2), u.other_party))), toInt64(15))) AS number_key,
            ((u.roaming = true) AND (e.roams = true)) AS abroad,
            if(((u.roaming = true) AND (e.roams = true)), u.visited_network, NULL) AS network,
            if(((u.roaming = true) AND (e.roams = true)), left(u.visited_network, 3), NULL) AS country
        FROM rating.planned_usage AS u
        ASOF LEFT JOIN rating.catalogue_epoch AS e ON (e.tariff_id = u.tariff_id) AND (u.started_at >= e.valid_from)
    ),
    zoned AS
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
            u.customer_id AS customer_id,
            u.billing_account_id AS billing_account_id,
            u.payer_account_id AS payer_account_id,
            u.cycle_day AS cycle_day,
            u.type AS type,
            u.status AS status,
            u.offering_id AS offering_id,
            u.tariff_id AS tariff_id,
            u.tax_rate AS tax_rate,
            u.currency AS currency,
            u.local_started_at AS local_started_at,
            u.clock_changes_in AS clock_changes_in,
            u.clock_change_s AS clock_change_s,
            u.rate_epoch AS rate_epoch,
            u.holidays AS holidays,
            u.date_kinds AS date_kinds,
            x.zone AS called_zone,
            if(((u.abroad = false) AND (if(u.started_at < o.valid_to, o.zone, NULL) IS NULL)), x.prefix, NULL) AS prefix,
            if(u.abroad = true, coalesce(if(u.started_at < n.valid_to, n.zone, NULL), if(u.started_at < c.valid_to, c.zone, NULL)), coalesce(if(u.started_at < o.valid_to, o.zone, NULL), x.zone)) AS zone
        FROM dated AS u
        ASOF LEFT JOIN rating.prefix_range AS x ON (x.prefix_epoch = u.prefix_epoch) AND (u.number_key >= x.number_key)
        ASOF LEFT JOIN operator AS o ON (o.tariff_id = u.tariff_id) AND (o.network = u.other_network) AND (u.started_at >= o.valid_from)
        ASOF LEFT JOIN visited AS n ON (n.tariff_id = u.tariff_id) AND (n.network = u.network) AND (u.started_at >= n.valid_from)
        ASOF LEFT JOIN visited AS c ON (c.tariff_id = u.tariff_id) AND (c.network = u.country) AND (u.started_at >= c.valid_from)
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
    u.quantity AS quantity,
    u.metered_quantity AS metered_quantity,
    u.stated_amount AS stated_amount,
    u.stated_currency AS stated_currency,
    u._source AS _source,
    u._landed_at AS _landed_at,
    u.subscription_id AS subscription_id,
    u.customer_id AS customer_id,
    u.billing_account_id AS billing_account_id,
    u.payer_account_id AS payer_account_id,
    u.cycle_day AS cycle_day,
    u.type AS type,
    u.status AS status,
    u.offering_id AS offering_id,
    u.tariff_id AS tariff_id,
    u.tax_rate AS tax_rate,
    u.currency AS currency,
    u.local_started_at AS local_started_at,
    u.clock_changes_in AS clock_changes_in,
    u.clock_change_s AS clock_change_s,
    u.rate_epoch AS rate_epoch,
    u.holidays AS holidays,
    u.date_kinds AS date_kinds,
    u.prefix AS prefix,
    u.zone AS zone,
    toBool(((u.chargeable = true) AND ((NOT (u.direction = 'terminating')) OR (toInt64(arrayFirstIndex(x1 -> (arrayAll(x2 -> ((multiIf(u.service = 'metered', JSONExtract(u.properties, tupleElement(x2, 1), 'Nullable(String)'), tupleElement(x2, 1) = 'service_name', toString(u.service_name), tupleElement(x2, 1) = 'direction', toNullable(toString(u.direction)), tupleElement(x2, 1) = 'roaming', toNullable(toString(u.roaming)), tupleElement(x2, 1) = 'other_network', toString(u.other_network), tupleElement(x2, 1) = 'visited_network', toString(u.visited_network), tupleElement(x2, 1) = 'called_zone', u.called_zone, NULL) IS NOT NULL) AND (has(tupleElement(x2, 2), coalesce(multiIf(u.service = 'metered', JSONExtract(u.properties, tupleElement(x2, 1), 'Nullable(String)'), tupleElement(x2, 1) = 'service_name', toString(u.service_name), tupleElement(x2, 1) = 'direction', toNullable(toString(u.direction)), tupleElement(x2, 1) = 'roaming', toNullable(toString(u.roaming)), tupleElement(x2, 1) = 'other_network', toString(u.other_network), tupleElement(x2, 1) = 'visited_network', toString(u.visited_network), tupleElement(x2, 1) = 'called_zone', u.called_zone, NULL), '')) OR has(tupleElement(x2, 2), '*'))), tupleElement(x1, 5)) AND (((NOT (u.direction = 'terminating')) AND (tupleElement(x1, 6) = true)) OR ((u.direction = 'terminating') AND arrayExists(x2 -> (tupleElement(x2, 1) = 'direction'), tupleElement(x1, 5))))), assumeNotNull(c.asking))) > toInt64(0))))) AS chargeable,
    multiIf(toInt64(arrayFirstIndex(x1 -> (arrayAll(x2 -> ((multiIf(u.service = 'metered', JSONExtract(u.properties, tupleElement(x2, 1), 'Nullable(String)'), tupleElement(x2, 1) = 'service_name', toString(u.service_name), tupleElement(x2, 1) = 'direction', toNullable(toString(u.direction)), tupleElement(x2, 1) = 'roaming', toNullable(toString(u.roaming)), tupleElement(x2, 1) = 'other_network', toString(u.other_network), tupleElement(x2, 1) = 'visited_network', toString(u.visited_network), tupleElement(x2, 1) = 'called_zone', u.called_zone, NULL) IS NOT NULL) AND (has(tupleElement(x2, 2), coalesce(multiIf(u.service = 'metered', JSONExtract(u.properties, tupleElement(x2, 1), 'Nullable(String)'), tupleElement(x2, 1) = 'service_name', toString(u.service_name), tupleElement(x2, 1) = 'direction', toNullable(toString(u.direction)), tupleElement(x2, 1) = 'roaming', toNullable(toString(u.roaming)), tupleElement(x2, 1) = 'other_network', toString(u.other_network), tupleElement(x2, 1) = 'visited_network', toString(u.visited_network), tupleElement(x2, 1) = 'called_zone', u.called_zone, NULL), '')) OR has(tupleElement(x2, 2), '*'))), tupleElement(x1, 5)) AND (((NOT (u.direction = 'terminating')) AND (tupleElement(x1, 6) = true)) OR ((u.direction = 'terminating') AND arrayExists(x2 -> (tupleElement(x2, 1) = 'direction'), tupleElement(x1, 5))))), assumeNotNull(c.asking))) > toInt64(0), toNullable(tupleElement(arrayElement(assumeNotNull(c.asking), toInt64(arrayFirstIndex(x1 -> (arrayAll(x2 -> ((multiIf(u.service = 'metered', JSONExtract(u.properties, tupleElement(x2, 1), 'Nullable(String)'), tupleElement(x2, 1) = 'service_name', toString(u.service_name), tupleElement(x2, 1) = 'direction', toNullable(toString(u.direction)), tupleElement(x2, 1) = 'roaming', toNullable(toString(u.roaming)), tupleElement(x2, 1) = 'other_network', toString(u.other_network), tupleElement(x2, 1) = 'visited_network', toString(u.visited_network), tupleElement(x2, 1) = 'called_zone', u.called_zone, NULL) IS NOT NULL) AND (has(tupleElement(x2, 2), coalesce(multiIf(u.service = 'metered', JSONExtract(u.properties, tupleElement(x2, 1), 'Nullable(String)'), tupleElement(x2, 1) = 'service_name', toString(u.service_name), tupleElement(x2, 1) = 'direction', toNullable(toString(u.direction)), tupleElement(x2, 1) = 'roaming', toNullable(toString(u.roaming)), tupleElement(x2, 1) = 'other_network', toString(u.other_network), tupleElement(x2, 1) = 'visited_network', toString(u.visited_network), tupleElement(x2, 1) = 'called_zone', u.called_zone, NULL), '')) OR has(tupleElement(x2, 2), '*'))), tupleElement(x1, 5)) AND (((NOT (u.direction = 'terminating')) AND (tupleElement(x1, 6) = true)) OR ((u.direction = 'terminating') AND arrayExists(x2 -> (tupleElement(x2, 1) = 'direction'), tupleElement(x1, 5))))), assumeNotNull(c.asking)))), 1)), u.direction = 'terminating', NULL, c.card) AS card,
    multiIf(toInt64(arrayFirstIndex(x1 -> (arrayAll(x2 -> ((multiIf(u.service = 'metered', JSONExtract(u.properties, tupleElement(x2, 1), 'Nullable(String)'), tupleElement(x2, 1) = 'service_name', toString(u.service_name), tupleElement(x2, 1) = 'direction', toNullable(toString(u.direction)), tupleElement(x2, 1) = 'roaming', toNullable(toString(u.roaming)), tupleElement(x2, 1) = 'other_network', toString(u.other_network), tupleElement(x2, 1) = 'visited_network', toString(u.visited_network), tupleElement(x2, 1) = 'called_zone', u.called_zone, NULL) IS NOT NULL) AND (has(tupleElement(x2, 2), coalesce(multiIf(u.service = 'metered', JSONExtract(u.properties, tupleElement(x2, 1), 'Nullable(String)'), tupleElement(x2, 1) = 'service_name', toString(u.service_name), tupleElement(x2, 1) = 'direction', toNullable(toString(u.direction)), tupleElement(x2, 1) = 'roaming', toNullable(toString(u.roaming)), tupleElement(x2, 1) = 'other_network', toString(u.other_network), tupleElement(x2, 1) = 'visited_network', toString(u.visited_network), tupleElement(x2, 1) = 'called_zone', u.called_zone, NULL), '')) OR has(tupleElement(x2, 2), '*'))), tupleElement(x1, 5)) AND (((NOT (u.direction = 'terminating')) AND (tupleElement(x1, 6) = true)) OR ((u.direction = 'terminating') AND arrayExists(x2 -> (tupleElement(x2, 1) = 'direction'), tupleElement(x1, 5))))), assumeNotNull(c.asking))) > toInt64(0), toNullable(tupleElement(arrayElement(assumeNotNull(c.asking), toInt64(arrayFirstIndex(x1 -> (arrayAll(x2 -> ((multiIf(u.service = 'metered', JSONExtract(u.properties, tupleElement(x2, 1), 'Nullable(String)'), tupleElement(x2, 1) = 'service_name', toString(u.service_name), tupleElement(x2, 1) = 'direction', toNullable(toString(u.direction)), tupleElement(x2, 1) = 'roaming', toNullable(toString(u.roaming)), tupleElement(x2, 1) = 'other_network', toString(u.other_network), tupleElement(x2, 1) = 'visited_network', toString(u.visited_network), tupleElement(x2, 1) = 'called_zone', u.called_zone, NULL) IS NOT NULL) AND (has(tupleElement(x2, 2), coalesce(multiIf(u.service = 'metered', JSONExtract(u.properties, tupleElement(x2, 1), 'Nullable(String)'), tupleElement(x2, 1) = 'service_name', toString(u.service_name), tupleElement(x2, 1) = 'direction', toNullable(toString(u.direction)), tupleElement(x2, 1) = 'roaming', toNullable(toString(u.roaming)), tupleElement(x2, 1) = 'other_network', toString(u.other_network), tupleElement(x2, 1) = 'visited_network', toString(u.visited_network), tupleElement(x2, 1) = 'called_zone', u.called_zone, NULL), '')) OR has(tupleElement(x2, 2), '*'))), tupleElement(x1, 5)) AND (((NOT (u.direction = 'terminating')) AND (tupleElement(x1, 6) = true)) OR ((u.direction = 'terminating') AND arrayExists(x2 -> (tupleElement(x2, 1) = 'direction'), tupleElement(x1, 5))))), assumeNotNull(c.asking)))), 2)), u.direction = 'terminating', NULL, c.price_id) AS price_id,
    multiIf(toInt64(arrayFirstIndex(x1 -> (arrayAll(x2 -> ((multiIf(u.service = 'metered', JSONExtract(u.properties, tupleElement(x2, 1), 'Nullable(String)'), tupleElement(x2, 1) = 'service_name', toString(u.service_name), tupleElement(x2, 1) = 'direction', toNullable(toString(u.direction)), tupleElement(x2, 1) = 'roaming', toNullable(toString(u.roaming)), tupleElement(x2, 1) = 'other_network', toString(u.other_network), tupleElement(x2, 1) = 'visited_network', toString(u.visited_network), tupleElement(x2, 1) = 'called_zone', u.called_zone, NULL) IS NOT NULL) AND (has(tupleElement(x2, 2), coalesce(multiIf(u.service = 'metered', JSONExtract(u.properties, tupleElement(x2, 1), 'Nullable(String)'), tupleElement(x2, 1) = 'service_name', toString(u.service_name), tupleElement(x2, 1) = 'direction', toNullable(toString(u.direction)), tupleElement(x2, 1) = 'roaming', toNullable(toString(u.roaming)), tupleElement(x2, 1) = 'other_network', toString(u.other_network), tupleElement(x2, 1) = 'visited_network', toString(u.visited_network), tupleElement(x2, 1) = 'called_zone', u.called_zone, NULL), '')) OR has(tupleElement(x2, 2), '*'))), tupleElement(x1, 5)) AND (((NOT (u.direction = 'terminating')) AND (tupleElement(x1, 6) = true)) OR ((u.direction = 'terminating') AND arrayExists(x2 -> (tupleElement(x2, 1) = 'direction'), tupleElement(x1, 5))))), assumeNotNull(c.asking))) > toInt64(0), toNullable(tupleElement(arrayElement(assumeNotNull(c.asking), toInt64(arrayFirstIndex(x1 -> (arrayAll(x2 -> ((multiIf(u.service = 'metered', JSONExtract(u.properties, tupleElement(x2, 1), 'Nullable(String)'), tupleElement(x2, 1) = 'service_name', toString(u.service_name), tupleElement(x2, 1) = 'direction', toNullable(toString(u.direction)), tupleElement(x2, 1) = 'roaming', toNullable(toString(u.roaming)), tupleElement(x2, 1) = 'other_network', toString(u.other_network), tupleElement(x2, 1) = 'visited_network', toString(u.visited_network), tupleElement(x2, 1) = 'called_zone', u.called_zone, NULL) IS NOT NULL) AND (has(tupleElement(x2, 2), coalesce(multiIf(u.service = 'metered', JSONExtract(u.properties, tupleElement(x2, 1), 'Nullable(String)'), tupleElement(x2, 1) = 'service_name', toString(u.service_name), tupleElement(x2, 1) = 'direction', toNullable(toString(u.direction)), tupleElement(x2, 1) = 'roaming', toNullable(toString(u.roaming)), tupleElement(x2, 1) = 'other_network', toString(u.other_network), tupleElement(x2, 1) = 'visited_network', toString(u.visited_network), tupleElement(x2, 1) = 'called_zone', u.called_zone, NULL), '')) OR has(tupleElement(x2, 2), '*'))), tupleElement(x1, 5)) AND (((NOT (u.direction = 'terminating')) AND (tupleElement(x1, 6) = true)) OR ((u.direction = 'terminating') AND arrayExists(x2 -> (tupleElement(x2, 1) = 'direction'), tupleElement(x1, 5))))), assumeNotNull(c.asking)))), 3)), u.direction = 'terminating', NULL, c.model) AS model,
    multiIf(toInt64(arrayFirstIndex(x1 -> (arrayAll(x2 -> ((multiIf(u.service = 'metered', JSONExtract(u.properties, tupleElement(x2, 1), 'Nullable(String)'), tupleElement(x2, 1) = 'service_name', toString(u.service_name), tupleElement(x2, 1) = 'direction', toNullable(toString(u.direction)), tupleElement(x2, 1) = 'roaming', toNullable(toString(u.roaming)), tupleElement(x2, 1) = 'other_network', toString(u.other_network), tupleElement(x2, 1) = 'visited_network', toString(u.visited_network), tupleElement(x2, 1) = 'called_zone', u.called_zone, NULL) IS NOT NULL) AND (has(tupleElement(x2, 2), coalesce(multiIf(u.service = 'metered', JSONExtract(u.properties, tupleElement(x2, 1), 'Nullable(String)'), tupleElement(x2, 1) = 'service_name', toString(u.service_name), tupleElement(x2, 1) = 'direction', toNullable(toString(u.direction)), tupleElement(x2, 1) = 'roaming', toNullable(toString(u.roaming)), tupleElement(x2, 1) = 'other_network', toString(u.other_network), tupleElement(x2, 1) = 'visited_network', toString(u.visited_network), tupleElement(x2, 1) = 'called_zone', u.called_zone, NULL), '')) OR has(tupleElement(x2, 2), '*'))), tupleElement(x1, 5)) AND (((NOT (u.direction = 'terminating')) AND (tupleElement(x1, 6) = true)) OR ((u.direction = 'terminating') AND arrayExists(x2 -> (tupleElement(x2, 1) = 'direction'), tupleElement(x1, 5))))), assumeNotNull(c.asking))) > toInt64(0), toNullable(tupleElement(arrayElement(assumeNotNull(c.asking), toInt64(arrayFirstIndex(x1 -> (arrayAll(x2 -> ((multiIf(u.service = 'metered', JSONExtract(u.properties, tupleElement(x2, 1), 'Nullable(String)'), tupleElement(x2, 1) = 'service_name', toString(u.service_name), tupleElement(x2, 1) = 'direction', toNullable(toString(u.direction)), tupleElement(x2, 1) = 'roaming', toNullable(toString(u.roaming)), tupleElement(x2, 1) = 'other_network', toString(u.other_network), tupleElement(x2, 1) = 'visited_network', toString(u.visited_network), tupleElement(x2, 1) = 'called_zone', u.called_zone, NULL) IS NOT NULL) AND (has(tupleElement(x2, 2), coalesce(multiIf(u.service = 'metered', JSONExtract(u.properties, tupleElement(x2, 1), 'Nullable(String)'), tupleElement(x2, 1) = 'service_name', toString(u.service_name), tupleElement(x2, 1) = 'direction', toNullable(toString(u.direction)), tupleElement(x2, 1) = 'roaming', toNullable(toString(u.roaming)), tupleElement(x2, 1) = 'other_network', toString(u.other_network), tupleElement(x2, 1) = 'visited_network', toString(u.visited_network), tupleElement(x2, 1) = 'called_zone', u.called_zone, NULL), '')) OR has(tupleElement(x2, 2), '*'))), tupleElement(x1, 5)) AND (((NOT (u.direction = 'terminating')) AND (tupleElement(x1, 6) = true)) OR ((u.direction = 'terminating') AND arrayExists(x2 -> (tupleElement(x2, 1) = 'direction'), tupleElement(x1, 5))))), assumeNotNull(c.asking)))), 4)), u.direction = 'terminating', NULL, c.banded) AS banded
FROM zoned AS u
LEFT JOIN rating.price_choice AS c ON (c.rate_epoch = u.rate_epoch) AND (c.service = u.service) AND (c.metric = u.metric) AND (c.zone = coalesce(u.zone, ''))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
