WITH
    told AS
    (
        SELECT
            p.billing_account_id AS billing_account_id,
            p.payer_account_id AS payer_account_id,
            p.cycle_day AS cycle_day,
            p.from_day AS from_day,
            lag(toNullable(p.cycle_day), 1) OVER (PARTITION BY p.billing_account_id ORDER BY p.from_day ASC) AS day_before,
            lag(toNullable(p.payer_account_id), 1) OVER (PARTITION BY p.billing_account_id ORDER BY p.from_day ASC) AS payer_before
        FROM billing.account_payer AS p
    ),
    changed AS
    (
        SELECT
            c.billing_account_id AS billing_account_id,
            c.cycle_day AS cycle_day,
            c.from_day AS since,
            c.payer_before = toNullable(c.payer_account_id) AS same_payer,
            multiIf(c.day_before IS NULL, c.from_day, ((addDays(toStartOfMonth(c.from_day), (least(toInt32(c.cycle_day), toInt32(toDaysInMonth(toStartOfMonth(c.from_day)))) - toInt32(1))) > c.from_day) OR ((addDays(toStartOfMonth(c.from_day), (least(toInt32(c.cycle_day), toInt32(toDaysInMonth(toStartOfMonth(c.from_day)))) - toInt32(1))) = c.from_day) AND (c.payer_before = toNullable(c.payer_account_id)))), addDays(toStartOfMonth(c.from_day), (least(toInt32(c.cycle_day), toInt32(toDaysInMonth(toStartOfMonth(c.from_day)))) - toInt32(1))), addDays(addMonths(toStartOfMonth(c.from_day), 1), (least(toInt32(c.cycle_day), toInt32(toDaysInMonth(addMonths(toStartOfMonth(c.from_day), 1)))) - toInt32(1)))) AS begins
        FROM told AS c
        WHERE ((c.day_before IS NULL) OR (c.day_before != toNullable(c.cycle_day)))
    ),
    followed AS
    (
        SELECT
            c.*,
            lead(toNullable(c.since), 1) OVER (PARTITION BY c.billing_account_id ORDER BY c.since ASC) AS replaced
        FROM changed AS c
    ),
    begun AS
    (
        SELECT
            f.*,
            lag(toNullable(f.cycle_day), 1) OVER (PARTITION BY f.billing_account_id ORDER BY f.since ASC) AS holds
        FROM followed AS f
        WHERE ((f.replaced IS NULL) OR (f.begins <= f.replaced))
    ),
    counted AS
    (
        SELECT
            b.*,
            sum(if(((b.holds IS NULL) OR (b.holds != toNullable(b.cycle_day))), toInt32(1), toInt32(0))) OVER (PARTITION BY b.billing_account_id ORDER BY b.since ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS number
        FROM begun AS b
    ),
    kept AS
    (
        SELECT
            c.billing_account_id AS billing_account_id,
            c.number AS number,
            any(c.cycle_day) AS cycle_day,
            min(c.since) AS since,
            min(c.begins) AS begins,
            max(c.since) AS told_last
        FROM counted AS c
        GROUP BY
            c.billing_account_id,
            c.number
    ),
    brought AS
    (
        SELECT
            c.billing_account_id AS billing_account_id,
            c.since AS since
        FROM changed AS c
        WHERE c.same_payer = false
    )
SELECT
    b.billing_account_id AS billing_account_id,
    row_number() OVER (PARTITION BY b.billing_account_id ORDER BY b.since ASC) AS number,
    b.cycle_day AS cycle_day,
    b.since AS since,
    b.begins AS begins,
    lead(toNullable(b.since), 1) OVER (PARTITION BY b.billing_account_id ORDER BY b.since ASC) AS next_since,
    lead(toNullable(b.begins), 1) OVER (PARTITION BY b.billing_account_id ORDER BY b.since ASC) AS next_begins,
    coalesce(if(p.since <= lead(toNullable(b.since), 1) OVER (PARTITION BY b.billing_account_id ORDER BY b.since ASC), addDays(p.since, 1), lead(toNullable(b.begins), 1) OVER (PARTITION BY b.billing_account_id ORDER BY b.since ASC)), toDate(toDateTime64('2120-01-01 00:00:00.000', 3, 'UTC'))) AS to_day
FROM kept AS b
ASOF LEFT JOIN brought AS p ON (p.billing_account_id = b.billing_account_id) AND (b.told_last < p.since)
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
