WITH
    stated AS
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
    )
SELECT
    concat(r.currency, ' ', r.into_currency, ' ', r.rate_source) AS pair,
    r.currency AS currency,
    r.into_currency AS into_currency,
    r.rate_source AS rate_source,
    r.rate AS multiplier,
    toDecimal128(1, 9) AS divisor,
    r.valid_from AS valid_from,
    r.valid_to AS valid_to
FROM stated AS r
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    concat(r.into_currency, ' ', r.currency, ' ', r.rate_source) AS pair,
    r.into_currency AS currency,
    r.currency AS into_currency,
    r.rate_source AS rate_source,
    toDecimal128(1, 9) AS multiplier,
    r.rate AS divisor,
    r.valid_from AS valid_from,
    r.valid_to AS valid_to
FROM stated AS r
ANTI LEFT JOIN stated AS o ON (o.currency = r.into_currency) AND (o.into_currency = r.currency) AND (o.rate_source = r.rate_source)
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
