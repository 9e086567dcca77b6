WITH
    landed AS
    (
        SELECT
            toString(r.currency) AS currency,
            toString(r.into_currency) AS into_currency,
            toString(r.rate_source) AS rate_source,
            r.rate AS rate,
            r.valid_from AS valid_from,
            coalesce(r.valid_to, toDateTime64('2120-01-01 00:00:00.000', 3, 'UTC')) AS valid_to
        FROM raw.catalogue_exchange_rate AS r
        ORDER BY
            _landed_at DESC,
            _source DESC,
            _partition DESC,
            _position DESC
        LIMIT 1 BY
            r.currency,
            r.into_currency,
            r.rate_source,
            r.valid_from
    ),
    stated AS
    (
        SELECT
            concat(r.currency, ' ', r.into_currency, ' ', r.rate_source) AS pair,
            concat(r.into_currency, ' ', r.currency, ' ', r.rate_source) AS back,
            r.rate AS rate,
            r.valid_from AS valid_from,
            r.valid_to AS valid_to
        FROM landed AS r
        WHERE r.valid_to > r.valid_from
    ),
    moment AS
    (
        SELECT
            r.pair AS pair,
            r.back AS back,
            r.valid_from AS at
        FROM stated AS r
        UNION DISTINCT
        SELECT
            r.pair AS pair,
            r.back AS back,
            r.valid_to AS at
        FROM stated AS r
    ),
    stretch AS
    (
        SELECT
            m.pair AS pair,
            m.back AS back,
            m.at AS at,
            coalesce(lead(toNullable(m.at), 1) OVER (PARTITION BY m.pair ORDER BY m.at ASC), toDateTime64('2120-01-01 00:00:00.000', 3, 'UTC')) AS until
        FROM moment AS m
    ),
    latest AS
    (
        SELECT
            s.pair AS pair,
            s.back AS back,
            s.at AS at,
            s.until AS until,
            r.rate AS rate,
            r.valid_to AS valid_to
        FROM stretch AS s
        ASOF INNER JOIN stated AS r ON (r.pair = s.pair) AND (s.at >= r.valid_from)
    ),
    own AS
    (
        SELECT
            s.pair AS pair,
            s.back AS back,
            s.at AS at,
            s.until AS until,
            s.rate AS rate
        FROM latest AS s
        WHERE s.valid_to > s.at
        UNION ALL
        SELECT
            s.pair AS pair,
            s.back AS back,
            s.at AS at,
            s.until AS until,
            argMax(r.rate, r.valid_from) AS rate
        FROM latest AS s
        INNER JOIN stated AS r ON r.pair = s.pair
        WHERE (s.valid_to <= s.at) AND (r.valid_from <= s.at) AND (r.valid_to > s.at)
        GROUP BY
            s.pair,
            s.back,
            s.at,
            s.until
    ),
    turn AS
    (
        SELECT
            s.pair AS pair,
            s.at AS at
        FROM own AS s
        UNION DISTINCT
        SELECT
            s.pair AS pair,
            s.until AS at
        FROM own AS s
        UNION DISTINCT
        SELECT
            s.back AS pair,
            s.at AS at
        FROM own AS s
        UNION DISTINCT
        SELECT
            s.back AS pair,
            s.until AS at
        FROM own AS s
    ),
    span AS
    (
        SELECT
            t.pair AS pair,
            t.at AS valid_from,
            coalesce(lead(toNullable(t.at), 1) OVER (PARTITION BY t.pair ORDER BY t.at ASC), toDateTime64('2120-01-01 00:00:00.000', 3, 'UTC')) AS valid_to
        FROM turn AS t
    ),
    both AS
    (
        SELECT
            s.pair AS pair,
            s.valid_from AS valid_from,
            s.valid_to AS valid_to,
            if(o.until > s.valid_from, o.rate, NULL) AS stated,
            if(b.until > s.valid_from, b.rate, NULL) AS back
        FROM span AS s
        ASOF LEFT JOIN own AS o ON (o.pair = s.pair) AND (s.valid_from >= o.at)
        ASOF LEFT JOIN own AS b ON (b.back = s.pair) AND (s.valid_from >= b.at)
    )
SELECT
    r.pair AS pair,
    coalesce(r.stated, toDecimal128(1, 9)) AS multiplier,
    if(r.stated IS NULL, coalesce(r.back, toDecimal128(1, 9)), toDecimal128(1, 9)) AS divisor,
    r.valid_from AS valid_from,
    r.valid_to AS valid_to
FROM both AS r
WHERE ((r.stated IS NOT NULL) OR (r.back IS NOT NULL))
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
