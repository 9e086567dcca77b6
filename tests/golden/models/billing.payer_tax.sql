WITH
    told AS
    (
        SELECT
            a.billing_account_id AS billing_account_id,
            a.tax_id AS tax_id,
            if(a.tax_id = '', '', coalesce(t.category, 'unknown')) AS category,
            toDecimal128(coalesce(t.rate, toDecimal128(0, 6)), 6) AS rate,
            greatest(a.from_day, coalesce(t.from_day, a.from_day)) AS from_day,
            least(a.to_day, coalesce(t.to_day, a.to_day)) AS to_day
        FROM staging.billing_account_history AS a
        LEFT JOIN billing.tax_in_force AS t ON t.tax_id = a.tax_id
    )
SELECT
    p.billing_account_id AS billing_account_id,
    p.tax_id AS tax_id,
    p.category AS category,
    p.rate AS rate,
    p.from_day AS from_day,
    p.to_day AS to_day
FROM told AS p
WHERE p.from_day < p.to_day
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
