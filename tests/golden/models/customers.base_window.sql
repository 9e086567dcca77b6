WITH
    known AS
    (
        SELECT min(toNullable(a.day)) AS day
        FROM customers.activity_day AS a
        UNION ALL
        SELECT min(toNullable(s.from_day)) AS day
        FROM customers.line_state AS s
        WHERE s.status = 'terminated'
    ),
    begin AS
    (
        SELECT min(k.day) AS day
        FROM known AS k
    )
SELECT
    greatest(addMonths(c.last_month, -23), least(toStartOfMonth(coalesce(b.day, addMonths(c.last_month, -23))), c.last_month)) AS first_day,
    c.as_of_day AS last_day,
    greatest(greatest(addMonths(c.last_month, -23), least(toStartOfMonth(coalesce(b.day, addMonths(c.last_month, -23))), c.last_month)), c.first_month) AS revenue_from
FROM staging.clock AS c
CROSS JOIN begin AS b
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
