WITH
    arrived AS
    (
        SELECT
            p.payment_id AS payment_id,
            p.billing_account_id AS billing_account_id,
            p.currency AS currency,
            p.kind AS kind,
            p.amount AS amount,
            toDate(addSeconds(p.received_at, coalesce(o.offset_s, 0))) AS posted_on
        FROM staging.payment AS p
        LEFT JOIN staging.billing_account_current AS a ON a.billing_account_id = p.billing_account_id
        ASOF LEFT JOIN staging.zone_offset AS o ON (o.zone = a.time_zone) AND (p.received_at >= o.from_at)
        WHERE p.received_at < (
            SELECT k.as_of AS as_of
            FROM staging.clock AS k
        )
    )
SELECT
    coalesce(y.payer_account_id, p.billing_account_id) AS billing_account_id,
    p.currency AS currency,
    p.posted_on AS posted_on,
    CAST(p.kind, 'LowCardinality(String)') AS kind,
    p.payment_id AS document_id,
    toDecimal128(if((p.kind IN ('payment', 'write-off')), (-p.amount), p.amount), 3) AS amount
FROM arrived AS p
ASOF LEFT JOIN billing.account_payer AS y ON (y.billing_account_id = p.billing_account_id) AND (p.posted_on >= y.from_day)
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
