-- Marts as handmade data: what the reports read, small and odd enough to show mistakes.
-- {p} is the environment prefix.
CREATE DATABASE {p}finance;
CREATE DATABASE {p}receivables;
CREATE DATABASE {p}customers;
CREATE DATABASE {p}marketing;

CREATE TABLE {p}finance.data_status ENGINE = MergeTree ORDER BY (source, contract) AS
SELECT 'sample' AS source, contract, toUInt64(events) AS events, toDateTime64('2026-01-01 00:00:00', 3, 'UTC') AS first_event,
  toDateTime64('2026-06-30 23:41:07', 3, 'UTC') AS last_event, toUInt64(events) AS simulated, toUInt64(bad) AS quarantined
FROM values('contract String, events UInt64, bad UInt64', ('usage', 918345, 12), ('payment', 10233, 0), ('subscription', 4120, 1), ('recharge', 22871, 0));

CREATE TABLE {p}finance.revenue_monthly ENGINE = MergeTree ORDER BY (month, currency, type, segment, category, service) AS
SELECT addMonths(toDate('2026-01-01'), m) AS month, if(t.2 LIKE '%prepaid', 'VND', 'EUR') AS currency, t.2 AS type, s AS segment, c.1 AS category, c.2 AS service,
  toDecimal128(round((1000 + 37 * m + cityHash64(t, s, c, m) % 700) * if(currency = 'VND', 9000, 1.17), if(currency = 'VND', 0, 2)), 2) AS net
FROM numbers(6) AS n ARRAY JOIN [number] AS m
ARRAY JOIN [(1, 'mobile prepaid'), (2, 'mobile postpaid'), (3, 'fixed prepaid'), (4, 'fixed postpaid')] AS t
ARRAY JOIN ['consumer', 'small business', 'enterprise'] AS s
ARRAY JOIN [('recurring', ''), ('usage', 'voice'), ('usage', 'data'), ('usage', 'messaging')] AS c;

CREATE TABLE {p}finance.bill_monthly ENGINE = MergeTree ORDER BY (month, currency) AS
SELECT month, currency, toUInt64(400 + cityHash64(month, currency) % 90) AS bills, net, toDecimal128(net * toDecimal32(0.2, 1), 2) AS tax, net + tax AS gross
FROM (SELECT month, currency, sum(r.net) AS net FROM {p}finance.revenue_monthly AS r GROUP BY month, currency);

CREATE TABLE {p}finance.revenue_reconciliation ENGINE = MergeTree ORDER BY (month, currency, step, stage, service) AS
SELECT addMonths(toDate('2026-01-01'), m) AS month, if(st.1 < 5, '', cur) AS currency, toUInt8(st.1) AS step, st.2 AS stage, service,
  toUInt64(greatest(1, st.3 * (1 + cityHash64(m, service) % 50) / 10)) AS events, toDecimal128(events * 61, 0) AS quantity,
  toDecimal128(if(st.1 < 5, 0, events * 0.0731), 9) AS amount
FROM numbers(6) AS n ARRAY JOIN [number] AS m
ARRAY JOIN [(1, 'landed', 30000), (2, 'duplicate', 300), (3, 'rejected: no rate', 40), (3, 'rejected: unknown subscription', 25), (4, 'accepted', 29000), (5, 'rated', 29000), (6, 'billed', 28000), (7, 'unbilled', 1000), (8, 'rounding', 1)] AS st
ARRAY JOIN ['voice', 'data', 'messaging'] AS service
ARRAY JOIN if(st.1 < 5, ['EUR'], ['EUR', 'VND']) AS cur;

CREATE TABLE {p}receivables.ageing ENGINE = MergeTree ORDER BY (currency, bucket) AS
SELECT toDate('2026-06-30') AS as_of_day, currency, b.1 AS bucket, toUInt64(b.2) AS accounts, toDecimal128(b.3 * if(currency = 'VND', 25000, 1), 2) AS amount
FROM (SELECT arrayJoin(['EUR', 'VND']) AS currency)
ARRAY JOIN [('current', 312, 18230.55), ('1-30', 96, 4821.9), ('31-60', 41, 2210.05), ('61-90', 22, 1190.4), ('91-120', 9, 600), ('121-180', 4, 240.75), ('181+', 3, 199.99), ('disputed', 6, 310.1), ('unapplied credit', 11, -145.35)] AS b;

