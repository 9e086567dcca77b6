WITH
    change AS
    (
        SELECT
            p.tariff_id AS tariff_id,
            p.valid_from AS at,
            toInt32(1) AS of_prefixes
        FROM staging.prefix AS p
        UNION DISTINCT
        SELECT
            p.tariff_id AS tariff_id,
            p.valid_to AS at,
            toInt32(1) AS of_prefixes
        FROM staging.prefix AS p
        UNION DISTINCT
        SELECT
            r.tariff_id AS tariff_id,
            r.valid_from AS at,
            toInt32(0) AS of_prefixes
        FROM staging.rate AS r
        UNION DISTINCT
        SELECT
            r.tariff_id AS tariff_id,
            r.valid_to AS at,
            toInt32(0) AS of_prefixes
        FROM staging.rate AS r
    ),
    moment AS
    (
        SELECT
            c.tariff_id AS tariff_id,
            c.at AS at,
            max(c.of_prefixes) AS of_prefixes,
            min(c.of_prefixes) AS not_of_rates
        FROM change AS c
        GROUP BY
            c.tariff_id,
            c.at
    ),
    numbered AS
    (
        SELECT
            m.tariff_id AS tariff_id,
            m.at AS at,
            m.of_prefixes AS of_prefixes,
            m.not_of_rates AS not_of_rates,
            row_number() OVER (PARTITION BY m.tariff_id ORDER BY m.at ASC) AS number
        FROM moment AS m
    )
SELECT
    n.tariff_id AS tariff_id,
    n.at AS valid_from,
    sum(if(((n.of_prefixes = 1) OR (n.number = toInt64(1))), toInt32(1), toInt32(0))) OVER (ORDER BY n.tariff_id ASC, n.at ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS prefix_epoch,
    sum(if(((n.not_of_rates = 0) OR (n.number = toInt64(1))), toInt32(1), toInt32(0))) OVER (ORDER BY n.tariff_id ASC, n.at ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS rate_epoch
FROM numbered AS n
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
