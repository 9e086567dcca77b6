SELECT
    arrayJoin(splitByString(' ', 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF')) AS currency,
    toInt32(0) AS minor_units
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    arrayJoin(splitByString(' ', 'BHD IQD JOD KWD LYD OMR TND')) AS currency,
    toInt32(3) AS minor_units
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