CREATE TABLE {p}receivables.collection_list ENGINE = MergeTree ORDER BY (day, rank) AS
SELECT toDate('2026-06-30') AS day, toUInt32(number + 1) AS rank, concat('A-', toString(100000 + cityHash64(number) % 900000)) AS billing_account_id,
  concat('C-', toString(100000 + cityHash64(number, 1) % 900000)) AS customer_id, ['consumer', 'small business', 'enterprise'][1 + number % 3] AS segment,
  if(number % 4 = 0, 'fixed postpaid', 'mobile postpaid') AS type, if(number % 5 = 0, 'VND', 'EUR') AS currency,
  toDecimal128((900 - 3.11 * number) * if(number % 5 = 0, 25000, 1), 2) AS overdue, toDate('2026-06-30') - (3 + number % 120) AS oldest_due_date, toInt32(3 + number % 120) AS days_past_due,
  multiIf(days_past_due < 7, 'reminder', days_past_due < 15, 'second letter', days_past_due < 30, 'outgoing barred', days_past_due < 60, 'all services barred', 'hand over') AS step,
  ['sms', 'email', 'letter', 'call'][1 + number % 4] AS channel, round(0.95 - days_past_due / 150, 3) AS probability, toDecimal128(overdue * toDecimal64(probability, 3), 2) AS expected_recovery
FROM numbers(175);

CREATE TABLE {p}customers.base_daily ENGINE = MergeTree ORDER BY (day, type, segment, region, offering_id) AS
SELECT toDate('2026-01-01') + number AS day, t AS type, s AS segment, r AS region, concat(t, ' ', 'basic') AS offering_id,
  toUInt64(100 + 10 * length(s) + number) AS opening, toUInt64(2) AS adds, toUInt64(0) AS reconnects, toUInt64(0) AS moved_in, toUInt64(0) AS moved_out, toUInt64(1) AS terminations, opening + 1 AS closing
FROM numbers(181)
ARRAY JOIN ['mobile prepaid', 'mobile postpaid', 'fixed prepaid', 'fixed postpaid'] AS t
ARRAY JOIN ['consumer', 'small business', 'enterprise'] AS s ARRAY JOIN ['north', 'south', 'east'] AS r;

CREATE TABLE {p}customers.churn_monthly ENGINE = MergeTree ORDER BY month AS
SELECT addMonths(toDate('2026-01-01'), number) AS month, toUInt64(4000 + 40 * number) AS opening, toUInt64(110) AS adds, toUInt64(10) AS reconnects, toUInt64(80) AS terminations, opening + 40 AS closing,
  (opening + closing) / 2 AS average_base, terminations / average_base AS churn_rate, terminations / opening AS churn_rate_opening, adds + terminations AS base_turnover
FROM numbers(6);

CREATE TABLE {p}customers.churn_monthly_by ENGINE = MergeTree ORDER BY (month, dimension, value) AS
SELECT month, d.1 AS dimension, d.2 AS value, toUInt64(opening * d.3) AS opening, toUInt64(adds * d.3) AS adds, toUInt64(reconnects * d.3) AS reconnects, toUInt64(terminations * d.3 + cityHash64(month, d) % 9) AS terminations,
  opening + adds + reconnects - terminations AS closing, (opening + closing) / 2 AS average_base, terminations / average_base AS churn_rate, terminations / opening AS churn_rate_opening, adds + terminations AS base_turnover
FROM {p}customers.churn_monthly
ARRAY JOIN [('type', 'mobile prepaid', 0.5), ('type', 'mobile postpaid', 0.3), ('type', 'fixed prepaid', 0.05), ('type', 'fixed postpaid', 0.15), ('segment', 'consumer', 0.7), ('segment', 'small business', 0.2), ('segment', 'enterprise', 0.1),
  ('region', 'north', 0.4), ('region', 'south', 0.35), ('region', 'east', 0.25), ('contract', '0', 0.55), ('contract', '12', 0.25), ('contract', '24', 0.2), ('access', 'mobile', 0.8), ('access', 'fiber', 0.15), ('access', 'dsl', 0.05)] AS d;

CREATE TABLE {p}customers.leaver ENGINE = MergeTree ORDER BY (month, type, segment) AS
SELECT addMonths(toDate('2026-01-01'), m) AS month, t AS type, s AS segment, ['north', 'south', 'east'][1 + cityHash64(t, s, m) % 3] AS region, toUInt8([0, 12, 24][1 + cityHash64(s, t) % 3]) AS contract, if(t LIKE 'mobile%', 'mobile', 'fiber') AS access,
  r AS reason, ['0', '1-3', '4-12', '13-24', '25-48', '49+'][1 + cityHash64(r, t, s, m) % 6] AS tenure_band, r NOT IN ('debt', 'inactive') AS voluntary,
  toUInt64(1 + cityHash64(t, s, r, m) % 7) AS leavers, toDecimal128(leavers * 19.99, 2) AS monthly_charges
FROM numbers(6) AS n ARRAY JOIN [number] AS m ARRAY JOIN ['mobile prepaid', 'mobile postpaid', 'fixed prepaid', 'fixed postpaid'] AS t
ARRAY JOIN ['consumer', 'small business', 'enterprise'] AS s ARRAY JOIN ['price', 'moved', 'competitor', 'debt', 'inactive', 'dissatisfied'] AS r;

