WITH
    latest AS
    (
        SELECT s.*
        FROM staging.product_order_whole AS s
        ORDER BY
            updated_at DESC,
            _landed_at DESC,
            _source DESC,
            _partition DESC,
            _position DESC
        LIMIT 1 BY s.order_id
    )
SELECT l.*
FROM latest AS l
WHERE l.is_deleted = false
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
