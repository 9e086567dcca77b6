WITH
    numbered AS
    (
        SELECT
            r.session_id AS session_id,
            r.session_number AS session_number,
            r.sequence AS sequence,
            any(r._source) AS feed,
            min(r.reported_at) AS at
        FROM staging.usage_report AS r
        WHERE (r.counts = 'since previous') AND (r.fate = 'kept')
        GROUP BY
            r.session_id,
            r.session_number,
            r.sequence
    ),
    followed AS
    (
        SELECT
            n.session_id AS session_id,
            n.session_number AS session_number,
            n.feed AS feed,
            n.sequence AS sequence,
            n.at AS at,
            toInt64(coalesce(lag(toNullable(n.sequence), 1) OVER (PARTITION BY n.session_id, n.session_number ORDER BY n.sequence ASC), n.sequence)) AS previous
        FROM numbered AS n
    ),
    session AS
    (
        SELECT
            r.session_id AS session_id,
            r.session_number AS session_number,
            any(r._source) AS feed,
            min(r.sequence) AS first_sequence,
            max(r.sequence) AS last_sequence,
            min(r.reported_at) AS first_at,
            max(r.reported_at) AS last_at,
            countIf(r.step IN ('start', 'event')) AS starts,
            countIf(r.step IN ('stop', 'event')) AS ends
        FROM staging.usage_report AS r
        WHERE r.fate = 'kept'
        GROUP BY
            r.session_id,
            r.session_number
    ),
    gap AS
    (
        SELECT
            f.feed AS feed,
            f.session_id AS session_id,
            f.session_number AS session_number,
            'missing report' AS kind,
            toNullable(toInt64((f.previous + toInt64(1)))) AS from_sequence,
            toNullable((toInt64(f.sequence) - toInt64(1))) AS to_sequence,
            toInt64((toInt64(f.sequence) - (f.previous + toInt64(1)))) AS reports,
            f.at AS at
        FROM followed AS f
        WHERE (toInt64(f.sequence) - f.previous) > toInt64(1)
        UNION ALL
        SELECT
            s.feed AS feed,
            s.session_id AS session_id,
            s.session_number AS session_number,
            'no start' AS kind,
            NULL AS from_sequence,
            toNullable((toInt64(s.first_sequence) - toInt64(1))) AS to_sequence,
            toInt64(0) AS reports,
            s.first_at AS at
        FROM session AS s
        WHERE s.starts = toInt64(0)
        UNION ALL
        SELECT
            s.feed AS feed,
            s.session_id AS session_id,
            s.session_number AS session_number,
            'no end' AS kind,
            toNullable((toInt64(s.last_sequence) + toInt64(1))) AS from_sequence,
            NULL AS to_sequence,
            toInt64(0) AS reports,
            s.last_at AS at
        FROM session AS s
        WHERE s.ends = toInt64(0)
        UNION ALL
        SELECT
            any(r._source) AS feed,
            r.session_id AS session_id,
            r.session_number AS session_number,
            'sent again' AS kind,
            toNullable(toInt64(min(r.sequence))) AS from_sequence,
            toNullable(toInt64(max(r.sequence))) AS to_sequence,
            toInt64(count()) AS reports,
            min(r.reported_at) AS at
        FROM staging.usage_report AS r
        WHERE r.fate = 'duplicate'
        GROUP BY
            r.session_id,
            r.session_number
    )
SELECT g.*
FROM gap AS g
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
