WITH
    starting AS
    (
        SELECT
            e.tariff_id AS tariff_id,
            e.rate_epoch AS rate_epoch,
            min(e.valid_from) AS at
        FROM rating.catalogue_epoch AS e
        GROUP BY
            e.tariff_id,
            e.rate_epoch
    ),
    daily AS
    (
        SELECT
            s.rate_epoch AS rate_epoch,
            arrayJoin(if(((r.weekdays = '1234567') AND (r.from_minute = 0) AND (r.to_minute = 1440)), range(toInt64(0), toInt64(1)), range(toInt64(1), toInt64(8)))) AS day,
            r.service AS service,
            r.zone AS zone,
            r.weekdays AS weekdays,
            r.from_minute AS from_minute,
            r.to_minute AS to_minute,
            r.connect_fee AS connect_fee,
            r.rate AS rate,
            r.per_units AS per_units,
            r.first_increment AS first_increment,
            r.next_increment AS next_increment,
            r.decimals AS decimals,
            r.valid_from AS valid_from
        FROM staging.rate AS r
        INNER JOIN starting AS s ON s.tariff_id = r.tariff_id
        WHERE ((r.valid_from <= s.at) AND (r.valid_to > s.at))
    ),
    band AS
    (
        SELECT
            d.connect_fee AS connect_fee,
            d.rate AS rate,
            d.per_units AS per_units,
            d.first_increment AS first_increment,
            d.next_increment AS next_increment,
            d.decimals AS decimals,
            d.rate_epoch AS rate_epoch,
            d.service AS service,
            d.zone AS zone,
            d.valid_from AS valid_from,
            if(d.day = toInt64(0), toInt64(0), ((toInt64((d.day - toInt64(1))) * 1440) + d.from_minute)) AS from_minute,
            if(d.day = toInt64(0), toInt64(10080), ((toInt64((d.day - toInt64(1))) * 1440) + d.to_minute)) AS to_minute,
            concat(d.weekdays, ' ', toString(d.from_minute), '-', toString(d.to_minute)) AS band
        FROM daily AS d
        WHERE ((d.day = toInt64(0)) OR (position(d.weekdays, toString(d.day)) > toInt64(0)))
    ),
    destination AS
    (
        SELECT
            s.rate_epoch AS rate_epoch,
            p.zone AS zone
        FROM staging.prefix AS p
        INNER JOIN starting AS s ON s.tariff_id = p.tariff_id
        UNION DISTINCT
        SELECT
            d.rate_epoch AS rate_epoch,
            d.zone AS zone
        FROM band AS d
        WHERE d.zone != '*'
        UNION DISTINCT
        SELECT
            s.rate_epoch AS rate_epoch,
            '' AS zone
        FROM starting AS s
    ),
    candidate AS
    (
        SELECT
            d.connect_fee AS connect_fee,
            d.rate AS rate,
            d.per_units AS per_units,
            d.first_increment AS first_increment,
            d.next_increment AS next_increment,
            d.decimals AS decimals,
            d.rate_epoch AS rate_epoch,
            d.service AS service,
            d.valid_from AS valid_from,
            d.from_minute AS from_minute,
            d.to_minute AS to_minute,
            d.band AS band,
            d.zone AS zone,
            toInt32(1) AS own_zone
        FROM band AS d
        WHERE d.zone != '*'
        UNION ALL
        SELECT
            d.connect_fee AS connect_fee,
            d.rate AS rate,
            d.per_units AS per_units,
            d.first_increment AS first_increment,
            d.next_increment AS next_increment,
            d.decimals AS decimals,
            d.rate_epoch AS rate_epoch,
            d.service AS service,
            d.valid_from AS valid_from,
            d.from_minute AS from_minute,
            d.to_minute AS to_minute,
            d.band AS band,
            z.zone AS zone,
            toInt32(0) AS own_zone
        FROM band AS d
        INNER JOIN destination AS z ON z.rate_epoch = d.rate_epoch
        WHERE d.zone = '*'
    ),
    boundary AS
    (
        SELECT
            c.rate_epoch AS rate_epoch,
            c.service AS service,
            c.zone AS zone,
            c.from_minute AS minute
        FROM candidate AS c
        UNION DISTINCT
        SELECT
            c.rate_epoch AS rate_epoch,
            c.service AS service,
            c.zone AS zone,
            c.to_minute AS minute
        FROM candidate AS c
        UNION DISTINCT
        SELECT
            c.rate_epoch AS rate_epoch,
            c.service AS service,
            c.zone AS zone,
            toInt64(0) AS minute
        FROM candidate AS c
    )
SELECT
    b.rate_epoch AS rate_epoch,
    b.service AS service,
    b.zone AS zone,
    b.minute AS minute,
    d.band AS band,
    d.connect_fee AS connect_fee,
    d.rate AS rate,
    d.per_units AS per_units,
    d.first_increment AS first_increment,
    d.next_increment AS next_increment,
    d.decimals AS decimals
FROM boundary AS b
LEFT JOIN candidate AS d ON (d.rate_epoch = b.rate_epoch) AND (d.service = b.service) AND (d.zone = b.zone) AND (d.from_minute <= b.minute) AND (d.to_minute > b.minute)
ORDER BY
    d.own_zone DESC,
    d.valid_from DESC,
    d.from_minute DESC
LIMIT 1 BY
    b.rate_epoch,
    b.service,
    b.zone,
    b.minute
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
