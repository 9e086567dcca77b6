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
        SELECT f.*
        FROM followed AS f
        WHERE ((f.replaced IS NULL) OR (f.begins <= f.replaced))
    )
SELECT
    b.billing_account_id AS billing_account_id,
    row_number() OVER (PARTITION BY b.billing_account_id ORDER BY b.since ASC) AS number,
    b.cycle_day AS cycle_day,
    b.since AS since,
    b.begins AS begins,
    lead(toNullable(b.since), 1) OVER (PARTITION BY b.billing_account_id ORDER BY b.since ASC) AS next_since,
    lead(toNullable(b.begins), 1) OVER (PARTITION BY b.billing_account_id ORDER BY b.since ASC) AS next_begins,
    coalesce(if(lead(toNullable(b.same_payer), 1) OVER (PARTITION BY b.billing_account_id ORDER BY b.since ASC) = true, lead(toNullable(b.begins), 1) OVER (PARTITION BY b.billing_account_id ORDER BY b.since ASC), addDays(lead(toNullable(b.since), 1) OVER (PARTITION BY b.billing_account_id ORDER BY b.since ASC), 1)), toDate('2120-01-01')) AS to_day
FROM begun AS b
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
