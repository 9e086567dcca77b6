WITH
    kind AS
    (
        SELECT
            g.payer_account_id AS payer_account_id,
            g.billing_account_id AS billing_account_id,
            g.subscription_id AS subscription_id,
            g.scope AS scope,
            toInt32(toBool(((length(g.band_list) > toInt64(0)) AND (g.unit = 'seconds')))) AS banded,
            toInt32(toBool(((g.used_order != 'expiry') OR (g.own_first = true) OR (length(g.factor_zones) > toInt64(0)) OR ((g.held = 'balance') AND (g.increment > '0'))))) AS ordered
        FROM rating.usage_grant AS g
    ),
    sharer AS
    (
        SELECT
            tupleElement(who, 1) AS of,
            tupleElement(who, 2) AS id,
            max(tupleElement(who, 3)) AS shares,
            max(g.banded) AS banded,
            max(g.ordered) AS ordered
        FROM kind AS g
        ARRAY JOIN array(tuple('payer', g.payer_account_id, if(g.scope = 'hierarchy', toInt32(1), toInt32(0))), tuple('account', g.billing_account_id, if(g.scope = 'account', toInt32(1), toInt32(0))), tuple('line', g.subscription_id, toInt32(1))) AS who
        GROUP BY
            tupleElement(who, 1),
            tupleElement(who, 2)
    )
SELECT
    s.of AS of,
    s.id AS id,
    toBool(s.banded = 1) AS banded,
    toBool(s.ordered = 1) AS ordered
FROM sharer AS s
WHERE s.shares = 1
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
