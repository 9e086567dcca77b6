SELECT
    toStartOfMonth(b.period_from) AS month,
    b.currency AS currency,
    countIf(b.corrects = '') AS bills,
    sum(b.net) AS net,
    sum(b.tax) AS tax,
    sum(b.gross) AS gross
FROM receivables.posted_document AS b
GROUP BY
    toStartOfMonth(b.period_from),
    b.currency
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
