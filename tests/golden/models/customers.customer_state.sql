WITH
    last AS
    (
        SELECT
            c.customer_id AS customer_id,
            c.updated_at AS updated_at,
            c.segment AS segment,
            c.region AS region
        FROM staging.customer_whole AS c
        ORDER BY
            _landed_at DESC,
            _source DESC,
            _partition DESC,
            _position DESC
        LIMIT 1 BY
            c.customer_id,
            c.updated_at
    )
SELECT
    l.customer_id AS customer_id,
    if(row_number() OVER (PARTITION BY l.customer_id ORDER BY l.updated_at ASC) = toInt64(1), least(l.updated_at, toDateTime64('2000-01-01 00:00:00.000', 3, 'UTC')), l.updated_at) AS valid_from,
    l.segment AS segment,
    l.region AS region
FROM last AS l
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
