WITH
    followed AS
    (
        SELECT
            p.subscription_id AS subscription_id,
            p.tariff_id AS tariff_id,
            p.status AS status,
            p.time_zone AS time_zone,
            p.valid_from AS valid_from,
            p.valid_to AS valid_to,
            lead(toNullable(toString(p.status)), 1) OVER (PARTITION BY p.subscription_id ORDER BY p.valid_from ASC) AS next_status
        FROM rating.subscription_plan AS p
    ),
    held AS
    (
        SELECT
            p.subscription_id AS subscription_id,
            p.tariff_id AS tariff_id,
            p.next_status AS next_status,
            CAST(addSeconds(p.valid_from, coalesce(f.offset_s, 0)), 'DateTime64(3, \'UTC\')') AS entered_at,
            CAST(addSeconds(p.valid_to, coalesce(t.offset_s, 0)), 'DateTime64(3, \'UTC\')') AS left_at
        FROM followed AS p
        ASOF LEFT JOIN staging.zone_offset AS f ON (f.zone = p.time_zone) AND (p.valid_from >= f.from_at)
        ASOF LEFT JOIN staging.zone_offset AS t ON (t.zone = p.time_zone) AND (p.valid_to >= t.from_at)
        WHERE ((p.status IN ('active', 'suspended')) AND (p.tariff_id IS NOT NULL))
    ),
    ended AS
    (
        SELECT
            h.subscription_id AS subscription_id,
            h.tariff_id AS tariff_id,
            h.entered_at AS entered_at,
            h.left_at AS left_at,
            if((h.next_status IN ('active', 'suspended')), toDate(h.left_at), least(addDays(toDate(addMilliseconds(h.left_at, -1)), 1), coalesce(lead(toNullable(toDate(h.entered_at)), 1) OVER (PARTITION BY h.subscription_id ORDER BY h.entered_at ASC), addDays(toDate(addMilliseconds(h.left_at, -1)), 1)))) AS end_day
        FROM held AS h
    )
SELECT
    h.subscription_id AS subscription_id,
    assumeNotNull(h.tariff_id) AS tariff_id,
    min(h.entered_at) AS entered_at,
    arraySort(groupArray(tuple(h.entered_at, h.left_at, toDate(h.entered_at), h.end_day))) AS stays
FROM ended AS h
GROUP BY
    h.subscription_id,
    h.tariff_id
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
