WITH
    file AS
    (
        SELECT
            f._source AS feed,
            f.origin AS origin,
            f._partition AS content,
            any(f.file) AS file,
            any(toInt64(f.sequence_number)) AS sequence,
            any(toInt64(f.sequence_modulus)) AS modulus,
            any(toInt64(f.sequence_first)) AS first,
            max(f.closed_at) AS at,
            any(toInt64(f.records_stated)) AS records_stated,
            any(toInt64(f.records_read)) AS records_read,
            any(toInt64(f.lost_stated)) AS lost,
            any(f.lost_at_least) AS lost_at_least,
            any(f.amount_stated) AS amount_stated,
            any(f.amount_read) AS amount_read,
            any(f.currency) AS currency
        FROM raw.file_control AS f
        GROUP BY
            f._source,
            f.origin,
            f._partition,
            f._position
    ),
    turned AS
    (
        SELECT
            f.feed AS feed,
            f.origin AS origin,
            f.file AS file,
            f.content AS content,
            f.at AS at,
            f.first AS first,
            coalesce(f.sequence, toInt64(0)) AS sequence,
            coalesce((f.modulus - f.first), toInt64(1000000000000000)) AS span,
            lag(toNullable(f.sequence), 1) OVER (PARTITION BY f.feed, f.origin ORDER BY f.at ASC, f.sequence ASC) AS previous
        FROM file AS f
        WHERE f.sequence IS NOT NULL
    ),
    rounds AS
    (
        SELECT
            t.feed AS feed,
            t.origin AS origin,
            t.file AS file,
            t.content AS content,
            t.at AS at,
            t.first AS first,
            t.span AS span,
            t.sequence AS sequence,
            sum(multiIf((t.sequence - coalesce(t.previous, t.sequence)) < (-intDiv(toInt64(t.span), 2)), toInt64(1), (t.sequence - coalesce(t.previous, t.sequence)) > intDiv(toInt64(t.span), 2), toInt64(-1), toInt64(0))) OVER (PARTITION BY t.feed, t.origin ORDER BY t.at ASC, t.sequence ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS round
        FROM turned AS t
    ),
    numbered AS
    (
        SELECT
            r.feed AS feed,
            r.origin AS origin,
            ((toInt64(r.round) * r.span) + r.sequence) AS number,
            any(r.first) AS first,
            any(r.span) AS span,
            any(r.sequence) AS sequence,
            argMax(r.file, r.at) AS file,
            max(r.at) AS at,
            toInt64(uniqExact(r.content)) AS contents
        FROM rounds AS r
        GROUP BY
            r.feed,
            r.origin,
            ((toInt64(r.round) * r.span) + r.sequence)
    ),
    followed AS
    (
        SELECT
            n.feed AS feed,
            n.origin AS origin,
            n.number AS number,
            n.first AS first,
            n.span AS span,
            n.sequence AS sequence,
            n.file AS file,
            n.at AS at,
            toInt64(((n.number - coalesce(lag(toNullable(n.number), 1) OVER (PARTITION BY n.feed, n.origin ORDER BY n.number ASC), n.number)) - toInt64(1))) AS missing
        FROM numbered AS n
    ),
    gap AS
    (
        SELECT
            f.feed AS feed,
            f.origin AS origin,
            'missing file' AS kind,
            toNullable(toInt64((toInt64((toInt64(((f.sequence - f.first) - f.missing) % f.span) + f.span) % f.span) + f.first))) AS from_sequence,
            toNullable(toInt64((toInt64((toInt64(((f.sequence - f.first) - toInt64(1)) % f.span) + f.span) % f.span) + f.first))) AS to_sequence,
            f.file AS file,
            f.missing AS records,
            f.at AS at,
            concat('before number ', toString(f.sequence)) AS detail
        FROM followed AS f
        WHERE f.missing > toInt64(0)
        UNION ALL
        SELECT
            n.feed AS feed,
            n.origin AS origin,
            'sent twice' AS kind,
            toNullable(n.sequence) AS from_sequence,
            toNullable(n.sequence) AS to_sequence,
            n.file AS file,
            toInt64((n.contents - toInt64(1))) AS records,
            n.at AS at,
            concat(toString(n.contents), ' different files have this number') AS detail
        FROM numbered AS n
        WHERE n.contents > toInt64(1)
        UNION ALL
        SELECT
            f.feed AS feed,
            f.origin AS origin,
            'count differs' AS kind,
            f.sequence AS from_sequence,
            f.sequence AS to_sequence,
            f.file AS file,
            toInt64((coalesce(f.records_stated, toInt64(0)) - coalesce(f.records_read, toInt64(0)))) AS records,
            f.at AS at,
            concat('stated ', toString(coalesce(f.records_stated, toInt64(0))), ', read ', toString(coalesce(f.records_read, toInt64(0)))) AS detail
        FROM file AS f
        WHERE f.records_stated != f.records_read
        UNION ALL
        SELECT
            f.feed AS feed,
            f.origin AS origin,
            'records lost' AS kind,
            f.sequence AS from_sequence,
            f.sequence AS to_sequence,
            f.file AS file,
            coalesce(f.lost, toInt64(0)) AS records,
            f.at AS at,
            if(f.lost_at_least = true, 'at least so many', '') AS detail
        FROM file AS f
        WHERE f.lost > toInt64(0)
        UNION ALL
        SELECT
            f.feed AS feed,
            f.origin AS origin,
            'total differs' AS kind,
            f.sequence AS from_sequence,
            f.sequence AS to_sequence,
            f.file AS file,
            toInt64(0) AS records,
            f.at AS at,
            concat('stated ', coalesce(toString(f.amount_stated), ''), ', read ', coalesce(toString(f.amount_read), ''), ' ', coalesce(f.currency, '')) AS detail
        FROM file AS f
        WHERE f.amount_stated != f.amount_read
    )
SELECT g.*
FROM gap AS g
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
