WITH
    state AS
    (
        SELECT s.*
        FROM staging.billing_account_whole AS s
        ORDER BY
            _landed_at DESC,
            _source DESC,
            _partition DESC,
            _position DESC
        LIMIT 1 BY
            s.billing_account_id,
            s.updated_at
    ),
    local AS
    (
        SELECT
            s.billing_account_id AS billing_account_id,
            s.updated_at AS updated_at,
            toDate(addSeconds(s.updated_at, coalesce(o.offset_s, 0))) AS day,
            coalesce(s.payer_account_id, s.billing_account_id) AS payer_account_id,
            s.currency AS currency,
            s.cycle_day AS cycle_day,
            s.cycle_months AS cycle_months,
            s.cycle_month AS cycle_month,
            s.tax_exempt AS tax_exempt,
            s.tax_id AS tax_id,
            s.itemisation AS itemisation
        FROM state AS s
        ASOF LEFT JOIN staging.zone_offset AS o ON (o.zone = s.time_zone) AND (s.updated_at >= o.from_at)
    ),
    daily AS
    (
        SELECT
            l.billing_account_id AS billing_account_id,
            l.day AS day,
            argMax(l.payer_account_id, l.updated_at) AS payer_account_id,
            argMax(l.currency, l.updated_at) AS currency,
            argMax(l.cycle_day, l.updated_at) AS cycle_day,
            argMax(l.cycle_months, l.updated_at) AS cycle_months,
            argMax(l.cycle_month, l.updated_at) AS cycle_month,
            argMax(l.tax_exempt, l.updated_at) AS tax_exempt,
            argMax(l.tax_id, l.updated_at) AS tax_id,
            argMax(l.itemisation, l.updated_at) AS itemisation
        FROM local AS l
        GROUP BY
            l.billing_account_id,
            l.day
    )
SELECT
    d.billing_account_id AS billing_account_id,
    if(row_number() OVER (PARTITION BY d.billing_account_id ORDER BY d.day ASC) = toInt64(1), toDate('1970-01-01'), d.day) AS from_day,
    coalesce(lead(toNullable(d.day), 1) OVER (PARTITION BY d.billing_account_id ORDER BY d.day ASC), toDate('2120-01-01')) AS to_day,
    d.payer_account_id AS payer_account_id,
    d.currency AS currency,
    d.cycle_day AS cycle_day,
    d.cycle_months AS cycle_months,
    d.cycle_month AS cycle_month,
    d.tax_exempt AS tax_exempt,
    d.tax_id AS tax_id,
    d.itemisation AS itemisation
FROM daily AS d
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
