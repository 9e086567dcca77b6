WITH
    account AS
    (
        SELECT DISTINCT s.billing_account_id AS billing_account_id
        FROM staging.billing_account_history AS s
    ),
    told AS
    (
        SELECT
            s.billing_account_id AS billing_account_id,
            s.from_day AS from_day,
            s.to_day AS to_day,
            s.payer_account_id AS told_to_pay,
            coalesce(a.billing_account_id, s.billing_account_id) AS up,
            s.currency AS currency,
            s.cycle_day AS cycle_day,
            s.cycle_months AS cycle_months,
            s.cycle_month AS cycle_month,
            s.tax_exempt AS tax_exempt
        FROM staging.billing_account_history AS s
        LEFT JOIN account AS a ON a.billing_account_id = s.payer_account_id
    ),
    child AS
    (
        SELECT
            d.billing_account_id AS billing_account_id,
            d.from_day AS from_day,
            d.to_day AS to_day,
            d.told_to_pay AS told_to_pay,
            d.up AS up
        FROM told AS d
        WHERE d.up != d.billing_account_id
    ),
    payer AS
    (
        SELECT
            d.billing_account_id AS billing_account_id,
            d.from_day AS from_day,
            d.to_day AS to_day,
            d.up AS up
        FROM told AS d
        WHERE d.billing_account_id IN (
            SELECT c.up AS up
            FROM child AS c
        )
    ),
    second AS
    (
        SELECT
            a.billing_account_id AS billing_account_id,
            greatest(a.from_day, p.from_day) AS from_day,
            least(a.to_day, p.to_day) AS to_day,
            a.told_to_pay AS told_to_pay,
            p.up AS up
        FROM child AS a
        INNER JOIN payer AS p ON p.billing_account_id = a.up
        WHERE (a.from_day < p.to_day) AND (p.from_day < a.to_day)
    ),
    third AS
    (
        SELECT
            a.billing_account_id AS billing_account_id,
            greatest(a.from_day, p.from_day) AS from_day,
            least(a.to_day, p.to_day) AS to_day,
            a.told_to_pay AS told_to_pay,
            p.up AS up
        FROM second AS a
        INNER JOIN payer AS p ON p.billing_account_id = a.up
        WHERE (a.from_day < p.to_day) AND (p.from_day < a.to_day)
    ),
    fourth AS
    (
        SELECT
            a.billing_account_id AS billing_account_id,
            greatest(a.from_day, p.from_day) AS from_day,
            least(a.to_day, p.to_day) AS to_day,
            a.told_to_pay AS told_to_pay,
            p.up AS up
        FROM third AS a
        INNER JOIN payer AS p ON p.billing_account_id = a.up
        WHERE (a.from_day < p.to_day) AND (p.from_day < a.to_day)
    ),
    fifth AS
    (
        SELECT
            a.billing_account_id AS billing_account_id,
            greatest(a.from_day, p.from_day) AS from_day,
            least(a.to_day, p.to_day) AS to_day,
            a.told_to_pay AS told_to_pay,
            p.up AS up
        FROM fourth AS a
        INNER JOIN payer AS p ON p.billing_account_id = a.up
        WHERE (a.from_day < p.to_day) AND (p.from_day < a.to_day)
    ),
    sixth AS
    (
        SELECT
            a.billing_account_id AS billing_account_id,
            greatest(a.from_day, p.from_day) AS from_day,
            least(a.to_day, p.to_day) AS to_day,
            a.told_to_pay AS told_to_pay,
            p.up AS up
        FROM fifth AS a
        INNER JOIN payer AS p ON p.billing_account_id = a.up
        WHERE (a.from_day < p.to_day) AND (p.from_day < a.to_day)
    ),
    seventh AS
    (
        SELECT
            a.billing_account_id AS billing_account_id,
            greatest(a.from_day, p.from_day) AS from_day,
            least(a.to_day, p.to_day) AS to_day,
            a.told_to_pay AS told_to_pay,
            p.up AS up
        FROM sixth AS a
        INNER JOIN payer AS p ON p.billing_account_id = a.up
        WHERE (a.from_day < p.to_day) AND (p.from_day < a.to_day)
    ),
    eighth AS
    (
        SELECT
            a.billing_account_id AS billing_account_id,
            greatest(a.from_day, p.from_day) AS from_day,
            least(a.to_day, p.to_day) AS to_day,
            a.told_to_pay AS told_to_pay,
            p.up AS up
        FROM seventh AS a
        INNER JOIN payer AS p ON p.billing_account_id = a.up
        WHERE (a.from_day < p.to_day) AND (p.from_day < a.to_day)
    ),
    climbed AS
    (
        SELECT e.*
        FROM eighth AS e
        UNION ALL
        SELECT
            d.billing_account_id AS billing_account_id,
            d.from_day AS from_day,
            d.to_day AS to_day,
            d.told_to_pay AS told_to_pay,
            d.up AS up
        FROM told AS d
        WHERE d.up = d.billing_account_id
    ),
    met AS
    (
        SELECT
            c.billing_account_id AS billing_account_id,
            greatest(c.from_day, greatest(p.from_day, s.from_day)) AS from_day,
            least(c.to_day, least(p.to_day, s.to_day)) AS to_day,
            if(multiIf(p.up != p.billing_account_id, 'circle', ((c.up = c.billing_account_id) AND (c.told_to_pay != c.billing_account_id)), 'unknown payer', p.currency != s.currency, 'other currency', '') != '', c.billing_account_id, c.up) AS payer_account_id,
            c.told_to_pay AS told_to_pay,
            multiIf(p.up != p.billing_account_id, 'circle', ((c.up = c.billing_account_id) AND (c.told_to_pay != c.billing_account_id)), 'unknown payer', p.currency != s.currency, 'other currency', '') AS problem,
            if(multiIf(p.up != p.billing_account_id, 'circle', ((c.up = c.billing_account_id) AND (c.told_to_pay != c.billing_account_id)), 'unknown payer', p.currency != s.currency, 'other currency', '') != '', s.cycle_day, p.cycle_day) AS cycle_day,
            if(multiIf(p.up != p.billing_account_id, 'circle', ((c.up = c.billing_account_id) AND (c.told_to_pay != c.billing_account_id)), 'unknown payer', p.currency != s.currency, 'other currency', '') != '', s.cycle_months, p.cycle_months) AS cycle_months,
            if(multiIf(p.up != p.billing_account_id, 'circle', ((c.up = c.billing_account_id) AND (c.told_to_pay != c.billing_account_id)), 'unknown payer', p.currency != s.currency, 'other currency', '') != '', s.cycle_month, p.cycle_month) AS cycle_month,
            if(multiIf(p.up != p.billing_account_id, 'circle', ((c.up = c.billing_account_id) AND (c.told_to_pay != c.billing_account_id)), 'unknown payer', p.currency != s.currency, 'other currency', '') != '', s.tax_exempt, p.tax_exempt) AS tax_exempt
        FROM climbed AS c
        INNER JOIN told AS p ON p.billing_account_id = c.up
        INNER JOIN told AS s ON s.billing_account_id = c.billing_account_id
    )
SELECT
    m.billing_account_id AS billing_account_id,
    m.from_day AS from_day,
    m.to_day AS to_day,
    m.payer_account_id AS payer_account_id,
    m.told_to_pay AS told_to_pay,
    CAST(m.problem, 'LowCardinality(String)') AS problem,
    m.cycle_day AS cycle_day,
    m.cycle_months AS cycle_months,
    m.cycle_month AS cycle_month,
    m.tax_exempt AS tax_exempt
FROM met AS m
WHERE m.from_day < m.to_day
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
