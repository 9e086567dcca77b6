WITH
    held AS
    (
        SELECT
            o.zone AS zone,
            o.from_at AS from_at,
            o.to_at AS to_at,
            o.offset_s AS offset_s
        FROM raw.time_zone_offset AS o
        ORDER BY
            _landed_at DESC,
            _source DESC,
            _partition DESC,
            _position DESC
        LIMIT 1 BY
            o.zone,
            o.from_at
    )
SELECT
    o.zone AS zone,
    o.from_at AS from_at,
    o.to_at AS to_at,
    o.offset_s AS offset_s,
    lead(toNullable(o.offset_s), 1) OVER (PARTITION BY o.zone ORDER BY o.from_at ASC) AS next_offset_s
FROM held AS o
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
