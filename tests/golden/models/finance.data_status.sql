SELECT
    e._source AS feed,
    'usage' AS contract,
    toInt64(count()) AS events,
    toNullable(min(e.started_at)) AS first_event,
    toNullable(max(e.started_at)) AS last_event,
    toInt64(countIf(e._source = 'simulator')) AS simulated,
    toInt64(0) AS quarantined
FROM raw.usage AS e
GROUP BY e._source
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    e._source AS feed,
    'usage_partial' AS contract,
    toInt64(count()) AS events,
    toNullable(min(e.reported_at)) AS first_event,
    toNullable(max(e.reported_at)) AS last_event,
    toInt64(countIf(e._source = 'simulator')) AS simulated,
    toInt64(0) AS quarantined
FROM raw.usage_partial AS e
GROUP BY e._source
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    e._source AS feed,
    'metered_usage' AS contract,
    toInt64(count()) AS events,
    toNullable(min(e.started_at)) AS first_event,
    toNullable(max(e.started_at)) AS last_event,
    toInt64(countIf(e._source = 'simulator')) AS simulated,
    toInt64(0) AS quarantined
FROM raw.metered_usage AS e
GROUP BY e._source
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    e._source AS feed,
    'file_control' AS contract,
    toInt64(count()) AS events,
    toNullable(min(e.closed_at)) AS first_event,
    toNullable(max(e.closed_at)) AS last_event,
    toInt64(countIf(e._source = 'simulator')) AS simulated,
    toInt64(0) AS quarantined
FROM raw.file_control AS e
GROUP BY e._source
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    e._source AS feed,
    'recharge' AS contract,
    toInt64(count()) AS events,
    toNullable(min(e.recharged_at)) AS first_event,
    toNullable(max(e.recharged_at)) AS last_event,
    toInt64(countIf(e._source = 'simulator')) AS simulated,
    toInt64(0) AS quarantined
FROM raw.recharge AS e
GROUP BY e._source
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    e._source AS feed,
    'balance_movement' AS contract,
    toInt64(count()) AS events,
    toNullable(min(e.moved_at)) AS first_event,
    toNullable(max(e.moved_at)) AS last_event,
    toInt64(countIf(e._source = 'simulator')) AS simulated,
    toInt64(0) AS quarantined
FROM raw.balance_movement AS e
GROUP BY e._source
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    e._source AS feed,
    'pass_purchase' AS contract,
    toInt64(count()) AS events,
    toNullable(min(e.bought_at)) AS first_event,
    toNullable(max(e.bought_at)) AS last_event,
    toInt64(countIf(e._source = 'simulator')) AS simulated,
    toInt64(0) AS quarantined
FROM raw.pass_purchase AS e
GROUP BY e._source
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    e._source AS feed,
    'payment' AS contract,
    toInt64(count()) AS events,
    toNullable(min(e.received_at)) AS first_event,
    toNullable(max(e.received_at)) AS last_event,
    toInt64(countIf(e._source = 'simulator')) AS simulated,
    toInt64(0) AS quarantined
FROM raw.payment AS e
GROUP BY e._source
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    e._source AS feed,
    'settlement' AS contract,
    toInt64(count()) AS events,
    toNullable(min(e.settled_at)) AS first_event,
    toNullable(max(e.settled_at)) AS last_event,
    toInt64(countIf(e._source = 'simulator')) AS simulated,
    toInt64(0) AS quarantined
FROM raw.settlement AS e
GROUP BY e._source
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    e._source AS feed,
    'adjustment' AS contract,
    toInt64(count()) AS events,
    toNullable(min(e.adjusted_at)) AS first_event,
    toNullable(max(e.adjusted_at)) AS last_event,
    toInt64(countIf(e._source = 'simulator')) AS simulated,
    toInt64(0) AS quarantined
FROM raw.adjustment AS e
GROUP BY e._source
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    e._source AS feed,
    'dispute' AS contract,
    toInt64(count()) AS events,
    toNullable(min(e.updated_at)) AS first_event,
    toNullable(max(e.updated_at)) AS last_event,
    toInt64(countIf(e._source = 'simulator')) AS simulated,
    toInt64(0) AS quarantined
FROM raw.dispute AS e
GROUP BY e._source
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    e._source AS feed,
    'customer' AS contract,
    toInt64(count()) AS events,
    toNullable(min(e.updated_at)) AS first_event,
    toNullable(max(e.updated_at)) AS last_event,
    toInt64(countIf(e._source = 'simulator')) AS simulated,
    toInt64(0) AS quarantined
FROM raw.customer AS e
GROUP BY e._source
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    e._source AS feed,
    'customer_contact' AS contract,
    toInt64(count()) AS events,
    toNullable(min(e.updated_at)) AS first_event,
    toNullable(max(e.updated_at)) AS last_event,
    toInt64(countIf(e._source = 'simulator')) AS simulated,
    toInt64(0) AS quarantined
FROM raw.customer_contact AS e
GROUP BY e._source
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    e._source AS feed,
    'billing_account' AS contract,
    toInt64(count()) AS events,
    toNullable(min(e.updated_at)) AS first_event,
    toNullable(max(e.updated_at)) AS last_event,
    toInt64(countIf(e._source = 'simulator')) AS simulated,
    toInt64(0) AS quarantined
FROM raw.billing_account AS e
GROUP BY e._source
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    e._source AS feed,
    'entity_change' AS contract,
    toInt64(count()) AS events,
    toNullable(min(e.changed_at)) AS first_event,
    toNullable(max(e.changed_at)) AS last_event,
    toInt64(countIf(e._source = 'simulator')) AS simulated,
    toInt64(0) AS quarantined
