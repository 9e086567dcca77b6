WITH
    card AS
    (
        SELECT
            b.card AS card,
            b.rate_epoch AS rate_epoch,
            b.epoch_from AS epoch_from,
            b.price_id AS price_id,
            toBool(max(if(((b.weekdays = '1234567') AND (b.from_minute = 0) AND (b.to_minute = 1440) AND (b.holiday = false)), toInt32(0), toInt32(1)))) AS banded
        FROM rating.rate_band AS b
        GROUP BY
            b.card,
            b.rate_epoch,
            b.epoch_from,
            b.price_id
    ),
    daily AS
    (
        SELECT
            b.card AS card,
            b.band AS band,
            b.holiday AS holiday,
            b.from_minute AS from_minute,
            b.to_minute AS to_minute,
            b.weight AS weight,
            b.valid_from AS valid_from,
            b.connect_fee AS connect_fee,
            b.rate AS rate,
            b.per_units AS per_units,
            b.first_increment AS first_increment,
            b.next_increment AS next_increment,
            b.decimals AS decimals,
            b.slots AS slots,
            c.banded AS banded,
            arrayJoin(arrayFilter(x1 -> if(c.banded = false, x1 = toInt64(0), if(b.holiday = true, x1 > toInt64(7), ((x1 > toInt64(0)) AND (position(b.weekdays, toString((toInt64((x1 + toInt64(6)) % 7) + toInt64(1)))) > toInt64(0))))), range(toInt64(0), toInt64(15)))) AS day_type
        FROM rating.rate_band AS b
        INNER JOIN card AS c ON c.card = b.card
    ),
    boundary AS
    (
        SELECT
            d.card AS card,
            d.banded AS banded,
            d.day_type AS day_type,
            arrayJoin(array(toInt64(d.from_minute), toInt64(d.to_minute))) AS minute
        FROM daily AS d
        UNION DISTINCT
        SELECT
            c.card AS card,
            c.banded AS banded,
            arrayJoin(if(c.banded = true, range(toInt64(1), toInt64(15)), range(toInt64(0), toInt64(1)))) AS day_type,
            toInt64(0) AS minute
        FROM card AS c
    ),
    stretch AS
    (
        SELECT
            b.card AS card,
            b.banded AS banded,
            b.day_type AS day_type,
            b.minute AS minute,
            coalesce(lead(toNullable(b.minute), 1) OVER (PARTITION BY b.card, b.day_type ORDER BY b.minute ASC), toInt64(1440)) AS until_minute
        FROM boundary AS b
    ),
    chosen AS
    (
        SELECT
            s.card AS card,
            s.day_type AS day_type,
            s.banded AS banded,
            s.minute AS minute,
            s.until_minute AS until_minute,
            d.band AS band,
            d.connect_fee AS connect_fee,
            d.rate AS rate,
            d.per_units AS per_units,
            d.first_increment AS first_increment,
            d.next_increment AS next_increment,
            d.decimals AS decimals,
            d.slots AS slots
        FROM stretch AS s
        LEFT JOIN daily AS d ON (d.card = s.card) AND (d.day_type = s.day_type) AND (d.from_minute <= s.minute) AND (d.to_minute > s.minute)
        WHERE s.minute < toInt64(1440)
        ORDER BY
            d.holiday DESC,
            d.weight DESC,
            d.valid_from DESC,
            d.from_minute DESC
        LIMIT 1 BY
            s.card,
            s.day_type,
            s.minute
    )
SELECT
    s.card AS card,
    c.epoch_from AS valid_from,
    s.day_type AS day_type,
    s.banded AS banded,
    s.minute AS minute,
    s.until_minute AS until_minute,
    s.band AS band,
    s.connect_fee AS connect_fee,
    s.rate AS rate,
    s.per_units AS per_units,
    s.first_increment AS first_increment,
    s.next_increment AS next_increment,
    assumeNotNull(s.slots) AS slots,
    if(length(assumeNotNull(s.slots)) > toInt64(0), toNullable(tupleElement(arrayElement(assumeNotNull(s.slots), 1), 1)), NULL) AS first_after,
    coalesce(p.minimum_quantity, toUInt64(0)) AS minimum_quantity,
    coalesce(p.whole_call_by_start, toBool(0)) AS whole_call_by_start,
    p.maximum_cost AS maximum_cost,
    coalesce(p.maximum_cost_then, 'free') AS maximum_cost_then,
    coalesce(p.maximum_cost_includes_connect_fee, toBool(1)) AS maximum_cost_includes_connect_fee,
    coalesce(p.connect_fee_when_covered, toBool(0)) AS connect_fee_when_covered,
    if(p.rounding_of = 'period', 'none', coalesce(p.rounding, 'half_up')) AS rounding,
    toInt32(coalesce(toInt32(p.decimals), toInt32(s.decimals))) AS decimals,
    coalesce(p.tax_id, '') AS tax_id,
    coalesce(p.tax_included, toBool(0)) AS tax_included
FROM chosen AS s
INNER JOIN card AS c ON c.card = s.card
LEFT JOIN rating.price_in_force AS p ON (p.rate_epoch = c.rate_epoch) AND (p.price_id = c.price_id)
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
