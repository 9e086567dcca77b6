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
    )
SELECT
    k.rate_epoch AS rate_epoch,
    k.kinds AS kinds,
    arraySort(arrayDistinct(arrayMap(x1 -> toInt64(arraySum(arrayMap((x2, y2) -> if((((length(tupleElement(x2, 1)) = toInt64(0)) OR (has(tupleElement(x2, 1), toInt64(toYear(x1))) = true)) AND ((length(tupleElement(x2, 2)) = toInt64(0)) OR (has(tupleElement(x2, 2), toInt64(toMonth(x1))) = true)) AND ((length(tupleElement(x2, 3)) = toInt64(0)) OR (has(tupleElement(x2, 3), toInt64(toDayOfMonth(x1))) = true))), bitShiftLeft(toInt64(1), toUInt8(y2)), toInt64(0)), k.dates, range(toInt64(0), toInt64(toInt64(length(k.dates))))))), arrayMap(n -> addDays(toDate('1990-01-01'), n), range(toUInt64(greatest(dateDiff('day', toDate('1990-01-01'), toDate('2120-01-01')), 0))))))) AS masks
FROM kind AS k
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
