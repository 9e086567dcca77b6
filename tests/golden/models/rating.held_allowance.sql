WITH
    held AS
    (
        SELECT
            l.subscription_id AS subscription_id,
            l.billing_account_id AS billing_account_id,
            l.payer_account_id AS payer_account_id,
            l.cycle_day AS cycle_day,
            l.offering_id AS offering_id,
            a.allowance_id AS allowance_id,
            a.unit AS unit,
            a.period AS period,
            l.valid_from AS held_since,
            toDate(addSeconds(l.valid_from, coalesce(f.offset_s, 0))) AS held_from,
            toDate(addSeconds(l.valid_to, coalesce(o.offset_s, 0))) AS held_to
        FROM rating.subscription_plan AS l
        INNER JOIN staging.allowance AS a ON a.offering_id = l.offering_id
        CROSS JOIN staging.clock AS k
        ASOF LEFT JOIN staging.zone_offset AS f ON (f.zone = l.time_zone) AND (l.valid_from >= f.from_at)
        ASOF LEFT JOIN staging.zone_offset AS o ON (o.zone = l.time_zone) AND (l.valid_to >= o.from_at)
        WHERE ((l.status IN ('active', 'suspended')) AND (l.valid_from < k.as_of) AND (a.valid_from <= l.valid_from) AND (a.valid_to > l.valid_from))
    ),
    followed AS
    (
        SELECT
            h.subscription_id AS subscription_id,
            h.billing_account_id AS billing_account_id,
            h.payer_account_id AS payer_account_id,
            h.cycle_day AS cycle_day,
            h.offering_id AS offering_id,
            h.allowance_id AS allowance_id,
            h.unit AS unit,
            h.period AS period,
            h.held_since AS held_since,
            h.held_from AS held_from,
            h.held_to AS held_to,
            lag(toNullable(h.held_to), 1) OVER (PARTITION BY h.subscription_id, h.offering_id, h.allowance_id, h.unit, h.period ORDER BY h.held_since ASC) AS left_before,
            lag(toNullable(h.billing_account_id), 1) OVER (PARTITION BY h.subscription_id, h.offering_id, h.allowance_id, h.unit, h.period ORDER BY h.held_since ASC) AS account_before,
            lag(toNullable(h.payer_account_id), 1) OVER (PARTITION BY h.subscription_id, h.offering_id, h.allowance_id, h.unit, h.period ORDER BY h.held_since ASC) AS payer_before
        FROM held AS h
        WHERE h.held_to > h.held_from
    ),
    begun AS
    (
        SELECT
            h.subscription_id AS subscription_id,
            h.billing_account_id AS billing_account_id,
            h.payer_account_id AS payer_account_id,
            h.cycle_day AS cycle_day,
            h.offering_id AS offering_id,
            h.allowance_id AS allowance_id,
            h.unit AS unit,
            h.period AS period,
            h.held_since AS held_since,
            h.held_from AS held_from,
            h.held_to AS held_to,
            if((h.left_before <=> toNullable(h.held_from)), NULL, toNullable(h.held_from)) AS holding_begins,
            if(((h.left_before <=> toNullable(h.held_from)) AND (h.account_before <=> toNullable(h.billing_account_id)) AND (h.payer_before <=> toNullable(h.payer_account_id))), NULL, toNullable(h.held_from)) AS stretch_begins
        FROM followed AS h
    ),
    placed AS
    (
        SELECT
            h.subscription_id AS subscription_id,
            h.billing_account_id AS billing_account_id,
            h.payer_account_id AS payer_account_id,
            h.cycle_day AS cycle_day,
            h.offering_id AS offering_id,
            h.allowance_id AS allowance_id,
            h.unit AS unit,
            h.period AS period,
            h.held_since AS held_since,
            h.held_from AS held_from,
            h.held_to AS held_to,
            assumeNotNull(max(h.stretch_begins) OVER (PARTITION BY h.subscription_id, h.offering_id, h.allowance_id, h.unit, h.period ORDER BY h.held_since ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS stretch_from,
            assumeNotNull(max(h.holding_begins) OVER (PARTITION BY h.subscription_id, h.offering_id, h.allowance_id, h.unit, h.period ORDER BY h.held_since ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)) AS holding_from
        FROM begun AS h
    )
SELECT
    h.subscription_id AS subscription_id,
    h.billing_account_id AS billing_account_id,
    h.payer_account_id AS payer_account_id,
    h.cycle_day AS cycle_day,
    h.offering_id AS offering_id,
    h.allowance_id AS allowance_id,
    h.unit AS unit,
    h.period AS period,
    h.held_since AS held_since,
    h.held_from AS held_from,
    h.held_to AS held_to,
    h.stretch_from AS stretch_from,
    h.holding_from AS holding_from,
    max(h.held_to) OVER (PARTITION BY h.subscription_id, h.offering_id, h.allowance_id, h.unit, h.period, h.holding_from) AS holding_to
FROM placed AS h
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
