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
    )
SELECT
    toUInt64(cityHash64(s.rate_epoch, r.price_id, r.service, r.zone)) AS card,
    s.rate_epoch AS rate_epoch,
    s.at AS epoch_from,
    r.tariff_id AS tariff_id,
    r.price_id AS price_id,
    r.service AS service,
    r.zone AS zone,
    if(((r.band != '*') OR (((r.weekdays = '1234567') AND (r.dates = '*/*/*')) AND (r.from_minute = 0) AND (r.to_minute = 1440))), toString(r.band), concat(r.weekdays, ' ', toString(r.from_minute), '-', toString(r.to_minute))) AS band,
    r.holiday AS holiday,
    r.weekdays AS weekdays,
    r.dates AS dates,
    toInt64(((toInt64(r.from_minute) * 60) + toInt64(r.from_second))) AS from_second,
    toInt64(((toInt64(r.to_minute) * 60) + toInt64(r.to_second))) AS to_second,
    r.weight AS weight,
    r.valid_from AS valid_from,
    assumeNotNull(anyIf(toNullable(r.connect_fee), r.after_units = toInt64(0))) AS connect_fee,
    assumeNotNull(anyIf(toNullable(r.rate), r.after_units = toInt64(0))) AS rate,
    assumeNotNull(anyIf(toNullable(r.per_units), r.after_units = toInt64(0))) AS per_units,
    assumeNotNull(anyIf(toNullable(r.first_increment), r.after_units = toInt64(0))) AS first_increment,
    assumeNotNull(anyIf(toNullable(r.next_increment), r.after_units = toInt64(0))) AS next_increment,
    assumeNotNull(anyIf(toNullable(r.decimals), r.after_units = toInt64(0))) AS decimals,
    assumeNotNull(anyIf(toNullable(r.entry_fee), r.after_units = toInt64(0))) AS entry_fee,
    assumeNotNull(anyIf(toNullable(r.included_units), r.after_units = toInt64(0))) AS included_units,
    anyIf(toNullable(r.minimum_cost), r.after_units = toInt64(0)) AS minimum_cost,
    anyIf(toNullable(r.maximum_cost), r.after_units = toInt64(0)) AS maximum_cost,
    anyIf(toNullable(r.maximum_cost_then), r.after_units = toInt64(0)) AS maximum_cost_then,
    assumeNotNull(anyIf(toNullable(r.blocked), r.after_units = toInt64(0))) AS blocked,
    arraySort(groupArrayIf(tuple(r.after_units, r.rate, r.per_units, r.next_increment, r.connect_fee), r.after_units > toInt64(0))) AS slots
FROM staging.rate AS r
INNER JOIN starting AS s ON s.tariff_id = r.tariff_id
WHERE ((r.valid_from <= s.at) AND (r.valid_to > s.at))
GROUP BY
    s.rate_epoch,
    s.at,
    r.tariff_id,
    r.price_id,
    r.service,
    r.zone,
    r.band,
    r.holiday,
    r.weekdays,
    r.dates,
    r.from_minute,
    r.from_second,
    r.to_minute,
    r.to_second,
    r.weight,
    r.valid_from
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
