WITH
    held AS
    (
        SELECT
            g.pool AS pool,
            g.unit AS unit,
            g.begins AS begins,
            g.ends AS ends,
            g.plain AS plain
        FROM rating.pool_grant AS g
        WHERE g.unit != 'money'
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
            h.plain AS plain,
            sum(h.anew) OVER (PARTITION BY h.pool, h.unit ORDER BY h.begins ASC, h.ends ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS number
        FROM ordered AS h
    ),
    stretch AS
    (
        SELECT
            n.pool AS pool,
            n.unit AS unit,
            min(n.begins) AS since,
            max(n.ends) AS until,
            min(n.plain) AS plain
        FROM numbered AS n
        GROUP BY
            n.pool,
            n.unit,
            n.number
    )
SELECT
    s.*,
    concat(s.pool, '/', toString(s.unit)) AS pool_unit
FROM stretch AS s
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