CREATE TABLE {p}customers.churned_share ENGINE = MergeTree ORDER BY (dimension, value) AS
SELECT dimension, value, 'EUR' AS currency, toUInt64(customers) AS customers, toUInt64(churned) AS churned, churned / customers AS churned_share, toDecimal128(customers * 64.76, 2) AS monthly_charges, toDecimal128(churned * 74.44, 2) AS churned_monthly_charges
FROM values('dimension String, value String, customers UInt64, churned UInt64', ('all', '', 4300, 480), ('contract', '0', 2400, 380), ('contract', '12', 1000, 70), ('contract', '24', 900, 30), ('access', 'mobile', 3500, 390), ('access', 'fiber', 800, 90), ('type', 'mobile prepaid', 2200, 300), ('type', 'mobile postpaid', 2100, 180), ('segment', 'consumer', 3100, 400), ('segment', 'enterprise', 1200, 80));

CREATE TABLE {p}customers.survival ENGINE = MergeTree ORDER BY (type, segment, contract, tenure_months) AS
SELECT t AS type, s AS segment, toUInt8(c) AS contract, toUInt16(number) AS tenure_months, toUInt64(if(cityHash64(t, s, c, number) % 3 = 0, 1 + if(c = 0, 4, 0) + cityHash64(number, s) % 3, 0)) AS lost, toUInt64(2 + number / 6 + cityHash64(t, number) % 5) AS censored
FROM numbers(72) ARRAY JOIN ['mobile prepaid', 'mobile postpaid', 'fixed prepaid', 'fixed postpaid'] AS t ARRAY JOIN ['consumer', 'small business', 'enterprise'] AS s ARRAY JOIN [0, 12, 24] AS c;

CREATE TABLE {p}customers.retention_cohort ENGINE = MergeTree ORDER BY (cohort, type, segment, months_since) AS
SELECT addMonths(toDate('2026-01-01'), m) AS cohort, t AS type, s AS segment, toUInt16(k) AS months_since, toUInt64(40 + cityHash64(m, t, s) % 30) AS base, toUInt64(base * pow(0.97 - length(t) / 1000, k)) AS kept
FROM numbers(6) AS n ARRAY JOIN [number] AS m ARRAY JOIN range(6 - m) AS k ARRAY JOIN ['mobile prepaid', 'mobile postpaid', 'fixed prepaid', 'fixed postpaid'] AS t ARRAY JOIN ['consumer', 'small business', 'enterprise'] AS s;

CREATE TABLE {p}customers.arpu_monthly ENGINE = MergeTree ORDER BY (month, type, segment, currency) AS
SELECT month, type, segment, currency, sum(net) AS revenue, 200 + cityHash64(type, segment) % 100 AS average_base, toFloat64(revenue) / average_base AS arpu
FROM {p}finance.revenue_monthly GROUP BY month, type, segment, currency;

CREATE TABLE {p}marketing.base_by_segment ENGINE = MergeTree ORDER BY (segment, type, region, offering_id) AS
SELECT toDate('2026-06-30') AS as_of_day, segment, type, region, offering_id, 'EUR' AS currency, sum(closing) AS lines, toUInt64(lines * 0.9) AS customers, toDecimal128(lines * 21.5, 2) AS monthly_charges
FROM {p}customers.base_daily WHERE day = '2026-06-30' GROUP BY segment, type, region, offering_id;

CREATE TABLE {p}marketing.at_risk ENGINE = MergeTree ORDER BY (customer_id) AS
SELECT concat('C-', toString(number)) AS customer_id, concat('S-', toString(number)) AS subscription_id, ['consumer', 'small business', 'enterprise'][1 + number % 3] AS segment,
  ['mobile prepaid', 'mobile postpaid', 'fixed prepaid', 'fixed postpaid'][1 + number % 4] AS type, ['north', 'south', 'east'][1 + number % 3] AS region,
  toDecimal128(10 + number % 40, 9) AS arpu_3m, (cityHash64(number) % 1000) / 1000 AS risk, multiIf(risk > 0.8, 'high', risk > 0.5, 'medium', 'low') AS band,
  ['month to month, in month 1-3 (x 2.1)', 'month to month, in month 1-3 (x 2.1); late payment (x 1.4)', 'late payment (x 1.4)', '2+ tickets in 90 days (x 1.7)'][1 + cityHash64(number, 2) % 4] AS drivers, number % 3 > 0 AS contactable
FROM numbers(1500);

CREATE TABLE {p}marketing.at_risk_summary ENGINE = MergeTree ORDER BY (segment, type, band) AS
SELECT segment, type, band, count() AS customers, sum(arpu_3m) AS monthly_value FROM {p}marketing.at_risk GROUP BY segment, type, band;
