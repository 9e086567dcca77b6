WITH
    delta AS
    (
        SELECT
            c.type AS type,
            c.segment AS segment,
            c.region AS region,
            c.offering_id AS offering_id,
            greatest(c.day, addDays(w.first_day, -1)) AS day,
            countIf(c.change = 'add') AS adds,
            countIf(c.change = 'reconnect') AS reconnects,
            countIf(c.change = 'moved in') AS moved_in,
            countIf(c.change = 'moved out') AS moved_out,
            countIf(c.change = 'termination') AS terminations
        FROM customers.base_change AS c
        CROSS JOIN customers.base_window AS w
        WHERE ((c.day <= w.last_day) AND ((c.change NOT IN ('moved in', 'moved out')) OR (c.other_type != c.type) OR (c.other_segment != c.segment) OR (c.other_region != c.region) OR (c.other_offering_id != c.offering_id)))
        GROUP BY
            c.type,
            c.segment,
            c.region,
            c.offering_id,
            greatest(c.day, addDays(w.first_day, -1))
    ),
    slice AS
    (
        SELECT
            d.type AS type,
            d.segment AS segment,
            d.region AS region,
            d.offering_id AS offering_id,
            min(d.day) AS first_day
        FROM delta AS d
        GROUP BY
            d.type,
            d.segment,
            d.region,
            d.offering_id
    ),
    grid AS
    (
        SELECT
            s.type AS type,
            s.segment AS segment,
            s.region AS region,
            s.offering_id AS offering_id,
            day,
            w.first_day AS shown_from
        FROM slice AS s
        CROSS JOIN customers.base_window AS w
        ARRAY JOIN arrayMap(n -> addDays(s.first_day, n), range(toUInt64(greatest(dateDiff('day', s.first_day, addDays(w.last_day, 1)), 0)))) AS day
    ),
    daily AS
    (
        SELECT
            g.day AS day,
            g.shown_from AS shown_from,
            g.type AS type,
            g.segment AS segment,
            g.region AS region,
            g.offering_id AS offering_id,
            toInt64(coalesce(d.adds, toInt64(0))) AS adds,
            toInt64(coalesce(d.reconnects, toInt64(0))) AS reconnects,
            toInt64(coalesce(d.moved_in, toInt64(0))) AS moved_in,
            toInt64(coalesce(d.moved_out, toInt64(0))) AS moved_out,
            toInt64(coalesce(d.terminations, toInt64(0))) AS terminations
        FROM grid AS g
        LEFT JOIN delta AS d ON (d.type = g.type) AND (d.segment = g.segment) AND (d.region = g.region) AND (d.offering_id = g.offering_id) AND (d.day = g.day)
    ),
    running AS
    (
        SELECT
            d.*,
            sum((((d.adds + d.reconnects) + d.moved_in) - (d.moved_out + d.terminations))) OVER (PARTITION BY d.type, d.segment, d.region, d.offering_id ORDER BY d.day ASC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS opening,
            sum((((d.adds + d.reconnects) + d.moved_in) - (d.moved_out + d.terminations))) OVER (PARTITION BY d.type, d.segment, d.region, d.offering_id ORDER BY d.day ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS closing
        FROM daily AS d
    )
SELECT
    r.day AS day,
    r.type AS type,
    r.segment AS segment,
    r.region AS region,
    r.offering_id AS offering_id,
    r.opening AS opening,
    r.adds AS adds,
    r.reconnects AS reconnects,
    r.moved_in AS moved_in,
    r.moved_out AS moved_out,
    r.terminations AS terminations,
    r.closing AS closing
FROM running AS r
WHERE r.day >= r.shown_from
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
