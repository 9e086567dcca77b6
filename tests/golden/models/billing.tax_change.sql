WITH
    price_tax AS
    (
        SELECT
            p.tariff_id AS tariff_id,
            p.price_id AS price_id,
            p.valid_from AS valid_from,
            concat(coalesce(p.tax_id, ''), toString(coalesce(p.tax_included, toBool(0)))) AS said
        FROM staging.price AS p
    ),
    offering_said AS
    (
        SELECT
            o.offering_id AS offering_id,
            o.valid_from AS valid_from,
            concat(o.tax_id, '/', coalesce(o.legal_entity_id, '')) AS said
        FROM staging.offering AS o
    ),
    offering_change AS
    (
        SELECT
            toDate(o.valid_from) AS day,
            o.said AS said,
            lag(toNullable(o.said), 1) OVER (PARTITION BY o.offering_id ORDER BY o.valid_from ASC) AS before
        FROM offering_said AS o
    ),
    price_change AS
    (
        SELECT
            toDate(p.valid_from) AS day,
            p.said AS said,
            lag(toNullable(p.said), 1) OVER (PARTITION BY p.tariff_id, p.price_id ORDER BY p.valid_from ASC) AS before
        FROM price_tax AS p
    ),
    price_says AS
    (
        SELECT p.day AS day
        FROM price_change AS p
        WHERE p.before != p.said
    ),
    offering_says AS
    (
        SELECT o.day AS day
        FROM offering_change AS o
        WHERE o.before != o.said
    ),
    change AS
    (
        SELECT t.from_day AS day
        FROM billing.tax_in_force AS t
        UNION ALL
        SELECT p.day AS day
        FROM price_says AS p
        UNION ALL
        SELECT o.day AS day
        FROM offering_says AS o
    )
SELECT DISTINCT c.day AS day
FROM change AS c
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
