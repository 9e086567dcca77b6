WITH
    validity AS
    (
        SELECT
            r.tariff_id AS tariff_id,
            r.valid_from AS valid_from,
            r.valid_to AS valid_to,
            toInt32(1) AS of_zones
        FROM staging.prefix AS r
        UNION ALL
        SELECT
            r.tariff_id AS tariff_id,
            r.valid_from AS valid_from,
            r.valid_to AS valid_to,
            toInt32(1) AS of_zones
        FROM staging.zone_network AS r
        UNION ALL
        SELECT
            r.tariff_id AS tariff_id,
            r.valid_from AS valid_from,
            r.valid_to AS valid_to,
            toInt32(0) AS of_zones
        FROM staging.rate AS r
        UNION ALL
        SELECT
            r.tariff_id AS tariff_id,
            r.valid_from AS valid_from,
            r.valid_to AS valid_to,
            toInt32(0) AS of_zones
        FROM staging.price AS r
        UNION ALL
        SELECT
            r.tariff_id AS tariff_id,
            r.valid_from AS valid_from,
            r.valid_to AS valid_to,
            toInt32(0) AS of_zones
        FROM staging.price_filter AS r
        UNION ALL
        SELECT
            r.tariff_id AS tariff_id,
            r.valid_from AS valid_from,
            r.valid_to AS valid_to,
            toInt32(0) AS of_zones
        FROM staging.price_tier AS r
        UNION ALL
        SELECT
            r.tariff_id AS tariff_id,
            r.valid_from AS valid_from,
            r.valid_to AS valid_to,
            toInt32(0) AS of_zones
        FROM staging.holiday AS r
    ),
    change AS
    (
        SELECT
            v.tariff_id AS tariff_id,
            v.of_zones AS of_zones,
            arrayJoin(array(v.valid_from, v.valid_to)) AS at
        FROM validity AS v
        WHERE v.valid_to > v.valid_from
    ),
    moment AS
    (
        SELECT
            c.tariff_id AS tariff_id,
            c.at AS at,
            max(c.of_zones) AS of_zones,
            min(c.of_zones) AS only_of_zones
        FROM change AS c
        GROUP BY
            c.tariff_id,
            c.at
    ),
    latest AS
    (
        SELECT
            m.tariff_id AS tariff_id,
            m.at AS at,
            coalesce(max(if(m.of_zones = 1, toNullable(m.at), NULL)) OVER (PARTITION BY m.tariff_id ORDER BY m.at ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW), toDateTime64('1970-01-01 00:00:00.000', 3, 'UTC')) AS zones_at,
            coalesce(max(if(m.only_of_zones = 0, toNullable(m.at), NULL)) OVER (PARTITION BY m.tariff_id ORDER BY m.at ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW), toDateTime64('1970-01-01 00:00:00.000', 3, 'UTC')) AS prices_at
        FROM moment AS m
    ),
    resting AS
    (
        SELECT
            l.tariff_id AS tariff_id,
            l.at AS at,
            arraySort(groupUniqArray(h.holiday)) AS holidays
        FROM latest AS l
        INNER JOIN staging.holiday AS h ON h.tariff_id = l.tariff_id
        WHERE ((h.valid_from <= l.at) AND (h.valid_to > l.at))
        GROUP BY
            l.tariff_id,
            l.at
    ),
    dated AS
    (
        SELECT
            l.tariff_id AS tariff_id,
            l.at AS at,
            arraySort(groupUniqArray(toString(r.dates))) AS date_texts
        FROM latest AS l
        INNER JOIN staging.rate AS r ON r.tariff_id = l.tariff_id
        WHERE ((r.dates != '*/*/*') AND (r.valid_from <= l.at) AND (r.valid_to > l.at))
        GROUP BY
            l.tariff_id,
            l.at
    ),
    abroad AS
    (
        SELECT
            l.tariff_id AS tariff_id,
            l.at AS at
        FROM latest AS l
        INNER JOIN staging.zone_network AS n ON n.tariff_id = l.tariff_id
        WHERE ((n.is = 'visited') AND (n.valid_from <= l.at) AND (n.valid_to > l.at))
        GROUP BY
            l.tariff_id,
            l.at
    )
SELECT
    l.tariff_id AS tariff_id,
    l.at AS valid_from,
    toUInt64(cityHash64('zones', l.tariff_id, l.zones_at)) AS prefix_epoch,
    toUInt64(cityHash64('prices', l.tariff_id, l.prices_at)) AS rate_epoch,
    assumeNotNull(h.holidays) AS holidays,
    assumeNotNull(d.date_texts) AS date_texts,
    arrayMap(x1 -> tuple(arrayMap(x2 -> toInt64(x2), arrayFilter(x2 -> (x2 != '*'), splitByString(',', arrayElement(splitByString('/', x1), 1)))), arrayMap(x2 -> toInt64(x2), arrayFilter(x2 -> (x2 != '*'), splitByString(',', arrayElement(splitByString('/', x1), 2)))), arrayMap(x2 -> toInt64(x2), arrayFilter(x2 -> (x2 != '*'), splitByString(',', arrayElement(splitByString('/', x1), 3))))), assumeNotNull(d.date_texts)) AS date_kinds,
    toBool((a.tariff_id IS NOT NULL)) AS roams
FROM latest AS l
LEFT JOIN resting AS h ON (h.tariff_id = l.tariff_id) AND (h.at = l.at)
LEFT JOIN dated AS d ON (d.tariff_id = l.tariff_id) AND (d.at = l.at)
LEFT JOIN abroad AS a ON (a.tariff_id = l.tariff_id) AND (a.at = l.at)
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
