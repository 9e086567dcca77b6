WITH
    carried AS
    (
        SELECT
            h.cell_id AS cell_id,
            h.region AS region,
            h.technology AS technology,
            h.hour AS hour,
            toDate(h.local_hour) AS day,
            toHour(h.local_hour) AS hour_of_day,
            h.utilisation AS utilisation,
            coalesce(h.measured_bytes, toFloat64(h.bytes)) AS traffic_bytes
        FROM network.cell_hour AS h
    )
SELECT
    c.cell_id AS cell_id,
    c.day AS day,
    any(c.region) AS region,
    any(c.technology) AS technology,
    argMax(c.hour_of_day, tuple(c.traffic_bytes, (-toUnixTimestamp64Milli(c.hour)))) AS busy_hour,
    max(c.traffic_bytes) AS traffic_bytes,
    sum(c.traffic_bytes) AS day_bytes,
    (toFloat64(max(c.traffic_bytes)) / nullIf(toFloat64(sum(c.traffic_bytes)), 0)) AS share_of_day,
    arrayElement(argMax(array(c.utilisation), tuple(c.traffic_bytes, (-toUnixTimestamp64Milli(c.hour)))), 1) AS utilisation
FROM carried AS c
GROUP BY
    c.cell_id,
    c.day
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
