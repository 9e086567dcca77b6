SELECT
    coalesce(a.payer_account_id, d.billing_account_id) AS billing_account_id,
    d.currency AS currency,
    d.period_from AS period_from,
    sum(d.amount) AS amount
FROM staging.dispute_current AS d
LEFT JOIN staging.billing_account_current AS a ON a.billing_account_id = d.billing_account_id
WHERE (d.status = 'open') AND (d.updated_at < (
    SELECT k.as_of AS as_of
    FROM staging.clock AS k
))
GROUP BY
    coalesce(a.payer_account_id, d.billing_account_id),
    d.currency,
    d.period_from
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
