WITH
    starting AS
    (
        SELECT
            e.tariff_id AS tariff_id,
            e.prefix_epoch AS prefix_epoch,
            min(e.valid_from) AS at
        FROM rating.catalogue_epoch AS e
        GROUP BY
            e.tariff_id,
            e.prefix_epoch
    ),
    listed AS
    (
        SELECT
            s.prefix_epoch AS prefix_epoch,
            s.at AS at,
            p.prefix AS prefix,
            p.exact AS exact,
            if(p.exact = true, concat('=', p.prefix), p.prefix) AS list_key,
            argMax(p.zone, p.valid_from) AS zone,
            argMax(p.name, p.valid_from) AS name
        FROM staging.prefix AS p
        INNER JOIN starting AS s ON s.tariff_id = p.tariff_id
        WHERE (p.valid_from <= s.at) AND (p.valid_to > s.at)
        GROUP BY
            s.prefix_epoch,
            s.at,
            p.prefix,
            p.exact
    ),
    finish AS
    (
        SELECT
            l.prefix_epoch AS prefix_epoch,
            l.at AS at,
            (toUInt64(rightPad(l.prefix, 15, '0')) + arrayElement(array(toInt64(1), toInt64(10), toInt64(100), toInt64(1000), toInt64(10000), toInt64(100000), toInt64(1000000), toInt64(10000000), toInt64(100000000), toInt64(1000000000), toInt64(10000000000), toInt64(100000000000), toInt64(1000000000000), toInt64(10000000000000), toInt64(100000000000000), toInt64(1000000000000000)), (toInt64(16) - length(l.prefix)))) AS number,
            l.exact AS exact
        FROM listed AS l
    ),
    boundary AS
    (
        SELECT
            l.prefix_epoch AS prefix_epoch,
            l.at AS at,
            assumeNotNull(((toInt64(toUInt64OrNull(rightPad(l.prefix, 15, '0'))) * 16) + least(toInt64(length(l.prefix)), toInt64(15)))) AS number_key,
            l.prefix AS digits,
            l.exact AS exact
        FROM listed AS l
        UNION DISTINCT
        SELECT
            l.prefix_epoch AS prefix_epoch,
            l.at AS at,
            (assumeNotNull(((toInt64(toUInt64OrNull(rightPad(l.prefix, 15, '0'))) * 16) + least(toInt64(length(l.prefix)), toInt64(15)))) + toInt64(1)) AS number_key,
            concat(l.prefix, '0') AS digits,
            toBool(0) AS exact
        FROM listed AS l
        WHERE l.exact = true
        UNION DISTINCT
        SELECT
            f.prefix_epoch AS prefix_epoch,
            f.at AS at,
            (toInt64(f.number) * 16) AS number_key,
            replaceRegexpAll(leftPad(toString(f.number), 15, '0'), '0+$', '') AS digits,
            toBool(0) AS exact
        FROM finish AS f
        WHERE (f.exact = false) AND (f.number < toInt64(1000000000000000))
    ),
    covering AS
    (
        SELECT
            b.prefix_epoch AS prefix_epoch,
            b.at AS at,
            b.number_key AS number_key,
            head
        FROM boundary AS b
        ARRAY JOIN arrayConcat(arrayMap(n -> substring(b.digits, 1, n), arrayReverse(range(1, greatest(least(length(b.digits), 15) + 1, 1)))), arrayFilter(x1 -> (b.exact = true), array(if(toBool(1) = true, concat('=', b.digits), b.digits)))) AS head
    )
SELECT
    c.prefix_epoch AS prefix_epoch,
    c.at AS valid_from,
    c.number_key AS number_key,
    argMax(l.prefix, length(l.list_key)) AS prefix,
    argMax(l.zone, length(l.list_key)) AS zone,
    argMax(l.name, length(l.list_key)) AS destination
FROM covering AS c
LEFT JOIN listed AS l ON (l.prefix_epoch = c.prefix_epoch) AND (l.list_key = c.head)
GROUP BY
    c.prefix_epoch,
    c.at,
    c.number_key
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