FROM raw.entity_change AS e
GROUP BY e._source
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    e._source AS feed,
    'subscription' AS contract,
    toInt64(count()) AS events,
    toNullable(min(e.effective_at)) AS first_event,
    toNullable(max(e.effective_at)) AS last_event,
    toInt64(countIf(e._source = 'simulator')) AS simulated,
    toInt64(0) AS quarantined
FROM raw.subscription AS e
GROUP BY e._source
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    e._source AS feed,
    'subscription_number' AS contract,
    toInt64(count()) AS events,
    toNullable(min(e.assigned_from)) AS first_event,
    toNullable(max(e.assigned_from)) AS last_event,
    toInt64(countIf(e._source = 'simulator')) AS simulated,
    toInt64(0) AS quarantined
FROM raw.subscription_number AS e
GROUP BY e._source
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    e._source AS feed,
    'product_order' AS contract,
    toInt64(count()) AS events,
    toNullable(min(e.updated_at)) AS first_event,
    toNullable(max(e.updated_at)) AS last_event,
    toInt64(countIf(e._source = 'simulator')) AS simulated,
    toInt64(0) AS quarantined
FROM raw.product_order AS e
GROUP BY e._source
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    e._source AS feed,
    'life_cycle_step' AS contract,
    toInt64(count()) AS events,
    toNullable(min(e.entered_at)) AS first_event,
    toNullable(max(e.entered_at)) AS last_event,
    toInt64(countIf(e._source = 'simulator')) AS simulated,
    toInt64(0) AS quarantined
FROM raw.life_cycle_step AS e
GROUP BY e._source
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    e._source AS feed,
    'trouble_ticket' AS contract,
    toInt64(count()) AS events,
    toNullable(min(e.updated_at)) AS first_event,
    toNullable(max(e.updated_at)) AS last_event,
    toInt64(countIf(e._source = 'simulator')) AS simulated,
    toInt64(0) AS quarantined
FROM raw.trouble_ticket AS e
GROUP BY e._source
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    e._source AS feed,
    'interaction' AS contract,
    toInt64(count()) AS events,
    toNullable(min(e.happened_at)) AS first_event,
    toNullable(max(e.happened_at)) AS last_event,
    toInt64(countIf(e._source = 'simulator')) AS simulated,
    toInt64(0) AS quarantined
FROM raw.interaction AS e
GROUP BY e._source
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    e._source AS feed,
    'feedback' AS contract,
    toInt64(count()) AS events,
    toNullable(min(e.given_at)) AS first_event,
    toNullable(max(e.given_at)) AS last_event,
    toInt64(countIf(e._source = 'simulator')) AS simulated,
    toInt64(0) AS quarantined
FROM raw.feedback AS e
GROUP BY e._source
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    e._source AS feed,
    'consent' AS contract,
    toInt64(count()) AS events,
    toNullable(min(e.decided_at)) AS first_event,
    toNullable(max(e.decided_at)) AS last_event,
    toInt64(countIf(e._source = 'simulator')) AS simulated,
    toInt64(0) AS quarantined
FROM raw.consent AS e
GROUP BY e._source
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    e._source AS feed,
    'network_measurement' AS contract,
    toInt64(count()) AS events,
    toNullable(min(e.measured_at)) AS first_event,
    toNullable(max(e.measured_at)) AS last_event,
    toInt64(countIf(e._source = 'simulator')) AS simulated,
    toInt64(0) AS quarantined
FROM raw.network_measurement AS e
GROUP BY e._source
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    e._source AS feed,
    'account_coupon' AS contract,
    toInt64(count()) AS events,
    toNullable(min(e.given_at)) AS first_event,
    toNullable(max(e.given_at)) AS last_event,
    toInt64(countIf(e._source = 'simulator')) AS simulated,
    toInt64(0) AS quarantined
FROM raw.account_coupon AS e
GROUP BY e._source
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    e._source AS feed,
    'issued_bill' AS contract,
    toInt64(count()) AS events,
    toNullable(min(e.issued_at)) AS first_event,
    toNullable(max(e.issued_at)) AS last_event,
    toInt64(countIf(e._source = 'simulator')) AS simulated,
    toInt64(0) AS quarantined
FROM raw.issued_bill AS e
GROUP BY e._source
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    e._source AS feed,
    'issued_bill_line' AS contract,
    toInt64(count()) AS events,
    toNullable(min(e.issued_at)) AS first_event,
    toNullable(max(e.issued_at)) AS last_event,
    toInt64(countIf(e._source = 'simulator')) AS simulated,
    toInt64(0) AS quarantined
FROM raw.issued_bill_line AS e
GROUP BY e._source
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    e._source AS feed,
    'issued_bill_tax' AS contract,
    toInt64(count()) AS events,
    toNullable(min(e.issued_at)) AS first_event,
    toNullable(max(e.issued_at)) AS last_event,
    toInt64(countIf(e._source = 'simulator')) AS simulated,
    toInt64(0) AS quarantined
FROM raw.issued_bill_tax AS e
GROUP BY e._source
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    e._source AS feed,
    'document_delivery' AS contract,
    toInt64(count()) AS events,
    toNullable(min(e.at)) AS first_event,
    toNullable(max(e.at)) AS last_event,
    toInt64(countIf(e._source = 'simulator')) AS simulated,
    toInt64(0) AS quarantined
FROM raw.document_delivery AS e
GROUP BY e._source
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    r._source AS feed,
    coalesce(r.contract, 'unknown') AS contract,
    toInt64(0) AS events,
    NULL AS first_event,
    NULL AS last_event,
    toInt64(0) AS simulated,
    toInt64(count()) AS quarantined
FROM quarantine.record AS r
GROUP BY
    r._source,
    r.contract
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
