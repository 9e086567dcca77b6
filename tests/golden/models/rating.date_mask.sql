WITH
    kind AS
    (
        SELECT
            e.rate_epoch AS rate_epoch,
            any(e.date_texts) AS kinds,
            any(e.date_kinds) AS dates
        FROM rating.catalogue_epoch AS e
        WHERE length(e.date_texts) > toInt64(0)
        GROUP BY e.rate_epoch
    ),
    year AS
    (
        SELECT
            k.rate_epoch AS rate_epoch,
            k.kinds AS kinds,
            k.dates AS dates,
            arrayMap(x1 -> toInt64(((toInt64(toInt64(arraySum(arrayMap((x2, y2) -> if(((length(tupleElement(x2, 1)) = toInt64(0)) OR (has(tupleElement(x2, 1), x1) = true)), bitShiftLeft(toInt64(1), toUInt8(y2)), toInt64(0)), k.dates, range(toInt64(0), toInt64(toInt64(length(k.dates)))))))) * 2) + (toDaysInMonth(makeDate(x1, 2, 1)) - 28))), range(toInt64(1990), toInt64(2120))) AS types
        FROM kind AS k
    )
SELECT
    y.rate_epoch AS rate_epoch,
    y.kinds AS kinds,
    arraySort(arrayDistinct(arrayMap(x1 -> toInt64(arraySum(arrayMap((x2, y2) -> if((((length(tupleElement(x2, 1)) = toInt64(0)) OR (has(tupleElement(x2, 1), toInt64(toYear(x1))) = true)) AND ((length(tupleElement(x2, 2)) = toInt64(0)) OR (has(tupleElement(x2, 2), toInt64(toMonth(x1))) = true)) AND ((length(tupleElement(x2, 3)) = toInt64(0)) OR (has(tupleElement(x2, 3), toInt64(toDayOfMonth(x1))) = true))), bitShiftLeft(toInt64(1), toUInt8(y2)), toInt64(0)), y.dates, range(toInt64(0), toInt64(toInt64(length(y.dates))))))), arrayFlatten(arrayMap(x1 -> arrayMap(n -> addDays(makeDate(arrayElement(range(toInt64(1990), toInt64(2120)), indexOf(y.types, x1)), 1, 1), n), range(toUInt64(greatest(dateDiff('day', makeDate(arrayElement(range(toInt64(1990), toInt64(2120)), indexOf(y.types, x1)), 1, 1), makeDate((arrayElement(range(toInt64(1990), toInt64(2120)), indexOf(y.types, x1)) + toInt64(1)), 1, 1)), 0)))), arrayDistinct(y.types)))))) AS masks
FROM year AS y
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
