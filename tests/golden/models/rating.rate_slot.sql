WITH
    card AS
    (
        SELECT
            b.card AS card,
            b.rate_epoch AS rate_epoch,
            b.epoch_from AS epoch_from,
            b.price_id AS price_id,
            any(arrayFlatten(arrayMap(x1 -> arrayMap(x2 -> (x2 + (toInt64(x1) * 14)), range(toInt64(1), toInt64(15))), if(m.rate_epoch IS NULL, array(toInt64(0)), assumeNotNull(m.masks))))) AS types,
            any(assumeNotNull(m.kinds)) AS kinds,
            toBool(max(if(((b.weekdays = '1234567') AND (b.dates = '*/*/*') AND (b.from_second = toInt64(0)) AND (b.to_second = toInt64(86400)) AND (b.holiday = false)), toInt32(0), toInt32(1)))) AS banded
        FROM rating.rate_band AS b
        LEFT JOIN rating.date_mask AS m ON m.rate_epoch = b.rate_epoch
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
            b.from_second AS from_second,
            b.to_second AS to_second,
            b.weight AS weight,
            b.valid_from AS valid_from,
            b.connect_fee AS connect_fee,
            b.rate AS rate,
            b.per_units AS per_units,
            b.first_increment AS first_increment,
            b.next_increment AS next_increment,
            b.decimals AS decimals,
            b.entry_fee AS entry_fee,
            b.included_units AS included_units,
            b.minimum_cost AS minimum_cost,
            b.maximum_cost AS maximum_cost,
            b.maximum_cost_then AS maximum_cost_then,
            b.blocked AS blocked,
            b.markup AS markup,
            b.slots AS slots,
            c.banded AS banded,
            arrayJoin(arrayFilter(x1 -> if(c.banded = false, x1 = toInt64(0), (((b.dates = '*/*/*') OR (toBool(bitTest(toInt64(intDiv(toInt64((x1 - toInt64(1))), 14)), toUInt8(greatest((toInt64(indexOf(c.kinds, b.dates)) - toInt64(1)), toInt64(0))))) = true)) AND if(b.holiday = true, toInt64((x1 - toInt64(1)) % 14) >= toInt64(7), position(b.weekdays, toString((toInt64((x1 + toInt64(6)) % 7) + toInt64(1)))) > toInt64(0)))), if(c.banded = true, c.types, array(toInt64(0))))) AS day_type
        FROM rating.rate_band AS b
        INNER JOIN card AS c ON c.card = b.card
    ),
    boundary AS
    (
        SELECT
            d.card AS card,
            d.banded AS banded,
            d.day_type AS day_type,
            arrayJoin(array(d.from_second, d.to_second)) AS second
        FROM daily AS d
        UNION DISTINCT
        SELECT
            c.card AS card,
            c.banded AS banded,
            arrayJoin(if(c.banded = true, c.types, array(toInt64(0)))) AS day_type,
            toInt64(0) AS second
        FROM card AS c
    ),
    stretch AS
    (
        SELECT
            b.card AS card,
            b.banded AS banded,
            b.day_type AS day_type,
            b.second AS second,
            coalesce(lead(toNullable(b.second), 1) OVER (PARTITION BY b.card, b.day_type ORDER BY b.second ASC), toInt64(86400)) AS until_second
        FROM boundary AS b
    ),
    chosen AS
    (
        SELECT
            s.card AS card,
            s.day_type AS day_type,
            s.banded AS banded,
            s.second AS second,
            s.until_second AS until_second,
            d.band AS band,
            d.connect_fee AS connect_fee,
            d.rate AS rate,
            d.per_units AS per_units,
            d.first_increment AS first_increment,
            d.next_increment AS next_increment,
            d.decimals AS decimals,
            d.entry_fee AS entry_fee,
            d.included_units AS included_units,
            d.minimum_cost AS minimum_cost,
            d.maximum_cost AS maximum_cost,
            d.maximum_cost_then AS maximum_cost_then,
            d.blocked AS blocked,
            d.markup AS markup,
            d.slots AS slots
        FROM stretch AS s
        LEFT JOIN daily AS d ON (d.card = s.card) AND (d.day_type = s.day_type) AND (d.from_second <= s.second) AND (d.to_second > s.second)
        WHERE s.second < toInt64(86400)
        ORDER BY
            d.holiday DESC,
            d.weight DESC,
            d.valid_from DESC,
            d.from_second DESC,
            d.band ASC
        LIMIT 1 BY
            s.card,
            s.day_type,
            s.second
    ),
    whole AS
    (
        SELECT
            s.card AS card,
            c.epoch_from AS valid_from,
            s.day_type AS day_type,
            s.banded AS banded,
            s.second AS second,
            s.until_second AS until_second,
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
            s.entry_fee AS entry_fee,
            coalesce(s.included_units, toUInt64(0)) AS included_units,
            coalesce(s.blocked, toBool(0)) AS blocked,
            s.markup AS markup,
            if(p.stated_amount = 'ignored', toBool(1), toBool(0)) AS ignores_stated,
            coalesce(p.exchange_source, '') AS exchange_source,
            coalesce(s.minimum_cost, p.minimum_cost) AS minimum_cost,
            coalesce(s.maximum_cost, p.maximum_cost) AS maximum_cost,
            coalesce(coalesce(s.maximum_cost_then, p.maximum_cost_then), 'free') AS maximum_cost_then,
            coalesce(p.at_boundary, 'overrun') AS at_boundary,
            coalesce(p.maximum_cost_includes_connect_fee, toBool(1)) AS maximum_cost_includes_connect_fee,
            coalesce(p.connect_fee_when_covered, toBool(0)) AS connect_fee_when_covered,
            if(p.rounding_of = 'period', 'none', coalesce(p.rounding, 'half_up')) AS rounding,
            toInt32(coalesce(toInt32(p.decimals), toInt32(s.decimals))) AS decimals,
            coalesce(p.tax_id, '') AS tax_id,
            coalesce(p.tax_included, toBool(0)) AS tax_included
        FROM chosen AS s
        INNER JOIN card AS c ON c.card = s.card
        LEFT JOIN rating.price_in_force AS p ON (p.rate_epoch = c.rate_epoch) AND (p.price_id = c.price_id)
    )
SELECT
    s.*,
    toUInt64(cityHash64(toString(tuple(s.valid_from, s.connect_fee, s.per_units, s.first_increment, s.next_increment, s.minimum_quantity, s.whole_call_by_start, s.entry_fee, s.included_units, s.blocked, s.markup, s.ignores_stated, s.exchange_source, s.minimum_cost, s.maximum_cost, s.maximum_cost_then, s.at_boundary, s.maximum_cost_includes_connect_fee, s.connect_fee_when_covered, s.rounding, s.decimals, s.tax_included)))) AS terms
FROM whole AS s
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
