WITH
    state AS
    (
        SELECT s.*
        FROM staging.customer_whole AS s
        ORDER BY
            _landed_at DESC,
            _source DESC,
            _partition DESC,
            _position DESC
        LIMIT 1 BY
            s.customer_id,
            s.updated_at
    ),
    dated AS
    (
        SELECT
            s.*,
            lead(toNullable(s.updated_at), 1) OVER (PARTITION BY s.customer_id ORDER BY s.updated_at ASC) AS next_at
        FROM state AS s
    )
SELECT
    d.customer_id AS customer_id,
    d.updated_at AS valid_from,
    coalesce(d.next_at, toDateTime64('2120-01-01 00:00:00.000', 3, 'UTC')) AS valid_to,
    toBool((d.next_at IS NULL)) AS is_current,
    d.is_deleted AS is_deleted,
    d.kind AS kind,
    d.segment AS segment,
    d.region AS region,
    d.country AS country,
    d.parent_customer_id AS parent_customer_id,
    d.status AS status,
    d.gender AS gender,
    d.age_band AS age_band,
    d.household AS household,
    d._source AS feed
FROM dated AS d
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
