WITH
    destination AS
    (
        SELECT
            s.rate_epoch AS rate_epoch,
            p.zone AS zone
        FROM staging.prefix AS p
        INNER JOIN rating.rate_epoch AS s ON s.tariff_id = p.tariff_id
        UNION DISTINCT
        SELECT
            s.rate_epoch AS rate_epoch,
            n.zone AS zone
        FROM staging.zone_network AS n
        INNER JOIN rating.rate_epoch AS s ON s.tariff_id = n.tariff_id
        UNION DISTINCT
        SELECT
            b.rate_epoch AS rate_epoch,
            b.zone AS zone
        FROM rating.rate_band AS b
        WHERE b.zone != '*'
        UNION DISTINCT
        SELECT
            s.rate_epoch AS rate_epoch,
            '' AS zone
        FROM rating.rate_epoch AS s
    ),
    carded AS
    (
        SELECT
            b.card AS card,
            b.rate_epoch AS rate_epoch,
            b.price_id AS price_id,
            toString(b.service) AS service,
            b.zone AS zone,
            any(s.banded) AS banded
        FROM rating.rate_band AS b
        INNER JOIN rating.rate_slot AS s ON s.card = b.card
        GROUP BY
            b.card,
            b.rate_epoch,
            b.price_id,
            b.service,
            b.zone
    ),
    candidate AS
    (
        SELECT
            c.rate_epoch AS rate_epoch,
            c.price_id AS price_id,
            c.service AS service,
            c.zone AS zone,
            c.card AS card,
            c.banded AS banded,
            toInt64(0) AS general
        FROM carded AS c
        WHERE c.zone != '*'
        UNION ALL
        SELECT
            c.rate_epoch AS rate_epoch,
            c.price_id AS price_id,
            c.service AS service,
            d.zone AS zone,
            c.card AS card,
            c.banded AS banded,
            toInt64(1) AS general
        FROM carded AS c
        INNER JOIN destination AS d ON d.rate_epoch = c.rate_epoch
        ANTI LEFT JOIN carded AS o ON (o.rate_epoch = c.rate_epoch) AND (o.price_id = c.price_id) AND (o.service = c.service) AND (o.zone = d.zone)
        WHERE c.zone = '*'
        UNION ALL
        SELECT
            p.rate_epoch AS rate_epoch,
            p.price_id AS price_id,
            toString(p.service) AS service,
            d.zone AS zone,
            toUInt64(cityHash64(p.rate_epoch, p.price_id, p.service, 'quantity')) AS card,
            toBool(0) AS banded,
            toInt64(1) AS general
        FROM rating.price_in_force AS p
        INNER JOIN destination AS d ON d.rate_epoch = p.rate_epoch
        WHERE p.model != 'rate'
    ),
    weighed AS
    (
        SELECT
            c.rate_epoch AS rate_epoch,
            c.service AS service,
            coalesce(toString(p.metric), '') AS metric,
            c.zone AS zone,
            c.card AS card,
            toString(c.price_id) AS price_id,
            toString(coalesce(p.model, 'rate')) AS model,
            c.banded AS banded,
            assumeNotNull(p.asks) AS asks,
            tuple(toInt64(coalesce(p.fallback, 0)), (-toInt64(length(assumeNotNull(p.asks)))), (-toInt64(coalesce(p.weight, 0))), c.general, c.price_id) AS place
        FROM candidate AS c
        LEFT JOIN rating.price_in_force AS p ON (p.rate_epoch = c.rate_epoch) AND (p.price_id = c.price_id)
    )
SELECT
    c.rate_epoch AS rate_epoch,
    s.at AS valid_from,
    c.service AS service,
    c.metric AS metric,
    c.zone AS zone,
    argMinIf(toNullable(c.card), c.place, length(c.asks) = toInt64(0)) AS card,
    argMinIf(toNullable(c.price_id), c.place, length(c.asks) = toInt64(0)) AS price_id,
    argMinIf(toNullable(c.model), c.place, length(c.asks) = toInt64(0)) AS model,
    argMinIf(toNullable(c.banded), c.place, length(c.asks) = toInt64(0)) AS banded,
    arrayMap(x1 -> tuple(tupleElement(tupleElement(x1, 2), 1), tupleElement(tupleElement(x1, 2), 2), tupleElement(tupleElement(x1, 2), 3), tupleElement(tupleElement(x1, 2), 4), tupleElement(tupleElement(x1, 2), 5), toBool(((countIf(length(c.asks) = toInt64(0)) = toInt64(0)) OR (tupleElement(x1, 1) < argMinIf(toNullable(c.place), c.place, length(c.asks) = toInt64(0)))))), arraySort(groupArrayIf(tuple(c.place, tuple(c.card, c.price_id, c.model, c.banded, c.asks)), NOT (length(c.asks) = toInt64(0))))) AS asking
FROM weighed AS c
INNER JOIN rating.rate_epoch AS s ON s.rate_epoch = c.rate_epoch
GROUP BY
    c.rate_epoch,
    s.at,
    c.service,
    c.metric,
    c.zone
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
