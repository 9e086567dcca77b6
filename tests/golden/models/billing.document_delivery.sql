WITH
    told AS
    (
        SELECT d.*
        FROM raw.document_delivery AS d
        ORDER BY
            _landed_at ASC,
            _source ASC,
            _partition ASC,
            _position ASC
        LIMIT 1 BY
            d.document_number,
            d.channel,
            d.state,
            d.at
    ),
    sent AS
    (
        SELECT
            d.document_number AS document_number,
            d.channel AS channel,
            argMax(d.state, tuple(toInt32(toBool(d.state != 'handed over')), d.at, d.state)) AS state,
            argMax(d.at, tuple(toInt32(toBool(d.state != 'handed over')), d.at, d.state)) AS state_at,
            argMax(d.detail, tuple(toInt32(toBool(d.state != 'handed over')), d.at, d.state)) AS detail,
            minIf(toNullable(d.at), d.state = 'handed over') AS handed_over_at,
            minIf(toNullable(d.at), d.state = 'delivered') AS delivered_at,
            minIf(toNullable(d.at), d.state = 'opened') AS opened_at,
            max(if((d.state IN ('bounced', 'returned', 'failed')), toNullable(d.at), NULL)) AS failed_at,
            max(if((d.state IN ('delivered', 'opened')), toNullable(d.at), NULL)) AS arrived_at
        FROM told AS d
        GROUP BY
            d.document_number,
            d.channel
    )
SELECT
    s.document_number AS document_number,
    s.channel AS channel,
    b.kind AS kind,
    b.billing_account_id AS billing_account_id,
    b.customer_id AS customer_id,
    s.state AS state,
    s.state_at AS state_at,
    s.detail AS detail,
    s.handed_over_at AS handed_over_at,
    s.delivered_at AS delivered_at,
    s.opened_at AS opened_at,
    if(((s.failed_at IS NOT NULL) AND ((s.arrived_at IS NULL) OR (s.arrived_at < s.failed_at))), true, false) AS has_failed
FROM sent AS s
LEFT JOIN billing.customer_bill AS b ON b.bill_number = s.document_number
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
