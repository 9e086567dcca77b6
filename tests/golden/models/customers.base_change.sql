WITH
    neighbours AS
    (
        SELECT
            i.subscription_id AS subscription_id,
            i.from_day AS from_day,
            i.to_day AS to_day,
            i.enters AS enters,
            i.leaves AS leaves,
            i.type AS type,
            i.segment AS segment,
            i.region AS region,
            i.offering_id AS offering_id,
            i.contract_months AS contract_months,
            i.access AS access,
            i.currency AS currency,
            lag(toNullable(i.type), 1) OVER (PARTITION BY i.subscription_id ORDER BY i.from_day ASC) AS previous_type,
            lag(toNullable(i.segment), 1) OVER (PARTITION BY i.subscription_id ORDER BY i.from_day ASC) AS previous_segment,
            lag(toNullable(i.region), 1) OVER (PARTITION BY i.subscription_id ORDER BY i.from_day ASC) AS previous_region,
            lag(toNullable(i.offering_id), 1) OVER (PARTITION BY i.subscription_id ORDER BY i.from_day ASC) AS previous_offering_id,
            lag(toNullable(i.contract_months), 1) OVER (PARTITION BY i.subscription_id ORDER BY i.from_day ASC) AS previous_contract_months,
            lag(toNullable(i.access), 1) OVER (PARTITION BY i.subscription_id ORDER BY i.from_day ASC) AS previous_access,
            lag(toNullable(i.currency), 1) OVER (PARTITION BY i.subscription_id ORDER BY i.from_day ASC) AS previous_currency,
            lead(toNullable(i.type), 1) OVER (PARTITION BY i.subscription_id ORDER BY i.from_day ASC) AS next_type,
            lead(toNullable(i.segment), 1) OVER (PARTITION BY i.subscription_id ORDER BY i.from_day ASC) AS next_segment,
            lead(toNullable(i.region), 1) OVER (PARTITION BY i.subscription_id ORDER BY i.from_day ASC) AS next_region,
            lead(toNullable(i.offering_id), 1) OVER (PARTITION BY i.subscription_id ORDER BY i.from_day ASC) AS next_offering_id,
            lead(toNullable(i.contract_months), 1) OVER (PARTITION BY i.subscription_id ORDER BY i.from_day ASC) AS next_contract_months,
            lead(toNullable(i.access), 1) OVER (PARTITION BY i.subscription_id ORDER BY i.from_day ASC) AS next_access,
            lead(toNullable(i.currency), 1) OVER (PARTITION BY i.subscription_id ORDER BY i.from_day ASC) AS next_currency
        FROM customers.base_interval AS i
    ),
    entering AS
    (
        SELECT
            n.subscription_id AS subscription_id,
            n.from_day AS day,
            multiIf(n.enters = 'add', 'add', n.enters = 'reconnect', 'reconnect', 'moved in') AS change,
            n.type AS type,
            n.segment AS segment,
            n.region AS region,
            n.offering_id AS offering_id,
            n.contract_months AS contract_months,
            n.access AS access,
            n.currency AS currency,
            if(n.enters = 'moved', n.previous_type, NULL) AS other_type,
            if(n.enters = 'moved', n.previous_segment, NULL) AS other_segment,
            if(n.enters = 'moved', n.previous_region, NULL) AS other_region,
            if(n.enters = 'moved', n.previous_offering_id, NULL) AS other_offering_id,
            if(n.enters = 'moved', n.previous_contract_months, NULL) AS other_contract_months,
            if(n.enters = 'moved', n.previous_access, NULL) AS other_access,
            if(n.enters = 'moved', n.previous_currency, NULL) AS other_currency
        FROM neighbours AS n
    ),
    leaving AS
    (
        SELECT
            n.subscription_id AS subscription_id,
            n.to_day AS day,
            if(n.leaves = 'moved', 'moved out', 'termination') AS change,
            n.type AS type,
            n.segment AS segment,
            n.region AS region,
            n.offering_id AS offering_id,
            n.contract_months AS contract_months,
            n.access AS access,
            n.currency AS currency,
            if(n.leaves = 'moved', n.next_type, NULL) AS other_type,
            if(n.leaves = 'moved', n.next_segment, NULL) AS other_segment,
            if(n.leaves = 'moved', n.next_region, NULL) AS other_region,
            if(n.leaves = 'moved', n.next_offering_id, NULL) AS other_offering_id,
            if(n.leaves = 'moved', n.next_contract_months, NULL) AS other_contract_months,
            if(n.leaves = 'moved', n.next_access, NULL) AS other_access,
            if(n.leaves = 'moved', n.next_currency, NULL) AS other_currency
        FROM neighbours AS n
        WHERE n.leaves != 'stays'
    ),
    side AS
    (
        SELECT *
        FROM entering
        UNION ALL
        SELECT *
        FROM leaving
    )
SELECT s.*
FROM side AS s
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
