WITH
    own_version AS
    (
        SELECT o.*
        FROM raw.catalogue_currency AS o
        ORDER BY
            _landed_at DESC,
            _source DESC,
            _partition DESC,
            _position DESC
        LIMIT 1 BY o.currency
    ),
    usual AS
    (
        SELECT
            arrayJoin(splitByString(' ', 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF')) AS currency,
            toInt32(0) AS minor_units,
            toDecimal128('100', 3) AS minimum_overdue
        UNION ALL
        SELECT
            arrayJoin(splitByString(' ', 'BHD IQD JOD KWD LYD OMR TND')) AS currency,
            toInt32(3) AS minor_units,
            toDecimal128('0.1', 3) AS minimum_overdue
    )
SELECT
    u.currency AS currency,
    u.minor_units AS minor_units,
    u.minimum_overdue AS minimum_overdue
FROM usual AS u
ANTI LEFT JOIN own_version AS o ON o.currency = u.currency
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    o.currency AS currency,
    toInt32(o.decimals) AS minor_units,
    coalesce(toDecimal128(o.minimum_overdue, 3), multiIf(o.decimals = 0, toDecimal128('100', 3), o.decimals = 1, toDecimal128('10', 3), o.decimals = 3, toDecimal128('0.1', 3), toDecimal128('1', 3))) AS minimum_overdue
FROM own_version AS o
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
