WITH
    held AS
    (
        SELECT
            g.pool AS pool,
            g.unit AS unit,
            g.begins AS begins,
            g.ends AS ends
        FROM rating.pool_grant AS g
        WHERE ((g.unit = 'money') AND (g.held = 'allowance'))
    ),
    ordered AS
    (
        SELECT
            h.*,
            toInt32(toBool(h.begins >= max(h.ends) OVER (PARTITION BY h.pool, h.unit ORDER BY h.begins ASC, h.ends ASC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING))) AS anew
        FROM held AS h
    ),
    numbered AS
    (
        SELECT
            h.pool AS pool,
            h.unit AS unit,
            h.begins AS begins,
            h.ends AS ends,
            sum(h.anew) OVER (PARTITION BY h.pool, h.unit ORDER BY h.begins ASC, h.ends ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS number
        FROM ordered AS h
    )
SELECT
    n.pool AS pool,
    n.unit AS unit,
    min(n.begins) AS since,
    max(n.ends) AS until
FROM numbered AS n
GROUP BY
    n.pool,
    n.unit,
    n.number
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
