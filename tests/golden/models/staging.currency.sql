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
            toInt32(0) AS minor_units
        UNION ALL
        SELECT
            arrayJoin(splitByString(' ', 'BHD IQD JOD KWD LYD OMR TND')) AS currency,
            toInt32(3) AS minor_units
    )
SELECT
    u.currency AS currency,
    u.minor_units AS minor_units
FROM usual AS u
ANTI LEFT JOIN own_version AS o ON o.currency = u.currency
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    o.currency AS currency,
    toInt32(o.decimals) AS minor_units
FROM own_version AS o
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
