WITH
    held AS
    (
        SELECT
            s.rate_epoch AS rate_epoch,
            t.price_id AS price_id,
            t.tier AS tier,
            toString(t.unit) AS unit,
            t.above AS above,
            coalesce(t.up_to, toDecimal128('99999999999999999999', 9)) AS up_to,
            t.amount AS amount,
            t.per_units AS per_units,
            t.flat_fee AS flat_fee,
            t.percentage AS percentage,
            coalesce(toDecimal128(t.maximum, 9), toDecimal128(0, 9)) AS maximum,
            toInt32((t.maximum IS NOT NULL)) AS bounded
        FROM staging.price_tier AS t
        INNER JOIN rating.rate_epoch AS s ON s.tariff_id = t.tariff_id
        WHERE ((t.valid_from <= s.at) AND (t.valid_to > s.at))
    ),
    listed AS
    (
        SELECT
            t.rate_epoch AS rate_epoch,
            t.price_id AS price_id,
            arraySort(groupArray(tuple(t.tier, t.above, if(t.unit = '', t.up_to, toDecimal128('99999999999999999999', 9)), toDecimal128(t.amount, 9), t.per_units, toDecimal128(t.flat_fee, 9), toDecimal128(t.percentage, 9), t.maximum, t.bounded))) AS steps,
            groupArrayIf(tuple(t.tier, t.unit, t.up_to), t.unit != '') AS limits,
            groupArrayIf(t.unit, t.unit != '') AS units
        FROM held AS t
        GROUP BY
            t.rate_epoch,
            t.price_id
    )
SELECT
    l.rate_epoch AS rate_epoch,
    l.price_id AS price_id,
    arrayDistinct(l.steps) AS steps,
    l.limits AS limits,
    arraySort(arrayDistinct(l.units)) AS units
FROM listed AS l
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
