SELECT
    toDate('2000-01-01') AS valid_from,
    toDate('2120-01-01') AS valid_to,
    'postpaid' AS family,
    toInt32(1) AS rank,
    'A' AS credit_class,
    toInt32(12) AS min_tenure_months,
    toInt32(3) AS min_months_counted,
    toInt32(0) AS max_days_past_due,
    toInt32(0) AS max_returned_payments,
    toDecimal128('3', 2) AS months,
    'a year or more, nothing past due, no payment returned' AS because
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    toDate('2000-01-01') AS valid_from,
    toDate('2120-01-01') AS valid_to,
    'postpaid' AS family,
    toInt32(2) AS rank,
    'B' AS credit_class,
    toInt32(3) AS min_tenure_months,
    toInt32(3) AS min_months_counted,
    toInt32(14) AS max_days_past_due,
    toInt32(1) AS max_returned_payments,
    toDecimal128('2', 2) AS months,
    'three months or more, at most 14 days past due, at most one payment returned' AS because
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    toDate('2000-01-01') AS valid_from,
    toDate('2120-01-01') AS valid_to,
    'postpaid' AS family,
    toInt32(3) AS rank,
    'new' AS credit_class,
    toInt32(0) AS min_tenure_months,
    toInt32(0) AS min_months_counted,
    toInt32(0) AS max_days_past_due,
    toInt32(0) AS max_returned_payments,
    toDecimal128('1', 2) AS months,
    'too new to judge, nothing past due' AS because
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    toDate('2000-01-01') AS valid_from,
    toDate('2120-01-01') AS valid_to,
    'postpaid' AS family,
    toInt32(4) AS rank,
    'C' AS credit_class,
    toInt32(0) AS min_tenure_months,
    toInt32(0) AS min_months_counted,
    toInt32(60) AS max_days_past_due,
    toInt32(2) AS max_returned_payments,
    toDecimal128('1', 2) AS months,
    'at most 60 days past due, at most two payments returned' AS because
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    toDate('2000-01-01') AS valid_from,
    toDate('2120-01-01') AS valid_to,
    'postpaid' AS family,
    toInt32(5) AS rank,
    'D' AS credit_class,
    toInt32(0) AS min_tenure_months,
    toInt32(0) AS min_months_counted,
    toInt32(1000000) AS max_days_past_due,
    toInt32(1000000) AS max_returned_payments,
    toDecimal128('0', 2) AS months,
    'more than 60 days past due, or more than two payments returned' AS because
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    toDate('2000-01-01') AS valid_from,
    toDate('2120-01-01') AS valid_to,
    'prepaid' AS family,
    toInt32(1) AS rank,
    'A' AS credit_class,
    toInt32(12) AS min_tenure_months,
    toInt32(3) AS min_months_counted,
    toInt32(0) AS max_days_past_due,
    toInt32(0) AS max_returned_payments,
    toDecimal128('0.5', 2) AS months,
    'prepaid: a year or more, no payment returned' AS because
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    toDate('2000-01-01') AS valid_from,
    toDate('2120-01-01') AS valid_to,
    'prepaid' AS family,
    toInt32(2) AS rank,
    'B' AS credit_class,
    toInt32(3) AS min_tenure_months,
    toInt32(3) AS min_months_counted,
    toInt32(0) AS max_days_past_due,
    toInt32(0) AS max_returned_payments,
    toDecimal128('0.3', 2) AS months,
    'prepaid: three months or more, no payment returned' AS because
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
UNION ALL
SELECT
    toDate('2000-01-01') AS valid_from,
    toDate('2120-01-01') AS valid_to,
    'prepaid' AS family,
    toInt32(3) AS rank,
    'D' AS credit_class,
    toInt32(0) AS min_tenure_months,
    toInt32(0) AS min_months_counted,
    toInt32(1000000) AS max_days_past_due,
    toInt32(1000000) AS max_returned_payments,
    toDecimal128('0', 2) AS months,
    'prepaid: less than three months, or a payment returned' AS because
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
