WITH
    stretch AS
    (
        SELECT
            s.card AS card,
            s.valid_from AS valid_from,
            ((toInt64(s.day_type) * 86400) + s.second) AS start,
            tuple(coalesce(s.band, ''), coalesce(s.rate, toDecimal128(0, 9)), coalesce(s.per_units, toUInt64(1)), coalesce(s.next_increment, toUInt64(1)), assumeNotNull(s.slots), coalesce(s.first_increment, toUInt64(1)), coalesce(s.entry_fee, toDecimal128(0, 9))) AS band,
            arrayMap(x1 -> tupleElement(x1, 1), assumeNotNull(s.slots)) AS afters
        FROM rating.rate_slot AS s
    )
SELECT
    s.card AS card,
    s.valid_from AS valid_from,
    arrayMap(x1 -> toInt64(tupleElement(x1, 1)), arraySort(x1 -> tupleElement(x1, 1), groupArray(tuple(s.start, s.band)))) AS starts,
    arrayMap(x1 -> tupleElement(x1, 2), arraySort(x1 -> tupleElement(x1, 1), groupArray(tuple(s.start, s.band)))) AS bands,
    arrayDistinct(arrayFlatten(groupArray(s.afters))) AS afters
FROM stretch AS s
GROUP BY
    s.card,
    s.valid_from
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
