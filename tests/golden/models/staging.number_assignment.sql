WITH
    assignment AS
    (
        SELECT
            if(n.number_type = 'imsi', 'imsi', 'number') AS number_kind,
            n.number AS number,
            n.assigned_from AS assigned_from,
            n.assigned_to AS assigned_to,
            n.subscription_id AS subscription_id,
            n.number_type AS number_type
        FROM raw.subscription_number AS n
        ORDER BY
            _landed_at DESC,
            _source DESC,
            _partition DESC,
            _position DESC
        LIMIT 1 BY
            if(n.number_type = 'imsi', 'imsi', 'number'),
            n.number,
            n.assigned_from
    )
SELECT
    a.number_kind AS number_kind,
    a.number AS number,
    a.assigned_from AS valid_from,
    least(coalesce(a.assigned_to, toDateTime64('2120-01-01 00:00:00.000', 3, 'UTC')), coalesce(lead(toNullable(a.assigned_from), 1) OVER (PARTITION BY a.number_kind, a.number ORDER BY a.assigned_from ASC), toDateTime64('2120-01-01 00:00:00.000', 3, 'UTC'))) AS valid_to,
    a.subscription_id AS subscription_id,
    a.number_type AS number_type
FROM assignment AS a
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
