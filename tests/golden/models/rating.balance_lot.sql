WITH
    planned AS
    (
        SELECT
            d.deposit_id AS deposit_id,
            d.subscription_id AS subscription_id,
            d.balance_id AS balance_id,
            d.at AS at,
            d.amount AS amount,
            d.expires_at AS expires_at,
            p.billing_account_id AS billing_account_id,
            p.payer_account_id AS payer_account_id,
            p.offering_id AS offering_id
        FROM rating.balance_deposit AS d
        ASOF LEFT JOIN rating.subscription_plan AS p ON (p.subscription_id = d.subscription_id) AND (d.at >= p.valid_from)
    ),
    ruled AS
    (
        SELECT
            d.deposit_id AS deposit_id,
            d.subscription_id AS subscription_id,
            d.billing_account_id AS billing_account_id,
            d.payer_account_id AS payer_account_id,
            d.offering_id AS offering_id,
            d.balance_id AS balance_id,
            d.at AS at,
            d.amount AS amount,
            d.expires_at AS expires_at,
            b.name AS name,
            b.kind AS kind,
            b.unit AS unit,
            b.services AS services,
            b.zones AS zones,
            b.bands AS bands,
            b.factors AS factors,
            b.increment AS increment,
            b.rate AS rate,
            b.priority AS priority,
            b.weight AS weight,
            b.used_order AS used_order,
            b.own_first AS own_first,
            b.scope AS scope,
            b.blocker AS blocker,
            b.expires_after_days AS expires_after_days,
            b.prolonged AS prolonged,
            b.maximum_debt AS maximum_debt,
            b.threshold AS threshold,
            toInt32(toBool(d.at >= addDays(coalesce(lag(toNullable(d.at), 1) OVER (PARTITION BY d.subscription_id, d.balance_id ORDER BY d.at ASC, d.deposit_id ASC), d.at), coalesce(toInt32(b.expires_after_days), toInt32(0))))) AS anew
        FROM planned AS d
        ASOF INNER JOIN staging.balance AS b ON (b.offering_id = d.offering_id) AND (b.balance_id = d.balance_id) AND (d.at >= b.valid_from)
    ),
    chained AS
    (
        SELECT
            d.*,
            sum(d.anew) OVER (PARTITION BY d.subscription_id, d.balance_id ORDER BY d.at ASC, d.deposit_id ASC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS chain
        FROM ruled AS d
    ),
    ending AS
    (
        SELECT
            d.*,
            concat(d.subscription_id, '/', d.balance_id) AS debtor,
            multiIf(d.deposit_id = concat(d.subscription_id, '/', d.balance_id), toDateTime64('2120-01-01 00:00:00.000', 3, 'UTC'), d.expires_at IS NOT NULL, coalesce(d.expires_at, toDateTime64('2120-01-01 00:00:00.000', 3, 'UTC')), d.expires_after_days IS NULL, toDateTime64('2120-01-01 00:00:00.000', 3, 'UTC'), addDays(if(d.prolonged = true, max(d.at) OVER (PARTITION BY d.subscription_id, d.balance_id, d.chain), d.at), toInt32(coalesce(d.expires_after_days, 0)))) AS to_at
        FROM chained AS d
    )
SELECT
    d.subscription_id AS subscription_id,
    coalesce(d.billing_account_id, '') AS billing_account_id,
    coalesce(d.payer_account_id, '') AS payer_account_id,
    toLowCardinality(coalesce(toString(d.offering_id), '')) AS offering_id,
    toLowCardinality(d.balance_id) AS allowance_id,
    d.name AS name,
    d.kind AS kind,
    d.unit AS unit,
    d.scope AS scope,
    arrayFilter(x1 -> (x1 != ''), splitByString(',', toString(d.services))) AS service_list,
    arrayFilter(x1 -> (x1 != ''), splitByString(',', toString(d.zones))) AS zone_list,
    arrayFilter(x1 -> (x1 != ''), splitByString(',', toString(d.bands))) AS band_list,
    arrayMap(x1 -> arrayElement(splitByString('=', x1), 1), arrayFilter(x1 -> (x1 != ''), splitByString(',', toString(d.factors)))) AS factor_zones,
    arrayMap(x1 -> coalesce(toDecimal128OrNull(arrayElement(splitByString('=', x1), 2), 9), toDecimal128('1', 9)), arrayFilter(x1 -> (x1 != ''), splitByString(',', toString(d.factors)))) AS factor_values,
    d.increment AS increment,
    d.rate AS rate,
    d.priority AS priority,
    d.weight AS weight,
    d.used_order AS used_order,
    d.own_first AS own_first,
    d.blocker AS blocker,
    d.deposit_id AS grant_id,
    '' AS from_grant,
    d.amount AS amount,
    toDecimal128(0, 9) AS least,
    tuple(toString(d.to_at), toInt64(0)) AS used_before,
    toDate('1970-01-01') AS valid_from,
    toDate('2120-01-01') AS valid_to,
    CAST(d.at, 'DateTime64(3, \'UTC\')') AS from_at,
    CAST(d.to_at, 'DateTime64(3, \'UTC\')') AS to_at,
    'balance' AS held,
    d.debtor AS debtor,
    toDecimal128(d.maximum_debt, 9) AS maximum_debt,
    d.threshold AS threshold
FROM ending AS d
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
