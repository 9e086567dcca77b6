// Written from tests/golden/columns.json by UPDATE_GOLDEN=1 npx vitest run tests/transforms/golden.test.ts; read by tsc only.
import type { RowOf } from '../../transforms/project/model.ts'
import { agree, complete, settle } from './agreement.ts'

{
  type Row = RowOf<typeof import('../../models/billing/account_cycle.ts').accountCycle>
  settle((row: Row) => [row.billing_account_id, row.number, row.cycle_day, row.since, row.begins, row.next_since, row.next_begins, row.to_day])
  complete<'billing.account_cycle', Row, 'billing_account_id' | 'number' | 'cycle_day' | 'since' | 'begins' | 'next_since' | 'next_begins' | 'to_day'>('agrees')
  agree<'billing.account_cycle', Row, 'billing_account_id', "String">('agrees')
  agree<'billing.account_cycle', Row, 'number', "UInt64">('agrees')
  agree<'billing.account_cycle', Row, 'cycle_day', "UInt8">('agrees')
  agree<'billing.account_cycle', Row, 'since', "Date">('agrees')
  agree<'billing.account_cycle', Row, 'begins', "Date">('agrees')
  agree<'billing.account_cycle', Row, 'next_since', "Nullable(Date)">('agrees')
  agree<'billing.account_cycle', Row, 'next_begins', "Nullable(Date)">('agrees')
  agree<'billing.account_cycle', Row, 'to_day', "Date">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/billing/account_payer.ts').accountPayer>
  settle((row: Row) => [row.billing_account_id, row.from_day, row.to_day, row.payer_account_id, row.told_to_pay, row.problem, row.cycle_day, row.cycle_months, row.cycle_month, row.tax_exempt])
  complete<'billing.account_payer', Row, 'billing_account_id' | 'from_day' | 'to_day' | 'payer_account_id' | 'told_to_pay' | 'problem' | 'cycle_day' | 'cycle_months' | 'cycle_month' | 'tax_exempt'>('agrees')
  agree<'billing.account_payer', Row, 'billing_account_id', "String">('agrees')
  agree<'billing.account_payer', Row, 'from_day', "Date">('agrees')
  agree<'billing.account_payer', Row, 'to_day', "Date">('agrees')
  agree<'billing.account_payer', Row, 'payer_account_id', "String">('agrees')
  agree<'billing.account_payer', Row, 'told_to_pay', "String">('agrees')
  agree<'billing.account_payer', Row, 'problem', "LowCardinality(String)">('agrees')
  agree<'billing.account_payer', Row, 'cycle_day', "UInt8">('agrees')
  agree<'billing.account_payer', Row, 'cycle_months', "UInt8">('agrees')
  agree<'billing.account_payer', Row, 'cycle_month', "UInt8">('agrees')
  agree<'billing.account_payer', Row, 'tax_exempt', "Bool">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/billing/account_period.ts').accountPeriod>
  settle((row: Row) => [row.billing_account_id, row.payer_account_id, row.month, row.cycle_day, row.period_from, row.period_to, row.days, row.bill_from, row.bill_to, row.tax_exempt, row.until, row.begun, row.closed])
  complete<'billing.account_period', Row, 'billing_account_id' | 'payer_account_id' | 'month' | 'cycle_day' | 'period_from' | 'period_to' | 'days' | 'bill_from' | 'bill_to' | 'tax_exempt' | 'until' | 'begun' | 'closed'>('agrees')
  agree<'billing.account_period', Row, 'billing_account_id', "String">('agrees')
  agree<'billing.account_period', Row, 'payer_account_id', "String">('agrees')
  agree<'billing.account_period', Row, 'month', "Date">('agrees')
  agree<'billing.account_period', Row, 'cycle_day', "UInt8">('agrees')
  agree<'billing.account_period', Row, 'period_from', "Date">('agrees')
  agree<'billing.account_period', Row, 'period_to', "Date">('agrees')
  agree<'billing.account_period', Row, 'days', "Int64">('agrees')
  agree<'billing.account_period', Row, 'bill_from', "Date">('agrees')
  agree<'billing.account_period', Row, 'bill_to', "Date">('agrees')
  agree<'billing.account_period', Row, 'tax_exempt', "Bool">('agrees')
  agree<'billing.account_period', Row, 'until', "Date">('agrees')
  agree<'billing.account_period', Row, 'begun', "Bool">('agrees')
  agree<'billing.account_period', Row, 'closed', "Bool">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/billing/adjustment_charge.ts').adjustmentCharge>
  settle((row: Row) => [row.adjustment_id, row.billing_account_id, row.customer_id, row.subscription_id, row.reason, row.day, row.period_from, row.net, row.tax_id, row.tax_rate, row.currency])
  complete<'billing.adjustment_charge', Row, 'adjustment_id' | 'billing_account_id' | 'customer_id' | 'subscription_id' | 'reason' | 'day' | 'period_from' | 'net' | 'tax_id' | 'tax_rate' | 'currency'>('agrees')
  agree<'billing.adjustment_charge', Row, 'adjustment_id', "String">('agrees')
  agree<'billing.adjustment_charge', Row, 'billing_account_id', "String">('agrees')
  agree<'billing.adjustment_charge', Row, 'customer_id', "String">('agrees')
  agree<'billing.adjustment_charge', Row, 'subscription_id', "Nullable(String)">('agrees')
  agree<'billing.adjustment_charge', Row, 'reason', "LowCardinality(String)">('agrees')
  agree<'billing.adjustment_charge', Row, 'day', "Date">('agrees')
  agree<'billing.adjustment_charge', Row, 'period_from', "Nullable(Date)">('agrees')
  agree<'billing.adjustment_charge', Row, 'net', "Decimal(38, 3)">('agrees')
  agree<'billing.adjustment_charge', Row, 'tax_id', "String">('agrees')
  agree<'billing.adjustment_charge', Row, 'tax_rate', "Decimal(38, 6)">('agrees')
  agree<'billing.adjustment_charge', Row, 'currency', "LowCardinality(String)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/billing/bill_difference.ts').billDifference>
  settle((row: Row) => [row.corrects_bill, row.billing_account_id, row.legal_entity_id, row.bill_from, row.bill_to, row.bill_date, row.bill_net, row.recent, row.charged_account_id, row.category, row.service, row.charge_id, row.period_from, row.period_to, row.tax_id, row.tax_category, row.tax_rate, row.currency, row.subscription_id, row.customer_id, row.description, row.corrects_line, row.quantity, row.net, row.rated_amount])
  complete<'billing.bill_difference', Row, 'corrects_bill' | 'billing_account_id' | 'legal_entity_id' | 'bill_from' | 'bill_to' | 'bill_date' | 'bill_net' | 'recent' | 'charged_account_id' | 'category' | 'service' | 'charge_id' | 'period_from' | 'period_to' | 'tax_id' | 'tax_category' | 'tax_rate' | 'currency' | 'subscription_id' | 'customer_id' | 'description' | 'corrects_line' | 'quantity' | 'net' | 'rated_amount'>('agrees')
  agree<'billing.bill_difference', Row, 'corrects_bill', "String">('agrees')
  agree<'billing.bill_difference', Row, 'billing_account_id', "String">('agrees')
  agree<'billing.bill_difference', Row, 'legal_entity_id', "LowCardinality(String)">('agrees')
  agree<'billing.bill_difference', Row, 'bill_from', "Date">('agrees')
  agree<'billing.bill_difference', Row, 'bill_to', "Date">('agrees')
  agree<'billing.bill_difference', Row, 'bill_date', "Date">('agrees')
  agree<'billing.bill_difference', Row, 'bill_net', "Decimal(38, 3)">('agrees')
  agree<'billing.bill_difference', Row, 'recent', "Bool">('agrees')
  agree<'billing.bill_difference', Row, 'charged_account_id', "String">('agrees')
  agree<'billing.bill_difference', Row, 'category', "LowCardinality(String)">('agrees')
  agree<'billing.bill_difference', Row, 'service', "String">('agrees')
  agree<'billing.bill_difference', Row, 'charge_id', "String">('agrees')
  agree<'billing.bill_difference', Row, 'period_from', "Date">('agrees')
  agree<'billing.bill_difference', Row, 'period_to', "Date">('agrees')
  agree<'billing.bill_difference', Row, 'tax_id', "String">('agrees')
  agree<'billing.bill_difference', Row, 'tax_category', "String">('agrees')
  agree<'billing.bill_difference', Row, 'tax_rate', "Decimal(38, 6)">('agrees')
  agree<'billing.bill_difference', Row, 'currency', "String">('agrees')
  agree<'billing.bill_difference', Row, 'subscription_id', "Nullable(String)">('agrees')
  agree<'billing.bill_difference', Row, 'customer_id', "String">('agrees')
  agree<'billing.bill_difference', Row, 'description', "String">('agrees')
  agree<'billing.bill_difference', Row, 'corrects_line', "Nullable(UInt64)">('agrees')
  agree<'billing.bill_difference', Row, 'quantity', "Int64">('agrees')
  agree<'billing.bill_difference', Row, 'net', "Decimal(38, 3)">('agrees')
  agree<'billing.bill_difference', Row, 'rated_amount', "Decimal(38, 9)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/billing/bill_discount.ts').billDiscount>
  settle((row: Row) => [row.bill_id, row.grant_id, row.plan_id, row.account_id, row.line_id, row.discount_id, row.name, row.tax_id, row.tax_category, row.tax_rate, row.currency, row.minor_units, row.net])
  complete<'billing.bill_discount', Row, 'bill_id' | 'grant_id' | 'plan_id' | 'account_id' | 'line_id' | 'discount_id' | 'name' | 'tax_id' | 'tax_category' | 'tax_rate' | 'currency' | 'minor_units' | 'net'>('agrees')
  agree<'billing.bill_discount', Row, 'bill_id', "String">('agrees')
  agree<'billing.bill_discount', Row, 'grant_id', "String">('agrees')
  agree<'billing.bill_discount', Row, 'plan_id', "String">('agrees')
  agree<'billing.bill_discount', Row, 'account_id', "String">('agrees')
  agree<'billing.bill_discount', Row, 'line_id', "String">('agrees')
  agree<'billing.bill_discount', Row, 'discount_id', "LowCardinality(String)">('agrees')
  agree<'billing.bill_discount', Row, 'name', "String">('agrees')
  agree<'billing.bill_discount', Row, 'tax_id', "String">('agrees')
  agree<'billing.bill_discount', Row, 'tax_category', "String">('agrees')
  agree<'billing.bill_discount', Row, 'tax_rate', "Decimal(38, 6)">('agrees')
  agree<'billing.bill_discount', Row, 'currency', "String">('agrees')
  agree<'billing.bill_discount', Row, 'minor_units', "Int32">('agrees')
  agree<'billing.bill_discount', Row, 'net', "Decimal(38, 3)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/billing/bill_discount_weight.ts').billDiscountWeight>
  settle((row: Row) => [row.bill_id, row.bill_to, row.grant_id, row.plan_id, row.account_id, row.only_line_id, row.discount_id, row.name, row.is_percentage, row.amount, row.applies_to, row.prices, row.offerings, row.applied_order, row.maximum, row.tax_id, row.tax_category, row.tax_rate, row.currency, row.minor_units, row.bill_net, row.weight])
  complete<'billing.bill_discount_weight', Row, 'bill_id' | 'bill_to' | 'grant_id' | 'plan_id' | 'account_id' | 'only_line_id' | 'discount_id' | 'name' | 'is_percentage' | 'amount' | 'applies_to' | 'prices' | 'offerings' | 'applied_order' | 'maximum' | 'tax_id' | 'tax_category' | 'tax_rate' | 'currency' | 'minor_units' | 'bill_net' | 'weight'>('agrees')
  agree<'billing.bill_discount_weight', Row, 'bill_id', "String">('agrees')
  agree<'billing.bill_discount_weight', Row, 'bill_to', "Date">('agrees')
  agree<'billing.bill_discount_weight', Row, 'grant_id', "String">('agrees')
  agree<'billing.bill_discount_weight', Row, 'plan_id', "String">('agrees')
  agree<'billing.bill_discount_weight', Row, 'account_id', "String">('agrees')
  agree<'billing.bill_discount_weight', Row, 'only_line_id', "String">('agrees')
  agree<'billing.bill_discount_weight', Row, 'discount_id', "LowCardinality(String)">('agrees')
  agree<'billing.bill_discount_weight', Row, 'name', "String">('agrees')
  agree<'billing.bill_discount_weight', Row, 'is_percentage', "Bool">('agrees')
  agree<'billing.bill_discount_weight', Row, 'amount', "Decimal(38, 9)">('agrees')
  agree<'billing.bill_discount_weight', Row, 'applies_to', "LowCardinality(String)">('agrees')
  agree<'billing.bill_discount_weight', Row, 'prices', "Array(String)">('agrees')
  agree<'billing.bill_discount_weight', Row, 'offerings', "Array(String)">('agrees')
  agree<'billing.bill_discount_weight', Row, 'applied_order', "Int64">('agrees')
  agree<'billing.bill_discount_weight', Row, 'maximum', "Nullable(Decimal(38, 9))">('agrees')
  agree<'billing.bill_discount_weight', Row, 'tax_id', "String">('agrees')
  agree<'billing.bill_discount_weight', Row, 'tax_category', "String">('agrees')
  agree<'billing.bill_discount_weight', Row, 'tax_rate', "Decimal(38, 6)">('agrees')
  agree<'billing.bill_discount_weight', Row, 'currency', "String">('agrees')
  agree<'billing.bill_discount_weight', Row, 'minor_units', "Int32">('agrees')
  agree<'billing.bill_discount_weight', Row, 'bill_net', "Decimal(38, 3)">('agrees')
  agree<'billing.bill_discount_weight', Row, 'weight', "Decimal(38, 18)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/billing/bill_line.ts').billLine>
  settle((row: Row) => [row.bill_id, row.bill_number, row.line_number, row.corrects_bill, row.billing_account_id, row.charged_account_id, row.customer_id, row.subscription_id, row.legal_entity_id, row.bill_from, row.bill_to, row.period_from, row.period_to, row.category, row.service, row.description, row.charge_id, row.quantity, row.net, row.tax_id, row.tax_category, row.tax_rate, row.rated_amount, row.rounding_difference, row.currency])
  complete<'billing.bill_line', Row, 'bill_id' | 'bill_number' | 'line_number' | 'corrects_bill' | 'billing_account_id' | 'charged_account_id' | 'customer_id' | 'subscription_id' | 'legal_entity_id' | 'bill_from' | 'bill_to' | 'period_from' | 'period_to' | 'category' | 'service' | 'description' | 'charge_id' | 'quantity' | 'net' | 'tax_id' | 'tax_category' | 'tax_rate' | 'rated_amount' | 'rounding_difference' | 'currency'>('agrees')
  agree<'billing.bill_line', Row, 'bill_id', "String">('agrees')
  agree<'billing.bill_line', Row, 'bill_number', "String">('agrees')
  agree<'billing.bill_line', Row, 'line_number', "UInt64">('agrees')
  agree<'billing.bill_line', Row, 'corrects_bill', "String">('agrees')
  agree<'billing.bill_line', Row, 'billing_account_id', "String">('agrees')
  agree<'billing.bill_line', Row, 'charged_account_id', "String">('agrees')
  agree<'billing.bill_line', Row, 'customer_id', "String">('agrees')
  agree<'billing.bill_line', Row, 'subscription_id', "Nullable(String)">('agrees')
  agree<'billing.bill_line', Row, 'legal_entity_id', "LowCardinality(String)">('agrees')
  agree<'billing.bill_line', Row, 'bill_from', "Date">('agrees')
  agree<'billing.bill_line', Row, 'bill_to', "Date">('agrees')
  agree<'billing.bill_line', Row, 'period_from', "Date">('agrees')
  agree<'billing.bill_line', Row, 'period_to', "Date">('agrees')
  agree<'billing.bill_line', Row, 'category', "LowCardinality(String)">('agrees')
  agree<'billing.bill_line', Row, 'service', "String">('agrees')
  agree<'billing.bill_line', Row, 'description', "String">('agrees')
  agree<'billing.bill_line', Row, 'charge_id', "String">('agrees')
  agree<'billing.bill_line', Row, 'quantity', "Int64">('agrees')
  agree<'billing.bill_line', Row, 'net', "Decimal(38, 3)">('agrees')
  agree<'billing.bill_line', Row, 'tax_id', "LowCardinality(String)">('agrees')
  agree<'billing.bill_line', Row, 'tax_category', "LowCardinality(String)">('agrees')
  agree<'billing.bill_line', Row, 'tax_rate', "Decimal(38, 6)">('agrees')
  agree<'billing.bill_line', Row, 'rated_amount', "Decimal(38, 9)">('agrees')
  agree<'billing.bill_line', Row, 'rounding_difference', "Decimal(38, 9)">('agrees')
  agree<'billing.bill_line', Row, 'currency', "LowCardinality(String)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/billing/bill_section.ts').billSection>
  settle((row: Row) => [row.bill_id, row.billing_account_id, row.account_id, row.state, row.reason, row.lines, row.net, row.currency])
  complete<'billing.bill_section', Row, 'bill_id' | 'billing_account_id' | 'account_id' | 'state' | 'reason' | 'lines' | 'net' | 'currency'>('agrees')
  agree<'billing.bill_section', Row, 'bill_id', "String">('agrees')
  agree<'billing.bill_section', Row, 'billing_account_id', "String">('agrees')
  agree<'billing.bill_section', Row, 'account_id', "String">('agrees')
  agree<'billing.bill_section', Row, 'state', "LowCardinality(String)">('agrees')
  agree<'billing.bill_section', Row, 'reason', "String">('agrees')
  agree<'billing.bill_section', Row, 'lines', "Int64">('agrees')
  agree<'billing.bill_section', Row, 'net', "Decimal(38, 3)">('agrees')
  agree<'billing.bill_section', Row, 'currency', "String">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/billing/bill_tax.ts').billTax>
  settle((row: Row) => [row.bill_id, row.tax_category, row.tax_rate, row.tax_name, row.net, row.tax, row.currency])
  complete<'billing.bill_tax', Row, 'bill_id' | 'tax_category' | 'tax_rate' | 'tax_name' | 'net' | 'tax' | 'currency'>('agrees')
  agree<'billing.bill_tax', Row, 'bill_id', "String">('agrees')
  agree<'billing.bill_tax', Row, 'tax_category', "String">('agrees')
  agree<'billing.bill_tax', Row, 'tax_rate', "Decimal(38, 6)">('agrees')
  agree<'billing.bill_tax', Row, 'tax_name', "String">('agrees')
  agree<'billing.bill_tax', Row, 'net', "Decimal(38, 3)">('agrees')
  agree<'billing.bill_tax', Row, 'tax', "Decimal(38, 3)">('agrees')
  agree<'billing.bill_tax', Row, 'currency', "LowCardinality(String)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/billing/charge_calendar.ts').chargeCalendar>
  settle((row: Row) => [row.subscription_id, row.billing_account_id, row.charge_id, row.every, row.every_count, row.aligned_to, row.charged_in, row.first_day, row.last_day, row.first_bill, row.until, row.period_from, row.period_to, row.period_days])
  complete<'billing.charge_calendar', Row, 'subscription_id' | 'billing_account_id' | 'charge_id' | 'every' | 'every_count' | 'aligned_to' | 'charged_in' | 'first_day' | 'last_day' | 'first_bill' | 'until' | 'period_from' | 'period_to' | 'period_days'>('agrees')
  agree<'billing.charge_calendar', Row, 'subscription_id', "String">('agrees')
  agree<'billing.charge_calendar', Row, 'billing_account_id', "String">('agrees')
  agree<'billing.charge_calendar', Row, 'charge_id', "LowCardinality(String)">('agrees')
  agree<'billing.charge_calendar', Row, 'every', "LowCardinality(String)">('agrees')
  agree<'billing.charge_calendar', Row, 'every_count', "Int32">('agrees')
  agree<'billing.charge_calendar', Row, 'aligned_to', "LowCardinality(String)">('agrees')
  agree<'billing.charge_calendar', Row, 'charged_in', "String">('agrees')
  agree<'billing.charge_calendar', Row, 'first_day', "Date">('agrees')
  agree<'billing.charge_calendar', Row, 'last_day', "Date">('agrees')
  agree<'billing.charge_calendar', Row, 'first_bill', "Date">('agrees')
  agree<'billing.charge_calendar', Row, 'until', "Date">('agrees')
  agree<'billing.charge_calendar', Row, 'period_from', "Date">('agrees')
  agree<'billing.charge_calendar', Row, 'period_to', "Date">('agrees')
  agree<'billing.charge_calendar', Row, 'period_days', "Int64">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/billing/charge_fragment.ts').chargeFragment>
  settle((row: Row) => [row.billing_account_id, row.subscription_id, row.customer_id, row.offering_id, row.offering, row.legal_entity_id, row.charge_id, row.description, row.amount, row.every, row.every_count, row.charged_in, row.proration, row.tax_id, row.tax_included, row.currency, row.period_from, row.period_to, row.period_days, row.known_at, row.corrected_at, row.tax_rate, row.held_from, row.held_to, row.days, row.seconds])
  complete<'billing.charge_fragment', Row, 'billing_account_id' | 'subscription_id' | 'customer_id' | 'offering_id' | 'offering' | 'legal_entity_id' | 'charge_id' | 'description' | 'amount' | 'every' | 'every_count' | 'charged_in' | 'proration' | 'tax_id' | 'tax_included' | 'currency' | 'period_from' | 'period_to' | 'period_days' | 'known_at' | 'corrected_at' | 'tax_rate' | 'held_from' | 'held_to' | 'days' | 'seconds'>('agrees')
  agree<'billing.charge_fragment', Row, 'billing_account_id', "String">('agrees')
  agree<'billing.charge_fragment', Row, 'subscription_id', "String">('agrees')
  agree<'billing.charge_fragment', Row, 'customer_id', "String">('agrees')
  agree<'billing.charge_fragment', Row, 'offering_id', "LowCardinality(String)">('agrees')
  agree<'billing.charge_fragment', Row, 'offering', "String">('agrees')
  agree<'billing.charge_fragment', Row, 'legal_entity_id', "LowCardinality(String)">('agrees')
  agree<'billing.charge_fragment', Row, 'charge_id', "LowCardinality(String)">('agrees')
  agree<'billing.charge_fragment', Row, 'description', "String">('agrees')
  agree<'billing.charge_fragment', Row, 'amount', "Decimal(38, 9)">('agrees')
  agree<'billing.charge_fragment', Row, 'every', "LowCardinality(String)">('agrees')
  agree<'billing.charge_fragment', Row, 'every_count', "Int32">('agrees')
  agree<'billing.charge_fragment', Row, 'charged_in', "String">('agrees')
  agree<'billing.charge_fragment', Row, 'proration', "LowCardinality(String)">('agrees')
  agree<'billing.charge_fragment', Row, 'tax_id', "String">('agrees')
  agree<'billing.charge_fragment', Row, 'tax_included', "Bool">('agrees')
  agree<'billing.charge_fragment', Row, 'currency', "LowCardinality(String)">('agrees')
  agree<'billing.charge_fragment', Row, 'period_from', "Date">('agrees')
  agree<'billing.charge_fragment', Row, 'period_to', "Date">('agrees')
  agree<'billing.charge_fragment', Row, 'period_days', "Int64">('agrees')
  agree<'billing.charge_fragment', Row, 'known_at', "Date">('agrees')
  agree<'billing.charge_fragment', Row, 'corrected_at', "Nullable(Date)">('agrees')
  agree<'billing.charge_fragment', Row, 'tax_rate', "Decimal(38, 6)">('agrees')
  agree<'billing.charge_fragment', Row, 'held_from', "Date">('agrees')
  agree<'billing.charge_fragment', Row, 'held_to', "Date">('agrees')
  agree<'billing.charge_fragment', Row, 'days', "Int64">('agrees')
  agree<'billing.charge_fragment', Row, 'seconds', "Int64">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/billing/charge_held.ts').chargeHeld>
  settle((row: Row) => [row.subscription_id, row.customer_id, row.billing_account_id, row.offering_id, row.offering, row.status, row.charge_id, row.description, row.kind, row.amount, row.every, row.every_count, row.aligned_to, row.charged_in, row.proration, row.charged_on, row.instalments, row.term_months, row.falling, row.while_suspended, row.tax_id, row.tax_included, row.plan_tax_id, row.tax_rate, row.legal_entity_id, row.currency, row.valid_from, row.local_from, row.local_last, row.start_day, row.from_day, row.to_day, row.terminated])
  complete<'billing.charge_held', Row, 'subscription_id' | 'customer_id' | 'billing_account_id' | 'offering_id' | 'offering' | 'status' | 'charge_id' | 'description' | 'kind' | 'amount' | 'every' | 'every_count' | 'aligned_to' | 'charged_in' | 'proration' | 'charged_on' | 'instalments' | 'term_months' | 'falling' | 'while_suspended' | 'tax_id' | 'tax_included' | 'plan_tax_id' | 'tax_rate' | 'legal_entity_id' | 'currency' | 'valid_from' | 'local_from' | 'local_last' | 'start_day' | 'from_day' | 'to_day' | 'terminated'>('agrees')
  agree<'billing.charge_held', Row, 'subscription_id', "String">('agrees')
  agree<'billing.charge_held', Row, 'customer_id', "String">('agrees')
  agree<'billing.charge_held', Row, 'billing_account_id', "String">('agrees')
  agree<'billing.charge_held', Row, 'offering_id', "LowCardinality(String)">('agrees')
  agree<'billing.charge_held', Row, 'offering', "String">('agrees')
  agree<'billing.charge_held', Row, 'status', "LowCardinality(String)">('agrees')
  agree<'billing.charge_held', Row, 'charge_id', "LowCardinality(String)">('agrees')
  agree<'billing.charge_held', Row, 'description', "String">('agrees')
  agree<'billing.charge_held', Row, 'kind', "LowCardinality(String)">('agrees')
  agree<'billing.charge_held', Row, 'amount', "Decimal(38, 9)">('agrees')
  agree<'billing.charge_held', Row, 'every', "LowCardinality(String)">('agrees')
  agree<'billing.charge_held', Row, 'every_count', "Int32">('agrees')
  agree<'billing.charge_held', Row, 'aligned_to', "LowCardinality(String)">('agrees')
  agree<'billing.charge_held', Row, 'charged_in', "String">('agrees')
  agree<'billing.charge_held', Row, 'proration', "LowCardinality(String)">('agrees')
  agree<'billing.charge_held', Row, 'charged_on', "LowCardinality(String)">('agrees')
  agree<'billing.charge_held', Row, 'instalments', "Int32">('agrees')
  agree<'billing.charge_held', Row, 'term_months', "Int32">('agrees')
  agree<'billing.charge_held', Row, 'falling', "Bool">('agrees')
  agree<'billing.charge_held', Row, 'while_suspended', "LowCardinality(String)">('agrees')
  agree<'billing.charge_held', Row, 'tax_id', "String">('agrees')
  agree<'billing.charge_held', Row, 'tax_included', "Bool">('agrees')
  agree<'billing.charge_held', Row, 'plan_tax_id', "LowCardinality(String)">('agrees')
  agree<'billing.charge_held', Row, 'tax_rate', "Decimal(38, 6)">('agrees')
  agree<'billing.charge_held', Row, 'legal_entity_id', "LowCardinality(String)">('agrees')
  agree<'billing.charge_held', Row, 'currency', "LowCardinality(String)">('agrees')
  agree<'billing.charge_held', Row, 'valid_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'billing.charge_held', Row, 'local_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'billing.charge_held', Row, 'local_last', "DateTime64(3, 'UTC')">('agrees')
  agree<'billing.charge_held', Row, 'start_day', "Date">('agrees')
  agree<'billing.charge_held', Row, 'from_day', "Date">('agrees')
  agree<'billing.charge_held', Row, 'to_day', "Date">('agrees')
  agree<'billing.charge_held', Row, 'terminated', "Bool">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/billing/charge_line.ts').chargeLine>
  settle((row: Row) => [row.bill_id, row.legal_entity_id, row.payer_account_id, row.bill_from, row.bill_to, row.billing_account_id, row.customer_id, row.subscription_id, row.category, row.service, row.description, row.charge_id, row.charge_from, row.charge_to, row.quantity, row.offering_id, row.tax_id, row.tax_category, row.tax_rate, row.currency, row.rated_amount, row.net, row.minor_units])
  complete<'billing.charge_line', Row, 'bill_id' | 'legal_entity_id' | 'payer_account_id' | 'bill_from' | 'bill_to' | 'billing_account_id' | 'customer_id' | 'subscription_id' | 'category' | 'service' | 'description' | 'charge_id' | 'charge_from' | 'charge_to' | 'quantity' | 'offering_id' | 'tax_id' | 'tax_category' | 'tax_rate' | 'currency' | 'rated_amount' | 'net' | 'minor_units'>('agrees')
  agree<'billing.charge_line', Row, 'bill_id', "String">('agrees')
  agree<'billing.charge_line', Row, 'legal_entity_id', "LowCardinality(String)">('agrees')
  agree<'billing.charge_line', Row, 'payer_account_id', "String">('agrees')
  agree<'billing.charge_line', Row, 'bill_from', "Date">('agrees')
  agree<'billing.charge_line', Row, 'bill_to', "Date">('agrees')
  agree<'billing.charge_line', Row, 'billing_account_id', "String">('agrees')
  agree<'billing.charge_line', Row, 'customer_id', "String">('agrees')
  agree<'billing.charge_line', Row, 'subscription_id', "Nullable(String)">('agrees')
  agree<'billing.charge_line', Row, 'category', "String">('agrees')
  agree<'billing.charge_line', Row, 'service', "String">('agrees')
  agree<'billing.charge_line', Row, 'description', "String">('agrees')
  agree<'billing.charge_line', Row, 'charge_id', "String">('agrees')
  agree<'billing.charge_line', Row, 'charge_from', "Date">('agrees')
  agree<'billing.charge_line', Row, 'charge_to', "Date">('agrees')
  agree<'billing.charge_line', Row, 'quantity', "Int64">('agrees')
  agree<'billing.charge_line', Row, 'offering_id', "String">('agrees')
  agree<'billing.charge_line', Row, 'tax_id', "String">('agrees')
  agree<'billing.charge_line', Row, 'tax_category', "String">('agrees')
  agree<'billing.charge_line', Row, 'tax_rate', "Decimal(38, 6)">('agrees')
  agree<'billing.charge_line', Row, 'currency', "String">('agrees')
  agree<'billing.charge_line', Row, 'rated_amount', "Decimal(38, 9)">('agrees')
  agree<'billing.charge_line', Row, 'net', "Decimal(38, 3)">('agrees')
  agree<'billing.charge_line', Row, 'minor_units', "Int32">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/billing/charge_period.ts').chargePeriod>
  settle((row: Row) => [row.subscription_id, row.billing_account_id, row.charge_id, row.every, row.every_count, row.aligned_to, row.charged_in, row.period_from, row.period_to, row.period_days, row.known_at, row.corrected_at])
  complete<'billing.charge_period', Row, 'subscription_id' | 'billing_account_id' | 'charge_id' | 'every' | 'every_count' | 'aligned_to' | 'charged_in' | 'period_from' | 'period_to' | 'period_days' | 'known_at' | 'corrected_at'>('agrees')
  agree<'billing.charge_period', Row, 'subscription_id', "String">('agrees')
  agree<'billing.charge_period', Row, 'billing_account_id', "String">('agrees')
  agree<'billing.charge_period', Row, 'charge_id', "LowCardinality(String)">('agrees')
  agree<'billing.charge_period', Row, 'every', "LowCardinality(String)">('agrees')
  agree<'billing.charge_period', Row, 'every_count', "Int32">('agrees')
  agree<'billing.charge_period', Row, 'aligned_to', "LowCardinality(String)">('agrees')
  agree<'billing.charge_period', Row, 'charged_in', "String">('agrees')
  agree<'billing.charge_period', Row, 'period_from', "Date">('agrees')
  agree<'billing.charge_period', Row, 'period_to', "Date">('agrees')
  agree<'billing.charge_period', Row, 'period_days', "Int64">('agrees')
  agree<'billing.charge_period', Row, 'known_at', "Date">('agrees')
  agree<'billing.charge_period', Row, 'corrected_at', "Nullable(Date)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/billing/charge_value.ts').chargeValue>
  settle((row: Row) => [row.billing_account_id, row.subscription_id, row.customer_id, row.offering_id, row.offering, row.legal_entity_id, row.charge_id, row.description, row.amount, row.charged_in, row.tax_id, row.tax_rate, row.currency, row.period_from, row.period_to, row.period_days, row.known_at, row.corrected_at, row.held_from, row.held_to, row.days, row.exact, row.net])
  complete<'billing.charge_value', Row, 'billing_account_id' | 'subscription_id' | 'customer_id' | 'offering_id' | 'offering' | 'legal_entity_id' | 'charge_id' | 'description' | 'amount' | 'charged_in' | 'tax_id' | 'tax_rate' | 'currency' | 'period_from' | 'period_to' | 'period_days' | 'known_at' | 'corrected_at' | 'held_from' | 'held_to' | 'days' | 'exact' | 'net'>('agrees')
  agree<'billing.charge_value', Row, 'billing_account_id', "String">('agrees')
  agree<'billing.charge_value', Row, 'subscription_id', "String">('agrees')
  agree<'billing.charge_value', Row, 'customer_id', "String">('agrees')
  agree<'billing.charge_value', Row, 'offering_id', "LowCardinality(String)">('agrees')
  agree<'billing.charge_value', Row, 'offering', "String">('agrees')
  agree<'billing.charge_value', Row, 'legal_entity_id', "LowCardinality(String)">('agrees')
  agree<'billing.charge_value', Row, 'charge_id', "LowCardinality(String)">('agrees')
  agree<'billing.charge_value', Row, 'description', "String">('agrees')
  agree<'billing.charge_value', Row, 'amount', "Decimal(38, 9)">('agrees')
  agree<'billing.charge_value', Row, 'charged_in', "String">('agrees')
  agree<'billing.charge_value', Row, 'tax_id', "String">('agrees')
  agree<'billing.charge_value', Row, 'tax_rate', "Decimal(38, 6)">('agrees')
  agree<'billing.charge_value', Row, 'currency', "LowCardinality(String)">('agrees')
  agree<'billing.charge_value', Row, 'period_from', "Date">('agrees')
  agree<'billing.charge_value', Row, 'period_to', "Date">('agrees')
  agree<'billing.charge_value', Row, 'period_days', "Int64">('agrees')
  agree<'billing.charge_value', Row, 'known_at', "Date">('agrees')
  agree<'billing.charge_value', Row, 'corrected_at', "Nullable(Date)">('agrees')
  agree<'billing.charge_value', Row, 'held_from', "Date">('agrees')
  agree<'billing.charge_value', Row, 'held_to', "Date">('agrees')
  agree<'billing.charge_value', Row, 'days', "Int64">('agrees')
  agree<'billing.charge_value', Row, 'exact', "Decimal(38, 12)">('agrees')
  agree<'billing.charge_value', Row, 'net', "Decimal(38, 3)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/billing/customer_bill.ts').customerBill>
  settle((row: Row) => [row.bill_id, row.bill_number, row.kind, row.corrects, row.state, row.billing_account_id, row.customer_id, row.legal_entity_id, row.period_from, row.period_to, row.bill_date, row.due_date, row.net, row.tax, row.gross, row.currency, row.lines])
  complete<'billing.customer_bill', Row, 'bill_id' | 'bill_number' | 'kind' | 'corrects' | 'state' | 'billing_account_id' | 'customer_id' | 'legal_entity_id' | 'period_from' | 'period_to' | 'bill_date' | 'due_date' | 'net' | 'tax' | 'gross' | 'currency' | 'lines'>('agrees')
  agree<'billing.customer_bill', Row, 'bill_id', "String">('agrees')
  agree<'billing.customer_bill', Row, 'bill_number', "String">('agrees')
  agree<'billing.customer_bill', Row, 'kind', "String">('agrees')
  agree<'billing.customer_bill', Row, 'corrects', "String">('agrees')
  agree<'billing.customer_bill', Row, 'state', "String">('agrees')
  agree<'billing.customer_bill', Row, 'billing_account_id', "String">('agrees')
  agree<'billing.customer_bill', Row, 'customer_id', "String">('agrees')
  agree<'billing.customer_bill', Row, 'legal_entity_id', "LowCardinality(String)">('agrees')
  agree<'billing.customer_bill', Row, 'period_from', "Date">('agrees')
  agree<'billing.customer_bill', Row, 'period_to', "Date">('agrees')
  agree<'billing.customer_bill', Row, 'bill_date', "Date">('agrees')
  agree<'billing.customer_bill', Row, 'due_date', "Date">('agrees')
  agree<'billing.customer_bill', Row, 'net', "Decimal(38, 3)">('agrees')
  agree<'billing.customer_bill', Row, 'tax', "Decimal(38, 3)">('agrees')
  agree<'billing.customer_bill', Row, 'gross', "Decimal(38, 3)">('agrees')
  agree<'billing.customer_bill', Row, 'currency', "LowCardinality(String)">('agrees')
  agree<'billing.customer_bill', Row, 'lines', "UInt64">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/billing/discount_grant.ts').discountGrant>
  settle((row: Row) => [row.bill_id, row.bill_to, row.grant_id, row.plan_id, row.account_id, row.line_id, row.discount_id, row.name, row.is_percentage, row.percentage, row.amount, row.applies_to, row.prices, row.offerings, row.applied_order, row.cycle, row.maximum])
  complete<'billing.discount_grant', Row, 'bill_id' | 'bill_to' | 'grant_id' | 'plan_id' | 'account_id' | 'line_id' | 'discount_id' | 'name' | 'is_percentage' | 'percentage' | 'amount' | 'applies_to' | 'prices' | 'offerings' | 'applied_order' | 'cycle' | 'maximum'>('agrees')
  agree<'billing.discount_grant', Row, 'bill_id', "String">('agrees')
  agree<'billing.discount_grant', Row, 'bill_to', "Date">('agrees')
  agree<'billing.discount_grant', Row, 'grant_id', "String">('agrees')
  agree<'billing.discount_grant', Row, 'plan_id', "String">('agrees')
  agree<'billing.discount_grant', Row, 'account_id', "String">('agrees')
  agree<'billing.discount_grant', Row, 'line_id', "String">('agrees')
  agree<'billing.discount_grant', Row, 'discount_id', "LowCardinality(String)">('agrees')
  agree<'billing.discount_grant', Row, 'name', "String">('agrees')
  agree<'billing.discount_grant', Row, 'is_percentage', "Bool">('agrees')
  agree<'billing.discount_grant', Row, 'percentage', "Decimal(38, 9)">('agrees')
  agree<'billing.discount_grant', Row, 'amount', "Decimal(38, 9)">('agrees')
  agree<'billing.discount_grant', Row, 'applies_to', "LowCardinality(String)">('agrees')
  agree<'billing.discount_grant', Row, 'prices', "Array(String)">('agrees')
  agree<'billing.discount_grant', Row, 'offerings', "Array(String)">('agrees')
  agree<'billing.discount_grant', Row, 'applied_order', "Int64">('agrees')
  agree<'billing.discount_grant', Row, 'cycle', "UInt64">('agrees')
  agree<'billing.discount_grant', Row, 'maximum', "Nullable(Decimal(38, 9))">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/billing/discountable.ts').discountable>
  settle((row: Row) => [row.bill_id, row.payer_account_id, row.billing_account_id, row.line_id, row.category, row.charge_id, row.offering_id, row.tax_id, row.tax_category, row.tax_rate, row.currency, row.minor_units, row.net])
  complete<'billing.discountable', Row, 'bill_id' | 'payer_account_id' | 'billing_account_id' | 'line_id' | 'category' | 'charge_id' | 'offering_id' | 'tax_id' | 'tax_category' | 'tax_rate' | 'currency' | 'minor_units' | 'net'>('agrees')
  agree<'billing.discountable', Row, 'bill_id', "String">('agrees')
  agree<'billing.discountable', Row, 'payer_account_id', "String">('agrees')
  agree<'billing.discountable', Row, 'billing_account_id', "String">('agrees')
  agree<'billing.discountable', Row, 'line_id', "String">('agrees')
  agree<'billing.discountable', Row, 'category', "String">('agrees')
  agree<'billing.discountable', Row, 'charge_id', "String">('agrees')
  agree<'billing.discountable', Row, 'offering_id', "String">('agrees')
  agree<'billing.discountable', Row, 'tax_id', "String">('agrees')
  agree<'billing.discountable', Row, 'tax_category', "String">('agrees')
  agree<'billing.discountable', Row, 'tax_rate', "Decimal(38, 6)">('agrees')
  agree<'billing.discountable', Row, 'currency', "String">('agrees')
  agree<'billing.discountable', Row, 'minor_units', "Int32">('agrees')
  agree<'billing.discountable', Row, 'net', "Decimal(38, 3)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/billing/discounted_charge.ts').discountedCharge>
  settle((row: Row) => [row.bill_id, row.payer_account_id, row.billing_account_id, row.line_id, row.category, row.charge_id, row.offering_id, row.tax_id, row.tax_category, row.tax_rate, row.currency, row.minor_units, row.net])
  complete<'billing.discounted_charge', Row, 'bill_id' | 'payer_account_id' | 'billing_account_id' | 'line_id' | 'category' | 'charge_id' | 'offering_id' | 'tax_id' | 'tax_category' | 'tax_rate' | 'currency' | 'minor_units' | 'net'>('agrees')
  agree<'billing.discounted_charge', Row, 'bill_id', "String">('agrees')
  agree<'billing.discounted_charge', Row, 'payer_account_id', "String">('agrees')
  agree<'billing.discounted_charge', Row, 'billing_account_id', "String">('agrees')
  agree<'billing.discounted_charge', Row, 'line_id', "String">('agrees')
  agree<'billing.discounted_charge', Row, 'category', "String">('agrees')
  agree<'billing.discounted_charge', Row, 'charge_id', "String">('agrees')
  agree<'billing.discounted_charge', Row, 'offering_id', "String">('agrees')
  agree<'billing.discounted_charge', Row, 'tax_id', "String">('agrees')
  agree<'billing.discounted_charge', Row, 'tax_category', "String">('agrees')
  agree<'billing.discounted_charge', Row, 'tax_rate', "Decimal(38, 6)">('agrees')
  agree<'billing.discounted_charge', Row, 'currency', "String">('agrees')
  agree<'billing.discounted_charge', Row, 'minor_units', "Int32">('agrees')
  agree<'billing.discounted_charge', Row, 'net', "Decimal(38, 3)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/billing/document_delivery.ts').documentDelivery>
  settle((row: Row) => [row.document_number, row.channel, row.kind, row.billing_account_id, row.customer_id, row.state, row.state_at, row.detail, row.handed_over_at, row.delivered_at, row.opened_at, row.has_failed])
  complete<'billing.document_delivery', Row, 'document_number' | 'channel' | 'kind' | 'billing_account_id' | 'customer_id' | 'state' | 'state_at' | 'detail' | 'handed_over_at' | 'delivered_at' | 'opened_at' | 'has_failed'>('agrees')
  agree<'billing.document_delivery', Row, 'document_number', "String">('agrees')
  agree<'billing.document_delivery', Row, 'channel', "LowCardinality(String)">('agrees')
  agree<'billing.document_delivery', Row, 'kind', "Nullable(String)">('agrees')
  agree<'billing.document_delivery', Row, 'billing_account_id', "Nullable(String)">('agrees')
  agree<'billing.document_delivery', Row, 'customer_id', "Nullable(String)">('agrees')
  agree<'billing.document_delivery', Row, 'state', "String">('agrees')
  agree<'billing.document_delivery', Row, 'state_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'billing.document_delivery', Row, 'detail', "String">('agrees')
  agree<'billing.document_delivery', Row, 'handed_over_at', "Nullable(DateTime64(3, 'UTC'))">('agrees')
  agree<'billing.document_delivery', Row, 'delivered_at', "Nullable(DateTime64(3, 'UTC'))">('agrees')
  agree<'billing.document_delivery', Row, 'opened_at', "Nullable(DateTime64(3, 'UTC'))">('agrees')
  agree<'billing.document_delivery', Row, 'has_failed', "Bool">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/billing/draft_bill.ts').draftBill>
  settle((row: Row) => [row.bill_id, row.billing_account_id, row.customer_id, row.legal_entity_id, row.period_from, row.period_to, row.bill_date, row.due_date, row.net, row.tax, row.gross, row.currency, row.lines])
  complete<'billing.draft_bill', Row, 'bill_id' | 'billing_account_id' | 'customer_id' | 'legal_entity_id' | 'period_from' | 'period_to' | 'bill_date' | 'due_date' | 'net' | 'tax' | 'gross' | 'currency' | 'lines'>('agrees')
  agree<'billing.draft_bill', Row, 'bill_id', "String">('agrees')
  agree<'billing.draft_bill', Row, 'billing_account_id', "String">('agrees')
  agree<'billing.draft_bill', Row, 'customer_id', "String">('agrees')
  agree<'billing.draft_bill', Row, 'legal_entity_id', "LowCardinality(String)">('agrees')
  agree<'billing.draft_bill', Row, 'period_from', "Date">('agrees')
  agree<'billing.draft_bill', Row, 'period_to', "Date">('agrees')
  agree<'billing.draft_bill', Row, 'bill_date', "Date">('agrees')
  agree<'billing.draft_bill', Row, 'due_date', "Date">('agrees')
  agree<'billing.draft_bill', Row, 'net', "Decimal(38, 3)">('agrees')
  agree<'billing.draft_bill', Row, 'tax', "Decimal(38, 3)">('agrees')
  agree<'billing.draft_bill', Row, 'gross', "Decimal(38, 3)">('agrees')
  agree<'billing.draft_bill', Row, 'currency', "LowCardinality(String)">('agrees')
  agree<'billing.draft_bill', Row, 'lines', "UInt64">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/billing/draft_line.ts').draftLine>
  settle((row: Row) => [row.bill_id, row.line_number, row.billing_account_id, row.charged_account_id, row.customer_id, row.subscription_id, row.legal_entity_id, row.bill_from, row.bill_to, row.period_from, row.period_to, row.category, row.service, row.description, row.charge_id, row.quantity, row.net, row.tax_id, row.tax_category, row.tax_rate, row.rated_amount, row.rounding_difference, row.currency])
  complete<'billing.draft_line', Row, 'bill_id' | 'line_number' | 'billing_account_id' | 'charged_account_id' | 'customer_id' | 'subscription_id' | 'legal_entity_id' | 'bill_from' | 'bill_to' | 'period_from' | 'period_to' | 'category' | 'service' | 'description' | 'charge_id' | 'quantity' | 'net' | 'tax_id' | 'tax_category' | 'tax_rate' | 'rated_amount' | 'rounding_difference' | 'currency'>('agrees')
  agree<'billing.draft_line', Row, 'bill_id', "String">('agrees')
  agree<'billing.draft_line', Row, 'line_number', "UInt64">('agrees')
  agree<'billing.draft_line', Row, 'billing_account_id', "String">('agrees')
  agree<'billing.draft_line', Row, 'charged_account_id', "String">('agrees')
  agree<'billing.draft_line', Row, 'customer_id', "String">('agrees')
  agree<'billing.draft_line', Row, 'subscription_id', "Nullable(String)">('agrees')
  agree<'billing.draft_line', Row, 'legal_entity_id', "LowCardinality(String)">('agrees')
  agree<'billing.draft_line', Row, 'bill_from', "Date">('agrees')
  agree<'billing.draft_line', Row, 'bill_to', "Date">('agrees')
  agree<'billing.draft_line', Row, 'period_from', "Date">('agrees')
  agree<'billing.draft_line', Row, 'period_to', "Date">('agrees')
  agree<'billing.draft_line', Row, 'category', "LowCardinality(String)">('agrees')
  agree<'billing.draft_line', Row, 'service', "String">('agrees')
  agree<'billing.draft_line', Row, 'description', "String">('agrees')
  agree<'billing.draft_line', Row, 'charge_id', "String">('agrees')
  agree<'billing.draft_line', Row, 'quantity', "Int64">('agrees')
  agree<'billing.draft_line', Row, 'net', "Decimal(38, 3)">('agrees')
  agree<'billing.draft_line', Row, 'tax_id', "String">('agrees')
  agree<'billing.draft_line', Row, 'tax_category', "String">('agrees')
  agree<'billing.draft_line', Row, 'tax_rate', "Decimal(38, 6)">('agrees')
  agree<'billing.draft_line', Row, 'rated_amount', "Decimal(38, 9)">('agrees')
  agree<'billing.draft_line', Row, 'rounding_difference', "Decimal(38, 9)">('agrees')
  agree<'billing.draft_line', Row, 'currency', "String">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/billing/draft_tax.ts').draftTax>
  settle((row: Row) => [row.bill_id, row.tax_category, row.tax_rate, row.tax_name, row.net, row.tax, row.currency])
  complete<'billing.draft_tax', Row, 'bill_id' | 'tax_category' | 'tax_rate' | 'tax_name' | 'net' | 'tax' | 'currency'>('agrees')
  agree<'billing.draft_tax', Row, 'bill_id', "String">('agrees')
  agree<'billing.draft_tax', Row, 'tax_category', "String">('agrees')
  agree<'billing.draft_tax', Row, 'tax_rate', "Decimal(38, 6)">('agrees')
  agree<'billing.draft_tax', Row, 'tax_name', "String">('agrees')
  agree<'billing.draft_tax', Row, 'net', "Decimal(38, 3)">('agrees')
  agree<'billing.draft_tax', Row, 'tax', "Decimal(38, 3)">('agrees')
  agree<'billing.draft_tax', Row, 'currency', "LowCardinality(String)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/billing/finding.ts').finding>
  settle((row: Row) => [row.finding, row.billing_account_id, row.subject, row.net, row.currency])
  complete<'billing.finding', Row, 'finding' | 'billing_account_id' | 'subject' | 'net' | 'currency'>('agrees')
  agree<'billing.finding', Row, 'finding', "LowCardinality(String)">('agrees')
  agree<'billing.finding', Row, 'billing_account_id', "String">('agrees')
  agree<'billing.finding', Row, 'subject', "String">('agrees')
  agree<'billing.finding', Row, 'net', "Nullable(Decimal(38, 3))">('agrees')
  agree<'billing.finding', Row, 'currency', "Nullable(String)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/billing/issued_document.ts').issuedDocument>
  settle((row: Row) => [row.bill_id, row.bill_number, row.kind, row.corrects, row.reason, row.late, row.billing_account_id, row.customer_id, row.legal_entity_id, row.period_from, row.period_to, row.bill_date, row.due_date, row.net, row.tax, row.gross, row.currency, row.lines])
  complete<'billing.issued_document', Row, 'bill_id' | 'bill_number' | 'kind' | 'corrects' | 'reason' | 'late' | 'billing_account_id' | 'customer_id' | 'legal_entity_id' | 'period_from' | 'period_to' | 'bill_date' | 'due_date' | 'net' | 'tax' | 'gross' | 'currency' | 'lines'>('agrees')
  agree<'billing.issued_document', Row, 'bill_id', "String">('agrees')
  agree<'billing.issued_document', Row, 'bill_number', "String">('agrees')
  agree<'billing.issued_document', Row, 'kind', "LowCardinality(String)">('agrees')
  agree<'billing.issued_document', Row, 'corrects', "String">('agrees')
  agree<'billing.issued_document', Row, 'reason', "String">('agrees')
  agree<'billing.issued_document', Row, 'late', "Bool">('agrees')
  agree<'billing.issued_document', Row, 'billing_account_id', "String">('agrees')
  agree<'billing.issued_document', Row, 'customer_id', "String">('agrees')
  agree<'billing.issued_document', Row, 'legal_entity_id', "LowCardinality(String)">('agrees')
  agree<'billing.issued_document', Row, 'period_from', "Date">('agrees')
  agree<'billing.issued_document', Row, 'period_to', "Date">('agrees')
  agree<'billing.issued_document', Row, 'bill_date', "Date">('agrees')
  agree<'billing.issued_document', Row, 'due_date', "Date">('agrees')
  agree<'billing.issued_document', Row, 'net', "Decimal(38, 3)">('agrees')
  agree<'billing.issued_document', Row, 'tax', "Decimal(38, 3)">('agrees')
  agree<'billing.issued_document', Row, 'gross', "Decimal(38, 3)">('agrees')
  agree<'billing.issued_document', Row, 'currency', "LowCardinality(String)">('agrees')
  agree<'billing.issued_document', Row, 'lines', "UInt64">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/billing/late_line.ts').lateLine>
  settle((row: Row) => [row.settlement, row.corrects_bill, row.corrects_line, row.bill_id, row.billing_account_id, row.bill_from, row.bill_to, row.legal_entity_id, row.charged_account_id, row.customer_id, row.subscription_id, row.category, row.service, row.description, row.charge_id, row.period_from, row.period_to, row.quantity, row.net, row.tax_id, row.tax_category, row.tax_rate, row.rated_amount, row.currency, row.correction])
  complete<'billing.late_line', Row, 'settlement' | 'corrects_bill' | 'corrects_line' | 'bill_id' | 'billing_account_id' | 'bill_from' | 'bill_to' | 'legal_entity_id' | 'charged_account_id' | 'customer_id' | 'subscription_id' | 'category' | 'service' | 'description' | 'charge_id' | 'period_from' | 'period_to' | 'quantity' | 'net' | 'tax_id' | 'tax_category' | 'tax_rate' | 'rated_amount' | 'currency' | 'correction'>('agrees')
  agree<'billing.late_line', Row, 'settlement', "LowCardinality(String)">('agrees')
  agree<'billing.late_line', Row, 'corrects_bill', "String">('agrees')
  agree<'billing.late_line', Row, 'corrects_line', "Nullable(UInt64)">('agrees')
  agree<'billing.late_line', Row, 'bill_id', "String">('agrees')
  agree<'billing.late_line', Row, 'billing_account_id', "String">('agrees')
  agree<'billing.late_line', Row, 'bill_from', "Date">('agrees')
  agree<'billing.late_line', Row, 'bill_to', "Date">('agrees')
  agree<'billing.late_line', Row, 'legal_entity_id', "LowCardinality(String)">('agrees')
  agree<'billing.late_line', Row, 'charged_account_id', "String">('agrees')
  agree<'billing.late_line', Row, 'customer_id', "String">('agrees')
  agree<'billing.late_line', Row, 'subscription_id', "Nullable(String)">('agrees')
  agree<'billing.late_line', Row, 'category', "LowCardinality(String)">('agrees')
  agree<'billing.late_line', Row, 'service', "String">('agrees')
  agree<'billing.late_line', Row, 'description', "String">('agrees')
  agree<'billing.late_line', Row, 'charge_id', "String">('agrees')
  agree<'billing.late_line', Row, 'period_from', "Date">('agrees')
  agree<'billing.late_line', Row, 'period_to', "Date">('agrees')
  agree<'billing.late_line', Row, 'quantity', "Int64">('agrees')
  agree<'billing.late_line', Row, 'net', "Decimal(38, 3)">('agrees')
  agree<'billing.late_line', Row, 'tax_id', "String">('agrees')
  agree<'billing.late_line', Row, 'tax_category', "String">('agrees')
  agree<'billing.late_line', Row, 'tax_rate', "Decimal(38, 6)">('agrees')
  agree<'billing.late_line', Row, 'rated_amount', "Decimal(38, 9)">('agrees')
  agree<'billing.late_line', Row, 'currency', "String">('agrees')
  agree<'billing.late_line', Row, 'correction', "Int64">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/billing/line_discount.ts').lineDiscount>
  settle((row: Row) => [row.bill_id, row.grant_id, row.plan_id, row.account_id, row.line_id, row.discount_id, row.name, row.tax_id, row.tax_category, row.tax_rate, row.currency, row.minor_units, row.net])
  complete<'billing.line_discount', Row, 'bill_id' | 'grant_id' | 'plan_id' | 'account_id' | 'line_id' | 'discount_id' | 'name' | 'tax_id' | 'tax_category' | 'tax_rate' | 'currency' | 'minor_units' | 'net'>('agrees')
  agree<'billing.line_discount', Row, 'bill_id', "String">('agrees')
  agree<'billing.line_discount', Row, 'grant_id', "String">('agrees')
  agree<'billing.line_discount', Row, 'plan_id', "String">('agrees')
  agree<'billing.line_discount', Row, 'account_id', "String">('agrees')
  agree<'billing.line_discount', Row, 'line_id', "String">('agrees')
  agree<'billing.line_discount', Row, 'discount_id', "LowCardinality(String)">('agrees')
  agree<'billing.line_discount', Row, 'name', "String">('agrees')
  agree<'billing.line_discount', Row, 'tax_id', "String">('agrees')
  agree<'billing.line_discount', Row, 'tax_category', "String">('agrees')
  agree<'billing.line_discount', Row, 'tax_rate', "Decimal(38, 6)">('agrees')
  agree<'billing.line_discount', Row, 'currency', "String">('agrees')
  agree<'billing.line_discount', Row, 'minor_units', "Int32">('agrees')
  agree<'billing.line_discount', Row, 'net', "Decimal(38, 3)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/billing/line_discount_weight.ts').lineDiscountWeight>
  settle((row: Row) => [row.bill_id, row.bill_to, row.grant_id, row.plan_id, row.account_id, row.only_line_id, row.discount_id, row.name, row.is_percentage, row.amount, row.applies_to, row.prices, row.offerings, row.applied_order, row.maximum, row.tax_id, row.tax_category, row.tax_rate, row.currency, row.minor_units, row.bill_net, row.weight])
  complete<'billing.line_discount_weight', Row, 'bill_id' | 'bill_to' | 'grant_id' | 'plan_id' | 'account_id' | 'only_line_id' | 'discount_id' | 'name' | 'is_percentage' | 'amount' | 'applies_to' | 'prices' | 'offerings' | 'applied_order' | 'maximum' | 'tax_id' | 'tax_category' | 'tax_rate' | 'currency' | 'minor_units' | 'bill_net' | 'weight'>('agrees')
  agree<'billing.line_discount_weight', Row, 'bill_id', "String">('agrees')
  agree<'billing.line_discount_weight', Row, 'bill_to', "Date">('agrees')
  agree<'billing.line_discount_weight', Row, 'grant_id', "String">('agrees')
  agree<'billing.line_discount_weight', Row, 'plan_id', "String">('agrees')
  agree<'billing.line_discount_weight', Row, 'account_id', "String">('agrees')
  agree<'billing.line_discount_weight', Row, 'only_line_id', "String">('agrees')
  agree<'billing.line_discount_weight', Row, 'discount_id', "LowCardinality(String)">('agrees')
  agree<'billing.line_discount_weight', Row, 'name', "String">('agrees')
  agree<'billing.line_discount_weight', Row, 'is_percentage', "Bool">('agrees')
  agree<'billing.line_discount_weight', Row, 'amount', "Decimal(38, 9)">('agrees')
  agree<'billing.line_discount_weight', Row, 'applies_to', "LowCardinality(String)">('agrees')
  agree<'billing.line_discount_weight', Row, 'prices', "Array(String)">('agrees')
  agree<'billing.line_discount_weight', Row, 'offerings', "Array(String)">('agrees')
  agree<'billing.line_discount_weight', Row, 'applied_order', "Int64">('agrees')
  agree<'billing.line_discount_weight', Row, 'maximum', "Nullable(Decimal(38, 9))">('agrees')
  agree<'billing.line_discount_weight', Row, 'tax_id', "String">('agrees')
  agree<'billing.line_discount_weight', Row, 'tax_category', "String">('agrees')
  agree<'billing.line_discount_weight', Row, 'tax_rate', "Decimal(38, 6)">('agrees')
  agree<'billing.line_discount_weight', Row, 'currency', "String">('agrees')
  agree<'billing.line_discount_weight', Row, 'minor_units', "Int32">('agrees')
  agree<'billing.line_discount_weight', Row, 'bill_net', "Decimal(38, 3)">('agrees')
  agree<'billing.line_discount_weight', Row, 'weight', "Decimal(38, 18)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/billing/next_bill.ts').nextBill>
  settle((row: Row) => [row.corrects_bill, row.bill_id, row.payer_account_id, row.bill_from, row.bill_to, row.in_time])
  complete<'billing.next_bill', Row, 'corrects_bill' | 'bill_id' | 'payer_account_id' | 'bill_from' | 'bill_to' | 'in_time'>('agrees')
  agree<'billing.next_bill', Row, 'corrects_bill', "String">('agrees')
  agree<'billing.next_bill', Row, 'bill_id', "Nullable(String)">('agrees')
  agree<'billing.next_bill', Row, 'payer_account_id', "Nullable(String)">('agrees')
  agree<'billing.next_bill', Row, 'bill_from', "Nullable(Date)">('agrees')
  agree<'billing.next_bill', Row, 'bill_to', "Nullable(Date)">('agrees')
  agree<'billing.next_bill', Row, 'in_time', "Bool">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/billing/note_line.ts').noteLine>
  settle((row: Row) => [row.note_number, row.kind, row.corrects, row.note_date, row.charged_account_id, row.subscription_id, row.service, row.currency, row.net])
  complete<'billing.note_line', Row, 'note_number' | 'kind' | 'corrects' | 'note_date' | 'charged_account_id' | 'subscription_id' | 'service' | 'currency' | 'net'>('agrees')
  agree<'billing.note_line', Row, 'note_number', "String">('agrees')
  agree<'billing.note_line', Row, 'kind', "LowCardinality(String)">('agrees')
  agree<'billing.note_line', Row, 'corrects', "String">('agrees')
  agree<'billing.note_line', Row, 'note_date', "Date">('agrees')
  agree<'billing.note_line', Row, 'charged_account_id', "String">('agrees')
  agree<'billing.note_line', Row, 'subscription_id', "Nullable(String)">('agrees')
  agree<'billing.note_line', Row, 'service', "String">('agrees')
  agree<'billing.note_line', Row, 'currency', "LowCardinality(String)">('agrees')
  agree<'billing.note_line', Row, 'net', "Decimal(38, 3)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/billing/one_off_charge.ts').oneOffCharge>
  settle((row: Row) => [row.billing_account_id, row.subscription_id, row.customer_id, row.offering_id, row.legal_entity_id, row.charge_id, row.kind, row.description, row.part, row.instalments, row.day, row.in_period, row.exact, row.net, row.tax_id, row.tax_rate, row.currency])
  complete<'billing.one_off_charge', Row, 'billing_account_id' | 'subscription_id' | 'customer_id' | 'offering_id' | 'legal_entity_id' | 'charge_id' | 'kind' | 'description' | 'part' | 'instalments' | 'day' | 'in_period' | 'exact' | 'net' | 'tax_id' | 'tax_rate' | 'currency'>('agrees')
  agree<'billing.one_off_charge', Row, 'billing_account_id', "String">('agrees')
  agree<'billing.one_off_charge', Row, 'subscription_id', "String">('agrees')
  agree<'billing.one_off_charge', Row, 'customer_id', "String">('agrees')
  agree<'billing.one_off_charge', Row, 'offering_id', "LowCardinality(String)">('agrees')
  agree<'billing.one_off_charge', Row, 'legal_entity_id', "String">('agrees')
  agree<'billing.one_off_charge', Row, 'charge_id', "LowCardinality(String)">('agrees')
  agree<'billing.one_off_charge', Row, 'kind', "LowCardinality(String)">('agrees')
  agree<'billing.one_off_charge', Row, 'description', "String">('agrees')
  agree<'billing.one_off_charge', Row, 'part', "Int64">('agrees')
  agree<'billing.one_off_charge', Row, 'instalments', "Int32">('agrees')
  agree<'billing.one_off_charge', Row, 'day', "Date">('agrees')
  agree<'billing.one_off_charge', Row, 'in_period', "Nullable(Date)">('agrees')
  agree<'billing.one_off_charge', Row, 'exact', "Decimal(76, 12)">('agrees')
  agree<'billing.one_off_charge', Row, 'net', "Decimal(38, 3)">('agrees')
  agree<'billing.one_off_charge', Row, 'tax_id', "String">('agrees')
  agree<'billing.one_off_charge', Row, 'tax_rate', "Decimal(38, 6)">('agrees')
  agree<'billing.one_off_charge', Row, 'currency', "String">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/billing/payer_tax.ts').payerTax>
  settle((row: Row) => [row.billing_account_id, row.tax_id, row.category, row.rate, row.from_day, row.to_day])
  complete<'billing.payer_tax', Row, 'billing_account_id' | 'tax_id' | 'category' | 'rate' | 'from_day' | 'to_day'>('agrees')
  agree<'billing.payer_tax', Row, 'billing_account_id', "String">('agrees')
  agree<'billing.payer_tax', Row, 'tax_id', "String">('agrees')
  agree<'billing.payer_tax', Row, 'category', "String">('agrees')
  agree<'billing.payer_tax', Row, 'rate', "Decimal(38, 6)">('agrees')
  agree<'billing.payer_tax', Row, 'from_day', "Date">('agrees')
  agree<'billing.payer_tax', Row, 'to_day', "Date">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/billing/recurring_charge.ts').recurringCharge>
  settle((row: Row) => [row.billing_account_id, row.subscription_id, row.customer_id, row.period_from, row.period_to, row.offering_id, row.offering, row.charge_id, row.charged_in, row.held_from, row.held_to, row.days, row.period_days, row.price, row.exact, row.net, row.tax_id, row.tax_rate, row.currency])
  complete<'billing.recurring_charge', Row, 'billing_account_id' | 'subscription_id' | 'customer_id' | 'period_from' | 'period_to' | 'offering_id' | 'offering' | 'charge_id' | 'charged_in' | 'held_from' | 'held_to' | 'days' | 'period_days' | 'price' | 'exact' | 'net' | 'tax_id' | 'tax_rate' | 'currency'>('agrees')
  agree<'billing.recurring_charge', Row, 'billing_account_id', "String">('agrees')
  agree<'billing.recurring_charge', Row, 'subscription_id', "String">('agrees')
  agree<'billing.recurring_charge', Row, 'customer_id', "String">('agrees')
  agree<'billing.recurring_charge', Row, 'period_from', "Date">('agrees')
  agree<'billing.recurring_charge', Row, 'period_to', "Date">('agrees')
  agree<'billing.recurring_charge', Row, 'offering_id', "LowCardinality(String)">('agrees')
  agree<'billing.recurring_charge', Row, 'offering', "String">('agrees')
  agree<'billing.recurring_charge', Row, 'charge_id', "LowCardinality(String)">('agrees')
  agree<'billing.recurring_charge', Row, 'charged_in', "String">('agrees')
  agree<'billing.recurring_charge', Row, 'held_from', "Date">('agrees')
  agree<'billing.recurring_charge', Row, 'held_to', "Date">('agrees')
  agree<'billing.recurring_charge', Row, 'days', "Int64">('agrees')
  agree<'billing.recurring_charge', Row, 'period_days', "Int64">('agrees')
  agree<'billing.recurring_charge', Row, 'price', "Decimal(38, 9)">('agrees')
  agree<'billing.recurring_charge', Row, 'exact', "Decimal(38, 12)">('agrees')
  agree<'billing.recurring_charge', Row, 'net', "Decimal(38, 3)">('agrees')
  agree<'billing.recurring_charge', Row, 'tax_id', "String">('agrees')
  agree<'billing.recurring_charge', Row, 'tax_rate', "Decimal(38, 6)">('agrees')
  agree<'billing.recurring_charge', Row, 'currency', "LowCardinality(String)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/billing/recurring_line.ts').recurringLine>
  settle((row: Row) => [row.billing_account_id, row.subscription_id, row.customer_id, row.offering_id, row.legal_entity_id, row.charge_id, row.description, row.in_period, row.charge_from, row.charge_to, row.days, row.exact, row.net, row.tax_id, row.tax_rate, row.currency])
  complete<'billing.recurring_line', Row, 'billing_account_id' | 'subscription_id' | 'customer_id' | 'offering_id' | 'legal_entity_id' | 'charge_id' | 'description' | 'in_period' | 'charge_from' | 'charge_to' | 'days' | 'exact' | 'net' | 'tax_id' | 'tax_rate' | 'currency'>('agrees')
  agree<'billing.recurring_line', Row, 'billing_account_id', "String">('agrees')
  agree<'billing.recurring_line', Row, 'subscription_id', "String">('agrees')
  agree<'billing.recurring_line', Row, 'customer_id', "String">('agrees')
  agree<'billing.recurring_line', Row, 'offering_id', "LowCardinality(String)">('agrees')
  agree<'billing.recurring_line', Row, 'legal_entity_id', "LowCardinality(String)">('agrees')
  agree<'billing.recurring_line', Row, 'charge_id', "LowCardinality(String)">('agrees')
  agree<'billing.recurring_line', Row, 'description', "String">('agrees')
  agree<'billing.recurring_line', Row, 'in_period', "Date">('agrees')
  agree<'billing.recurring_line', Row, 'charge_from', "Date">('agrees')
  agree<'billing.recurring_line', Row, 'charge_to', "Date">('agrees')
  agree<'billing.recurring_line', Row, 'days', "Int64">('agrees')
  agree<'billing.recurring_line', Row, 'exact', "Decimal(38, 12)">('agrees')
  agree<'billing.recurring_line', Row, 'net', "Decimal(38, 3)">('agrees')
  agree<'billing.recurring_line', Row, 'tax_id', "String">('agrees')
  agree<'billing.recurring_line', Row, 'tax_rate', "Decimal(38, 6)">('agrees')
  agree<'billing.recurring_line', Row, 'currency', "LowCardinality(String)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/billing/security_deposit.ts').securityDeposit>
  settle((row: Row) => [row.billing_account_id, row.subscription_id, row.customer_id, row.offering_id, row.legal_entity_id, row.charge_id, row.description, row.currency, row.taken_on, row.returned_on, row.amount, row.liability])
  complete<'billing.security_deposit', Row, 'billing_account_id' | 'subscription_id' | 'customer_id' | 'offering_id' | 'legal_entity_id' | 'charge_id' | 'description' | 'currency' | 'taken_on' | 'returned_on' | 'amount' | 'liability'>('agrees')
  agree<'billing.security_deposit', Row, 'billing_account_id', "String">('agrees')
  agree<'billing.security_deposit', Row, 'subscription_id', "String">('agrees')
  agree<'billing.security_deposit', Row, 'customer_id', "String">('agrees')
  agree<'billing.security_deposit', Row, 'offering_id', "LowCardinality(String)">('agrees')
  agree<'billing.security_deposit', Row, 'legal_entity_id', "String">('agrees')
  agree<'billing.security_deposit', Row, 'charge_id', "LowCardinality(String)">('agrees')
  agree<'billing.security_deposit', Row, 'description', "String">('agrees')
  agree<'billing.security_deposit', Row, 'currency', "LowCardinality(String)">('agrees')
  agree<'billing.security_deposit', Row, 'taken_on', "Date">('agrees')
  agree<'billing.security_deposit', Row, 'returned_on', "Nullable(Date)">('agrees')
  agree<'billing.security_deposit', Row, 'amount', "Decimal(38, 3)">('agrees')
  agree<'billing.security_deposit', Row, 'liability', "Decimal(38, 3)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/billing/spend_limit.ts').spendLimit>
  settle((row: Row) => [row.bill_id, row.payer_account_id, row.subscription_id, row.billing_account_id, row.customer_id, row.offering_id, row.legal_entity_id, row.bill_from, row.bill_to, row.tax_id, row.tax_category, row.tax_rate, row.tax_exempt, row.currency, row.minor_units, row.minimum, row.maximum])
  complete<'billing.spend_limit', Row, 'bill_id' | 'payer_account_id' | 'subscription_id' | 'billing_account_id' | 'customer_id' | 'offering_id' | 'legal_entity_id' | 'bill_from' | 'bill_to' | 'tax_id' | 'tax_category' | 'tax_rate' | 'tax_exempt' | 'currency' | 'minor_units' | 'minimum' | 'maximum'>('agrees')
  agree<'billing.spend_limit', Row, 'bill_id', "String">('agrees')
  agree<'billing.spend_limit', Row, 'payer_account_id', "String">('agrees')
  agree<'billing.spend_limit', Row, 'subscription_id', "String">('agrees')
  agree<'billing.spend_limit', Row, 'billing_account_id', "String">('agrees')
  agree<'billing.spend_limit', Row, 'customer_id', "String">('agrees')
  agree<'billing.spend_limit', Row, 'offering_id', "String">('agrees')
  agree<'billing.spend_limit', Row, 'legal_entity_id', "String">('agrees')
  agree<'billing.spend_limit', Row, 'bill_from', "Date">('agrees')
  agree<'billing.spend_limit', Row, 'bill_to', "Date">('agrees')
  agree<'billing.spend_limit', Row, 'tax_id', "String">('agrees')
  agree<'billing.spend_limit', Row, 'tax_category', "String">('agrees')
  agree<'billing.spend_limit', Row, 'tax_rate', "Decimal(38, 6)">('agrees')
  agree<'billing.spend_limit', Row, 'tax_exempt', "Bool">('agrees')
  agree<'billing.spend_limit', Row, 'currency', "LowCardinality(String)">('agrees')
  agree<'billing.spend_limit', Row, 'minor_units', "Int32">('agrees')
  agree<'billing.spend_limit', Row, 'minimum', "Decimal(38, 3)">('agrees')
  agree<'billing.spend_limit', Row, 'maximum', "Decimal(38, 3)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/billing/spend_line.ts').spendLine>
  settle((row: Row) => [row.bill_id, row.payer_account_id, row.subscription_id, row.billing_account_id, row.customer_id, row.offering_id, row.legal_entity_id, row.bill_from, row.bill_to, row.currency, row.minor_units, row.tax_id, row.tax_category, row.tax_rate, row.category, row.service, row.net])
  complete<'billing.spend_line', Row, 'bill_id' | 'payer_account_id' | 'subscription_id' | 'billing_account_id' | 'customer_id' | 'offering_id' | 'legal_entity_id' | 'bill_from' | 'bill_to' | 'currency' | 'minor_units' | 'tax_id' | 'tax_category' | 'tax_rate' | 'category' | 'service' | 'net'>('agrees')
  agree<'billing.spend_line', Row, 'bill_id', "String">('agrees')
  agree<'billing.spend_line', Row, 'payer_account_id', "String">('agrees')
  agree<'billing.spend_line', Row, 'subscription_id', "String">('agrees')
  agree<'billing.spend_line', Row, 'billing_account_id', "String">('agrees')
  agree<'billing.spend_line', Row, 'customer_id', "String">('agrees')
  agree<'billing.spend_line', Row, 'offering_id', "String">('agrees')
  agree<'billing.spend_line', Row, 'legal_entity_id', "String">('agrees')
  agree<'billing.spend_line', Row, 'bill_from', "Date">('agrees')
  agree<'billing.spend_line', Row, 'bill_to', "Date">('agrees')
  agree<'billing.spend_line', Row, 'currency', "LowCardinality(String)">('agrees')
  agree<'billing.spend_line', Row, 'minor_units', "Int32">('agrees')
  agree<'billing.spend_line', Row, 'tax_id', "String">('agrees')
  agree<'billing.spend_line', Row, 'tax_category', "String">('agrees')
  agree<'billing.spend_line', Row, 'tax_rate', "Decimal(38, 6)">('agrees')
  agree<'billing.spend_line', Row, 'category', "String">('agrees')
  agree<'billing.spend_line', Row, 'service', "String">('agrees')
  agree<'billing.spend_line', Row, 'net', "Decimal(38, 3)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/billing/tax_in_force.ts').taxInForce>
  settle((row: Row) => [row.tax_id, row.from_day, row.to_day, row.category, row.rate, row.name, row.parts])
  complete<'billing.tax_in_force', Row, 'tax_id' | 'from_day' | 'to_day' | 'category' | 'rate' | 'name' | 'parts'>('agrees')
  agree<'billing.tax_in_force', Row, 'tax_id', "LowCardinality(String)">('agrees')
  agree<'billing.tax_in_force', Row, 'from_day', "Date">('agrees')
  agree<'billing.tax_in_force', Row, 'to_day', "Date">('agrees')
  agree<'billing.tax_in_force', Row, 'category', "LowCardinality(String)">('agrees')
  agree<'billing.tax_in_force', Row, 'rate', "Decimal(38, 6)">('agrees')
  agree<'billing.tax_in_force', Row, 'name', "String">('agrees')
  agree<'billing.tax_in_force', Row, 'parts', "String">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/billing/unissued_line.ts').unissuedLine>
  settle((row: Row) => [row.bill_id, row.line_number, row.corrects_bill, row.billing_account_id, row.charged_account_id, row.customer_id, row.subscription_id, row.legal_entity_id, row.bill_from, row.bill_to, row.period_from, row.period_to, row.category, row.service, row.description, row.charge_id, row.quantity, row.net, row.tax_id, row.tax_category, row.tax_rate, row.rated_amount, row.rounding_difference, row.currency])
  complete<'billing.unissued_line', Row, 'bill_id' | 'line_number' | 'corrects_bill' | 'billing_account_id' | 'charged_account_id' | 'customer_id' | 'subscription_id' | 'legal_entity_id' | 'bill_from' | 'bill_to' | 'period_from' | 'period_to' | 'category' | 'service' | 'description' | 'charge_id' | 'quantity' | 'net' | 'tax_id' | 'tax_category' | 'tax_rate' | 'rated_amount' | 'rounding_difference' | 'currency'>('agrees')
  agree<'billing.unissued_line', Row, 'bill_id', "String">('agrees')
  agree<'billing.unissued_line', Row, 'line_number', "UInt64">('agrees')
  agree<'billing.unissued_line', Row, 'corrects_bill', "String">('agrees')
  agree<'billing.unissued_line', Row, 'billing_account_id', "String">('agrees')
  agree<'billing.unissued_line', Row, 'charged_account_id', "String">('agrees')
  agree<'billing.unissued_line', Row, 'customer_id', "String">('agrees')
  agree<'billing.unissued_line', Row, 'subscription_id', "Nullable(String)">('agrees')
  agree<'billing.unissued_line', Row, 'legal_entity_id', "LowCardinality(String)">('agrees')
  agree<'billing.unissued_line', Row, 'bill_from', "Date">('agrees')
  agree<'billing.unissued_line', Row, 'bill_to', "Date">('agrees')
  agree<'billing.unissued_line', Row, 'period_from', "Date">('agrees')
  agree<'billing.unissued_line', Row, 'period_to', "Date">('agrees')
  agree<'billing.unissued_line', Row, 'category', "LowCardinality(String)">('agrees')
  agree<'billing.unissued_line', Row, 'service', "String">('agrees')
  agree<'billing.unissued_line', Row, 'description', "String">('agrees')
  agree<'billing.unissued_line', Row, 'charge_id', "String">('agrees')
  agree<'billing.unissued_line', Row, 'quantity', "Int64">('agrees')
  agree<'billing.unissued_line', Row, 'net', "Decimal(38, 3)">('agrees')
  agree<'billing.unissued_line', Row, 'tax_id', "LowCardinality(String)">('agrees')
  agree<'billing.unissued_line', Row, 'tax_category', "LowCardinality(String)">('agrees')
  agree<'billing.unissued_line', Row, 'tax_rate', "Decimal(38, 6)">('agrees')
  agree<'billing.unissued_line', Row, 'rated_amount', "Decimal(38, 9)">('agrees')
  agree<'billing.unissued_line', Row, 'rounding_difference', "Decimal(38, 9)">('agrees')
  agree<'billing.unissued_line', Row, 'currency', "LowCardinality(String)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/billing/usage_charge.ts').usageCharge>
  settle((row: Row) => [row.billing_account_id, row.subscription_id, row.customer_id, row.service, row.metric, row.offering_id, row.tariff_id, row.price_id, row.month, row.start_month, row.period_from, row.currency, row.chargeable, row.events, row.quantity, row.rated_amount, row.price, row.tax_id, row.tax_from, row.legal_entity_id, row.tax_rate, row.amount])
  complete<'billing.usage_charge', Row, 'billing_account_id' | 'subscription_id' | 'customer_id' | 'service' | 'metric' | 'offering_id' | 'tariff_id' | 'price_id' | 'month' | 'start_month' | 'period_from' | 'currency' | 'chargeable' | 'events' | 'quantity' | 'rated_amount' | 'price' | 'tax_id' | 'tax_from' | 'legal_entity_id' | 'tax_rate' | 'amount'>('agrees')
  agree<'billing.usage_charge', Row, 'billing_account_id', "String">('agrees')
  agree<'billing.usage_charge', Row, 'subscription_id', "Nullable(String)">('agrees')
  agree<'billing.usage_charge', Row, 'customer_id', "String">('agrees')
  agree<'billing.usage_charge', Row, 'service', "String">('agrees')
  agree<'billing.usage_charge', Row, 'metric', "String">('agrees')
  agree<'billing.usage_charge', Row, 'offering_id', "String">('agrees')
  agree<'billing.usage_charge', Row, 'tariff_id', "LowCardinality(String)">('agrees')
  agree<'billing.usage_charge', Row, 'price_id', "String">('agrees')
  agree<'billing.usage_charge', Row, 'month', "Date">('agrees')
  agree<'billing.usage_charge', Row, 'start_month', "Date">('agrees')
  agree<'billing.usage_charge', Row, 'period_from', "Nullable(Date)">('agrees')
  agree<'billing.usage_charge', Row, 'currency', "String">('agrees')
  agree<'billing.usage_charge', Row, 'chargeable', "Bool">('agrees')
  agree<'billing.usage_charge', Row, 'events', "Int64">('agrees')
  agree<'billing.usage_charge', Row, 'quantity', "UInt64">('agrees')
  agree<'billing.usage_charge', Row, 'rated_amount', "Decimal(38, 9)">('agrees')
  agree<'billing.usage_charge', Row, 'price', "String">('agrees')
  agree<'billing.usage_charge', Row, 'tax_id', "String">('agrees')
  agree<'billing.usage_charge', Row, 'tax_from', "Date">('agrees')
  agree<'billing.usage_charge', Row, 'legal_entity_id', "LowCardinality(String)">('agrees')
  agree<'billing.usage_charge', Row, 'tax_rate', "Decimal(38, 6)">('agrees')
  agree<'billing.usage_charge', Row, 'amount', "Decimal(38, 9)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/credit/account_behaviour.ts').accountBehaviour>
  settle((row: Row) => [row.as_of_day, row.billing_account_id, row.customer_id, row.type, row.family, row.currency, row.tenure_months, row.months_counted, row.monthly_charges, row.arpu_3m, row.overdue, row.days_past_due, row.returned_payments])
  complete<'credit.account_behaviour', Row, 'as_of_day' | 'billing_account_id' | 'customer_id' | 'type' | 'family' | 'currency' | 'tenure_months' | 'months_counted' | 'monthly_charges' | 'arpu_3m' | 'overdue' | 'days_past_due' | 'returned_payments'>('agrees')
  agree<'credit.account_behaviour', Row, 'as_of_day', "Date">('agrees')
  agree<'credit.account_behaviour', Row, 'billing_account_id', "String">('agrees')
  agree<'credit.account_behaviour', Row, 'customer_id', "String">('agrees')
  agree<'credit.account_behaviour', Row, 'type', "String">('agrees')
  agree<'credit.account_behaviour', Row, 'family', "String">('agrees')
  agree<'credit.account_behaviour', Row, 'currency', "String">('agrees')
  agree<'credit.account_behaviour', Row, 'tenure_months', "Int64">('agrees')
  agree<'credit.account_behaviour', Row, 'months_counted', "Int64">('agrees')
  agree<'credit.account_behaviour', Row, 'monthly_charges', "Decimal(38, 9)">('agrees')
  agree<'credit.account_behaviour', Row, 'arpu_3m', "Decimal(76, 9)">('agrees')
  agree<'credit.account_behaviour', Row, 'overdue', "Decimal(38, 3)">('agrees')
  agree<'credit.account_behaviour', Row, 'days_past_due', "Int64">('agrees')
  agree<'credit.account_behaviour', Row, 'returned_payments', "Int64">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/credit/credit_limit.ts').creditLimit>
  settle((row: Row) => [row.billing_account_id, row.customer_id, row.type, row.family, row.currency, row.tenure_months, row.months_counted, row.arpu_3m, row.overdue, row.days_past_due, row.returned_payments, row.credit_class, row.credit_limit, row.reason])
  complete<'credit.credit_limit', Row, 'billing_account_id' | 'customer_id' | 'type' | 'family' | 'currency' | 'tenure_months' | 'months_counted' | 'arpu_3m' | 'overdue' | 'days_past_due' | 'returned_payments' | 'credit_class' | 'credit_limit' | 'reason'>('agrees')
  agree<'credit.credit_limit', Row, 'billing_account_id', "String">('agrees')
  agree<'credit.credit_limit', Row, 'customer_id', "String">('agrees')
  agree<'credit.credit_limit', Row, 'type', "String">('agrees')
  agree<'credit.credit_limit', Row, 'family', "String">('agrees')
  agree<'credit.credit_limit', Row, 'currency', "String">('agrees')
  agree<'credit.credit_limit', Row, 'tenure_months', "Int64">('agrees')
  agree<'credit.credit_limit', Row, 'months_counted', "Int64">('agrees')
  agree<'credit.credit_limit', Row, 'arpu_3m', "Decimal(76, 9)">('agrees')
  agree<'credit.credit_limit', Row, 'overdue', "Decimal(38, 3)">('agrees')
  agree<'credit.credit_limit', Row, 'days_past_due', "Int64">('agrees')
  agree<'credit.credit_limit', Row, 'returned_payments', "Int64">('agrees')
  agree<'credit.credit_limit', Row, 'credit_class', "String">('agrees')
  agree<'credit.credit_limit', Row, 'credit_limit', "Decimal(38, 3)">('agrees')
  agree<'credit.credit_limit', Row, 'reason', "String">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/credit/credit_limit_by_class.ts').creditLimitByClass>
  settle((row: Row) => [row.credit_class, row.type, row.currency, row.accounts, row.total_limit, row.mean_limit, row.mean_arpu])
  complete<'credit.credit_limit_by_class', Row, 'credit_class' | 'type' | 'currency' | 'accounts' | 'total_limit' | 'mean_limit' | 'mean_arpu'>('agrees')
  agree<'credit.credit_limit_by_class', Row, 'credit_class', "String">('agrees')
  agree<'credit.credit_limit_by_class', Row, 'type', "String">('agrees')
  agree<'credit.credit_limit_by_class', Row, 'currency', "String">('agrees')
  agree<'credit.credit_limit_by_class', Row, 'accounts', "UInt64">('agrees')
  agree<'credit.credit_limit_by_class', Row, 'total_limit', "Decimal(38, 3)">('agrees')
  agree<'credit.credit_limit_by_class', Row, 'mean_limit', "Decimal(38, 3)">('agrees')
  agree<'credit.credit_limit_by_class', Row, 'mean_arpu', "Decimal(38, 3)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/credit/credit_rule.ts').creditRule>
  settle((row: Row) => [row.valid_from, row.valid_to, row.family, row.rank, row.credit_class, row.min_tenure_months, row.min_months_counted, row.max_days_past_due, row.max_returned_payments, row.months, row.because])
  complete<'credit.credit_rule', Row, 'valid_from' | 'valid_to' | 'family' | 'rank' | 'credit_class' | 'min_tenure_months' | 'min_months_counted' | 'max_days_past_due' | 'max_returned_payments' | 'months' | 'because'>('agrees')
  agree<'credit.credit_rule', Row, 'valid_from', "Date">('agrees')
  agree<'credit.credit_rule', Row, 'valid_to', "Date">('agrees')
  agree<'credit.credit_rule', Row, 'family', "String">('agrees')
  agree<'credit.credit_rule', Row, 'rank', "Int32">('agrees')
  agree<'credit.credit_rule', Row, 'credit_class', "String">('agrees')
  agree<'credit.credit_rule', Row, 'min_tenure_months', "Int32">('agrees')
  agree<'credit.credit_rule', Row, 'min_months_counted', "Int32">('agrees')
  agree<'credit.credit_rule', Row, 'max_days_past_due', "Int32">('agrees')
  agree<'credit.credit_rule', Row, 'max_returned_payments', "Int32">('agrees')
  agree<'credit.credit_rule', Row, 'months', "Decimal(38, 2)">('agrees')
  agree<'credit.credit_rule', Row, 'because', "String">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/credit/exposure.ts').exposure>
  settle((row: Row) => [row.billing_account_id, row.currency, row.receivable, row.drafts, row.usage, row.exposure])
  complete<'credit.exposure', Row, 'billing_account_id' | 'currency' | 'receivable' | 'drafts' | 'usage' | 'exposure'>('agrees')
  agree<'credit.exposure', Row, 'billing_account_id', "String">('agrees')
  agree<'credit.exposure', Row, 'currency', "String">('agrees')
  agree<'credit.exposure', Row, 'receivable', "Decimal(38, 3)">('agrees')
  agree<'credit.exposure', Row, 'drafts', "Decimal(38, 3)">('agrees')
  agree<'credit.exposure', Row, 'usage', "Decimal(38, 3)">('agrees')
  agree<'credit.exposure', Row, 'exposure', "Decimal(38, 3)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/customers/activity_day.ts').activityDay>
  settle((row: Row) => [row.subscription_id, row.day])
  complete<'customers.activity_day', Row, 'subscription_id' | 'day'>('agrees')
  agree<'customers.activity_day', Row, 'subscription_id', "String">('agrees')
  agree<'customers.activity_day', Row, 'day', "Date">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/customers/arpu_monthly.ts').arpuMonthly>
  settle((row: Row) => [row.month, row.type, row.segment, row.currency, row.revenue, row.average_base, row.arpu])
  complete<'customers.arpu_monthly', Row, 'month' | 'type' | 'segment' | 'currency' | 'revenue' | 'average_base' | 'arpu'>('agrees')
  agree<'customers.arpu_monthly', Row, 'month', "Date">('agrees')
  agree<'customers.arpu_monthly', Row, 'type', "String">('agrees')
  agree<'customers.arpu_monthly', Row, 'segment', "String">('agrees')
  agree<'customers.arpu_monthly', Row, 'currency', "String">('agrees')
  agree<'customers.arpu_monthly', Row, 'revenue', "Decimal(38, 9)">('agrees')
  agree<'customers.arpu_monthly', Row, 'average_base', "Decimal(38, 1)">('agrees')
  agree<'customers.arpu_monthly', Row, 'arpu', "Nullable(Decimal(38, 9))">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/customers/base_change.ts').baseChange>
  settle((row: Row) => [row.subscription_id, row.day, row.change, row.type, row.segment, row.region, row.offering_id, row.contract_months, row.access, row.currency, row.other_type, row.other_segment, row.other_region, row.other_offering_id, row.other_contract_months, row.other_access, row.other_currency])
  complete<'customers.base_change', Row, 'subscription_id' | 'day' | 'change' | 'type' | 'segment' | 'region' | 'offering_id' | 'contract_months' | 'access' | 'currency' | 'other_type' | 'other_segment' | 'other_region' | 'other_offering_id' | 'other_contract_months' | 'other_access' | 'other_currency'>('agrees')
  agree<'customers.base_change', Row, 'subscription_id', "String">('agrees')
  agree<'customers.base_change', Row, 'day', "Date">('agrees')
  agree<'customers.base_change', Row, 'change', "String">('agrees')
  agree<'customers.base_change', Row, 'type', "LowCardinality(String)">('agrees')
  agree<'customers.base_change', Row, 'segment', "LowCardinality(String)">('agrees')
  agree<'customers.base_change', Row, 'region', "LowCardinality(String)">('agrees')
  agree<'customers.base_change', Row, 'offering_id', "LowCardinality(String)">('agrees')
  agree<'customers.base_change', Row, 'contract_months', "UInt8">('agrees')
  agree<'customers.base_change', Row, 'access', "LowCardinality(String)">('agrees')
  agree<'customers.base_change', Row, 'currency', "LowCardinality(String)">('agrees')
  agree<'customers.base_change', Row, 'other_type', "Nullable(String)">('agrees')
  agree<'customers.base_change', Row, 'other_segment', "Nullable(String)">('agrees')
  agree<'customers.base_change', Row, 'other_region', "Nullable(String)">('agrees')
  agree<'customers.base_change', Row, 'other_offering_id', "Nullable(String)">('agrees')
  agree<'customers.base_change', Row, 'other_contract_months', "Nullable(UInt8)">('agrees')
  agree<'customers.base_change', Row, 'other_access', "Nullable(String)">('agrees')
  agree<'customers.base_change', Row, 'other_currency', "Nullable(String)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/customers/base_daily.ts').baseDaily>
  settle((row: Row) => [row.day, row.type, row.segment, row.region, row.offering_id, row.opening, row.adds, row.reconnects, row.moved_in, row.moved_out, row.terminations, row.closing])
  complete<'customers.base_daily', Row, 'day' | 'type' | 'segment' | 'region' | 'offering_id' | 'opening' | 'adds' | 'reconnects' | 'moved_in' | 'moved_out' | 'terminations' | 'closing'>('agrees')
  agree<'customers.base_daily', Row, 'day', "Date">('agrees')
  agree<'customers.base_daily', Row, 'type', "LowCardinality(String)">('agrees')
  agree<'customers.base_daily', Row, 'segment', "LowCardinality(String)">('agrees')
  agree<'customers.base_daily', Row, 'region', "LowCardinality(String)">('agrees')
  agree<'customers.base_daily', Row, 'offering_id', "LowCardinality(String)">('agrees')
  agree<'customers.base_daily', Row, 'opening', "Int64">('agrees')
  agree<'customers.base_daily', Row, 'adds', "Int64">('agrees')
  agree<'customers.base_daily', Row, 'reconnects', "Int64">('agrees')
  agree<'customers.base_daily', Row, 'moved_in', "Int64">('agrees')
  agree<'customers.base_daily', Row, 'moved_out', "Int64">('agrees')
  agree<'customers.base_daily', Row, 'terminations', "Int64">('agrees')
  agree<'customers.base_daily', Row, 'closing', "Int64">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/customers/base_interval.ts').baseInterval>
  settle((row: Row) => [row.subscription_id, row.customer_id, row.billing_account_id, row.from_day, row.to_day, row.type, row.status, row.segment, row.region, row.offering_id, row.contract_months, row.access, row.currency, row.price, row.enters, row.leaves])
  complete<'customers.base_interval', Row, 'subscription_id' | 'customer_id' | 'billing_account_id' | 'from_day' | 'to_day' | 'type' | 'status' | 'segment' | 'region' | 'offering_id' | 'contract_months' | 'access' | 'currency' | 'price' | 'enters' | 'leaves'>('agrees')
  agree<'customers.base_interval', Row, 'subscription_id', "String">('agrees')
  agree<'customers.base_interval', Row, 'customer_id', "String">('agrees')
  agree<'customers.base_interval', Row, 'billing_account_id', "String">('agrees')
  agree<'customers.base_interval', Row, 'from_day', "Date">('agrees')
  agree<'customers.base_interval', Row, 'to_day', "Date">('agrees')
  agree<'customers.base_interval', Row, 'type', "LowCardinality(String)">('agrees')
  agree<'customers.base_interval', Row, 'status', "LowCardinality(String)">('agrees')
  agree<'customers.base_interval', Row, 'segment', "LowCardinality(String)">('agrees')
  agree<'customers.base_interval', Row, 'region', "LowCardinality(String)">('agrees')
  agree<'customers.base_interval', Row, 'offering_id', "LowCardinality(String)">('agrees')
  agree<'customers.base_interval', Row, 'contract_months', "UInt8">('agrees')
  agree<'customers.base_interval', Row, 'access', "LowCardinality(String)">('agrees')
  agree<'customers.base_interval', Row, 'currency', "LowCardinality(String)">('agrees')
  agree<'customers.base_interval', Row, 'price', "Decimal(38, 9)">('agrees')
  agree<'customers.base_interval', Row, 'enters', "String">('agrees')
  agree<'customers.base_interval', Row, 'leaves', "String">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/customers/base_monthly.ts').baseMonthly>
  settle((row: Row) => [row.month, row.type, row.segment, row.currency, row.opening, row.closing, row.average_base])
  complete<'customers.base_monthly', Row, 'month' | 'type' | 'segment' | 'currency' | 'opening' | 'closing' | 'average_base'>('agrees')
  agree<'customers.base_monthly', Row, 'month', "Date">('agrees')
  agree<'customers.base_monthly', Row, 'type', "LowCardinality(String)">('agrees')
  agree<'customers.base_monthly', Row, 'segment', "LowCardinality(String)">('agrees')
  agree<'customers.base_monthly', Row, 'currency', "LowCardinality(String)">('agrees')
  agree<'customers.base_monthly', Row, 'opening', "Int64">('agrees')
  agree<'customers.base_monthly', Row, 'closing', "Int64">('agrees')
  agree<'customers.base_monthly', Row, 'average_base', "Decimal(38, 1)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/customers/base_window.ts').baseWindow>
  settle((row: Row) => [row.first_day, row.last_day, row.revenue_from])
  complete<'customers.base_window', Row, 'first_day' | 'last_day' | 'revenue_from'>('agrees')
  agree<'customers.base_window', Row, 'first_day', "Date">('agrees')
  agree<'customers.base_window', Row, 'last_day', "Date">('agrees')
  agree<'customers.base_window', Row, 'revenue_from', "Date">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/customers/churn_monthly.ts').churnMonthly>
  settle((row: Row) => [row.month, row.opening, row.adds, row.reconnects, row.terminations, row.closing, row.average_base, row.churn_rate, row.churn_rate_opening, row.base_turnover])
  complete<'customers.churn_monthly', Row, 'month' | 'opening' | 'adds' | 'reconnects' | 'terminations' | 'closing' | 'average_base' | 'churn_rate' | 'churn_rate_opening' | 'base_turnover'>('agrees')
  agree<'customers.churn_monthly', Row, 'month', "Date">('agrees')
  agree<'customers.churn_monthly', Row, 'opening', "Int64">('agrees')
  agree<'customers.churn_monthly', Row, 'adds', "Int64">('agrees')
  agree<'customers.churn_monthly', Row, 'reconnects', "Int64">('agrees')
  agree<'customers.churn_monthly', Row, 'terminations', "Int64">('agrees')
  agree<'customers.churn_monthly', Row, 'closing', "Int64">('agrees')
  agree<'customers.churn_monthly', Row, 'average_base', "Decimal(38, 1)">('agrees')
  agree<'customers.churn_monthly', Row, 'churn_rate', "Nullable(Float64)">('agrees')
  agree<'customers.churn_monthly', Row, 'churn_rate_opening', "Nullable(Float64)">('agrees')
  agree<'customers.churn_monthly', Row, 'base_turnover', "Int64">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/customers/churn_monthly_by.ts').churnMonthlyBy>
  settle((row: Row) => [row.month, row.dimension, row.value, row.opening, row.adds, row.reconnects, row.moved_in, row.moved_out, row.terminations, row.closing, row.average_base, row.churn_rate, row.churn_rate_opening, row.base_turnover])
  complete<'customers.churn_monthly_by', Row, 'month' | 'dimension' | 'value' | 'opening' | 'adds' | 'reconnects' | 'moved_in' | 'moved_out' | 'terminations' | 'closing' | 'average_base' | 'churn_rate' | 'churn_rate_opening' | 'base_turnover'>('agrees')
  agree<'customers.churn_monthly_by', Row, 'month', "Date">('agrees')
  agree<'customers.churn_monthly_by', Row, 'dimension', "String">('agrees')
  agree<'customers.churn_monthly_by', Row, 'value', "String">('agrees')
  agree<'customers.churn_monthly_by', Row, 'opening', "Int64">('agrees')
  agree<'customers.churn_monthly_by', Row, 'adds', "Int64">('agrees')
  agree<'customers.churn_monthly_by', Row, 'reconnects', "Int64">('agrees')
  agree<'customers.churn_monthly_by', Row, 'moved_in', "Int64">('agrees')
  agree<'customers.churn_monthly_by', Row, 'moved_out', "Int64">('agrees')
  agree<'customers.churn_monthly_by', Row, 'terminations', "Int64">('agrees')
  agree<'customers.churn_monthly_by', Row, 'closing', "Int64">('agrees')
  agree<'customers.churn_monthly_by', Row, 'average_base', "Decimal(38, 1)">('agrees')
  agree<'customers.churn_monthly_by', Row, 'churn_rate', "Nullable(Float64)">('agrees')
  agree<'customers.churn_monthly_by', Row, 'churn_rate_opening', "Nullable(Float64)">('agrees')
  agree<'customers.churn_monthly_by', Row, 'base_turnover', "Int64">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/customers/churned_share.ts').churnedShare>
  settle((row: Row) => [row.dimension, row.value, row.currency, row.customers, row.churned, row.churned_share, row.monthly_charges, row.churned_monthly_charges])
  complete<'customers.churned_share', Row, 'dimension' | 'value' | 'currency' | 'customers' | 'churned' | 'churned_share' | 'monthly_charges' | 'churned_monthly_charges'>('agrees')
  agree<'customers.churned_share', Row, 'dimension', "String">('agrees')
  agree<'customers.churned_share', Row, 'value', "String">('agrees')
  agree<'customers.churned_share', Row, 'currency', "String">('agrees')
  agree<'customers.churned_share', Row, 'customers', "UInt64">('agrees')
  agree<'customers.churned_share', Row, 'churned', "UInt64">('agrees')
  agree<'customers.churned_share', Row, 'churned_share', "Nullable(Float64)">('agrees')
  agree<'customers.churned_share', Row, 'monthly_charges', "Decimal(38, 3)">('agrees')
  agree<'customers.churned_share', Row, 'churned_monthly_charges', "Decimal(38, 3)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/customers/customer_360.ts').customer360>
  settle((row: Row) => [row.customer_id, row.kind, row.segment, row.region, row.country, row.parent_customer_id, row.status, row.types, row.active_lines, row.first_day, row.tenure_months, row.currency, row.monthly_charges, row.arpu_3m, row.open_amount, row.overdue, row.days_past_due, row.tickets_90d, row.last_interaction_at, row.last_interaction_channel, row.last_interaction_topic, row.contactable, row.churned])
  complete<'customers.customer_360', Row, 'customer_id' | 'kind' | 'segment' | 'region' | 'country' | 'parent_customer_id' | 'status' | 'types' | 'active_lines' | 'first_day' | 'tenure_months' | 'currency' | 'monthly_charges' | 'arpu_3m' | 'open_amount' | 'overdue' | 'days_past_due' | 'tickets_90d' | 'last_interaction_at' | 'last_interaction_channel' | 'last_interaction_topic' | 'contactable' | 'churned'>('agrees')
  agree<'customers.customer_360', Row, 'customer_id', "String">('agrees')
  agree<'customers.customer_360', Row, 'kind', "LowCardinality(String)">('agrees')
  agree<'customers.customer_360', Row, 'segment', "LowCardinality(String)">('agrees')
  agree<'customers.customer_360', Row, 'region', "LowCardinality(String)">('agrees')
  agree<'customers.customer_360', Row, 'country', "LowCardinality(Nullable(String))">('agrees')
  agree<'customers.customer_360', Row, 'parent_customer_id', "Nullable(String)">('agrees')
  agree<'customers.customer_360', Row, 'status', "LowCardinality(String)">('agrees')
  agree<'customers.customer_360', Row, 'types', "String">('agrees')
  agree<'customers.customer_360', Row, 'active_lines', "Int64">('agrees')
  agree<'customers.customer_360', Row, 'first_day', "Nullable(Date)">('agrees')
  agree<'customers.customer_360', Row, 'tenure_months', "Nullable(Int64)">('agrees')
  agree<'customers.customer_360', Row, 'currency', "Nullable(String)">('agrees')
  agree<'customers.customer_360', Row, 'monthly_charges', "Decimal(38, 3)">('agrees')
  agree<'customers.customer_360', Row, 'arpu_3m', "Decimal(38, 9)">('agrees')
  agree<'customers.customer_360', Row, 'open_amount', "Decimal(38, 3)">('agrees')
  agree<'customers.customer_360', Row, 'overdue', "Decimal(38, 3)">('agrees')
  agree<'customers.customer_360', Row, 'days_past_due', "Int64">('agrees')
  agree<'customers.customer_360', Row, 'tickets_90d', "Int64">('agrees')
  agree<'customers.customer_360', Row, 'last_interaction_at', "Nullable(DateTime64(3, 'UTC'))">('agrees')
  agree<'customers.customer_360', Row, 'last_interaction_channel', "Nullable(String)">('agrees')
  agree<'customers.customer_360', Row, 'last_interaction_topic', "Nullable(String)">('agrees')
  agree<'customers.customer_360', Row, 'contactable', "Bool">('agrees')
  agree<'customers.customer_360', Row, 'churned', "Bool">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/customers/customer_state.ts').customerState>
  settle((row: Row) => [row.customer_id, row.valid_from, row.segment, row.region])
  complete<'customers.customer_state', Row, 'customer_id' | 'valid_from' | 'segment' | 'region'>('agrees')
  agree<'customers.customer_state', Row, 'customer_id', "String">('agrees')
  agree<'customers.customer_state', Row, 'valid_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'customers.customer_state', Row, 'segment', "LowCardinality(String)">('agrees')
  agree<'customers.customer_state', Row, 'region', "LowCardinality(String)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/customers/departure.ts').departure>
  settle((row: Row) => [row.subscription_id, row.customer_id, row.billing_account_id, row.day, row.type, row.segment, row.region, row.offering_id, row.contract_months, row.access, row.reason, row.voluntary, row.tenure_months, row.currency, row.price])
  complete<'customers.departure', Row, 'subscription_id' | 'customer_id' | 'billing_account_id' | 'day' | 'type' | 'segment' | 'region' | 'offering_id' | 'contract_months' | 'access' | 'reason' | 'voluntary' | 'tenure_months' | 'currency' | 'price'>('agrees')
  agree<'customers.departure', Row, 'subscription_id', "String">('agrees')
  agree<'customers.departure', Row, 'customer_id', "String">('agrees')
  agree<'customers.departure', Row, 'billing_account_id', "String">('agrees')
  agree<'customers.departure', Row, 'day', "Date">('agrees')
  agree<'customers.departure', Row, 'type', "LowCardinality(String)">('agrees')
  agree<'customers.departure', Row, 'segment', "LowCardinality(String)">('agrees')
  agree<'customers.departure', Row, 'region', "LowCardinality(String)">('agrees')
  agree<'customers.departure', Row, 'offering_id', "LowCardinality(String)">('agrees')
  agree<'customers.departure', Row, 'contract_months', "UInt8">('agrees')
  agree<'customers.departure', Row, 'access', "LowCardinality(String)">('agrees')
  agree<'customers.departure', Row, 'reason', "String">('agrees')
  agree<'customers.departure', Row, 'voluntary', "Bool">('agrees')
  agree<'customers.departure', Row, 'tenure_months', "Int64">('agrees')
  agree<'customers.departure', Row, 'currency', "LowCardinality(String)">('agrees')
  agree<'customers.departure', Row, 'price', "Decimal(38, 9)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/customers/earned_monthly.ts').earnedMonthly>
  settle((row: Row) => [row.month, row.subscription_id, row.billing_account_id, row.customer_id, row.type, row.segment, row.currency, row.recurring, row.usage, row.revenue])
  complete<'customers.earned_monthly', Row, 'month' | 'subscription_id' | 'billing_account_id' | 'customer_id' | 'type' | 'segment' | 'currency' | 'recurring' | 'usage' | 'revenue'>('agrees')
  agree<'customers.earned_monthly', Row, 'month', "Date">('agrees')
  agree<'customers.earned_monthly', Row, 'subscription_id', "String">('agrees')
  agree<'customers.earned_monthly', Row, 'billing_account_id', "String">('agrees')
  agree<'customers.earned_monthly', Row, 'customer_id', "String">('agrees')
  agree<'customers.earned_monthly', Row, 'type', "String">('agrees')
  agree<'customers.earned_monthly', Row, 'segment', "String">('agrees')
  agree<'customers.earned_monthly', Row, 'currency', "String">('agrees')
  agree<'customers.earned_monthly', Row, 'recurring', "Decimal(38, 9)">('agrees')
  agree<'customers.earned_monthly', Row, 'usage', "Decimal(38, 9)">('agrees')
  agree<'customers.earned_monthly', Row, 'revenue', "Decimal(38, 9)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/customers/leaver.ts').leaver>
  settle((row: Row) => [row.month, row.type, row.segment, row.region, row.contract, row.access, row.reason, row.tenure_band, row.voluntary, row.currency, row.leavers, row.monthly_charges])
  complete<'customers.leaver', Row, 'month' | 'type' | 'segment' | 'region' | 'contract' | 'access' | 'reason' | 'tenure_band' | 'voluntary' | 'currency' | 'leavers' | 'monthly_charges'>('agrees')
  agree<'customers.leaver', Row, 'month', "Date">('agrees')
  agree<'customers.leaver', Row, 'type', "LowCardinality(String)">('agrees')
  agree<'customers.leaver', Row, 'segment', "LowCardinality(String)">('agrees')
  agree<'customers.leaver', Row, 'region', "LowCardinality(String)">('agrees')
  agree<'customers.leaver', Row, 'contract', "UInt8">('agrees')
  agree<'customers.leaver', Row, 'access', "LowCardinality(String)">('agrees')
  agree<'customers.leaver', Row, 'reason', "String">('agrees')
  agree<'customers.leaver', Row, 'tenure_band', "String">('agrees')
  agree<'customers.leaver', Row, 'voluntary', "Bool">('agrees')
  agree<'customers.leaver', Row, 'currency', "LowCardinality(String)">('agrees')
  agree<'customers.leaver', Row, 'leavers', "UInt64">('agrees')
  agree<'customers.leaver', Row, 'monthly_charges', "Decimal(38, 3)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/customers/line.ts').line>
  settle((row: Row) => [row.subscription_id, row.customer_id, row.billing_account_id, row.type, row.status, row.segment, row.region, row.offering_id, row.contract_months, row.access, row.currency, row.price, row.first_day, row.first_type, row.first_segment, row.left_day, row.in_base, row.tenure_months])
  complete<'customers.line', Row, 'subscription_id' | 'customer_id' | 'billing_account_id' | 'type' | 'status' | 'segment' | 'region' | 'offering_id' | 'contract_months' | 'access' | 'currency' | 'price' | 'first_day' | 'first_type' | 'first_segment' | 'left_day' | 'in_base' | 'tenure_months'>('agrees')
  agree<'customers.line', Row, 'subscription_id', "String">('agrees')
  agree<'customers.line', Row, 'customer_id', "String">('agrees')
  agree<'customers.line', Row, 'billing_account_id', "String">('agrees')
  agree<'customers.line', Row, 'type', "String">('agrees')
  agree<'customers.line', Row, 'status', "String">('agrees')
  agree<'customers.line', Row, 'segment', "String">('agrees')
  agree<'customers.line', Row, 'region', "String">('agrees')
  agree<'customers.line', Row, 'offering_id', "String">('agrees')
  agree<'customers.line', Row, 'contract_months', "UInt8">('agrees')
  agree<'customers.line', Row, 'access', "String">('agrees')
  agree<'customers.line', Row, 'currency', "String">('agrees')
  agree<'customers.line', Row, 'price', "Decimal(38, 9)">('agrees')
  agree<'customers.line', Row, 'first_day', "Date">('agrees')
  agree<'customers.line', Row, 'first_type', "String">('agrees')
  agree<'customers.line', Row, 'first_segment', "String">('agrees')
  agree<'customers.line', Row, 'left_day', "Nullable(Date)">('agrees')
  agree<'customers.line', Row, 'in_base', "Bool">('agrees')
  agree<'customers.line', Row, 'tenure_months', "Int64">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/customers/line_cover.ts').lineCover>
  settle((row: Row) => [row.subscription_id, row.from_day, row.to_day])
  complete<'customers.line_cover', Row, 'subscription_id' | 'from_day' | 'to_day'>('agrees')
  agree<'customers.line_cover', Row, 'subscription_id', "String">('agrees')
  agree<'customers.line_cover', Row, 'from_day', "Date">('agrees')
  agree<'customers.line_cover', Row, 'to_day', "Date">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/customers/line_state.ts').lineState>
  settle((row: Row) => [row.subscription_id, row.from_day, row.to_day, row.customer_id, row.billing_account_id, row.type, row.status, row.status_reason, row.offering_id, row.contract_months, row.access, row.segment, row.region, row.currency, row.price])
  complete<'customers.line_state', Row, 'subscription_id' | 'from_day' | 'to_day' | 'customer_id' | 'billing_account_id' | 'type' | 'status' | 'status_reason' | 'offering_id' | 'contract_months' | 'access' | 'segment' | 'region' | 'currency' | 'price'>('agrees')
  agree<'customers.line_state', Row, 'subscription_id', "String">('agrees')
  agree<'customers.line_state', Row, 'from_day', "Date">('agrees')
  agree<'customers.line_state', Row, 'to_day', "Date">('agrees')
  agree<'customers.line_state', Row, 'customer_id', "String">('agrees')
  agree<'customers.line_state', Row, 'billing_account_id', "String">('agrees')
  agree<'customers.line_state', Row, 'type', "LowCardinality(String)">('agrees')
  agree<'customers.line_state', Row, 'status', "LowCardinality(String)">('agrees')
  agree<'customers.line_state', Row, 'status_reason', "LowCardinality(Nullable(String))">('agrees')
  agree<'customers.line_state', Row, 'offering_id', "LowCardinality(String)">('agrees')
  agree<'customers.line_state', Row, 'contract_months', "UInt8">('agrees')
  agree<'customers.line_state', Row, 'access', "LowCardinality(String)">('agrees')
  agree<'customers.line_state', Row, 'segment', "LowCardinality(String)">('agrees')
  agree<'customers.line_state', Row, 'region', "LowCardinality(String)">('agrees')
  agree<'customers.line_state', Row, 'currency', "LowCardinality(String)">('agrees')
  agree<'customers.line_state', Row, 'price', "Decimal(38, 9)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/customers/line_value.ts').lineValue>
  settle((row: Row) => [row.subscription_id, row.billing_account_id, row.customer_id, row.currency, row.months_counted, row.revenue, row.arpu_3m])
  complete<'customers.line_value', Row, 'subscription_id' | 'billing_account_id' | 'customer_id' | 'currency' | 'months_counted' | 'revenue' | 'arpu_3m'>('agrees')
  agree<'customers.line_value', Row, 'subscription_id', "String">('agrees')
  agree<'customers.line_value', Row, 'billing_account_id', "String">('agrees')
  agree<'customers.line_value', Row, 'customer_id', "String">('agrees')
  agree<'customers.line_value', Row, 'currency', "String">('agrees')
  agree<'customers.line_value', Row, 'months_counted', "Int64">('agrees')
  agree<'customers.line_value', Row, 'revenue', "Decimal(38, 9)">('agrees')
  agree<'customers.line_value', Row, 'arpu_3m', "Decimal(38, 9)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/customers/prepaid_debit.ts').prepaidDebit>
  settle((row: Row) => [row.subscription_id, row.month, row.currency, row.amount, row.debits])
  complete<'customers.prepaid_debit', Row, 'subscription_id' | 'month' | 'currency' | 'amount' | 'debits'>('agrees')
  agree<'customers.prepaid_debit', Row, 'subscription_id', "String">('agrees')
  agree<'customers.prepaid_debit', Row, 'month', "Date">('agrees')
  agree<'customers.prepaid_debit', Row, 'currency', "LowCardinality(String)">('agrees')
  agree<'customers.prepaid_debit', Row, 'amount', "Decimal(38, 9)">('agrees')
  agree<'customers.prepaid_debit', Row, 'debits', "UInt64">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/customers/retention_cohort.ts').retentionCohort>
  settle((row: Row) => [row.cohort, row.type, row.segment, row.months_since, row.base, row.kept])
  complete<'customers.retention_cohort', Row, 'cohort' | 'type' | 'segment' | 'months_since' | 'base' | 'kept'>('agrees')
  agree<'customers.retention_cohort', Row, 'cohort', "Date">('agrees')
  agree<'customers.retention_cohort', Row, 'type', "String">('agrees')
  agree<'customers.retention_cohort', Row, 'segment', "String">('agrees')
  agree<'customers.retention_cohort', Row, 'months_since', "Int64">('agrees')
  agree<'customers.retention_cohort', Row, 'base', "Int64">('agrees')
  agree<'customers.retention_cohort', Row, 'kept', "Int64">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/customers/survival.ts').survival>
  settle((row: Row) => [row.type, row.segment, row.contract, row.tenure_months, row.lost, row.censored])
  complete<'customers.survival', Row, 'type' | 'segment' | 'contract' | 'tenure_months' | 'lost' | 'censored'>('agrees')
  agree<'customers.survival', Row, 'type', "String">('agrees')
  agree<'customers.survival', Row, 'segment', "String">('agrees')
  agree<'customers.survival', Row, 'contract', "UInt8">('agrees')
  agree<'customers.survival', Row, 'tenure_months', "Int64">('agrees')
  agree<'customers.survival', Row, 'lost', "UInt64">('agrees')
  agree<'customers.survival', Row, 'censored', "UInt64">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/feeds/alarm.ts').alarm>
  settle((row: Row) => [row.kind, row.feed, row.subject, row.since, row.value, row.limit_value, row.usual_value, row.detail])
  complete<'feeds.alarm', Row, 'kind' | 'feed' | 'subject' | 'since' | 'value' | 'limit_value' | 'usual_value' | 'detail'>('agrees')
  agree<'feeds.alarm', Row, 'kind', "String">('agrees')
  agree<'feeds.alarm', Row, 'feed', "LowCardinality(String)">('agrees')
  agree<'feeds.alarm', Row, 'subject', "String">('agrees')
  agree<'feeds.alarm', Row, 'since', "DateTime64(3, 'UTC')">('agrees')
  agree<'feeds.alarm', Row, 'value', "Float64">('agrees')
  agree<'feeds.alarm', Row, 'limit_value', "Nullable(Float64)">('agrees')
  agree<'feeds.alarm', Row, 'usual_value', "Nullable(Float64)">('agrees')
  agree<'feeds.alarm', Row, 'detail', "String">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/feeds/alarm_limit.ts').alarmLimit>
  settle((row: Row) => [row.valid_from, row.valid_to, row.silent_times, row.silent_least_s, row.habit_arrivals, row.habit_span_s, row.silent_unknown_s, row.expected_days, row.reject_share_hour, row.reject_records_hour, row.reject_share_day, row.reject_records_day, row.lag_s, row.beat_s, row.refused_days])
  complete<'feeds.alarm_limit', Row, 'valid_from' | 'valid_to' | 'silent_times' | 'silent_least_s' | 'habit_arrivals' | 'habit_span_s' | 'silent_unknown_s' | 'expected_days' | 'reject_share_hour' | 'reject_records_hour' | 'reject_share_day' | 'reject_records_day' | 'lag_s' | 'beat_s' | 'refused_days'>('agrees')
  agree<'feeds.alarm_limit', Row, 'valid_from', "Date">('agrees')
  agree<'feeds.alarm_limit', Row, 'valid_to', "Date">('agrees')
  agree<'feeds.alarm_limit', Row, 'silent_times', "Int32">('agrees')
  agree<'feeds.alarm_limit', Row, 'silent_least_s', "Int32">('agrees')
  agree<'feeds.alarm_limit', Row, 'habit_arrivals', "Int32">('agrees')
  agree<'feeds.alarm_limit', Row, 'habit_span_s', "Int32">('agrees')
  agree<'feeds.alarm_limit', Row, 'silent_unknown_s', "Int32">('agrees')
  agree<'feeds.alarm_limit', Row, 'expected_days', "Int32">('agrees')
  agree<'feeds.alarm_limit', Row, 'reject_share_hour', "Float64">('agrees')
  agree<'feeds.alarm_limit', Row, 'reject_records_hour', "Int32">('agrees')
  agree<'feeds.alarm_limit', Row, 'reject_share_day', "Float64">('agrees')
  agree<'feeds.alarm_limit', Row, 'reject_records_day', "Int32">('agrees')
  agree<'feeds.alarm_limit', Row, 'lag_s', "Int32">('agrees')
  agree<'feeds.alarm_limit', Row, 'beat_s', "Int32">('agrees')
  agree<'feeds.alarm_limit', Row, 'refused_days', "Int32">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/feeds/clock.ts').clock>
  settle((row: Row) => [row.at])
  complete<'feeds.clock', Row, 'at'>('agrees')
  agree<'feeds.clock', Row, 'at', "DateTime64(3, 'UTC')">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/feeds/current_limit.ts').currentLimit>
  settle((row: Row) => [row.at, row.silent_times, row.silent_least_s, row.habit_arrivals, row.habit_span_s, row.silent_unknown_s, row.expected_days, row.reject_share_hour, row.reject_records_hour, row.reject_share_day, row.reject_records_day, row.lag_s, row.beat_s, row.refused_days])
  complete<'feeds.current_limit', Row, 'at' | 'silent_times' | 'silent_least_s' | 'habit_arrivals' | 'habit_span_s' | 'silent_unknown_s' | 'expected_days' | 'reject_share_hour' | 'reject_records_hour' | 'reject_share_day' | 'reject_records_day' | 'lag_s' | 'beat_s' | 'refused_days'>('agrees')
  agree<'feeds.current_limit', Row, 'at', "DateTime64(3, 'UTC')">('agrees')
  agree<'feeds.current_limit', Row, 'silent_times', "Int32">('agrees')
  agree<'feeds.current_limit', Row, 'silent_least_s', "Int32">('agrees')
  agree<'feeds.current_limit', Row, 'habit_arrivals', "Int32">('agrees')
  agree<'feeds.current_limit', Row, 'habit_span_s', "Int32">('agrees')
  agree<'feeds.current_limit', Row, 'silent_unknown_s', "Int32">('agrees')
  agree<'feeds.current_limit', Row, 'expected_days', "Int32">('agrees')
  agree<'feeds.current_limit', Row, 'reject_share_hour', "Float64">('agrees')
  agree<'feeds.current_limit', Row, 'reject_records_hour', "Int32">('agrees')
  agree<'feeds.current_limit', Row, 'reject_share_day', "Float64">('agrees')
  agree<'feeds.current_limit', Row, 'reject_records_day', "Int32">('agrees')
  agree<'feeds.current_limit', Row, 'lag_s', "Int32">('agrees')
  agree<'feeds.current_limit', Row, 'beat_s', "Int32">('agrees')
  agree<'feeds.current_limit', Row, 'refused_days', "Int32">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/feeds/habit.ts').habit>
  settle((row: Row) => [row.feed, row.arrivals, row.first_arrival, row.last_arrival, row.usual_gap_s, row.usual_reject_share])
  complete<'feeds.habit', Row, 'feed' | 'arrivals' | 'first_arrival' | 'last_arrival' | 'usual_gap_s' | 'usual_reject_share'>('agrees')
  agree<'feeds.habit', Row, 'feed', "LowCardinality(String)">('agrees')
  agree<'feeds.habit', Row, 'arrivals', "UInt64">('agrees')
  agree<'feeds.habit', Row, 'first_arrival', "DateTime64(3, 'UTC')">('agrees')
  agree<'feeds.habit', Row, 'last_arrival', "DateTime64(3, 'UTC')">('agrees')
  agree<'feeds.habit', Row, 'usual_gap_s', "Nullable(Float64)">('agrees')
  agree<'feeds.habit', Row, 'usual_reject_share', "Nullable(Float64)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/feeds/lagging.ts').lagging>
  settle((row: Row) => [row.feed, row.partition, row.at, row.lag, row.lag_s, row.limit_s])
  complete<'feeds.lagging', Row, 'feed' | 'partition' | 'at' | 'lag' | 'lag_s' | 'limit_s'>('agrees')
  agree<'feeds.lagging', Row, 'feed', "LowCardinality(String)">('agrees')
  agree<'feeds.lagging', Row, 'partition', "LowCardinality(String)">('agrees')
  agree<'feeds.lagging', Row, 'at', "DateTime64(3, 'UTC')">('agrees')
  agree<'feeds.lagging', Row, 'lag', "Nullable(UInt64)">('agrees')
  agree<'feeds.lagging', Row, 'lag_s', "Nullable(Int64)">('agrees')
  agree<'feeds.lagging', Row, 'limit_s', "Int32">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/feeds/process.ts').process>
  settle((row: Row) => [row.feed, row.host, row.pid, row.began_at, row.last_beat, row.state, row.detail, row.alive])
  complete<'feeds.process', Row, 'feed' | 'host' | 'pid' | 'began_at' | 'last_beat' | 'state' | 'detail' | 'alive'>('agrees')
  agree<'feeds.process', Row, 'feed', "LowCardinality(String)">('agrees')
  agree<'feeds.process', Row, 'host', "LowCardinality(String)">('agrees')
  agree<'feeds.process', Row, 'pid', "UInt32">('agrees')
  agree<'feeds.process', Row, 'began_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'feeds.process', Row, 'last_beat', "DateTime64(3, 'UTC')">('agrees')
  agree<'feeds.process', Row, 'state', "String">('agrees')
  agree<'feeds.process', Row, 'detail', "String">('agrees')
  agree<'feeds.process', Row, 'alive', "Bool">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/feeds/refused_file.ts').refusedFile>
  settle((row: Row) => [row.feed, row.file, row.first_at, row.times, row.reason])
  complete<'feeds.refused_file', Row, 'feed' | 'file' | 'first_at' | 'times' | 'reason'>('agrees')
  agree<'feeds.refused_file', Row, 'feed', "LowCardinality(String)">('agrees')
  agree<'feeds.refused_file', Row, 'file', "String">('agrees')
  agree<'feeds.refused_file', Row, 'first_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'feeds.refused_file', Row, 'times', "UInt64">('agrees')
  agree<'feeds.refused_file', Row, 'reason', "String">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/feeds/refusing.ts').refusing>
  settle((row: Row) => [row.feed, row.window, row.since, row.records, row.refused, row.share, row.limit_share, row.usual_share])
  complete<'feeds.refusing', Row, 'feed' | 'window' | 'since' | 'records' | 'refused' | 'share' | 'limit_share' | 'usual_share'>('agrees')
  agree<'feeds.refusing', Row, 'feed', "LowCardinality(String)">('agrees')
  agree<'feeds.refusing', Row, 'window', "String">('agrees')
  agree<'feeds.refusing', Row, 'since', "DateTime64(3, 'UTC')">('agrees')
  agree<'feeds.refusing', Row, 'records', "UInt64">('agrees')
  agree<'feeds.refusing', Row, 'refused', "UInt64">('agrees')
  agree<'feeds.refusing', Row, 'share', "Float64">('agrees')
  agree<'feeds.refusing', Row, 'limit_share', "Float64">('agrees')
  agree<'feeds.refusing', Row, 'usual_share', "Nullable(Float64)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/feeds/silent.ts').silent>
  settle((row: Row) => [row.feed, row.since, row.silent_s, row.limit_s, row.usual_gap_s])
  complete<'feeds.silent', Row, 'feed' | 'since' | 'silent_s' | 'limit_s' | 'usual_gap_s'>('agrees')
  agree<'feeds.silent', Row, 'feed', "LowCardinality(String)">('agrees')
  agree<'feeds.silent', Row, 'since', "DateTime64(3, 'UTC')">('agrees')
  agree<'feeds.silent', Row, 'silent_s', "Int64">('agrees')
  agree<'feeds.silent', Row, 'limit_s', "Float64">('agrees')
  agree<'feeds.silent', Row, 'usual_gap_s', "Nullable(Float64)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/feeds/stopped.ts').stopped>
  settle((row: Row) => [row.feed, row.host, row.pid, row.since, row.state, row.detail])
  complete<'feeds.stopped', Row, 'feed' | 'host' | 'pid' | 'since' | 'state' | 'detail'>('agrees')
  agree<'feeds.stopped', Row, 'feed', "LowCardinality(String)">('agrees')
  agree<'feeds.stopped', Row, 'host', "LowCardinality(String)">('agrees')
  agree<'feeds.stopped', Row, 'pid', "UInt32">('agrees')
  agree<'feeds.stopped', Row, 'since', "DateTime64(3, 'UTC')">('agrees')
  agree<'feeds.stopped', Row, 'state', "String">('agrees')
  agree<'feeds.stopped', Row, 'detail', "String">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/finance/bill_monthly.ts').billMonthly>
  settle((row: Row) => [row.month, row.currency, row.bills, row.net, row.tax, row.gross])
  complete<'finance.bill_monthly', Row, 'month' | 'currency' | 'bills' | 'net' | 'tax' | 'gross'>('agrees')
  agree<'finance.bill_monthly', Row, 'month', "Date">('agrees')
  agree<'finance.bill_monthly', Row, 'currency', "LowCardinality(String)">('agrees')
  agree<'finance.bill_monthly', Row, 'bills', "UInt64">('agrees')
  agree<'finance.bill_monthly', Row, 'net', "Decimal(38, 3)">('agrees')
  agree<'finance.bill_monthly', Row, 'tax', "Decimal(38, 3)">('agrees')
  agree<'finance.bill_monthly', Row, 'gross', "Decimal(38, 3)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/finance/data_status.ts').dataStatus>
  settle((row: Row) => [row.feed, row.contract, row.events, row.first_event, row.last_event, row.simulated, row.quarantined])
  complete<'finance.data_status', Row, 'feed' | 'contract' | 'events' | 'first_event' | 'last_event' | 'simulated' | 'quarantined'>('agrees')
  agree<'finance.data_status', Row, 'feed', "LowCardinality(String)">('agrees')
  agree<'finance.data_status', Row, 'contract', "String">('agrees')
  agree<'finance.data_status', Row, 'events', "Int64">('agrees')
  agree<'finance.data_status', Row, 'first_event', "Nullable(DateTime64(3, 'UTC'))">('agrees')
  agree<'finance.data_status', Row, 'last_event', "Nullable(DateTime64(3, 'UTC'))">('agrees')
  agree<'finance.data_status', Row, 'simulated', "Int64">('agrees')
  agree<'finance.data_status', Row, 'quarantined', "Int64">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/finance/line_revenue.ts').lineRevenue>
  settle((row: Row) => [row.month, row.billing_account_id, row.subscription_id, row.currency, row.category, row.service, row.net])
  complete<'finance.line_revenue', Row, 'month' | 'billing_account_id' | 'subscription_id' | 'currency' | 'category' | 'service' | 'net'>('agrees')
  agree<'finance.line_revenue', Row, 'month', "Date">('agrees')
  agree<'finance.line_revenue', Row, 'billing_account_id', "String">('agrees')
  agree<'finance.line_revenue', Row, 'subscription_id', "Nullable(String)">('agrees')
  agree<'finance.line_revenue', Row, 'currency', "String">('agrees')
  agree<'finance.line_revenue', Row, 'category', "String">('agrees')
  agree<'finance.line_revenue', Row, 'service', "String">('agrees')
  agree<'finance.line_revenue', Row, 'net', "Decimal(38, 9)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/finance/revenue_monthly.ts').revenueMonthly>
  settle((row: Row) => [row.month, row.currency, row.type, row.segment, row.category, row.service, row.net])
  complete<'finance.revenue_monthly', Row, 'month' | 'currency' | 'type' | 'segment' | 'category' | 'service' | 'net'>('agrees')
  agree<'finance.revenue_monthly', Row, 'month', "Date">('agrees')
  agree<'finance.revenue_monthly', Row, 'currency', "String">('agrees')
  agree<'finance.revenue_monthly', Row, 'type', "LowCardinality(String)">('agrees')
  agree<'finance.revenue_monthly', Row, 'segment', "LowCardinality(String)">('agrees')
  agree<'finance.revenue_monthly', Row, 'category', "String">('agrees')
  agree<'finance.revenue_monthly', Row, 'service', "String">('agrees')
  agree<'finance.revenue_monthly', Row, 'net', "Decimal(38, 9)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/finance/revenue_reconciliation.ts').revenueReconciliation>
  settle((row: Row) => [row.month, row.currency, row.step, row.stage, row.service, row.events, row.quantity, row.amount])
  complete<'finance.revenue_reconciliation', Row, 'month' | 'currency' | 'step' | 'stage' | 'service' | 'events' | 'quantity' | 'amount'>('agrees')
  agree<'finance.revenue_reconciliation', Row, 'month', "Date">('agrees')
  agree<'finance.revenue_reconciliation', Row, 'currency', "String">('agrees')
  agree<'finance.revenue_reconciliation', Row, 'step', "Int32">('agrees')
  agree<'finance.revenue_reconciliation', Row, 'stage', "String">('agrees')
  agree<'finance.revenue_reconciliation', Row, 'service', "String">('agrees')
  agree<'finance.revenue_reconciliation', Row, 'events', "Int64">('agrees')
  agree<'finance.revenue_reconciliation', Row, 'quantity', "Int64">('agrees')
  agree<'finance.revenue_reconciliation', Row, 'amount', "Decimal(38, 9)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/marketing/at_risk.ts').atRisk>
  settle((row: Row) => [row.customer_id, row.subscription_id, row.segment, row.type, row.region, row.currency, row.arpu_3m, row.risk, row.band, row.drivers, row.contactable])
  complete<'marketing.at_risk', Row, 'customer_id' | 'subscription_id' | 'segment' | 'type' | 'region' | 'currency' | 'arpu_3m' | 'risk' | 'band' | 'drivers' | 'contactable'>('agrees')
  agree<'marketing.at_risk', Row, 'customer_id', "String">('agrees')
  agree<'marketing.at_risk', Row, 'subscription_id', "String">('agrees')
  agree<'marketing.at_risk', Row, 'segment', "String">('agrees')
  agree<'marketing.at_risk', Row, 'type', "String">('agrees')
  agree<'marketing.at_risk', Row, 'region', "String">('agrees')
  agree<'marketing.at_risk', Row, 'currency', "String">('agrees')
  agree<'marketing.at_risk', Row, 'arpu_3m', "Decimal(38, 9)">('agrees')
  agree<'marketing.at_risk', Row, 'risk', "Float64">('agrees')
  agree<'marketing.at_risk', Row, 'band', "String">('agrees')
  agree<'marketing.at_risk', Row, 'drivers', "String">('agrees')
  agree<'marketing.at_risk', Row, 'contactable', "Bool">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/marketing/at_risk_summary.ts').atRiskSummary>
  settle((row: Row) => [row.segment, row.type, row.band, row.currency, row.customers, row.lines, row.contactable, row.monthly_value])
  complete<'marketing.at_risk_summary', Row, 'segment' | 'type' | 'band' | 'currency' | 'customers' | 'lines' | 'contactable' | 'monthly_value'>('agrees')
  agree<'marketing.at_risk_summary', Row, 'segment', "String">('agrees')
  agree<'marketing.at_risk_summary', Row, 'type', "String">('agrees')
  agree<'marketing.at_risk_summary', Row, 'band', "String">('agrees')
  agree<'marketing.at_risk_summary', Row, 'currency', "String">('agrees')
  agree<'marketing.at_risk_summary', Row, 'customers', "UInt64">('agrees')
  agree<'marketing.at_risk_summary', Row, 'lines', "UInt64">('agrees')
  agree<'marketing.at_risk_summary', Row, 'contactable', "UInt64">('agrees')
  agree<'marketing.at_risk_summary', Row, 'monthly_value', "Decimal(38, 3)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/marketing/base_by_segment.ts').baseBySegment>
  settle((row: Row) => [row.as_of_day, row.segment, row.type, row.region, row.offering_id, row.currency, row.lines, row.customers, row.monthly_charges])
  complete<'marketing.base_by_segment', Row, 'as_of_day' | 'segment' | 'type' | 'region' | 'offering_id' | 'currency' | 'lines' | 'customers' | 'monthly_charges'>('agrees')
  agree<'marketing.base_by_segment', Row, 'as_of_day', "Date">('agrees')
  agree<'marketing.base_by_segment', Row, 'segment', "String">('agrees')
  agree<'marketing.base_by_segment', Row, 'type', "String">('agrees')
  agree<'marketing.base_by_segment', Row, 'region', "String">('agrees')
  agree<'marketing.base_by_segment', Row, 'offering_id', "String">('agrees')
  agree<'marketing.base_by_segment', Row, 'currency', "String">('agrees')
  agree<'marketing.base_by_segment', Row, 'lines', "UInt64">('agrees')
  agree<'marketing.base_by_segment', Row, 'customers', "UInt64">('agrees')
  agree<'marketing.base_by_segment', Row, 'monthly_charges', "Decimal(38, 3)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/marketing/risk_example.ts').riskExample>
  settle((row: Row) => [row.subscription_id, row.customer_id, row.billing_account_id, row.day, row.lost, row.contract, row.tenure_band, row.tickets, row.late_payment])
  complete<'marketing.risk_example', Row, 'subscription_id' | 'customer_id' | 'billing_account_id' | 'day' | 'lost' | 'contract' | 'tenure_band' | 'tickets' | 'late_payment'>('agrees')
  agree<'marketing.risk_example', Row, 'subscription_id', "String">('agrees')
  agree<'marketing.risk_example', Row, 'customer_id', "String">('agrees')
  agree<'marketing.risk_example', Row, 'billing_account_id', "String">('agrees')
  agree<'marketing.risk_example', Row, 'day', "Date">('agrees')
  agree<'marketing.risk_example', Row, 'lost', "Int64">('agrees')
  agree<'marketing.risk_example', Row, 'contract', "String">('agrees')
  agree<'marketing.risk_example', Row, 'tenure_band', "String">('agrees')
  agree<'marketing.risk_example', Row, 'tickets', "String">('agrees')
  agree<'marketing.risk_example', Row, 'late_payment', "Bool">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/network/cell_busy_hour.ts').cellBusyHour>
  settle((row: Row) => [row.cell_id, row.day, row.region, row.technology, row.busy_hour, row.traffic_bytes, row.day_bytes, row.share_of_day, row.utilisation])
  complete<'network.cell_busy_hour', Row, 'cell_id' | 'day' | 'region' | 'technology' | 'busy_hour' | 'traffic_bytes' | 'day_bytes' | 'share_of_day' | 'utilisation'>('agrees')
  agree<'network.cell_busy_hour', Row, 'cell_id', "String">('agrees')
  agree<'network.cell_busy_hour', Row, 'day', "Date">('agrees')
  agree<'network.cell_busy_hour', Row, 'region', "String">('agrees')
  agree<'network.cell_busy_hour', Row, 'technology', "String">('agrees')
  agree<'network.cell_busy_hour', Row, 'busy_hour', "UInt8">('agrees')
  agree<'network.cell_busy_hour', Row, 'traffic_bytes', "Float64">('agrees')
  agree<'network.cell_busy_hour', Row, 'day_bytes', "Float64">('agrees')
  agree<'network.cell_busy_hour', Row, 'share_of_day', "Nullable(Float64)">('agrees')
  agree<'network.cell_busy_hour', Row, 'utilisation', "Nullable(Float64)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/network/cell_hour.ts').cellHour>
  settle((row: Row) => [row.cell_id, row.hour, row.local_hour, row.region, row.technology, row.events, row.calls, row.call_seconds, row.messages, row.bytes, row.measured_bytes, row.utilisation, row.setup_success, row.drop_rate])
  complete<'network.cell_hour', Row, 'cell_id' | 'hour' | 'local_hour' | 'region' | 'technology' | 'events' | 'calls' | 'call_seconds' | 'messages' | 'bytes' | 'measured_bytes' | 'utilisation' | 'setup_success' | 'drop_rate'>('agrees')
  agree<'network.cell_hour', Row, 'cell_id', "String">('agrees')
  agree<'network.cell_hour', Row, 'hour', "DateTime64(3, 'UTC')">('agrees')
  agree<'network.cell_hour', Row, 'local_hour', "DateTime64(3, 'UTC')">('agrees')
  agree<'network.cell_hour', Row, 'region', "LowCardinality(String)">('agrees')
  agree<'network.cell_hour', Row, 'technology', "LowCardinality(String)">('agrees')
  agree<'network.cell_hour', Row, 'events', "Int64">('agrees')
  agree<'network.cell_hour', Row, 'calls', "Int64">('agrees')
  agree<'network.cell_hour', Row, 'call_seconds', "Int64">('agrees')
  agree<'network.cell_hour', Row, 'messages', "Int64">('agrees')
  agree<'network.cell_hour', Row, 'bytes', "Int64">('agrees')
  agree<'network.cell_hour', Row, 'measured_bytes', "Nullable(Float64)">('agrees')
  agree<'network.cell_hour', Row, 'utilisation', "Nullable(Float64)">('agrees')
  agree<'network.cell_hour', Row, 'setup_success', "Nullable(Float64)">('agrees')
  agree<'network.cell_hour', Row, 'drop_rate', "Nullable(Float64)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/network/file_gap.ts').fileGap>
  settle((row: Row) => [row.feed, row.origin, row.kind, row.from_sequence, row.to_sequence, row.file, row.records, row.at, row.detail])
  complete<'network.file_gap', Row, 'feed' | 'origin' | 'kind' | 'from_sequence' | 'to_sequence' | 'file' | 'records' | 'at' | 'detail'>('agrees')
  agree<'network.file_gap', Row, 'feed', "LowCardinality(String)">('agrees')
  agree<'network.file_gap', Row, 'origin', "LowCardinality(String)">('agrees')
  agree<'network.file_gap', Row, 'kind', "String">('agrees')
  agree<'network.file_gap', Row, 'from_sequence', "Nullable(Int64)">('agrees')
  agree<'network.file_gap', Row, 'to_sequence', "Nullable(Int64)">('agrees')
  agree<'network.file_gap', Row, 'file', "String">('agrees')
  agree<'network.file_gap', Row, 'records', "Int64">('agrees')
  agree<'network.file_gap', Row, 'at', "DateTime64(3, 'UTC')">('agrees')
  agree<'network.file_gap', Row, 'detail', "String">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/network/network_zone.ts').networkZone>
  settle((row: Row) => [row.time_zone])
  complete<'network.network_zone', Row, 'time_zone'>('agrees')
  agree<'network.network_zone', Row, 'time_zone', "String">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/prepaid/balance_now.ts').balanceNow>
  settle((row: Row) => [row.subscription_id, row.balance_id, row.kind, row.unit, row.currency, row.balance, row.moved_at, row.movements])
  complete<'prepaid.balance_now', Row, 'subscription_id' | 'balance_id' | 'kind' | 'unit' | 'currency' | 'balance' | 'moved_at' | 'movements'>('agrees')
  agree<'prepaid.balance_now', Row, 'subscription_id', "String">('agrees')
  agree<'prepaid.balance_now', Row, 'balance_id', "LowCardinality(String)">('agrees')
  agree<'prepaid.balance_now', Row, 'kind', "String">('agrees')
  agree<'prepaid.balance_now', Row, 'unit', "String">('agrees')
  agree<'prepaid.balance_now', Row, 'currency', "LowCardinality(String)">('agrees')
  agree<'prepaid.balance_now', Row, 'balance', "Decimal(38, 9)">('agrees')
  agree<'prepaid.balance_now', Row, 'moved_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'prepaid.balance_now', Row, 'movements', "UInt64">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/prepaid/debit.ts').debit>
  settle((row: Row) => [row.debit_id, row.subscription_id, row.balance_id, row.movement, row.at, row.amount, row.event_id])
  complete<'prepaid.debit', Row, 'debit_id' | 'subscription_id' | 'balance_id' | 'movement' | 'at' | 'amount' | 'event_id'>('agrees')
  agree<'prepaid.debit', Row, 'debit_id', "String">('agrees')
  agree<'prepaid.debit', Row, 'subscription_id', "String">('agrees')
  agree<'prepaid.debit', Row, 'balance_id', "String">('agrees')
  agree<'prepaid.debit', Row, 'movement', "String">('agrees')
  agree<'prepaid.debit', Row, 'at', "DateTime64(3, 'UTC')">('agrees')
  agree<'prepaid.debit', Row, 'amount', "Decimal(38, 9)">('agrees')
  agree<'prepaid.debit', Row, 'event_id', "Nullable(String)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/prepaid/debit_difference.ts').debitDifference>
  settle((row: Row) => [row.subscription_id, row.event_id, row.at, row.finding, row.debited, row.rated, row.difference])
  complete<'prepaid.debit_difference', Row, 'subscription_id' | 'event_id' | 'at' | 'finding' | 'debited' | 'rated' | 'difference'>('agrees')
  agree<'prepaid.debit_difference', Row, 'subscription_id', "String">('agrees')
  agree<'prepaid.debit_difference', Row, 'event_id', "String">('agrees')
  agree<'prepaid.debit_difference', Row, 'at', "DateTime64(3, 'UTC')">('agrees')
  agree<'prepaid.debit_difference', Row, 'finding', "String">('agrees')
  agree<'prepaid.debit_difference', Row, 'debited', "Decimal(38, 9)">('agrees')
  agree<'prepaid.debit_difference', Row, 'rated', "Decimal(38, 9)">('agrees')
  agree<'prepaid.debit_difference', Row, 'difference', "Decimal(38, 9)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/prepaid/lot_rest.ts').lotRest>
  settle((row: Row) => [row.grant_id, row.subscription_id, row.balance_id, row.kind, row.unit, row.amount, row.left, row.from_at, row.to_at])
  complete<'prepaid.lot_rest', Row, 'grant_id' | 'subscription_id' | 'balance_id' | 'kind' | 'unit' | 'amount' | 'left' | 'from_at' | 'to_at'>('agrees')
  agree<'prepaid.lot_rest', Row, 'grant_id', "String">('agrees')
  agree<'prepaid.lot_rest', Row, 'subscription_id', "String">('agrees')
  agree<'prepaid.lot_rest', Row, 'balance_id', "LowCardinality(String)">('agrees')
  agree<'prepaid.lot_rest', Row, 'kind', "LowCardinality(String)">('agrees')
  agree<'prepaid.lot_rest', Row, 'unit', "LowCardinality(String)">('agrees')
  agree<'prepaid.lot_rest', Row, 'amount', "Decimal(38, 9)">('agrees')
  agree<'prepaid.lot_rest', Row, 'left', "Decimal(38, 9)">('agrees')
  agree<'prepaid.lot_rest', Row, 'from_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'prepaid.lot_rest', Row, 'to_at', "DateTime64(3, 'UTC')">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/prepaid/low_balance.ts').lowBalance>
  settle((row: Row) => [row.subscription_id, row.balance_id, row.moved_at, row.movement_id, row.balance_after, row.threshold])
  complete<'prepaid.low_balance', Row, 'subscription_id' | 'balance_id' | 'moved_at' | 'movement_id' | 'balance_after' | 'threshold'>('agrees')
  agree<'prepaid.low_balance', Row, 'subscription_id', "String">('agrees')
  agree<'prepaid.low_balance', Row, 'balance_id', "LowCardinality(String)">('agrees')
  agree<'prepaid.low_balance', Row, 'moved_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'prepaid.low_balance', Row, 'movement_id', "String">('agrees')
  agree<'prepaid.low_balance', Row, 'balance_after', "Decimal(38, 9)">('agrees')
  agree<'prepaid.low_balance', Row, 'threshold', "Nullable(Decimal(18, 9))">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/prepaid/money_use.ts').moneyUse>
  settle((row: Row) => [row.pool, row.grants, row.uses, row.result])
  complete<'prepaid.money_use', Row, 'pool' | 'grants' | 'uses' | 'result'>('agrees')
  agree<'prepaid.money_use', Row, 'pool', "String">('agrees')
  agree<'prepaid.money_use', Row, 'grants', "Array(String)">('agrees')
  agree<'prepaid.money_use', Row, 'uses', "Array(Tuple(String, Decimal(38, 9), Decimal(38, 9)))">('agrees')
  agree<'prepaid.money_use', Row, 'result', "Tuple(Array(Decimal(38, 9)), Array(Tuple(String, String, Decimal(38, 9), Decimal(38, 9))), Array(Decimal(38, 9)), Array(Decimal(38, 9)), Array(Decimal(38, 9)))">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/prepaid/movement.ts').movement>
  settle((row: Row) => [row.movement_id, row.subscription_id, row.balance_id, row.kind, row.unit, row.movement, row.moved_at, row.rank, row.amount, row.balance_after, row.stated_after, row.threshold, row.event_id, row.currency, row.driven_by])
  complete<'prepaid.movement', Row, 'movement_id' | 'subscription_id' | 'balance_id' | 'kind' | 'unit' | 'movement' | 'moved_at' | 'rank' | 'amount' | 'balance_after' | 'stated_after' | 'threshold' | 'event_id' | 'currency' | 'driven_by'>('agrees')
  agree<'prepaid.movement', Row, 'movement_id', "String">('agrees')
  agree<'prepaid.movement', Row, 'subscription_id', "String">('agrees')
  agree<'prepaid.movement', Row, 'balance_id', "LowCardinality(String)">('agrees')
  agree<'prepaid.movement', Row, 'kind', "String">('agrees')
  agree<'prepaid.movement', Row, 'unit', "String">('agrees')
  agree<'prepaid.movement', Row, 'movement', "String">('agrees')
  agree<'prepaid.movement', Row, 'moved_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'prepaid.movement', Row, 'rank', "Int32">('agrees')
  agree<'prepaid.movement', Row, 'amount', "Decimal(38, 9)">('agrees')
  agree<'prepaid.movement', Row, 'balance_after', "Decimal(38, 9)">('agrees')
  agree<'prepaid.movement', Row, 'stated_after', "Nullable(Decimal(18, 9))">('agrees')
  agree<'prepaid.movement', Row, 'threshold', "Nullable(Decimal(18, 9))">('agrees')
  agree<'prepaid.movement', Row, 'event_id', "Nullable(String)">('agrees')
  agree<'prepaid.movement', Row, 'currency', "LowCardinality(String)">('agrees')
  agree<'prepaid.movement', Row, 'driven_by', "String">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/prepaid/own_movement.ts').ownMovement>
  settle((row: Row) => [row.movement_id, row.subscription_id, row.balance_id, row.kind, row.unit, row.movement, row.moved_at, row.rank, row.amount, row.event_id, row.grant_id, row.threshold])
  complete<'prepaid.own_movement', Row, 'movement_id' | 'subscription_id' | 'balance_id' | 'kind' | 'unit' | 'movement' | 'moved_at' | 'rank' | 'amount' | 'event_id' | 'grant_id' | 'threshold'>('agrees')
  agree<'prepaid.own_movement', Row, 'movement_id', "String">('agrees')
  agree<'prepaid.own_movement', Row, 'subscription_id', "String">('agrees')
  agree<'prepaid.own_movement', Row, 'balance_id', "LowCardinality(String)">('agrees')
  agree<'prepaid.own_movement', Row, 'kind', "String">('agrees')
  agree<'prepaid.own_movement', Row, 'unit', "LowCardinality(String)">('agrees')
  agree<'prepaid.own_movement', Row, 'movement', "String">('agrees')
  agree<'prepaid.own_movement', Row, 'moved_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'prepaid.own_movement', Row, 'rank', "Int32">('agrees')
  agree<'prepaid.own_movement', Row, 'amount', "Decimal(38, 9)">('agrees')
  agree<'prepaid.own_movement', Row, 'event_id', "Nullable(String)">('agrees')
  agree<'prepaid.own_movement', Row, 'grant_id', "String">('agrees')
  agree<'prepaid.own_movement', Row, 'threshold', "Nullable(Decimal(18, 9))">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/prepaid/placed_debit.ts').placedDebit>
  settle((row: Row) => [row.debit_id, row.subscription_id, row.at, row.amount, row.balance_id, row.unit, row.pool, row.account])
  complete<'prepaid.placed_debit', Row, 'debit_id' | 'subscription_id' | 'at' | 'amount' | 'balance_id' | 'unit' | 'pool' | 'account'>('agrees')
  agree<'prepaid.placed_debit', Row, 'debit_id', "String">('agrees')
  agree<'prepaid.placed_debit', Row, 'subscription_id', "String">('agrees')
  agree<'prepaid.placed_debit', Row, 'at', "DateTime64(3, 'UTC')">('agrees')
  agree<'prepaid.placed_debit', Row, 'amount', "Decimal(38, 9)">('agrees')
  agree<'prepaid.placed_debit', Row, 'balance_id', "String">('agrees')
  agree<'prepaid.placed_debit', Row, 'unit', "String">('agrees')
  agree<'prepaid.placed_debit', Row, 'pool', "String">('agrees')
  agree<'prepaid.placed_debit', Row, 'account', "String">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/prepaid/roll_forward.ts').rollForward>
  settle((row: Row) => [row.day, row.kind, row.unit, row.currency, row.opening, row.recharges, row.bonuses, row.advances, row.transfers_in, row.adjustments, row.usage, row.fees, row.recovery, row.transfers_out, row.expiry, row.refunds, row.closing])
  complete<'prepaid.roll_forward', Row, 'day' | 'kind' | 'unit' | 'currency' | 'opening' | 'recharges' | 'bonuses' | 'advances' | 'transfers_in' | 'adjustments' | 'usage' | 'fees' | 'recovery' | 'transfers_out' | 'expiry' | 'refunds' | 'closing'>('agrees')
  agree<'prepaid.roll_forward', Row, 'day', "Date">('agrees')
  agree<'prepaid.roll_forward', Row, 'kind', "String">('agrees')
  agree<'prepaid.roll_forward', Row, 'unit', "String">('agrees')
  agree<'prepaid.roll_forward', Row, 'currency', "LowCardinality(String)">('agrees')
  agree<'prepaid.roll_forward', Row, 'opening', "Decimal(38, 9)">('agrees')
  agree<'prepaid.roll_forward', Row, 'recharges', "Decimal(38, 9)">('agrees')
  agree<'prepaid.roll_forward', Row, 'bonuses', "Decimal(38, 9)">('agrees')
  agree<'prepaid.roll_forward', Row, 'advances', "Decimal(38, 9)">('agrees')
  agree<'prepaid.roll_forward', Row, 'transfers_in', "Decimal(38, 9)">('agrees')
  agree<'prepaid.roll_forward', Row, 'adjustments', "Decimal(38, 9)">('agrees')
  agree<'prepaid.roll_forward', Row, 'usage', "Decimal(38, 9)">('agrees')
  agree<'prepaid.roll_forward', Row, 'fees', "Decimal(38, 9)">('agrees')
  agree<'prepaid.roll_forward', Row, 'recovery', "Decimal(38, 9)">('agrees')
  agree<'prepaid.roll_forward', Row, 'transfers_out', "Decimal(38, 9)">('agrees')
  agree<'prepaid.roll_forward', Row, 'expiry', "Decimal(38, 9)">('agrees')
  agree<'prepaid.roll_forward', Row, 'refunds', "Decimal(38, 9)">('agrees')
  agree<'prepaid.roll_forward', Row, 'closing', "Decimal(38, 9)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/prepaid/stated_difference.ts').statedDifference>
  settle((row: Row) => [row.subscription_id, row.balance_id, row.moved_at, row.movement_id, row.stated_after, row.balance_after, row.difference])
  complete<'prepaid.stated_difference', Row, 'subscription_id' | 'balance_id' | 'moved_at' | 'movement_id' | 'stated_after' | 'balance_after' | 'difference'>('agrees')
  agree<'prepaid.stated_difference', Row, 'subscription_id', "String">('agrees')
  agree<'prepaid.stated_difference', Row, 'balance_id', "LowCardinality(String)">('agrees')
  agree<'prepaid.stated_difference', Row, 'moved_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'prepaid.stated_difference', Row, 'movement_id', "String">('agrees')
  agree<'prepaid.stated_difference', Row, 'stated_after', "Nullable(Decimal(18, 9))">('agrees')
  agree<'prepaid.stated_difference', Row, 'balance_after', "Decimal(38, 9)">('agrees')
  agree<'prepaid.stated_difference', Row, 'difference', "Decimal(38, 9)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/prepaid/unpaid_use.ts').unpaidUse>
  settle((row: Row) => [row.use_key, row.event_id, row.amount, row.unpaid, row.refused])
  complete<'prepaid.unpaid_use', Row, 'use_key' | 'event_id' | 'amount' | 'unpaid' | 'refused'>('agrees')
  agree<'prepaid.unpaid_use', Row, 'use_key', "String">('agrees')
  agree<'prepaid.unpaid_use', Row, 'event_id', "String">('agrees')
  agree<'prepaid.unpaid_use', Row, 'amount', "Decimal(38, 9)">('agrees')
  agree<'prepaid.unpaid_use', Row, 'unpaid', "Decimal(38, 9)">('agrees')
  agree<'prepaid.unpaid_use', Row, 'refused', "Decimal(38, 9)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/prepaid/unplaced_deposit.ts').unplacedDeposit>
  settle((row: Row) => [row.deposit_id, row.subscription_id, row.balance_id, row.movement, row.at, row.amount, row.event_id])
  complete<'prepaid.unplaced_deposit', Row, 'deposit_id' | 'subscription_id' | 'balance_id' | 'movement' | 'at' | 'amount' | 'event_id'>('agrees')
  agree<'prepaid.unplaced_deposit', Row, 'deposit_id', "String">('agrees')
  agree<'prepaid.unplaced_deposit', Row, 'subscription_id', "String">('agrees')
  agree<'prepaid.unplaced_deposit', Row, 'balance_id', "String">('agrees')
  agree<'prepaid.unplaced_deposit', Row, 'movement', "String">('agrees')
  agree<'prepaid.unplaced_deposit', Row, 'at', "DateTime64(3, 'UTC')">('agrees')
  agree<'prepaid.unplaced_deposit', Row, 'amount', "Decimal(38, 9)">('agrees')
  agree<'prepaid.unplaced_deposit', Row, 'event_id', "Nullable(String)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/allowance_balance.ts').allowanceBalance>
  settle((row: Row) => [row.pool, row.grant_id, row.subscription_id, row.billing_account_id, row.offering_id, row.allowance_id, row.name, row.unit, row.valid_from, row.valid_to, row.carried_over, row.given, row.used, row.left])
  complete<'rating.allowance_balance', Row, 'pool' | 'grant_id' | 'subscription_id' | 'billing_account_id' | 'offering_id' | 'allowance_id' | 'name' | 'unit' | 'valid_from' | 'valid_to' | 'carried_over' | 'given' | 'used' | 'left'>('agrees')
  agree<'rating.allowance_balance', Row, 'pool', "String">('agrees')
  agree<'rating.allowance_balance', Row, 'grant_id', "String">('agrees')
  agree<'rating.allowance_balance', Row, 'subscription_id', "String">('agrees')
  agree<'rating.allowance_balance', Row, 'billing_account_id', "String">('agrees')
  agree<'rating.allowance_balance', Row, 'offering_id', "LowCardinality(String)">('agrees')
  agree<'rating.allowance_balance', Row, 'allowance_id', "LowCardinality(String)">('agrees')
  agree<'rating.allowance_balance', Row, 'name', "String">('agrees')
  agree<'rating.allowance_balance', Row, 'unit', "LowCardinality(String)">('agrees')
  agree<'rating.allowance_balance', Row, 'valid_from', "Date">('agrees')
  agree<'rating.allowance_balance', Row, 'valid_to', "Date">('agrees')
  agree<'rating.allowance_balance', Row, 'carried_over', "Bool">('agrees')
  agree<'rating.allowance_balance', Row, 'given', "Decimal(38, 9)">('agrees')
  agree<'rating.allowance_balance', Row, 'used', "Decimal(38, 9)">('agrees')
  agree<'rating.allowance_balance', Row, 'left', "Decimal(38, 9)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/allowance_grant.ts').allowanceGrant>
  settle((row: Row) => [row.subscription_id, row.billing_account_id, row.payer_account_id, row.offering_id, row.allowance_id, row.name, row.unit, row.scope, row.service_list, row.zone_list, row.band_list, row.factor_zones, row.factor_values, row.increment, row.rate, row.priority, row.weight, row.used_order, row.own_first, row.blocker, row.grant_id, row.from_grant, row.begins, row.valid_from, row.valid_to, row.amount, row.least, row.used_before])
  complete<'rating.allowance_grant', Row, 'subscription_id' | 'billing_account_id' | 'payer_account_id' | 'offering_id' | 'allowance_id' | 'name' | 'unit' | 'scope' | 'service_list' | 'zone_list' | 'band_list' | 'factor_zones' | 'factor_values' | 'increment' | 'rate' | 'priority' | 'weight' | 'used_order' | 'own_first' | 'blocker' | 'grant_id' | 'from_grant' | 'begins' | 'valid_from' | 'valid_to' | 'amount' | 'least' | 'used_before'>('agrees')
  agree<'rating.allowance_grant', Row, 'subscription_id', "String">('agrees')
  agree<'rating.allowance_grant', Row, 'billing_account_id', "String">('agrees')
  agree<'rating.allowance_grant', Row, 'payer_account_id', "String">('agrees')
  agree<'rating.allowance_grant', Row, 'offering_id', "LowCardinality(String)">('agrees')
  agree<'rating.allowance_grant', Row, 'allowance_id', "LowCardinality(String)">('agrees')
  agree<'rating.allowance_grant', Row, 'name', "String">('agrees')
  agree<'rating.allowance_grant', Row, 'unit', "LowCardinality(String)">('agrees')
  agree<'rating.allowance_grant', Row, 'scope', "LowCardinality(String)">('agrees')
  agree<'rating.allowance_grant', Row, 'service_list', "Array(String)">('agrees')
  agree<'rating.allowance_grant', Row, 'zone_list', "Array(String)">('agrees')
  agree<'rating.allowance_grant', Row, 'band_list', "Array(String)">('agrees')
  agree<'rating.allowance_grant', Row, 'factor_zones', "Array(String)">('agrees')
  agree<'rating.allowance_grant', Row, 'factor_values', "Array(Decimal(38, 9))">('agrees')
  agree<'rating.allowance_grant', Row, 'increment', "Decimal(38, 9)">('agrees')
  agree<'rating.allowance_grant', Row, 'rate', "Decimal(18, 9)">('agrees')
  agree<'rating.allowance_grant', Row, 'priority', "UInt16">('agrees')
  agree<'rating.allowance_grant', Row, 'weight', "UInt16">('agrees')
  agree<'rating.allowance_grant', Row, 'used_order', "LowCardinality(String)">('agrees')
  agree<'rating.allowance_grant', Row, 'own_first', "Bool">('agrees')
  agree<'rating.allowance_grant', Row, 'blocker', "Bool">('agrees')
  agree<'rating.allowance_grant', Row, 'grant_id', "String">('agrees')
  agree<'rating.allowance_grant', Row, 'from_grant', "String">('agrees')
  agree<'rating.allowance_grant', Row, 'begins', "Date">('agrees')
  agree<'rating.allowance_grant', Row, 'valid_from', "Date">('agrees')
  agree<'rating.allowance_grant', Row, 'valid_to', "Date">('agrees')
  agree<'rating.allowance_grant', Row, 'amount', "Decimal(38, 9)">('agrees')
  agree<'rating.allowance_grant', Row, 'least', "Decimal(38, 9)">('agrees')
  agree<'rating.allowance_grant', Row, 'used_before', "Tuple(String, Int64)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/allowance_period.ts').allowancePeriod>
  settle((row: Row) => [row.subscription_id, row.billing_account_id, row.payer_account_id, row.cycle_day, row.offering_id, row.allowance_id, row.unit, row.period, row.stretch_from, row.holding_from, row.holding_to, row.period_from, row.period_to, row.since, row.valid_from, row.valid_to])
  complete<'rating.allowance_period', Row, 'subscription_id' | 'billing_account_id' | 'payer_account_id' | 'cycle_day' | 'offering_id' | 'allowance_id' | 'unit' | 'period' | 'stretch_from' | 'holding_from' | 'holding_to' | 'period_from' | 'period_to' | 'since' | 'valid_from' | 'valid_to'>('agrees')
  agree<'rating.allowance_period', Row, 'subscription_id', "String">('agrees')
  agree<'rating.allowance_period', Row, 'billing_account_id', "String">('agrees')
  agree<'rating.allowance_period', Row, 'payer_account_id', "String">('agrees')
  agree<'rating.allowance_period', Row, 'cycle_day', "Int32">('agrees')
  agree<'rating.allowance_period', Row, 'offering_id', "LowCardinality(String)">('agrees')
  agree<'rating.allowance_period', Row, 'allowance_id', "LowCardinality(String)">('agrees')
  agree<'rating.allowance_period', Row, 'unit', "LowCardinality(String)">('agrees')
  agree<'rating.allowance_period', Row, 'period', "LowCardinality(String)">('agrees')
  agree<'rating.allowance_period', Row, 'stretch_from', "Date">('agrees')
  agree<'rating.allowance_period', Row, 'holding_from', "Date">('agrees')
  agree<'rating.allowance_period', Row, 'holding_to', "Date">('agrees')
  agree<'rating.allowance_period', Row, 'period_from', "Date">('agrees')
  agree<'rating.allowance_period', Row, 'period_to', "Date">('agrees')
  agree<'rating.allowance_period', Row, 'since', "DateTime64(3, 'UTC')">('agrees')
  agree<'rating.allowance_period', Row, 'valid_from', "Date">('agrees')
  agree<'rating.allowance_period', Row, 'valid_to', "Date">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/allowance_pool.ts').allowancePool>
  settle((row: Row) => [row.of, row.id, row.banded, row.ordered])
  complete<'rating.allowance_pool', Row, 'of' | 'id' | 'banded' | 'ordered'>('agrees')
  agree<'rating.allowance_pool', Row, 'of', "String">('agrees')
  agree<'rating.allowance_pool', Row, 'id', "String">('agrees')
  agree<'rating.allowance_pool', Row, 'banded', "Bool">('agrees')
  agree<'rating.allowance_pool', Row, 'ordered', "Bool">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/allowance_take.ts').allowanceTake>
  settle((row: Row) => [row.pool, row.use_key, row.grant_id, row.allowance_id, row.unit, row.held, row.taken, row.covered, row.place])
  complete<'rating.allowance_take', Row, 'pool' | 'use_key' | 'grant_id' | 'allowance_id' | 'unit' | 'held' | 'taken' | 'covered' | 'place'>('agrees')
  agree<'rating.allowance_take', Row, 'pool', "String">('agrees')
  agree<'rating.allowance_take', Row, 'use_key', "String">('agrees')
  agree<'rating.allowance_take', Row, 'grant_id', "String">('agrees')
  agree<'rating.allowance_take', Row, 'allowance_id', "LowCardinality(String)">('agrees')
  agree<'rating.allowance_take', Row, 'unit', "LowCardinality(String)">('agrees')
  agree<'rating.allowance_take', Row, 'held', "String">('agrees')
  agree<'rating.allowance_take', Row, 'taken', "Decimal(38, 9)">('agrees')
  agree<'rating.allowance_take', Row, 'covered', "Decimal(38, 9)">('agrees')
  agree<'rating.allowance_take', Row, 'place', "Tuple(Int32, Int64)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/balance_deposit.ts').balanceDeposit>
  settle((row: Row) => [row.deposit_id, row.subscription_id, row.balance_id, row.movement, row.at, row.amount, row.expires_at, row.event_id])
  complete<'rating.balance_deposit', Row, 'deposit_id' | 'subscription_id' | 'balance_id' | 'movement' | 'at' | 'amount' | 'expires_at' | 'event_id'>('agrees')
  agree<'rating.balance_deposit', Row, 'deposit_id', "String">('agrees')
  agree<'rating.balance_deposit', Row, 'subscription_id', "String">('agrees')
  agree<'rating.balance_deposit', Row, 'balance_id', "String">('agrees')
  agree<'rating.balance_deposit', Row, 'movement', "String">('agrees')
  agree<'rating.balance_deposit', Row, 'at', "DateTime64(3, 'UTC')">('agrees')
  agree<'rating.balance_deposit', Row, 'amount', "Decimal(38, 9)">('agrees')
  agree<'rating.balance_deposit', Row, 'expires_at', "Nullable(DateTime64(3, 'UTC'))">('agrees')
  agree<'rating.balance_deposit', Row, 'event_id', "Nullable(String)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/balance_lot.ts').balanceLot>
  settle((row: Row) => [row.subscription_id, row.billing_account_id, row.payer_account_id, row.offering_id, row.allowance_id, row.name, row.kind, row.unit, row.scope, row.service_list, row.zone_list, row.band_list, row.factor_zones, row.factor_values, row.increment, row.rate, row.priority, row.weight, row.used_order, row.own_first, row.blocker, row.grant_id, row.from_grant, row.amount, row.least, row.used_before, row.valid_from, row.valid_to, row.from_at, row.to_at, row.held, row.debtor, row.maximum_debt, row.threshold])
  complete<'rating.balance_lot', Row, 'subscription_id' | 'billing_account_id' | 'payer_account_id' | 'offering_id' | 'allowance_id' | 'name' | 'kind' | 'unit' | 'scope' | 'service_list' | 'zone_list' | 'band_list' | 'factor_zones' | 'factor_values' | 'increment' | 'rate' | 'priority' | 'weight' | 'used_order' | 'own_first' | 'blocker' | 'grant_id' | 'from_grant' | 'amount' | 'least' | 'used_before' | 'valid_from' | 'valid_to' | 'from_at' | 'to_at' | 'held' | 'debtor' | 'maximum_debt' | 'threshold'>('agrees')
  agree<'rating.balance_lot', Row, 'subscription_id', "String">('agrees')
  agree<'rating.balance_lot', Row, 'billing_account_id', "String">('agrees')
  agree<'rating.balance_lot', Row, 'payer_account_id', "String">('agrees')
  agree<'rating.balance_lot', Row, 'offering_id', "LowCardinality(String)">('agrees')
  agree<'rating.balance_lot', Row, 'allowance_id', "LowCardinality(String)">('agrees')
  agree<'rating.balance_lot', Row, 'name', "String">('agrees')
  agree<'rating.balance_lot', Row, 'kind', "LowCardinality(String)">('agrees')
  agree<'rating.balance_lot', Row, 'unit', "LowCardinality(String)">('agrees')
  agree<'rating.balance_lot', Row, 'scope', "LowCardinality(String)">('agrees')
  agree<'rating.balance_lot', Row, 'service_list', "Array(String)">('agrees')
  agree<'rating.balance_lot', Row, 'zone_list', "Array(String)">('agrees')
  agree<'rating.balance_lot', Row, 'band_list', "Array(String)">('agrees')
  agree<'rating.balance_lot', Row, 'factor_zones', "Array(String)">('agrees')
  agree<'rating.balance_lot', Row, 'factor_values', "Array(Decimal(38, 9))">('agrees')
  agree<'rating.balance_lot', Row, 'increment', "Decimal(38, 9)">('agrees')
  agree<'rating.balance_lot', Row, 'rate', "Decimal(18, 9)">('agrees')
  agree<'rating.balance_lot', Row, 'priority', "UInt16">('agrees')
  agree<'rating.balance_lot', Row, 'weight', "UInt16">('agrees')
  agree<'rating.balance_lot', Row, 'used_order', "LowCardinality(String)">('agrees')
  agree<'rating.balance_lot', Row, 'own_first', "Bool">('agrees')
  agree<'rating.balance_lot', Row, 'blocker', "Bool">('agrees')
  agree<'rating.balance_lot', Row, 'grant_id', "String">('agrees')
  agree<'rating.balance_lot', Row, 'from_grant', "String">('agrees')
  agree<'rating.balance_lot', Row, 'amount', "Decimal(38, 9)">('agrees')
  agree<'rating.balance_lot', Row, 'least', "Decimal(38, 9)">('agrees')
  agree<'rating.balance_lot', Row, 'used_before', "Tuple(String, Int64)">('agrees')
  agree<'rating.balance_lot', Row, 'valid_from', "Date">('agrees')
  agree<'rating.balance_lot', Row, 'valid_to', "Date">('agrees')
  agree<'rating.balance_lot', Row, 'from_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'rating.balance_lot', Row, 'to_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'rating.balance_lot', Row, 'held', "String">('agrees')
  agree<'rating.balance_lot', Row, 'debtor', "String">('agrees')
  agree<'rating.balance_lot', Row, 'maximum_debt', "Decimal(38, 9)">('agrees')
  agree<'rating.balance_lot', Row, 'threshold', "Nullable(Decimal(18, 9))">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/catalogue_epoch.ts').catalogueEpoch>
  settle((row: Row) => [row.tariff_id, row.valid_from, row.prefix_epoch, row.rate_epoch, row.holidays, row.date_texts, row.date_kinds, row.roams])
  complete<'rating.catalogue_epoch', Row, 'tariff_id' | 'valid_from' | 'prefix_epoch' | 'rate_epoch' | 'holidays' | 'date_texts' | 'date_kinds' | 'roams'>('agrees')
  agree<'rating.catalogue_epoch', Row, 'tariff_id', "LowCardinality(String)">('agrees')
  agree<'rating.catalogue_epoch', Row, 'valid_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'rating.catalogue_epoch', Row, 'prefix_epoch', "UInt64">('agrees')
  agree<'rating.catalogue_epoch', Row, 'rate_epoch', "UInt64">('agrees')
  agree<'rating.catalogue_epoch', Row, 'holidays', "Array(Date)">('agrees')
  agree<'rating.catalogue_epoch', Row, 'date_texts', "Array(String)">('agrees')
  agree<'rating.catalogue_epoch', Row, 'date_kinds', "Array(Tuple(Array(Int64), Array(Int64), Array(Int64)))">('agrees')
  agree<'rating.catalogue_epoch', Row, 'roams', "Bool">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/charging_line.ts').chargingLine>
  settle((row: Row) => [row.subscription_id, row.since])
  complete<'rating.charging_line', Row, 'subscription_id' | 'since'>('agrees')
  agree<'rating.charging_line', Row, 'subscription_id', "String">('agrees')
  agree<'rating.charging_line', Row, 'since', "DateTime64(3, 'UTC')">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/covered_usage.ts').coveredUsage>
  settle((row: Row) => [row.use_key, row.covered, row.refused, row.amount, row.allowances])
  complete<'rating.covered_usage', Row, 'use_key' | 'covered' | 'refused' | 'amount' | 'allowances'>('agrees')
  agree<'rating.covered_usage', Row, 'use_key', "String">('agrees')
  agree<'rating.covered_usage', Row, 'covered', "Decimal(38, 9)">('agrees')
  agree<'rating.covered_usage', Row, 'refused', "Decimal(38, 9)">('agrees')
  agree<'rating.covered_usage', Row, 'amount', "Decimal(38, 9)">('agrees')
  agree<'rating.covered_usage', Row, 'allowances', "Array(Tuple(String, String, Decimal(38, 9)))">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/date_mask.ts').dateMask>
  settle((row: Row) => [row.rate_epoch, row.kinds, row.masks])
  complete<'rating.date_mask', Row, 'rate_epoch' | 'kinds' | 'masks'>('agrees')
  agree<'rating.date_mask', Row, 'rate_epoch', "UInt64">('agrees')
  agree<'rating.date_mask', Row, 'kinds', "Array(String)">('agrees')
  agree<'rating.date_mask', Row, 'masks', "Array(Int64)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/held_allowance.ts').heldAllowance>
  settle((row: Row) => [row.subscription_id, row.billing_account_id, row.payer_account_id, row.cycle_day, row.offering_id, row.allowance_id, row.unit, row.period, row.held_since, row.held_from, row.held_to, row.stretch_from, row.holding_from, row.holding_to])
  complete<'rating.held_allowance', Row, 'subscription_id' | 'billing_account_id' | 'payer_account_id' | 'cycle_day' | 'offering_id' | 'allowance_id' | 'unit' | 'period' | 'held_since' | 'held_from' | 'held_to' | 'stretch_from' | 'holding_from' | 'holding_to'>('agrees')
  agree<'rating.held_allowance', Row, 'subscription_id', "String">('agrees')
  agree<'rating.held_allowance', Row, 'billing_account_id', "String">('agrees')
  agree<'rating.held_allowance', Row, 'payer_account_id', "String">('agrees')
  agree<'rating.held_allowance', Row, 'cycle_day', "Int32">('agrees')
  agree<'rating.held_allowance', Row, 'offering_id', "LowCardinality(String)">('agrees')
  agree<'rating.held_allowance', Row, 'allowance_id', "LowCardinality(String)">('agrees')
  agree<'rating.held_allowance', Row, 'unit', "LowCardinality(String)">('agrees')
  agree<'rating.held_allowance', Row, 'period', "LowCardinality(String)">('agrees')
  agree<'rating.held_allowance', Row, 'held_since', "DateTime64(3, 'UTC')">('agrees')
  agree<'rating.held_allowance', Row, 'held_from', "Date">('agrees')
  agree<'rating.held_allowance', Row, 'held_to', "Date">('agrees')
  agree<'rating.held_allowance', Row, 'stretch_from', "Date">('agrees')
  agree<'rating.held_allowance', Row, 'holding_from', "Date">('agrees')
  agree<'rating.held_allowance', Row, 'holding_to', "Date">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/measured_usage.ts').measuredUsage>
  settle((row: Row) => [row.event_id, row.service, row.metric, row.direction, row.started_at, row.subscription_id, row.served_number, row.imsi, row.other_party, row.other_network, row.visited_network, row.roaming, row.service_name, row.properties, row.chargeable, row.quantity, row.metered_quantity, row.stated_amount, row.stated_currency, row._source, row._landed_at])
  complete<'rating.measured_usage', Row, 'event_id' | 'service' | 'metric' | 'direction' | 'started_at' | 'subscription_id' | 'served_number' | 'imsi' | 'other_party' | 'other_network' | 'visited_network' | 'roaming' | 'service_name' | 'properties' | 'chargeable' | 'quantity' | 'metered_quantity' | 'stated_amount' | 'stated_currency' | '_source' | '_landed_at'>('agrees')
  agree<'rating.measured_usage', Row, 'event_id', "String">('agrees')
  agree<'rating.measured_usage', Row, 'service', "LowCardinality(String)">('agrees')
  agree<'rating.measured_usage', Row, 'metric', "LowCardinality(String)">('agrees')
  agree<'rating.measured_usage', Row, 'direction', "LowCardinality(String)">('agrees')
  agree<'rating.measured_usage', Row, 'started_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'rating.measured_usage', Row, 'subscription_id', "Nullable(String)">('agrees')
  agree<'rating.measured_usage', Row, 'served_number', "Nullable(String)">('agrees')
  agree<'rating.measured_usage', Row, 'imsi', "Nullable(String)">('agrees')
  agree<'rating.measured_usage', Row, 'other_party', "Nullable(String)">('agrees')
  agree<'rating.measured_usage', Row, 'other_network', "LowCardinality(Nullable(String))">('agrees')
  agree<'rating.measured_usage', Row, 'visited_network', "LowCardinality(Nullable(String))">('agrees')
  agree<'rating.measured_usage', Row, 'roaming', "Bool">('agrees')
  agree<'rating.measured_usage', Row, 'service_name', "LowCardinality(Nullable(String))">('agrees')
  agree<'rating.measured_usage', Row, 'properties', "String">('agrees')
  agree<'rating.measured_usage', Row, 'chargeable', "Bool">('agrees')
  agree<'rating.measured_usage', Row, 'quantity', "UInt64">('agrees')
  agree<'rating.measured_usage', Row, 'metered_quantity', "Nullable(Decimal(38, 9))">('agrees')
  agree<'rating.measured_usage', Row, 'stated_amount', "Nullable(Decimal(38, 9))">('agrees')
  agree<'rating.measured_usage', Row, 'stated_currency', "LowCardinality(Nullable(String))">('agrees')
  agree<'rating.measured_usage', Row, '_source', "LowCardinality(String)">('agrees')
  agree<'rating.measured_usage', Row, '_landed_at', "DateTime64(3, 'UTC')">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/money_coverage.ts').moneyCoverage>
  settle((row: Row) => [row.pool, row.unit, row.since, row.grants, row.uses, row.result])
  complete<'rating.money_coverage', Row, 'pool' | 'unit' | 'since' | 'grants' | 'uses' | 'result'>('agrees')
  agree<'rating.money_coverage', Row, 'pool', "String">('agrees')
  agree<'rating.money_coverage', Row, 'unit', "LowCardinality(String)">('agrees')
  agree<'rating.money_coverage', Row, 'since', "Date">('agrees')
  agree<'rating.money_coverage', Row, 'grants', "Array(String)">('agrees')
  agree<'rating.money_coverage', Row, 'uses', "Array(Tuple(String, Decimal(38, 9), Decimal(38, 9)))">('agrees')
  agree<'rating.money_coverage', Row, 'result', "Tuple(Array(Decimal(38, 9)), Array(Tuple(String, String, Decimal(38, 9), Decimal(38, 9))), Array(Decimal(38, 9)), Array(Decimal(38, 9)), Array(Decimal(38, 9)))">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/money_need.ts').moneyNeed>
  settle((row: Row) => [row.pool, row.unit, row.day, row.use])
  complete<'rating.money_need', Row, 'pool' | 'unit' | 'day' | 'use'>('agrees')
  agree<'rating.money_need', Row, 'pool', "String">('agrees')
  agree<'rating.money_need', Row, 'unit', "String">('agrees')
  agree<'rating.money_need', Row, 'day', "Date">('agrees')
  agree<'rating.money_need', Row, 'use', "Tuple(DateTime64(3, 'UTC'), Int32, String, Decimal(38, 9), Date, String, String, String, String, String, Decimal(38, 9), String, String, String)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/money_span.ts').moneySpan>
  settle((row: Row) => [row.pool, row.unit, row.since, row.until])
  complete<'rating.money_span', Row, 'pool' | 'unit' | 'since' | 'until'>('agrees')
  agree<'rating.money_span', Row, 'pool', "String">('agrees')
  agree<'rating.money_span', Row, 'unit', "LowCardinality(String)">('agrees')
  agree<'rating.money_span', Row, 'since', "Date">('agrees')
  agree<'rating.money_span', Row, 'until', "Date">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/period_change.ts').periodChange>
  settle((row: Row) => [row.subject, row.subscription_id, row.billing_account_id, row.customer_id, row.type, row.offering_id, row.tax_rate, row.currency, row.service, row.metric, row.tariff_id, row.rate_epoch, row.price_id, row.priced_from, row.model, row.aggregation, row.group, row.carried_over, row.prorated, row.charged_in, row.period_from, row.period_to, row.event_id, row.started_at, row.local_started_at, row.amount, row.units, row.about, row.value, row.removed, row.limited, row.held, row.event_cost, row.delta, row.level, row.share, row.opening, row.rise, row.tier_cost])
  complete<'rating.period_change', Row, 'subject' | 'subscription_id' | 'billing_account_id' | 'customer_id' | 'type' | 'offering_id' | 'tax_rate' | 'currency' | 'service' | 'metric' | 'tariff_id' | 'rate_epoch' | 'price_id' | 'priced_from' | 'model' | 'aggregation' | 'group' | 'carried_over' | 'prorated' | 'charged_in' | 'period_from' | 'period_to' | 'event_id' | 'started_at' | 'local_started_at' | 'amount' | 'units' | 'about' | 'value' | 'removed' | 'limited' | 'held' | 'event_cost' | 'delta' | 'level' | 'share' | 'opening' | 'rise' | 'tier_cost'>('agrees')
  agree<'rating.period_change', Row, 'subject', "String">('agrees')
  agree<'rating.period_change', Row, 'subscription_id', "String">('agrees')
  agree<'rating.period_change', Row, 'billing_account_id', "String">('agrees')
  agree<'rating.period_change', Row, 'customer_id', "String">('agrees')
  agree<'rating.period_change', Row, 'type', "LowCardinality(String)">('agrees')
  agree<'rating.period_change', Row, 'offering_id', "LowCardinality(String)">('agrees')
  agree<'rating.period_change', Row, 'tax_rate', "Decimal(38, 6)">('agrees')
  agree<'rating.period_change', Row, 'currency', "String">('agrees')
  agree<'rating.period_change', Row, 'service', "LowCardinality(String)">('agrees')
  agree<'rating.period_change', Row, 'metric', "LowCardinality(String)">('agrees')
  agree<'rating.period_change', Row, 'tariff_id', "LowCardinality(String)">('agrees')
  agree<'rating.period_change', Row, 'rate_epoch', "UInt64">('agrees')
  agree<'rating.period_change', Row, 'price_id', "LowCardinality(String)">('agrees')
  agree<'rating.period_change', Row, 'priced_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'rating.period_change', Row, 'model', "LowCardinality(String)">('agrees')
  agree<'rating.period_change', Row, 'aggregation', "LowCardinality(String)">('agrees')
  agree<'rating.period_change', Row, 'group', "String">('agrees')
  agree<'rating.period_change', Row, 'carried_over', "Bool">('agrees')
  agree<'rating.period_change', Row, 'prorated', "Bool">('agrees')
  agree<'rating.period_change', Row, 'charged_in', "LowCardinality(String)">('agrees')
  agree<'rating.period_change', Row, 'period_from', "Date">('agrees')
  agree<'rating.period_change', Row, 'period_to', "Date">('agrees')
  agree<'rating.period_change', Row, 'event_id', "String">('agrees')
  agree<'rating.period_change', Row, 'started_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'rating.period_change', Row, 'local_started_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'rating.period_change', Row, 'amount', "Decimal(38, 9)">('agrees')
  agree<'rating.period_change', Row, 'units', "Decimal(38, 9)">('agrees')
  agree<'rating.period_change', Row, 'about', "Decimal(38, 9)">('agrees')
  agree<'rating.period_change', Row, 'value', "Nullable(String)">('agrees')
  agree<'rating.period_change', Row, 'removed', "Bool">('agrees')
  agree<'rating.period_change', Row, 'limited', "Array(String)">('agrees')
  agree<'rating.period_change', Row, 'held', "Array(Decimal(38, 9))">('agrees')
  agree<'rating.period_change', Row, 'event_cost', "Decimal(76, 30)">('agrees')
  agree<'rating.period_change', Row, 'delta', "Decimal(38, 9)">('agrees')
  agree<'rating.period_change', Row, 'level', "Decimal(38, 9)">('agrees')
  agree<'rating.period_change', Row, 'share', "Decimal(76, 30)">('agrees')
  agree<'rating.period_change', Row, 'opening', "Decimal(38, 9)">('agrees')
  agree<'rating.period_change', Row, 'rise', "Decimal(38, 9)">('agrees')
  agree<'rating.period_change', Row, 'tier_cost', "Decimal(76, 30)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/period_charge.ts').periodCharge>
  settle((row: Row) => [row.subject, row.subscription_id, row.billing_account_id, row.customer_id, row.type, row.offering_id, row.tax_rate, row.currency, row.service, row.metric, row.tariff_id, row.price_id, row.priced_from, row.group, row.period_from, row.period_to, row.events, row.model, row.name, row.kind, row.quantity, row.charged_quantity, row.model_amount, row.rated_amount, row.minimum_spend, row.maximum_spend, row.amount])
  complete<'rating.period_charge', Row, 'subject' | 'subscription_id' | 'billing_account_id' | 'customer_id' | 'type' | 'offering_id' | 'tax_rate' | 'currency' | 'service' | 'metric' | 'tariff_id' | 'price_id' | 'priced_from' | 'group' | 'period_from' | 'period_to' | 'events' | 'model' | 'name' | 'kind' | 'quantity' | 'charged_quantity' | 'model_amount' | 'rated_amount' | 'minimum_spend' | 'maximum_spend' | 'amount'>('agrees')
  agree<'rating.period_charge', Row, 'subject', "String">('agrees')
  agree<'rating.period_charge', Row, 'subscription_id', "String">('agrees')
  agree<'rating.period_charge', Row, 'billing_account_id', "String">('agrees')
  agree<'rating.period_charge', Row, 'customer_id', "String">('agrees')
  agree<'rating.period_charge', Row, 'type', "String">('agrees')
  agree<'rating.period_charge', Row, 'offering_id', "String">('agrees')
  agree<'rating.period_charge', Row, 'tax_rate', "Decimal(38, 6)">('agrees')
  agree<'rating.period_charge', Row, 'currency', "String">('agrees')
  agree<'rating.period_charge', Row, 'service', "String">('agrees')
  agree<'rating.period_charge', Row, 'metric', "String">('agrees')
  agree<'rating.period_charge', Row, 'tariff_id', "LowCardinality(String)">('agrees')
  agree<'rating.period_charge', Row, 'price_id', "LowCardinality(String)">('agrees')
  agree<'rating.period_charge', Row, 'priced_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'rating.period_charge', Row, 'group', "String">('agrees')
  agree<'rating.period_charge', Row, 'period_from', "Date">('agrees')
  agree<'rating.period_charge', Row, 'period_to', "Date">('agrees')
  agree<'rating.period_charge', Row, 'events', "UInt64">('agrees')
  agree<'rating.period_charge', Row, 'model', "LowCardinality(String)">('agrees')
  agree<'rating.period_charge', Row, 'name', "String">('agrees')
  agree<'rating.period_charge', Row, 'kind', "String">('agrees')
  agree<'rating.period_charge', Row, 'quantity', "Decimal(38, 9)">('agrees')
  agree<'rating.period_charge', Row, 'charged_quantity', "Decimal(38, 9)">('agrees')
  agree<'rating.period_charge', Row, 'model_amount', "Decimal(38, 9)">('agrees')
  agree<'rating.period_charge', Row, 'rated_amount', "Decimal(38, 9)">('agrees')
  agree<'rating.period_charge', Row, 'minimum_spend', "Decimal(38, 9)">('agrees')
  agree<'rating.period_charge', Row, 'maximum_spend', "Nullable(Decimal(38, 9))">('agrees')
  agree<'rating.period_charge', Row, 'amount', "Decimal(38, 9)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/period_event.ts').periodEvent>
  settle((row: Row) => [row.subject, row.subscription_id, row.billing_account_id, row.customer_id, row.type, row.offering_id, row.tax_rate, row.currency, row.service, row.metric, row.tariff_id, row.rate_epoch, row.price_id, row.priced_from, row.model, row.aggregation, row.group, row.carried_over, row.prorated, row.charged_in, row.period_from, row.period_to, row.event_id, row.started_at, row.local_started_at, row.amount, row.units, row.about, row.value, row.removed, row.limited, row.held, row.event_cost])
  complete<'rating.period_event', Row, 'subject' | 'subscription_id' | 'billing_account_id' | 'customer_id' | 'type' | 'offering_id' | 'tax_rate' | 'currency' | 'service' | 'metric' | 'tariff_id' | 'rate_epoch' | 'price_id' | 'priced_from' | 'model' | 'aggregation' | 'group' | 'carried_over' | 'prorated' | 'charged_in' | 'period_from' | 'period_to' | 'event_id' | 'started_at' | 'local_started_at' | 'amount' | 'units' | 'about' | 'value' | 'removed' | 'limited' | 'held' | 'event_cost'>('agrees')
  agree<'rating.period_event', Row, 'subject', "String">('agrees')
  agree<'rating.period_event', Row, 'subscription_id', "String">('agrees')
  agree<'rating.period_event', Row, 'billing_account_id', "String">('agrees')
  agree<'rating.period_event', Row, 'customer_id', "String">('agrees')
  agree<'rating.period_event', Row, 'type', "LowCardinality(String)">('agrees')
  agree<'rating.period_event', Row, 'offering_id', "LowCardinality(String)">('agrees')
  agree<'rating.period_event', Row, 'tax_rate', "Decimal(38, 6)">('agrees')
  agree<'rating.period_event', Row, 'currency', "String">('agrees')
  agree<'rating.period_event', Row, 'service', "LowCardinality(String)">('agrees')
  agree<'rating.period_event', Row, 'metric', "LowCardinality(String)">('agrees')
  agree<'rating.period_event', Row, 'tariff_id', "LowCardinality(String)">('agrees')
  agree<'rating.period_event', Row, 'rate_epoch', "UInt64">('agrees')
  agree<'rating.period_event', Row, 'price_id', "LowCardinality(String)">('agrees')
  agree<'rating.period_event', Row, 'priced_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'rating.period_event', Row, 'model', "LowCardinality(String)">('agrees')
  agree<'rating.period_event', Row, 'aggregation', "LowCardinality(String)">('agrees')
  agree<'rating.period_event', Row, 'group', "String">('agrees')
  agree<'rating.period_event', Row, 'carried_over', "Bool">('agrees')
  agree<'rating.period_event', Row, 'prorated', "Bool">('agrees')
  agree<'rating.period_event', Row, 'charged_in', "LowCardinality(String)">('agrees')
  agree<'rating.period_event', Row, 'period_from', "Date">('agrees')
  agree<'rating.period_event', Row, 'period_to', "Date">('agrees')
  agree<'rating.period_event', Row, 'event_id', "String">('agrees')
  agree<'rating.period_event', Row, 'started_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'rating.period_event', Row, 'local_started_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'rating.period_event', Row, 'amount', "Decimal(38, 9)">('agrees')
  agree<'rating.period_event', Row, 'units', "Decimal(38, 9)">('agrees')
  agree<'rating.period_event', Row, 'about', "Decimal(38, 9)">('agrees')
  agree<'rating.period_event', Row, 'value', "Nullable(String)">('agrees')
  agree<'rating.period_event', Row, 'removed', "Bool">('agrees')
  agree<'rating.period_event', Row, 'limited', "Array(String)">('agrees')
  agree<'rating.period_event', Row, 'held', "Array(Decimal(38, 9))">('agrees')
  agree<'rating.period_event', Row, 'event_cost', "Decimal(76, 30)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/period_increment.ts').periodIncrement>
  settle((row: Row) => [row.subject, row.subscription_id, row.billing_account_id, row.tariff_id, row.price_id, row.group, row.period_from, row.event_id, row.started_at, row.currency, row.before, row.after, row.amount])
  complete<'rating.period_increment', Row, 'subject' | 'subscription_id' | 'billing_account_id' | 'tariff_id' | 'price_id' | 'group' | 'period_from' | 'event_id' | 'started_at' | 'currency' | 'before' | 'after' | 'amount'>('agrees')
  agree<'rating.period_increment', Row, 'subject', "String">('agrees')
  agree<'rating.period_increment', Row, 'subscription_id', "String">('agrees')
  agree<'rating.period_increment', Row, 'billing_account_id', "String">('agrees')
  agree<'rating.period_increment', Row, 'tariff_id', "LowCardinality(String)">('agrees')
  agree<'rating.period_increment', Row, 'price_id', "LowCardinality(String)">('agrees')
  agree<'rating.period_increment', Row, 'group', "String">('agrees')
  agree<'rating.period_increment', Row, 'period_from', "Date">('agrees')
  agree<'rating.period_increment', Row, 'event_id', "String">('agrees')
  agree<'rating.period_increment', Row, 'started_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'rating.period_increment', Row, 'currency', "String">('agrees')
  agree<'rating.period_increment', Row, 'before', "Decimal(38, 9)">('agrees')
  agree<'rating.period_increment', Row, 'after', "Decimal(38, 9)">('agrees')
  agree<'rating.period_increment', Row, 'amount', "Decimal(38, 9)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/period_standing.ts').periodStanding>
  settle((row: Row) => [row.subject, row.subscription_id, row.billing_account_id, row.customer_id, row.type, row.offering_id, row.tax_rate, row.currency, row.service, row.metric, row.tariff_id, row.rate_epoch, row.price_id, row.priced_from, row.group, row.period_from, row.period_to, row.carried, row.carried_share])
  complete<'rating.period_standing', Row, 'subject' | 'subscription_id' | 'billing_account_id' | 'customer_id' | 'type' | 'offering_id' | 'tax_rate' | 'currency' | 'service' | 'metric' | 'tariff_id' | 'rate_epoch' | 'price_id' | 'priced_from' | 'group' | 'period_from' | 'period_to' | 'carried' | 'carried_share'>('agrees')
  agree<'rating.period_standing', Row, 'subject', "String">('agrees')
  agree<'rating.period_standing', Row, 'subscription_id', "String">('agrees')
  agree<'rating.period_standing', Row, 'billing_account_id', "String">('agrees')
  agree<'rating.period_standing', Row, 'customer_id', "String">('agrees')
  agree<'rating.period_standing', Row, 'type', "LowCardinality(String)">('agrees')
  agree<'rating.period_standing', Row, 'offering_id', "LowCardinality(String)">('agrees')
  agree<'rating.period_standing', Row, 'tax_rate', "Decimal(38, 6)">('agrees')
  agree<'rating.period_standing', Row, 'currency', "LowCardinality(String)">('agrees')
  agree<'rating.period_standing', Row, 'service', "LowCardinality(String)">('agrees')
  agree<'rating.period_standing', Row, 'metric', "LowCardinality(String)">('agrees')
  agree<'rating.period_standing', Row, 'tariff_id', "LowCardinality(String)">('agrees')
  agree<'rating.period_standing', Row, 'rate_epoch', "UInt64">('agrees')
  agree<'rating.period_standing', Row, 'price_id', "LowCardinality(String)">('agrees')
  agree<'rating.period_standing', Row, 'priced_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'rating.period_standing', Row, 'group', "String">('agrees')
  agree<'rating.period_standing', Row, 'period_from', "Date">('agrees')
  agree<'rating.period_standing', Row, 'period_to', "Date">('agrees')
  agree<'rating.period_standing', Row, 'carried', "Decimal(38, 9)">('agrees')
  agree<'rating.period_standing', Row, 'carried_share', "Decimal(76, 30)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/period_use.ts').periodUse>
  settle((row: Row) => [row.subject, row.subscription_id, row.billing_account_id, row.customer_id, row.type, row.offering_id, row.tax_rate, row.currency, row.service, row.metric, row.tariff_id, row.rate_epoch, row.price_id, row.priced_from, row.group, row.period_from, row.period_to, row.events, row.units, row.lowest, row.peak, row.latest, row.carried, row.carried_share, row.counted, row.highest, row.closing, row.about, row.rated_amount, row.event_costs, row.tier_costs, row.peaks])
  complete<'rating.period_use', Row, 'subject' | 'subscription_id' | 'billing_account_id' | 'customer_id' | 'type' | 'offering_id' | 'tax_rate' | 'currency' | 'service' | 'metric' | 'tariff_id' | 'rate_epoch' | 'price_id' | 'priced_from' | 'group' | 'period_from' | 'period_to' | 'events' | 'units' | 'lowest' | 'peak' | 'latest' | 'carried' | 'carried_share' | 'counted' | 'highest' | 'closing' | 'about' | 'rated_amount' | 'event_costs' | 'tier_costs' | 'peaks'>('agrees')
  agree<'rating.period_use', Row, 'subject', "String">('agrees')
  agree<'rating.period_use', Row, 'subscription_id', "String">('agrees')
  agree<'rating.period_use', Row, 'billing_account_id', "String">('agrees')
  agree<'rating.period_use', Row, 'customer_id', "String">('agrees')
  agree<'rating.period_use', Row, 'type', "String">('agrees')
  agree<'rating.period_use', Row, 'offering_id', "String">('agrees')
  agree<'rating.period_use', Row, 'tax_rate', "Decimal(38, 6)">('agrees')
  agree<'rating.period_use', Row, 'currency', "String">('agrees')
  agree<'rating.period_use', Row, 'service', "String">('agrees')
  agree<'rating.period_use', Row, 'metric', "String">('agrees')
  agree<'rating.period_use', Row, 'tariff_id', "LowCardinality(String)">('agrees')
  agree<'rating.period_use', Row, 'rate_epoch', "UInt64">('agrees')
  agree<'rating.period_use', Row, 'price_id', "LowCardinality(String)">('agrees')
  agree<'rating.period_use', Row, 'priced_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'rating.period_use', Row, 'group', "String">('agrees')
  agree<'rating.period_use', Row, 'period_from', "Date">('agrees')
  agree<'rating.period_use', Row, 'period_to', "Date">('agrees')
  agree<'rating.period_use', Row, 'events', "UInt64">('agrees')
  agree<'rating.period_use', Row, 'units', "Decimal(38, 9)">('agrees')
  agree<'rating.period_use', Row, 'lowest', "Decimal(38, 9)">('agrees')
  agree<'rating.period_use', Row, 'peak', "Decimal(38, 9)">('agrees')
  agree<'rating.period_use', Row, 'latest', "Decimal(38, 9)">('agrees')
  agree<'rating.period_use', Row, 'carried', "Decimal(38, 9)">('agrees')
  agree<'rating.period_use', Row, 'carried_share', "Decimal(76, 30)">('agrees')
  agree<'rating.period_use', Row, 'counted', "Decimal(76, 30)">('agrees')
  agree<'rating.period_use', Row, 'highest', "Decimal(38, 9)">('agrees')
  agree<'rating.period_use', Row, 'closing', "Decimal(38, 9)">('agrees')
  agree<'rating.period_use', Row, 'about', "Decimal(38, 9)">('agrees')
  agree<'rating.period_use', Row, 'rated_amount', "Decimal(38, 9)">('agrees')
  agree<'rating.period_use', Row, 'event_costs', "Decimal(76, 30)">('agrees')
  agree<'rating.period_use', Row, 'tier_costs', "Decimal(76, 30)">('agrees')
  agree<'rating.period_use', Row, 'peaks', "Tuple(Array(String), Array(Decimal(38, 9)))">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/placed_usage.ts').placedUsage>
  settle((row: Row) => [row.event_id, row.service, row.metric, row.direction, row.started_at, row.other_party, row.other_network, row.visited_network, row.roaming, row.service_name, row.properties, row.quantity, row.metered_quantity, row.stated_amount, row.stated_currency, row._source, row._landed_at, row.subscription_id, row.customer_id, row.billing_account_id, row.payer_account_id, row.cycle_day, row.type, row.status, row.offering_id, row.tariff_id, row.tax_rate, row.currency, row.local_started_at, row.clock_changes_in, row.clock_change_s, row.rate_epoch, row.holidays, row.date_kinds, row.prefix, row.zone, row.chargeable, row.card, row.price_id, row.model, row.banded])
  complete<'rating.placed_usage', Row, 'event_id' | 'service' | 'metric' | 'direction' | 'started_at' | 'other_party' | 'other_network' | 'visited_network' | 'roaming' | 'service_name' | 'properties' | 'quantity' | 'metered_quantity' | 'stated_amount' | 'stated_currency' | '_source' | '_landed_at' | 'subscription_id' | 'customer_id' | 'billing_account_id' | 'payer_account_id' | 'cycle_day' | 'type' | 'status' | 'offering_id' | 'tariff_id' | 'tax_rate' | 'currency' | 'local_started_at' | 'clock_changes_in' | 'clock_change_s' | 'rate_epoch' | 'holidays' | 'date_kinds' | 'prefix' | 'zone' | 'chargeable' | 'card' | 'price_id' | 'model' | 'banded'>('agrees')
  agree<'rating.placed_usage', Row, 'event_id', "String">('agrees')
  agree<'rating.placed_usage', Row, 'service', "LowCardinality(String)">('agrees')
  agree<'rating.placed_usage', Row, 'metric', "LowCardinality(String)">('agrees')
  agree<'rating.placed_usage', Row, 'direction', "LowCardinality(String)">('agrees')
  agree<'rating.placed_usage', Row, 'started_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'rating.placed_usage', Row, 'other_party', "Nullable(String)">('agrees')
  agree<'rating.placed_usage', Row, 'other_network', "LowCardinality(Nullable(String))">('agrees')
  agree<'rating.placed_usage', Row, 'visited_network', "LowCardinality(Nullable(String))">('agrees')
  agree<'rating.placed_usage', Row, 'roaming', "Bool">('agrees')
  agree<'rating.placed_usage', Row, 'service_name', "LowCardinality(Nullable(String))">('agrees')
  agree<'rating.placed_usage', Row, 'properties', "String">('agrees')
  agree<'rating.placed_usage', Row, 'quantity', "UInt64">('agrees')
  agree<'rating.placed_usage', Row, 'metered_quantity', "Nullable(Decimal(38, 9))">('agrees')
  agree<'rating.placed_usage', Row, 'stated_amount', "Nullable(Decimal(38, 9))">('agrees')
  agree<'rating.placed_usage', Row, 'stated_currency', "LowCardinality(Nullable(String))">('agrees')
  agree<'rating.placed_usage', Row, '_source', "LowCardinality(String)">('agrees')
  agree<'rating.placed_usage', Row, '_landed_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'rating.placed_usage', Row, 'subscription_id', "Nullable(String)">('agrees')
  agree<'rating.placed_usage', Row, 'customer_id', "Nullable(String)">('agrees')
  agree<'rating.placed_usage', Row, 'billing_account_id', "Nullable(String)">('agrees')
  agree<'rating.placed_usage', Row, 'payer_account_id', "Nullable(String)">('agrees')
  agree<'rating.placed_usage', Row, 'cycle_day', "Nullable(Int32)">('agrees')
  agree<'rating.placed_usage', Row, 'type', "LowCardinality(Nullable(String))">('agrees')
  agree<'rating.placed_usage', Row, 'status', "LowCardinality(Nullable(String))">('agrees')
  agree<'rating.placed_usage', Row, 'offering_id', "LowCardinality(Nullable(String))">('agrees')
  agree<'rating.placed_usage', Row, 'tariff_id', "LowCardinality(Nullable(String))">('agrees')
  agree<'rating.placed_usage', Row, 'tax_rate', "Nullable(Decimal(38, 6))">('agrees')
  agree<'rating.placed_usage', Row, 'currency', "LowCardinality(Nullable(String))">('agrees')
  agree<'rating.placed_usage', Row, 'local_started_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'rating.placed_usage', Row, 'clock_changes_in', "Nullable(Int64)">('agrees')
  agree<'rating.placed_usage', Row, 'clock_change_s', "Nullable(Int64)">('agrees')
  agree<'rating.placed_usage', Row, 'rate_epoch', "Nullable(UInt64)">('agrees')
  agree<'rating.placed_usage', Row, 'holidays', "Array(Date)">('agrees')
  agree<'rating.placed_usage', Row, 'date_kinds', "Array(Tuple(Array(Int64), Array(Int64), Array(Int64)))">('agrees')
  agree<'rating.placed_usage', Row, 'prefix', "Nullable(String)">('agrees')
  agree<'rating.placed_usage', Row, 'zone', "Nullable(String)">('agrees')
  agree<'rating.placed_usage', Row, 'chargeable', "Bool">('agrees')
  agree<'rating.placed_usage', Row, 'card', "Nullable(UInt64)">('agrees')
  agree<'rating.placed_usage', Row, 'price_id', "Nullable(String)">('agrees')
  agree<'rating.placed_usage', Row, 'model', "Nullable(String)">('agrees')
  agree<'rating.placed_usage', Row, 'banded', "Nullable(Bool)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/plan_period.ts').planPeriod>
  settle((row: Row) => [row.subscription_id, row.billing_account_id, row.tariff_id, row.period, row.period_from, row.period_to, row.valid_from, row.at])
  complete<'rating.plan_period', Row, 'subscription_id' | 'billing_account_id' | 'tariff_id' | 'period' | 'period_from' | 'period_to' | 'valid_from' | 'at'>('agrees')
  agree<'rating.plan_period', Row, 'subscription_id', "String">('agrees')
  agree<'rating.plan_period', Row, 'billing_account_id', "String">('agrees')
  agree<'rating.plan_period', Row, 'tariff_id', "LowCardinality(Nullable(String))">('agrees')
  agree<'rating.plan_period', Row, 'period', "LowCardinality(String)">('agrees')
  agree<'rating.plan_period', Row, 'period_from', "Date">('agrees')
  agree<'rating.plan_period', Row, 'period_to', "Date">('agrees')
  agree<'rating.plan_period', Row, 'valid_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'rating.plan_period', Row, 'at', "DateTime64(3, 'UTC')">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/plan_presence.ts').planPresence>
  settle((row: Row) => [row.subscription_id, row.tariff_id, row.entered_at, row.stays])
  complete<'rating.plan_presence', Row, 'subscription_id' | 'tariff_id' | 'entered_at' | 'stays'>('agrees')
  agree<'rating.plan_presence', Row, 'subscription_id', "String">('agrees')
  agree<'rating.plan_presence', Row, 'tariff_id', "LowCardinality(String)">('agrees')
  agree<'rating.plan_presence', Row, 'entered_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'rating.plan_presence', Row, 'stays', "Array(Tuple(DateTime64(3, 'UTC'), DateTime64(3, 'UTC'), Date, Date))">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/planned_usage.ts').plannedUsage>
  settle((row: Row) => [row.event_id, row.service, row.metric, row.direction, row.started_at, row.other_party, row.other_network, row.visited_network, row.roaming, row.service_name, row.properties, row.chargeable, row.quantity, row.metered_quantity, row.stated_amount, row.stated_currency, row._source, row._landed_at, row.subscription_id, row.customer_id, row.billing_account_id, row.payer_account_id, row.cycle_day, row.type, row.status, row.offering_id, row.tariff_id, row.tax_rate, row.currency, row.local_started_at, row.clock_changes_in, row.clock_change_s])
  complete<'rating.planned_usage', Row, 'event_id' | 'service' | 'metric' | 'direction' | 'started_at' | 'other_party' | 'other_network' | 'visited_network' | 'roaming' | 'service_name' | 'properties' | 'chargeable' | 'quantity' | 'metered_quantity' | 'stated_amount' | 'stated_currency' | '_source' | '_landed_at' | 'subscription_id' | 'customer_id' | 'billing_account_id' | 'payer_account_id' | 'cycle_day' | 'type' | 'status' | 'offering_id' | 'tariff_id' | 'tax_rate' | 'currency' | 'local_started_at' | 'clock_changes_in' | 'clock_change_s'>('agrees')
  agree<'rating.planned_usage', Row, 'event_id', "String">('agrees')
  agree<'rating.planned_usage', Row, 'service', "LowCardinality(String)">('agrees')
  agree<'rating.planned_usage', Row, 'metric', "LowCardinality(String)">('agrees')
  agree<'rating.planned_usage', Row, 'direction', "LowCardinality(String)">('agrees')
  agree<'rating.planned_usage', Row, 'started_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'rating.planned_usage', Row, 'other_party', "Nullable(String)">('agrees')
  agree<'rating.planned_usage', Row, 'other_network', "LowCardinality(Nullable(String))">('agrees')
  agree<'rating.planned_usage', Row, 'visited_network', "LowCardinality(Nullable(String))">('agrees')
  agree<'rating.planned_usage', Row, 'roaming', "Bool">('agrees')
  agree<'rating.planned_usage', Row, 'service_name', "LowCardinality(Nullable(String))">('agrees')
  agree<'rating.planned_usage', Row, 'properties', "String">('agrees')
  agree<'rating.planned_usage', Row, 'chargeable', "Bool">('agrees')
  agree<'rating.planned_usage', Row, 'quantity', "UInt64">('agrees')
  agree<'rating.planned_usage', Row, 'metered_quantity', "Nullable(Decimal(38, 9))">('agrees')
  agree<'rating.planned_usage', Row, 'stated_amount', "Nullable(Decimal(38, 9))">('agrees')
  agree<'rating.planned_usage', Row, 'stated_currency', "LowCardinality(Nullable(String))">('agrees')
  agree<'rating.planned_usage', Row, '_source', "LowCardinality(String)">('agrees')
  agree<'rating.planned_usage', Row, '_landed_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'rating.planned_usage', Row, 'subscription_id', "Nullable(String)">('agrees')
  agree<'rating.planned_usage', Row, 'customer_id', "Nullable(String)">('agrees')
  agree<'rating.planned_usage', Row, 'billing_account_id', "Nullable(String)">('agrees')
  agree<'rating.planned_usage', Row, 'payer_account_id', "Nullable(String)">('agrees')
  agree<'rating.planned_usage', Row, 'cycle_day', "Nullable(Int32)">('agrees')
  agree<'rating.planned_usage', Row, 'type', "LowCardinality(Nullable(String))">('agrees')
  agree<'rating.planned_usage', Row, 'status', "LowCardinality(Nullable(String))">('agrees')
  agree<'rating.planned_usage', Row, 'offering_id', "LowCardinality(Nullable(String))">('agrees')
  agree<'rating.planned_usage', Row, 'tariff_id', "LowCardinality(Nullable(String))">('agrees')
  agree<'rating.planned_usage', Row, 'tax_rate', "Nullable(Decimal(38, 6))">('agrees')
  agree<'rating.planned_usage', Row, 'currency', "LowCardinality(Nullable(String))">('agrees')
  agree<'rating.planned_usage', Row, 'local_started_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'rating.planned_usage', Row, 'clock_changes_in', "Nullable(Int64)">('agrees')
  agree<'rating.planned_usage', Row, 'clock_change_s', "Nullable(Int64)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/pool_grant.ts').poolGrant>
  settle((row: Row) => [row.unit, row.pool, row.held, row.begins, row.ends, row.pool_ordered, row.grant])
  complete<'rating.pool_grant', Row, 'unit' | 'pool' | 'held' | 'begins' | 'ends' | 'pool_ordered' | 'grant'>('agrees')
  agree<'rating.pool_grant', Row, 'unit', "LowCardinality(String)">('agrees')
  agree<'rating.pool_grant', Row, 'pool', "String">('agrees')
  agree<'rating.pool_grant', Row, 'held', "String">('agrees')
  agree<'rating.pool_grant', Row, 'begins', "Date">('agrees')
  agree<'rating.pool_grant', Row, 'ends', "Date">('agrees')
  agree<'rating.pool_grant', Row, 'pool_ordered', "Nullable(Bool)">('agrees')
  agree<'rating.pool_grant', Row, 'grant', "Tuple(Tuple(Int32, Tuple(String, Int64), Int64, LowCardinality(String), String), String, String, Decimal(38, 9), Decimal(38, 9), LowCardinality(String), Array(String), Array(String), Array(String), Array(String), Array(Decimal(38, 9)), Decimal(38, 9), Date, Date, DateTime64(3, 'UTC'), DateTime64(3, 'UTC'), String, Int32, Int32, LowCardinality(String), Int32, String, String, Decimal(38, 9), String)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/pooled_use.ts').pooledUse>
  settle((row: Row) => [row.pool, row.use_key, row.billing_account_id, row.started_at, row.day, row.subscription_id, row.covered_service, row.zone, row.band, row.unit, row.units, row.amount, row.currency, row.stated, row.service, row.pieces])
  complete<'rating.pooled_use', Row, 'pool' | 'use_key' | 'billing_account_id' | 'started_at' | 'day' | 'subscription_id' | 'covered_service' | 'zone' | 'band' | 'unit' | 'units' | 'amount' | 'currency' | 'stated' | 'service' | 'pieces'>('agrees')
  agree<'rating.pooled_use', Row, 'pool', "String">('agrees')
  agree<'rating.pooled_use', Row, 'use_key', "String">('agrees')
  agree<'rating.pooled_use', Row, 'billing_account_id', "String">('agrees')
  agree<'rating.pooled_use', Row, 'started_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'rating.pooled_use', Row, 'day', "Date">('agrees')
  agree<'rating.pooled_use', Row, 'subscription_id', "String">('agrees')
  agree<'rating.pooled_use', Row, 'covered_service', "String">('agrees')
  agree<'rating.pooled_use', Row, 'zone', "String">('agrees')
  agree<'rating.pooled_use', Row, 'band', "String">('agrees')
  agree<'rating.pooled_use', Row, 'unit', "String">('agrees')
  agree<'rating.pooled_use', Row, 'units', "Decimal(38, 9)">('agrees')
  agree<'rating.pooled_use', Row, 'amount', "Decimal(38, 9)">('agrees')
  agree<'rating.pooled_use', Row, 'currency', "String">('agrees')
  agree<'rating.pooled_use', Row, 'stated', "Bool">('agrees')
  agree<'rating.pooled_use', Row, 'service', "LowCardinality(String)">('agrees')
  agree<'rating.pooled_use', Row, 'pieces', "Array(Tuple(Decimal(38, 9), Decimal(38, 9), String))">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/prefix_range.ts').prefixRange>
  settle((row: Row) => [row.prefix_epoch, row.valid_from, row.number_key, row.prefix, row.zone, row.destination])
  complete<'rating.prefix_range', Row, 'prefix_epoch' | 'valid_from' | 'number_key' | 'prefix' | 'zone' | 'destination'>('agrees')
  agree<'rating.prefix_range', Row, 'prefix_epoch', "UInt64">('agrees')
  agree<'rating.prefix_range', Row, 'valid_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'rating.prefix_range', Row, 'number_key', "Int64">('agrees')
  agree<'rating.prefix_range', Row, 'prefix', "Nullable(String)">('agrees')
  agree<'rating.prefix_range', Row, 'zone', "Nullable(String)">('agrees')
  agree<'rating.prefix_range', Row, 'destination', "Nullable(String)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/price_choice.ts').priceChoice>
  settle((row: Row) => [row.rate_epoch, row.valid_from, row.service, row.metric, row.zone, row.card, row.price_id, row.model, row.banded, row.asking])
  complete<'rating.price_choice', Row, 'rate_epoch' | 'valid_from' | 'service' | 'metric' | 'zone' | 'card' | 'price_id' | 'model' | 'banded' | 'asking'>('agrees')
  agree<'rating.price_choice', Row, 'rate_epoch', "UInt64">('agrees')
  agree<'rating.price_choice', Row, 'valid_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'rating.price_choice', Row, 'service', "LowCardinality(String)">('agrees')
  agree<'rating.price_choice', Row, 'metric', "LowCardinality(String)">('agrees')
  agree<'rating.price_choice', Row, 'zone', "String">('agrees')
  agree<'rating.price_choice', Row, 'card', "Nullable(UInt64)">('agrees')
  agree<'rating.price_choice', Row, 'price_id', "Nullable(String)">('agrees')
  agree<'rating.price_choice', Row, 'model', "Nullable(String)">('agrees')
  agree<'rating.price_choice', Row, 'banded', "Nullable(Bool)">('agrees')
  agree<'rating.price_choice', Row, 'asking', "Array(Tuple(UInt64, String, String, Bool, Array(Tuple(String, Array(String))), Bool))">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/price_in_force.ts').priceInForce>
  settle((row: Row) => [row.tariff_id, row.price_id, row.name, row.service, row.metric, row.model, row.weight, row.fallback, row.filters, row.minimum_quantity, row.whole_call_by_start, row.minimum_cost, row.maximum_cost, row.maximum_cost_then, row.maximum_cost_includes_connect_fee, row.connect_fee_when_covered, row.at_boundary, row.stated_amount, row.exchange_source, row.amount, row.flat_fee_at_zero, row.package_size, row.free_units, row.percentage, row.fixed_fee, row.minimum_per_event, row.maximum_per_event, row.free_events, row.free_amount, row.aggregation, row.property, row.removed_property, row.removed_value, row.group_by, row.carried_over, row.prorated, row.charged_in, row.multiplier, row.discount_percentage, row.conversion_operation, row.conversion_by, row.conversion_rounding, row.conversion_decimals, row.minimum_spend, row.minimum_spend_proration, row.maximum_spend, row.period, row.scope, row.rounding, row.decimals, row.rounding_of, row.tax_id, row.tax_included, row.valid_from, row.rate_epoch, row.asks])
  complete<'rating.price_in_force', Row, 'tariff_id' | 'price_id' | 'name' | 'service' | 'metric' | 'model' | 'weight' | 'fallback' | 'filters' | 'minimum_quantity' | 'whole_call_by_start' | 'minimum_cost' | 'maximum_cost' | 'maximum_cost_then' | 'maximum_cost_includes_connect_fee' | 'connect_fee_when_covered' | 'at_boundary' | 'stated_amount' | 'exchange_source' | 'amount' | 'flat_fee_at_zero' | 'package_size' | 'free_units' | 'percentage' | 'fixed_fee' | 'minimum_per_event' | 'maximum_per_event' | 'free_events' | 'free_amount' | 'aggregation' | 'property' | 'removed_property' | 'removed_value' | 'group_by' | 'carried_over' | 'prorated' | 'charged_in' | 'multiplier' | 'discount_percentage' | 'conversion_operation' | 'conversion_by' | 'conversion_rounding' | 'conversion_decimals' | 'minimum_spend' | 'minimum_spend_proration' | 'maximum_spend' | 'period' | 'scope' | 'rounding' | 'decimals' | 'rounding_of' | 'tax_id' | 'tax_included' | 'valid_from' | 'rate_epoch' | 'asks'>('agrees')
  agree<'rating.price_in_force', Row, 'tariff_id', "LowCardinality(String)">('agrees')
  agree<'rating.price_in_force', Row, 'price_id', "LowCardinality(String)">('agrees')
  agree<'rating.price_in_force', Row, 'name', "String">('agrees')
  agree<'rating.price_in_force', Row, 'service', "LowCardinality(String)">('agrees')
  agree<'rating.price_in_force', Row, 'metric', "LowCardinality(String)">('agrees')
  agree<'rating.price_in_force', Row, 'model', "LowCardinality(String)">('agrees')
  agree<'rating.price_in_force', Row, 'weight', "UInt16">('agrees')
  agree<'rating.price_in_force', Row, 'fallback', "UInt8">('agrees')
  agree<'rating.price_in_force', Row, 'filters', "UInt8">('agrees')
  agree<'rating.price_in_force', Row, 'minimum_quantity', "UInt64">('agrees')
  agree<'rating.price_in_force', Row, 'whole_call_by_start', "Bool">('agrees')
  agree<'rating.price_in_force', Row, 'minimum_cost', "Nullable(Decimal(18, 9))">('agrees')
  agree<'rating.price_in_force', Row, 'maximum_cost', "Nullable(Decimal(18, 9))">('agrees')
  agree<'rating.price_in_force', Row, 'maximum_cost_then', "LowCardinality(String)">('agrees')
  agree<'rating.price_in_force', Row, 'maximum_cost_includes_connect_fee', "Bool">('agrees')
  agree<'rating.price_in_force', Row, 'connect_fee_when_covered', "Bool">('agrees')
  agree<'rating.price_in_force', Row, 'at_boundary', "LowCardinality(String)">('agrees')
  agree<'rating.price_in_force', Row, 'stated_amount', "LowCardinality(String)">('agrees')
  agree<'rating.price_in_force', Row, 'exchange_source', "LowCardinality(String)">('agrees')
  agree<'rating.price_in_force', Row, 'amount', "Nullable(Decimal(18, 9))">('agrees')
  agree<'rating.price_in_force', Row, 'flat_fee_at_zero', "Bool">('agrees')
  agree<'rating.price_in_force', Row, 'package_size', "Decimal(38, 9)">('agrees')
  agree<'rating.price_in_force', Row, 'free_units', "Decimal(38, 9)">('agrees')
  agree<'rating.price_in_force', Row, 'percentage', "Decimal(18, 9)">('agrees')
  agree<'rating.price_in_force', Row, 'fixed_fee', "Decimal(18, 9)">('agrees')
  agree<'rating.price_in_force', Row, 'minimum_per_event', "Nullable(Decimal(18, 9))">('agrees')
  agree<'rating.price_in_force', Row, 'maximum_per_event', "Nullable(Decimal(18, 9))">('agrees')
  agree<'rating.price_in_force', Row, 'free_events', "UInt64">('agrees')
  agree<'rating.price_in_force', Row, 'free_amount', "Decimal(38, 9)">('agrees')
  agree<'rating.price_in_force', Row, 'aggregation', "LowCardinality(String)">('agrees')
  agree<'rating.price_in_force', Row, 'property', "LowCardinality(String)">('agrees')
  agree<'rating.price_in_force', Row, 'removed_property', "LowCardinality(String)">('agrees')
  agree<'rating.price_in_force', Row, 'removed_value', "String">('agrees')
  agree<'rating.price_in_force', Row, 'group_by', "String">('agrees')
  agree<'rating.price_in_force', Row, 'carried_over', "Bool">('agrees')
  agree<'rating.price_in_force', Row, 'prorated', "Bool">('agrees')
  agree<'rating.price_in_force', Row, 'charged_in', "LowCardinality(String)">('agrees')
  agree<'rating.price_in_force', Row, 'multiplier', "Decimal(18, 9)">('agrees')
  agree<'rating.price_in_force', Row, 'discount_percentage', "Decimal(18, 9)">('agrees')
  agree<'rating.price_in_force', Row, 'conversion_operation', "LowCardinality(String)">('agrees')
  agree<'rating.price_in_force', Row, 'conversion_by', "Decimal(38, 9)">('agrees')
  agree<'rating.price_in_force', Row, 'conversion_rounding', "LowCardinality(String)">('agrees')
  agree<'rating.price_in_force', Row, 'conversion_decimals', "Int32">('agrees')
  agree<'rating.price_in_force', Row, 'minimum_spend', "Decimal(38, 9)">('agrees')
  agree<'rating.price_in_force', Row, 'minimum_spend_proration', "LowCardinality(String)">('agrees')
  agree<'rating.price_in_force', Row, 'maximum_spend', "Nullable(Decimal(38, 9))">('agrees')
  agree<'rating.price_in_force', Row, 'period', "LowCardinality(String)">('agrees')
  agree<'rating.price_in_force', Row, 'scope', "LowCardinality(String)">('agrees')
  agree<'rating.price_in_force', Row, 'rounding', "LowCardinality(String)">('agrees')
  agree<'rating.price_in_force', Row, 'decimals', "Int32">('agrees')
  agree<'rating.price_in_force', Row, 'rounding_of', "LowCardinality(String)">('agrees')
  agree<'rating.price_in_force', Row, 'tax_id', "LowCardinality(String)">('agrees')
  agree<'rating.price_in_force', Row, 'tax_included', "Bool">('agrees')
  agree<'rating.price_in_force', Row, 'valid_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'rating.price_in_force', Row, 'rate_epoch', "UInt64">('agrees')
  agree<'rating.price_in_force', Row, 'asks', "Array(Tuple(String, Array(String)))">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/price_steps.ts').priceSteps>
  settle((row: Row) => [row.rate_epoch, row.price_id, row.steps, row.limits, row.units])
  complete<'rating.price_steps', Row, 'rate_epoch' | 'price_id' | 'steps' | 'limits' | 'units'>('agrees')
  agree<'rating.price_steps', Row, 'rate_epoch', "UInt64">('agrees')
  agree<'rating.price_steps', Row, 'price_id', "LowCardinality(String)">('agrees')
  agree<'rating.price_steps', Row, 'steps', "Array(Tuple(UInt16, Decimal(38, 9), Decimal(38, 9), Decimal(38, 9), Decimal(38, 9), Decimal(38, 9), Decimal(38, 9), Decimal(38, 9), Int32))">('agrees')
  agree<'rating.price_steps', Row, 'limits', "Array(Tuple(UInt16, String, Decimal(38, 9)))">('agrees')
  agree<'rating.price_steps', Row, 'units', "Array(String)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/priced_usage.ts').pricedUsage>
  settle((row: Row) => [row.reason, row.event_id, row.service, row.metric, row.direction, row.started_at, row.local_started_at, row.month, row.period_from, row.subscription_id, row.billing_account_id, row.payer_account_id, row.cycle_day, row.customer_id, row.type, row.offering_id, row.tariff_id, row.rate_epoch, row.tax_rate, row.prefix, row.zone, row.price_id, row.model, row.band, row.other_party, row.roaming, row.quantity, row.metered_quantity, row.charged_quantity, row.granted_quantity, row.connect_fee, row.rate, row.per_units, row.parts, row.rounding, row.decimals, row.minimum_cost, row.maximum_cost, row.maximum_cost_includes_connect_fee, row.connect_fee_when_covered, row.tax_included, row.properties, row.stated_amount, row.stated_currency, row.markup, row.exchange_rate, row.marked_amount, row.amount, row.currency, row.feed, row.simulated, row.stated])
  complete<'rating.priced_usage', Row, 'reason' | 'event_id' | 'service' | 'metric' | 'direction' | 'started_at' | 'local_started_at' | 'month' | 'period_from' | 'subscription_id' | 'billing_account_id' | 'payer_account_id' | 'cycle_day' | 'customer_id' | 'type' | 'offering_id' | 'tariff_id' | 'rate_epoch' | 'tax_rate' | 'prefix' | 'zone' | 'price_id' | 'model' | 'band' | 'other_party' | 'roaming' | 'quantity' | 'metered_quantity' | 'charged_quantity' | 'granted_quantity' | 'connect_fee' | 'rate' | 'per_units' | 'parts' | 'rounding' | 'decimals' | 'minimum_cost' | 'maximum_cost' | 'maximum_cost_includes_connect_fee' | 'connect_fee_when_covered' | 'tax_included' | 'properties' | 'stated_amount' | 'stated_currency' | 'markup' | 'exchange_rate' | 'marked_amount' | 'amount' | 'currency' | 'feed' | 'simulated' | 'stated'>('agrees')
  agree<'rating.priced_usage', Row, 'reason', "String">('agrees')
  agree<'rating.priced_usage', Row, 'event_id', "String">('agrees')
  agree<'rating.priced_usage', Row, 'service', "LowCardinality(String)">('agrees')
  agree<'rating.priced_usage', Row, 'metric', "LowCardinality(String)">('agrees')
  agree<'rating.priced_usage', Row, 'direction', "LowCardinality(String)">('agrees')
  agree<'rating.priced_usage', Row, 'started_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'rating.priced_usage', Row, 'local_started_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'rating.priced_usage', Row, 'month', "Date">('agrees')
  agree<'rating.priced_usage', Row, 'period_from', "Date">('agrees')
  agree<'rating.priced_usage', Row, 'subscription_id', "Nullable(String)">('agrees')
  agree<'rating.priced_usage', Row, 'billing_account_id', "Nullable(String)">('agrees')
  agree<'rating.priced_usage', Row, 'payer_account_id', "Nullable(String)">('agrees')
  agree<'rating.priced_usage', Row, 'cycle_day', "Nullable(Int32)">('agrees')
  agree<'rating.priced_usage', Row, 'customer_id', "Nullable(String)">('agrees')
  agree<'rating.priced_usage', Row, 'type', "LowCardinality(Nullable(String))">('agrees')
  agree<'rating.priced_usage', Row, 'offering_id', "LowCardinality(Nullable(String))">('agrees')
  agree<'rating.priced_usage', Row, 'tariff_id', "LowCardinality(Nullable(String))">('agrees')
  agree<'rating.priced_usage', Row, 'rate_epoch', "Nullable(UInt64)">('agrees')
  agree<'rating.priced_usage', Row, 'tax_rate', "Nullable(Decimal(38, 6))">('agrees')
  agree<'rating.priced_usage', Row, 'prefix', "Nullable(String)">('agrees')
  agree<'rating.priced_usage', Row, 'zone', "Nullable(String)">('agrees')
  agree<'rating.priced_usage', Row, 'price_id', "Nullable(String)">('agrees')
  agree<'rating.priced_usage', Row, 'model', "Nullable(String)">('agrees')
  agree<'rating.priced_usage', Row, 'band', "Nullable(String)">('agrees')
  agree<'rating.priced_usage', Row, 'other_party', "Nullable(String)">('agrees')
  agree<'rating.priced_usage', Row, 'roaming', "Bool">('agrees')
  agree<'rating.priced_usage', Row, 'quantity', "UInt64">('agrees')
  agree<'rating.priced_usage', Row, 'metered_quantity', "Nullable(Decimal(38, 9))">('agrees')
  agree<'rating.priced_usage', Row, 'charged_quantity', "Int64">('agrees')
  agree<'rating.priced_usage', Row, 'granted_quantity', "Int64">('agrees')
  agree<'rating.priced_usage', Row, 'connect_fee', "Nullable(Decimal(38, 9))">('agrees')
  agree<'rating.priced_usage', Row, 'rate', "Nullable(Decimal(18, 9))">('agrees')
  agree<'rating.priced_usage', Row, 'per_units', "Nullable(UInt64)">('agrees')
  agree<'rating.priced_usage', Row, 'parts', "Array(Tuple(Int64, Int64, String, Decimal(38, 9), UInt64, Int64, Decimal(38, 9)))">('agrees')
  agree<'rating.priced_usage', Row, 'rounding', "Nullable(String)">('agrees')
  agree<'rating.priced_usage', Row, 'decimals', "Nullable(Int32)">('agrees')
  agree<'rating.priced_usage', Row, 'minimum_cost', "Nullable(Decimal(18, 9))">('agrees')
  agree<'rating.priced_usage', Row, 'maximum_cost', "Nullable(Decimal(18, 9))">('agrees')
  agree<'rating.priced_usage', Row, 'maximum_cost_includes_connect_fee', "Nullable(Bool)">('agrees')
  agree<'rating.priced_usage', Row, 'connect_fee_when_covered', "Nullable(Bool)">('agrees')
  agree<'rating.priced_usage', Row, 'tax_included', "Nullable(Bool)">('agrees')
  agree<'rating.priced_usage', Row, 'properties', "String">('agrees')
  agree<'rating.priced_usage', Row, 'stated_amount', "Nullable(Decimal(38, 9))">('agrees')
  agree<'rating.priced_usage', Row, 'stated_currency', "LowCardinality(Nullable(String))">('agrees')
  agree<'rating.priced_usage', Row, 'markup', "Nullable(Decimal(18, 9))">('agrees')
  agree<'rating.priced_usage', Row, 'exchange_rate', "Nullable(Decimal(38, 18))">('agrees')
  agree<'rating.priced_usage', Row, 'marked_amount', "Nullable(Decimal(38, 9))">('agrees')
  agree<'rating.priced_usage', Row, 'amount', "Decimal(38, 9)">('agrees')
  agree<'rating.priced_usage', Row, 'currency', "String">('agrees')
  agree<'rating.priced_usage', Row, 'feed', "LowCardinality(String)">('agrees')
  agree<'rating.priced_usage', Row, 'simulated', "Bool">('agrees')
  agree<'rating.priced_usage', Row, 'stated', "Bool">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/rate_band.ts').rateBand>
  settle((row: Row) => [row.card, row.rate_epoch, row.epoch_from, row.tariff_id, row.price_id, row.service, row.zone, row.band, row.holiday, row.weekdays, row.dates, row.from_second, row.to_second, row.weight, row.valid_from, row.connect_fee, row.rate, row.per_units, row.first_increment, row.next_increment, row.decimals, row.entry_fee, row.included_units, row.minimum_cost, row.maximum_cost, row.maximum_cost_then, row.blocked, row.markup, row.slots])
  complete<'rating.rate_band', Row, 'card' | 'rate_epoch' | 'epoch_from' | 'tariff_id' | 'price_id' | 'service' | 'zone' | 'band' | 'holiday' | 'weekdays' | 'dates' | 'from_second' | 'to_second' | 'weight' | 'valid_from' | 'connect_fee' | 'rate' | 'per_units' | 'first_increment' | 'next_increment' | 'decimals' | 'entry_fee' | 'included_units' | 'minimum_cost' | 'maximum_cost' | 'maximum_cost_then' | 'blocked' | 'markup' | 'slots'>('agrees')
  agree<'rating.rate_band', Row, 'card', "UInt64">('agrees')
  agree<'rating.rate_band', Row, 'rate_epoch', "UInt64">('agrees')
  agree<'rating.rate_band', Row, 'epoch_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'rating.rate_band', Row, 'tariff_id', "LowCardinality(String)">('agrees')
  agree<'rating.rate_band', Row, 'price_id', "LowCardinality(String)">('agrees')
  agree<'rating.rate_band', Row, 'service', "LowCardinality(String)">('agrees')
  agree<'rating.rate_band', Row, 'zone', "String">('agrees')
  agree<'rating.rate_band', Row, 'band', "String">('agrees')
  agree<'rating.rate_band', Row, 'holiday', "Bool">('agrees')
  agree<'rating.rate_band', Row, 'weekdays', "String">('agrees')
  agree<'rating.rate_band', Row, 'dates', "String">('agrees')
  agree<'rating.rate_band', Row, 'from_second', "Int64">('agrees')
  agree<'rating.rate_band', Row, 'to_second', "Int64">('agrees')
  agree<'rating.rate_band', Row, 'weight', "UInt32">('agrees')
  agree<'rating.rate_band', Row, 'valid_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'rating.rate_band', Row, 'connect_fee', "Decimal(18, 9)">('agrees')
  agree<'rating.rate_band', Row, 'rate', "Decimal(18, 9)">('agrees')
  agree<'rating.rate_band', Row, 'per_units', "UInt64">('agrees')
  agree<'rating.rate_band', Row, 'first_increment', "UInt64">('agrees')
  agree<'rating.rate_band', Row, 'next_increment', "UInt64">('agrees')
  agree<'rating.rate_band', Row, 'decimals', "UInt8">('agrees')
  agree<'rating.rate_band', Row, 'entry_fee', "Decimal(18, 9)">('agrees')
  agree<'rating.rate_band', Row, 'included_units', "UInt64">('agrees')
  agree<'rating.rate_band', Row, 'minimum_cost', "Nullable(Decimal(18, 9))">('agrees')
  agree<'rating.rate_band', Row, 'maximum_cost', "Nullable(Decimal(18, 9))">('agrees')
  agree<'rating.rate_band', Row, 'maximum_cost_then', "Nullable(String)">('agrees')
  agree<'rating.rate_band', Row, 'blocked', "Bool">('agrees')
  agree<'rating.rate_band', Row, 'markup', "Nullable(Decimal(18, 9))">('agrees')
  agree<'rating.rate_band', Row, 'slots', "Array(Tuple(UInt64, Decimal(18, 9), UInt64, UInt64, Decimal(18, 9)))">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/rate_epoch.ts').rateEpoch>
  settle((row: Row) => [row.tariff_id, row.rate_epoch, row.at])
  complete<'rating.rate_epoch', Row, 'tariff_id' | 'rate_epoch' | 'at'>('agrees')
  agree<'rating.rate_epoch', Row, 'tariff_id', "LowCardinality(String)">('agrees')
  agree<'rating.rate_epoch', Row, 'rate_epoch', "UInt64">('agrees')
  agree<'rating.rate_epoch', Row, 'at', "DateTime64(3, 'UTC')">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/rate_profile.ts').rateProfile>
  settle((row: Row) => [row.card, row.valid_from, row.starts, row.bands, row.afters])
  complete<'rating.rate_profile', Row, 'card' | 'valid_from' | 'starts' | 'bands' | 'afters'>('agrees')
  agree<'rating.rate_profile', Row, 'card', "UInt64">('agrees')
  agree<'rating.rate_profile', Row, 'valid_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'rating.rate_profile', Row, 'starts', "Array(Int64)">('agrees')
  agree<'rating.rate_profile', Row, 'bands', "Array(Tuple(String, Decimal(38, 9), UInt64, UInt64, Array(Tuple(UInt64, Decimal(18, 9), UInt64, UInt64, Decimal(18, 9))), UInt64, Decimal(38, 9)))">('agrees')
  agree<'rating.rate_profile', Row, 'afters', "Array(UInt64)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/rate_slot.ts').rateSlot>
  settle((row: Row) => [row.card, row.valid_from, row.day_type, row.banded, row.second, row.until_second, row.band, row.connect_fee, row.rate, row.per_units, row.first_increment, row.next_increment, row.slots, row.first_after, row.minimum_quantity, row.whole_call_by_start, row.entry_fee, row.included_units, row.blocked, row.markup, row.ignores_stated, row.exchange_source, row.minimum_cost, row.maximum_cost, row.maximum_cost_then, row.at_boundary, row.maximum_cost_includes_connect_fee, row.connect_fee_when_covered, row.rounding, row.decimals, row.tax_id, row.tax_included, row.terms])
  complete<'rating.rate_slot', Row, 'card' | 'valid_from' | 'day_type' | 'banded' | 'second' | 'until_second' | 'band' | 'connect_fee' | 'rate' | 'per_units' | 'first_increment' | 'next_increment' | 'slots' | 'first_after' | 'minimum_quantity' | 'whole_call_by_start' | 'entry_fee' | 'included_units' | 'blocked' | 'markup' | 'ignores_stated' | 'exchange_source' | 'minimum_cost' | 'maximum_cost' | 'maximum_cost_then' | 'at_boundary' | 'maximum_cost_includes_connect_fee' | 'connect_fee_when_covered' | 'rounding' | 'decimals' | 'tax_id' | 'tax_included' | 'terms'>('agrees')
  agree<'rating.rate_slot', Row, 'card', "UInt64">('agrees')
  agree<'rating.rate_slot', Row, 'valid_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'rating.rate_slot', Row, 'day_type', "Int64">('agrees')
  agree<'rating.rate_slot', Row, 'banded', "Bool">('agrees')
  agree<'rating.rate_slot', Row, 'second', "Int64">('agrees')
  agree<'rating.rate_slot', Row, 'until_second', "Int64">('agrees')
  agree<'rating.rate_slot', Row, 'band', "Nullable(String)">('agrees')
  agree<'rating.rate_slot', Row, 'connect_fee', "Nullable(Decimal(18, 9))">('agrees')
  agree<'rating.rate_slot', Row, 'rate', "Nullable(Decimal(18, 9))">('agrees')
  agree<'rating.rate_slot', Row, 'per_units', "Nullable(UInt64)">('agrees')
  agree<'rating.rate_slot', Row, 'first_increment', "Nullable(UInt64)">('agrees')
  agree<'rating.rate_slot', Row, 'next_increment', "Nullable(UInt64)">('agrees')
  agree<'rating.rate_slot', Row, 'slots', "Array(Tuple(UInt64, Decimal(18, 9), UInt64, UInt64, Decimal(18, 9)))">('agrees')
  agree<'rating.rate_slot', Row, 'first_after', "Nullable(UInt64)">('agrees')
  agree<'rating.rate_slot', Row, 'minimum_quantity', "UInt64">('agrees')
  agree<'rating.rate_slot', Row, 'whole_call_by_start', "Bool">('agrees')
  agree<'rating.rate_slot', Row, 'entry_fee', "Nullable(Decimal(18, 9))">('agrees')
  agree<'rating.rate_slot', Row, 'included_units', "UInt64">('agrees')
  agree<'rating.rate_slot', Row, 'blocked', "Bool">('agrees')
  agree<'rating.rate_slot', Row, 'markup', "Nullable(Decimal(18, 9))">('agrees')
  agree<'rating.rate_slot', Row, 'ignores_stated', "Bool">('agrees')
  agree<'rating.rate_slot', Row, 'exchange_source', "LowCardinality(String)">('agrees')
  agree<'rating.rate_slot', Row, 'minimum_cost', "Nullable(Decimal(18, 9))">('agrees')
  agree<'rating.rate_slot', Row, 'maximum_cost', "Nullable(Decimal(18, 9))">('agrees')
  agree<'rating.rate_slot', Row, 'maximum_cost_then', "String">('agrees')
  agree<'rating.rate_slot', Row, 'at_boundary', "LowCardinality(String)">('agrees')
  agree<'rating.rate_slot', Row, 'maximum_cost_includes_connect_fee', "Bool">('agrees')
  agree<'rating.rate_slot', Row, 'connect_fee_when_covered', "Bool">('agrees')
  agree<'rating.rate_slot', Row, 'rounding', "String">('agrees')
  agree<'rating.rate_slot', Row, 'decimals', "Nullable(Int32)">('agrees')
  agree<'rating.rate_slot', Row, 'tax_id', "LowCardinality(String)">('agrees')
  agree<'rating.rate_slot', Row, 'tax_included', "Bool">('agrees')
  agree<'rating.rate_slot', Row, 'terms', "UInt64">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/rate_terms.ts').rateTerms>
  settle((row: Row) => [row.terms, row.valid_from, row.connect_fee, row.per_units, row.first_increment, row.next_increment, row.minimum_quantity, row.whole_call_by_start, row.entry_fee, row.included_units, row.blocked, row.markup, row.ignores_stated, row.exchange_source, row.minimum_cost, row.maximum_cost, row.maximum_cost_then, row.at_boundary, row.maximum_cost_includes_connect_fee, row.connect_fee_when_covered, row.rounding, row.decimals, row.tax_included])
  complete<'rating.rate_terms', Row, 'terms' | 'valid_from' | 'connect_fee' | 'per_units' | 'first_increment' | 'next_increment' | 'minimum_quantity' | 'whole_call_by_start' | 'entry_fee' | 'included_units' | 'blocked' | 'markup' | 'ignores_stated' | 'exchange_source' | 'minimum_cost' | 'maximum_cost' | 'maximum_cost_then' | 'at_boundary' | 'maximum_cost_includes_connect_fee' | 'connect_fee_when_covered' | 'rounding' | 'decimals' | 'tax_included'>('agrees')
  agree<'rating.rate_terms', Row, 'terms', "UInt64">('agrees')
  agree<'rating.rate_terms', Row, 'valid_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'rating.rate_terms', Row, 'connect_fee', "Nullable(Decimal(18, 9))">('agrees')
  agree<'rating.rate_terms', Row, 'per_units', "Nullable(UInt64)">('agrees')
  agree<'rating.rate_terms', Row, 'first_increment', "Nullable(UInt64)">('agrees')
  agree<'rating.rate_terms', Row, 'next_increment', "Nullable(UInt64)">('agrees')
  agree<'rating.rate_terms', Row, 'minimum_quantity', "UInt64">('agrees')
  agree<'rating.rate_terms', Row, 'whole_call_by_start', "Bool">('agrees')
  agree<'rating.rate_terms', Row, 'entry_fee', "Nullable(Decimal(18, 9))">('agrees')
  agree<'rating.rate_terms', Row, 'included_units', "UInt64">('agrees')
  agree<'rating.rate_terms', Row, 'blocked', "Bool">('agrees')
  agree<'rating.rate_terms', Row, 'markup', "Nullable(Decimal(18, 9))">('agrees')
  agree<'rating.rate_terms', Row, 'ignores_stated', "Bool">('agrees')
  agree<'rating.rate_terms', Row, 'exchange_source', "LowCardinality(String)">('agrees')
  agree<'rating.rate_terms', Row, 'minimum_cost', "Nullable(Decimal(18, 9))">('agrees')
  agree<'rating.rate_terms', Row, 'maximum_cost', "Nullable(Decimal(18, 9))">('agrees')
  agree<'rating.rate_terms', Row, 'maximum_cost_then', "String">('agrees')
  agree<'rating.rate_terms', Row, 'at_boundary', "LowCardinality(String)">('agrees')
  agree<'rating.rate_terms', Row, 'maximum_cost_includes_connect_fee', "Bool">('agrees')
  agree<'rating.rate_terms', Row, 'connect_fee_when_covered', "Bool">('agrees')
  agree<'rating.rate_terms', Row, 'rounding', "String">('agrees')
  agree<'rating.rate_terms', Row, 'decimals', "Nullable(Int32)">('agrees')
  agree<'rating.rate_terms', Row, 'tax_included', "Bool">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/rated_usage.ts').ratedUsage>
  settle((row: Row) => [row.event_id, row.subscription_id, row.billing_account_id, row.customer_id, row.type, row.started_at, row.local_started_at, row.month, row.period_from, row.service, row.metric, row.direction, row.roaming, row.zone, row.prefix, row.tariff_id, row.offering_id, row.tax_rate, row.price_id, row.model, row.band, row.quantity, row.metered_quantity, row.charged_quantity, row.granted_quantity, row.connect_fee, row.rate, row.per_units, row.parts, row.stated_amount, row.stated_currency, row.exchange_rate, row.markup, row.amount, row.covered_quantity, row.refused_quantity, row.allowances, row.currency, row.feed, row.simulated])
  complete<'rating.rated_usage', Row, 'event_id' | 'subscription_id' | 'billing_account_id' | 'customer_id' | 'type' | 'started_at' | 'local_started_at' | 'month' | 'period_from' | 'service' | 'metric' | 'direction' | 'roaming' | 'zone' | 'prefix' | 'tariff_id' | 'offering_id' | 'tax_rate' | 'price_id' | 'model' | 'band' | 'quantity' | 'metered_quantity' | 'charged_quantity' | 'granted_quantity' | 'connect_fee' | 'rate' | 'per_units' | 'parts' | 'stated_amount' | 'stated_currency' | 'exchange_rate' | 'markup' | 'amount' | 'covered_quantity' | 'refused_quantity' | 'allowances' | 'currency' | 'feed' | 'simulated'>('agrees')
  agree<'rating.rated_usage', Row, 'event_id', "String">('agrees')
  agree<'rating.rated_usage', Row, 'subscription_id', "String">('agrees')
  agree<'rating.rated_usage', Row, 'billing_account_id', "String">('agrees')
  agree<'rating.rated_usage', Row, 'customer_id', "String">('agrees')
  agree<'rating.rated_usage', Row, 'type', "LowCardinality(String)">('agrees')
  agree<'rating.rated_usage', Row, 'started_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'rating.rated_usage', Row, 'local_started_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'rating.rated_usage', Row, 'month', "Date">('agrees')
  agree<'rating.rated_usage', Row, 'period_from', "Date">('agrees')
  agree<'rating.rated_usage', Row, 'service', "LowCardinality(String)">('agrees')
  agree<'rating.rated_usage', Row, 'metric', "LowCardinality(String)">('agrees')
  agree<'rating.rated_usage', Row, 'direction', "LowCardinality(String)">('agrees')
  agree<'rating.rated_usage', Row, 'roaming', "Bool">('agrees')
  agree<'rating.rated_usage', Row, 'zone', "Nullable(String)">('agrees')
  agree<'rating.rated_usage', Row, 'prefix', "Nullable(String)">('agrees')
  agree<'rating.rated_usage', Row, 'tariff_id', "LowCardinality(Nullable(String))">('agrees')
  agree<'rating.rated_usage', Row, 'offering_id', "LowCardinality(String)">('agrees')
  agree<'rating.rated_usage', Row, 'tax_rate', "Decimal(38, 6)">('agrees')
  agree<'rating.rated_usage', Row, 'price_id', "Nullable(String)">('agrees')
  agree<'rating.rated_usage', Row, 'model', "Nullable(String)">('agrees')
  agree<'rating.rated_usage', Row, 'band', "Nullable(String)">('agrees')
  agree<'rating.rated_usage', Row, 'quantity', "UInt64">('agrees')
  agree<'rating.rated_usage', Row, 'metered_quantity', "Nullable(Decimal(38, 9))">('agrees')
  agree<'rating.rated_usage', Row, 'charged_quantity', "Int64">('agrees')
  agree<'rating.rated_usage', Row, 'granted_quantity', "Int64">('agrees')
  agree<'rating.rated_usage', Row, 'connect_fee', "Nullable(Decimal(38, 9))">('agrees')
  agree<'rating.rated_usage', Row, 'rate', "Nullable(Decimal(18, 9))">('agrees')
  agree<'rating.rated_usage', Row, 'per_units', "Nullable(UInt64)">('agrees')
  agree<'rating.rated_usage', Row, 'parts', "Array(Tuple(Int64, Int64, String, Decimal(38, 9), UInt64, Int64, Decimal(38, 9)))">('agrees')
  agree<'rating.rated_usage', Row, 'stated_amount', "Nullable(Decimal(38, 9))">('agrees')
  agree<'rating.rated_usage', Row, 'stated_currency', "LowCardinality(Nullable(String))">('agrees')
  agree<'rating.rated_usage', Row, 'exchange_rate', "Nullable(Decimal(38, 18))">('agrees')
  agree<'rating.rated_usage', Row, 'markup', "Nullable(Decimal(18, 9))">('agrees')
  agree<'rating.rated_usage', Row, 'amount', "Decimal(38, 9)">('agrees')
  agree<'rating.rated_usage', Row, 'covered_quantity', "Decimal(38, 9)">('agrees')
  agree<'rating.rated_usage', Row, 'refused_quantity', "Decimal(38, 9)">('agrees')
  agree<'rating.rated_usage', Row, 'allowances', "Array(Tuple(String, String, Decimal(38, 9)))">('agrees')
  agree<'rating.rated_usage', Row, 'currency', "String">('agrees')
  agree<'rating.rated_usage', Row, 'feed', "LowCardinality(String)">('agrees')
  agree<'rating.rated_usage', Row, 'simulated', "Bool">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/rejected_usage.ts').rejectedUsage>
  settle((row: Row) => [row.event_id, row.reason, row.service, row.metric, row.direction, row.started_at, row.month, row.subscription_id, row.other_party, row.tariff_id, row.quantity, row.feed, row.simulated])
  complete<'rating.rejected_usage', Row, 'event_id' | 'reason' | 'service' | 'metric' | 'direction' | 'started_at' | 'month' | 'subscription_id' | 'other_party' | 'tariff_id' | 'quantity' | 'feed' | 'simulated'>('agrees')
  agree<'rating.rejected_usage', Row, 'event_id', "String">('agrees')
  agree<'rating.rejected_usage', Row, 'reason', "String">('agrees')
  agree<'rating.rejected_usage', Row, 'service', "LowCardinality(String)">('agrees')
  agree<'rating.rejected_usage', Row, 'metric', "LowCardinality(String)">('agrees')
  agree<'rating.rejected_usage', Row, 'direction', "LowCardinality(String)">('agrees')
  agree<'rating.rejected_usage', Row, 'started_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'rating.rejected_usage', Row, 'month', "Date">('agrees')
  agree<'rating.rejected_usage', Row, 'subscription_id', "Nullable(String)">('agrees')
  agree<'rating.rejected_usage', Row, 'other_party', "Nullable(String)">('agrees')
  agree<'rating.rejected_usage', Row, 'tariff_id', "Nullable(String)">('agrees')
  agree<'rating.rejected_usage', Row, 'quantity', "UInt64">('agrees')
  agree<'rating.rejected_usage', Row, 'feed', "LowCardinality(String)">('agrees')
  agree<'rating.rejected_usage', Row, 'simulated', "Bool">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/subscription_plan.ts').subscriptionPlan>
  settle((row: Row) => [row.subscription_id, row.valid_from, row.valid_to, row.customer_id, row.billing_account_id, row.type, row.status, row.offering_id, row.offering, row.tariff_id, row.price, row.charged_in, row.tax_id, row.tax_rate, row.legal_entity_id, row.currency, row.time_zone, row.payer_account_id, row.cycle_day])
  complete<'rating.subscription_plan', Row, 'subscription_id' | 'valid_from' | 'valid_to' | 'customer_id' | 'billing_account_id' | 'type' | 'status' | 'offering_id' | 'offering' | 'tariff_id' | 'price' | 'charged_in' | 'tax_id' | 'tax_rate' | 'legal_entity_id' | 'currency' | 'time_zone' | 'payer_account_id' | 'cycle_day'>('agrees')
  agree<'rating.subscription_plan', Row, 'subscription_id', "String">('agrees')
  agree<'rating.subscription_plan', Row, 'valid_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'rating.subscription_plan', Row, 'valid_to', "DateTime64(3, 'UTC')">('agrees')
  agree<'rating.subscription_plan', Row, 'customer_id', "String">('agrees')
  agree<'rating.subscription_plan', Row, 'billing_account_id', "String">('agrees')
  agree<'rating.subscription_plan', Row, 'type', "LowCardinality(String)">('agrees')
  agree<'rating.subscription_plan', Row, 'status', "LowCardinality(String)">('agrees')
  agree<'rating.subscription_plan', Row, 'offering_id', "LowCardinality(String)">('agrees')
  agree<'rating.subscription_plan', Row, 'offering', "String">('agrees')
  agree<'rating.subscription_plan', Row, 'tariff_id', "LowCardinality(Nullable(String))">('agrees')
  agree<'rating.subscription_plan', Row, 'price', "Decimal(38, 9)">('agrees')
  agree<'rating.subscription_plan', Row, 'charged_in', "LowCardinality(String)">('agrees')
  agree<'rating.subscription_plan', Row, 'tax_id', "LowCardinality(String)">('agrees')
  agree<'rating.subscription_plan', Row, 'tax_rate', "Decimal(38, 6)">('agrees')
  agree<'rating.subscription_plan', Row, 'legal_entity_id', "LowCardinality(String)">('agrees')
  agree<'rating.subscription_plan', Row, 'currency', "LowCardinality(String)">('agrees')
  agree<'rating.subscription_plan', Row, 'time_zone', "LowCardinality(String)">('agrees')
  agree<'rating.subscription_plan', Row, 'payer_account_id', "String">('agrees')
  agree<'rating.subscription_plan', Row, 'cycle_day', "Int32">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/too_old.ts').tooOld>
  settle((row: Row) => [row.valid_from, row.valid_to])
  complete<'rating.too_old', Row, 'valid_from' | 'valid_to'>('agrees')
  agree<'rating.too_old', Row, 'valid_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'rating.too_old', Row, 'valid_to', "DateTime64(3, 'UTC')">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/unit_coverage.ts').unitCoverage>
  settle((row: Row) => [row.pool, row.unit, row.since, row.grants, row.uses, row.result])
  complete<'rating.unit_coverage', Row, 'pool' | 'unit' | 'since' | 'grants' | 'uses' | 'result'>('agrees')
  agree<'rating.unit_coverage', Row, 'pool', "String">('agrees')
  agree<'rating.unit_coverage', Row, 'unit', "LowCardinality(String)">('agrees')
  agree<'rating.unit_coverage', Row, 'since', "Date">('agrees')
  agree<'rating.unit_coverage', Row, 'grants', "Array(String)">('agrees')
  agree<'rating.unit_coverage', Row, 'uses', "Array(Tuple(String, Decimal(38, 9), Decimal(38, 9)))">('agrees')
  agree<'rating.unit_coverage', Row, 'result', "Tuple(Array(Decimal(38, 9)), Array(Tuple(String, String, Decimal(38, 9), Decimal(38, 9))), Array(Decimal(38, 9)), Array(Decimal(38, 9)), Array(Decimal(38, 9)))">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/unit_covered_usage.ts').unitCoveredUsage>
  settle((row: Row) => [row.use_key, row.covered, row.refused, row.amount])
  complete<'rating.unit_covered_usage', Row, 'use_key' | 'covered' | 'refused' | 'amount'>('agrees')
  agree<'rating.unit_covered_usage', Row, 'use_key', "String">('agrees')
  agree<'rating.unit_covered_usage', Row, 'covered', "Decimal(38, 9)">('agrees')
  agree<'rating.unit_covered_usage', Row, 'refused', "Decimal(38, 9)">('agrees')
  agree<'rating.unit_covered_usage', Row, 'amount', "Decimal(38, 9)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/unit_need.ts').unitNeed>
  settle((row: Row) => [row.pool, row.unit, row.day, row.use])
  complete<'rating.unit_need', Row, 'pool' | 'unit' | 'day' | 'use'>('agrees')
  agree<'rating.unit_need', Row, 'pool', "String">('agrees')
  agree<'rating.unit_need', Row, 'unit', "String">('agrees')
  agree<'rating.unit_need', Row, 'day', "Date">('agrees')
  agree<'rating.unit_need', Row, 'use', "Tuple(DateTime64(3, 'UTC'), Int32, String, Decimal(38, 9), Date, String, String, String, String, String, Decimal(38, 9), String, String, String)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/unit_span.ts').unitSpan>
  settle((row: Row) => [row.pool, row.unit, row.since, row.until])
  complete<'rating.unit_span', Row, 'pool' | 'unit' | 'since' | 'until'>('agrees')
  agree<'rating.unit_span', Row, 'pool', "String">('agrees')
  agree<'rating.unit_span', Row, 'unit', "LowCardinality(String)">('agrees')
  agree<'rating.unit_span', Row, 'since', "Date">('agrees')
  agree<'rating.unit_span', Row, 'until', "Date">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/rating/usage_grant.ts').usageGrant>
  settle((row: Row) => [row.subscription_id, row.billing_account_id, row.payer_account_id, row.offering_id, row.allowance_id, row.name, row.unit, row.scope, row.service_list, row.zone_list, row.band_list, row.factor_zones, row.factor_values, row.increment, row.rate, row.priority, row.weight, row.used_order, row.own_first, row.blocker, row.grant_id, row.from_grant, row.amount, row.least, row.used_before, row.valid_from, row.valid_to, row.begins, row.held, row.from_at, row.to_at, row.debtor, row.maximum_debt])
  complete<'rating.usage_grant', Row, 'subscription_id' | 'billing_account_id' | 'payer_account_id' | 'offering_id' | 'allowance_id' | 'name' | 'unit' | 'scope' | 'service_list' | 'zone_list' | 'band_list' | 'factor_zones' | 'factor_values' | 'increment' | 'rate' | 'priority' | 'weight' | 'used_order' | 'own_first' | 'blocker' | 'grant_id' | 'from_grant' | 'amount' | 'least' | 'used_before' | 'valid_from' | 'valid_to' | 'begins' | 'held' | 'from_at' | 'to_at' | 'debtor' | 'maximum_debt'>('agrees')
  agree<'rating.usage_grant', Row, 'subscription_id', "String">('agrees')
  agree<'rating.usage_grant', Row, 'billing_account_id', "String">('agrees')
  agree<'rating.usage_grant', Row, 'payer_account_id', "String">('agrees')
  agree<'rating.usage_grant', Row, 'offering_id', "LowCardinality(String)">('agrees')
  agree<'rating.usage_grant', Row, 'allowance_id', "LowCardinality(String)">('agrees')
  agree<'rating.usage_grant', Row, 'name', "String">('agrees')
  agree<'rating.usage_grant', Row, 'unit', "LowCardinality(String)">('agrees')
  agree<'rating.usage_grant', Row, 'scope', "LowCardinality(String)">('agrees')
  agree<'rating.usage_grant', Row, 'service_list', "Array(String)">('agrees')
  agree<'rating.usage_grant', Row, 'zone_list', "Array(String)">('agrees')
  agree<'rating.usage_grant', Row, 'band_list', "Array(String)">('agrees')
  agree<'rating.usage_grant', Row, 'factor_zones', "Array(String)">('agrees')
  agree<'rating.usage_grant', Row, 'factor_values', "Array(Decimal(38, 9))">('agrees')
  agree<'rating.usage_grant', Row, 'increment', "Decimal(38, 9)">('agrees')
  agree<'rating.usage_grant', Row, 'rate', "Decimal(18, 9)">('agrees')
  agree<'rating.usage_grant', Row, 'priority', "UInt16">('agrees')
  agree<'rating.usage_grant', Row, 'weight', "UInt16">('agrees')
  agree<'rating.usage_grant', Row, 'used_order', "LowCardinality(String)">('agrees')
  agree<'rating.usage_grant', Row, 'own_first', "Bool">('agrees')
  agree<'rating.usage_grant', Row, 'blocker', "Bool">('agrees')
  agree<'rating.usage_grant', Row, 'grant_id', "String">('agrees')
  agree<'rating.usage_grant', Row, 'from_grant', "String">('agrees')
  agree<'rating.usage_grant', Row, 'amount', "Decimal(38, 9)">('agrees')
  agree<'rating.usage_grant', Row, 'least', "Decimal(38, 9)">('agrees')
  agree<'rating.usage_grant', Row, 'used_before', "Tuple(String, Int64)">('agrees')
  agree<'rating.usage_grant', Row, 'valid_from', "Date">('agrees')
  agree<'rating.usage_grant', Row, 'valid_to', "Date">('agrees')
  agree<'rating.usage_grant', Row, 'begins', "Date">('agrees')
  agree<'rating.usage_grant', Row, 'held', "String">('agrees')
  agree<'rating.usage_grant', Row, 'from_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'rating.usage_grant', Row, 'to_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'rating.usage_grant', Row, 'debtor', "String">('agrees')
  agree<'rating.usage_grant', Row, 'maximum_debt', "Decimal(38, 9)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/receivables/account_balance.ts').accountBalance>
  settle((row: Row) => [row.billing_account_id, row.currency, row.invoiced, row.debit_notes, row.credit_notes, row.payments, row.reversals, row.chargebacks, row.refunds, row.write_offs, row.reinstatements, row.open, row.disputed, row.overdue, row.unapplied, row.balance])
  complete<'receivables.account_balance', Row, 'billing_account_id' | 'currency' | 'invoiced' | 'debit_notes' | 'credit_notes' | 'payments' | 'reversals' | 'chargebacks' | 'refunds' | 'write_offs' | 'reinstatements' | 'open' | 'disputed' | 'overdue' | 'unapplied' | 'balance'>('agrees')
  agree<'receivables.account_balance', Row, 'billing_account_id', "String">('agrees')
  agree<'receivables.account_balance', Row, 'currency', "LowCardinality(String)">('agrees')
  agree<'receivables.account_balance', Row, 'invoiced', "Decimal(38, 3)">('agrees')
  agree<'receivables.account_balance', Row, 'debit_notes', "Decimal(38, 3)">('agrees')
  agree<'receivables.account_balance', Row, 'credit_notes', "Decimal(38, 3)">('agrees')
  agree<'receivables.account_balance', Row, 'payments', "Decimal(38, 3)">('agrees')
  agree<'receivables.account_balance', Row, 'reversals', "Decimal(38, 3)">('agrees')
  agree<'receivables.account_balance', Row, 'chargebacks', "Decimal(38, 3)">('agrees')
  agree<'receivables.account_balance', Row, 'refunds', "Decimal(38, 3)">('agrees')
  agree<'receivables.account_balance', Row, 'write_offs', "Decimal(38, 3)">('agrees')
  agree<'receivables.account_balance', Row, 'reinstatements', "Decimal(38, 3)">('agrees')
  agree<'receivables.account_balance', Row, 'open', "Decimal(38, 3)">('agrees')
  agree<'receivables.account_balance', Row, 'disputed', "Decimal(38, 3)">('agrees')
  agree<'receivables.account_balance', Row, 'overdue', "Decimal(38, 3)">('agrees')
  agree<'receivables.account_balance', Row, 'unapplied', "Decimal(38, 3)">('agrees')
  agree<'receivables.account_balance', Row, 'balance', "Decimal(38, 3)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/receivables/account_statement.ts').accountStatement>
  settle((row: Row) => [row.billing_account_id, row.currency, row.number, row.posted_on, row.kind, row.document_id, row.opening, row.amount, row.closing])
  complete<'receivables.account_statement', Row, 'billing_account_id' | 'currency' | 'number' | 'posted_on' | 'kind' | 'document_id' | 'opening' | 'amount' | 'closing'>('agrees')
  agree<'receivables.account_statement', Row, 'billing_account_id', "String">('agrees')
  agree<'receivables.account_statement', Row, 'currency', "LowCardinality(String)">('agrees')
  agree<'receivables.account_statement', Row, 'number', "UInt64">('agrees')
  agree<'receivables.account_statement', Row, 'posted_on', "Date">('agrees')
  agree<'receivables.account_statement', Row, 'kind', "LowCardinality(String)">('agrees')
  agree<'receivables.account_statement', Row, 'document_id', "String">('agrees')
  agree<'receivables.account_statement', Row, 'opening', "Decimal(38, 3)">('agrees')
  agree<'receivables.account_statement', Row, 'amount', "Decimal(38, 3)">('agrees')
  agree<'receivables.account_statement', Row, 'closing', "Decimal(38, 3)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/receivables/account_total.ts').accountTotal>
  settle((row: Row) => [row.billing_account_id, row.currency, row.invoiced, row.debit_notes, row.credit_notes, row.payments, row.reversals, row.chargebacks, row.refunds, row.write_offs, row.reinstatements, row.credit, row.balance])
  complete<'receivables.account_total', Row, 'billing_account_id' | 'currency' | 'invoiced' | 'debit_notes' | 'credit_notes' | 'payments' | 'reversals' | 'chargebacks' | 'refunds' | 'write_offs' | 'reinstatements' | 'credit' | 'balance'>('agrees')
  agree<'receivables.account_total', Row, 'billing_account_id', "String">('agrees')
  agree<'receivables.account_total', Row, 'currency', "LowCardinality(String)">('agrees')
  agree<'receivables.account_total', Row, 'invoiced', "Decimal(38, 3)">('agrees')
  agree<'receivables.account_total', Row, 'debit_notes', "Decimal(38, 3)">('agrees')
  agree<'receivables.account_total', Row, 'credit_notes', "Decimal(38, 3)">('agrees')
  agree<'receivables.account_total', Row, 'payments', "Decimal(38, 3)">('agrees')
  agree<'receivables.account_total', Row, 'reversals', "Decimal(38, 3)">('agrees')
  agree<'receivables.account_total', Row, 'chargebacks', "Decimal(38, 3)">('agrees')
  agree<'receivables.account_total', Row, 'refunds', "Decimal(38, 3)">('agrees')
  agree<'receivables.account_total', Row, 'write_offs', "Decimal(38, 3)">('agrees')
  agree<'receivables.account_total', Row, 'reinstatements', "Decimal(38, 3)">('agrees')
  agree<'receivables.account_total', Row, 'credit', "Decimal(38, 3)">('agrees')
  agree<'receivables.account_total', Row, 'balance', "Decimal(38, 3)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/receivables/ageing.ts').ageing>
  settle((row: Row) => [row.as_of_day, row.currency, row.bucket, row.accounts, row.amount])
  complete<'receivables.ageing', Row, 'as_of_day' | 'currency' | 'bucket' | 'accounts' | 'amount'>('agrees')
  agree<'receivables.ageing', Row, 'as_of_day', "Date">('agrees')
  agree<'receivables.ageing', Row, 'currency', "LowCardinality(String)">('agrees')
  agree<'receivables.ageing', Row, 'bucket', "String">('agrees')
  agree<'receivables.ageing', Row, 'accounts', "UInt64">('agrees')
  agree<'receivables.ageing', Row, 'amount', "Decimal(38, 3)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/receivables/collection_list.ts').collectionList>
  settle((row: Row) => [row.day, row.rank, row.billing_account_id, row.customer_id, row.segment, row.type, row.currency, row.overdue, row.oldest_due_date, row.days_past_due, row.step, row.channel, row.probability, row.expected_recovery])
  complete<'receivables.collection_list', Row, 'day' | 'rank' | 'billing_account_id' | 'customer_id' | 'segment' | 'type' | 'currency' | 'overdue' | 'oldest_due_date' | 'days_past_due' | 'step' | 'channel' | 'probability' | 'expected_recovery'>('agrees')
  agree<'receivables.collection_list', Row, 'day', "Date">('agrees')
  agree<'receivables.collection_list', Row, 'rank', "UInt64">('agrees')
  agree<'receivables.collection_list', Row, 'billing_account_id', "String">('agrees')
  agree<'receivables.collection_list', Row, 'customer_id', "String">('agrees')
  agree<'receivables.collection_list', Row, 'segment', "LowCardinality(String)">('agrees')
  agree<'receivables.collection_list', Row, 'type', "String">('agrees')
  agree<'receivables.collection_list', Row, 'currency', "LowCardinality(String)">('agrees')
  agree<'receivables.collection_list', Row, 'overdue', "Decimal(38, 3)">('agrees')
  agree<'receivables.collection_list', Row, 'oldest_due_date', "Date">('agrees')
  agree<'receivables.collection_list', Row, 'days_past_due', "Int64">('agrees')
  agree<'receivables.collection_list', Row, 'step', "String">('agrees')
  agree<'receivables.collection_list', Row, 'channel', "String">('agrees')
  agree<'receivables.collection_list', Row, 'probability', "Decimal(38, 2)">('agrees')
  agree<'receivables.collection_list', Row, 'expected_recovery', "Decimal(38, 3)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/receivables/disputed_bill.ts').disputedBill>
  settle((row: Row) => [row.billing_account_id, row.currency, row.period_from, row.amount])
  complete<'receivables.disputed_bill', Row, 'billing_account_id' | 'currency' | 'period_from' | 'amount'>('agrees')
  agree<'receivables.disputed_bill', Row, 'billing_account_id', "String">('agrees')
  agree<'receivables.disputed_bill', Row, 'currency', "LowCardinality(String)">('agrees')
  agree<'receivables.disputed_bill', Row, 'period_from', "Nullable(Date)">('agrees')
  agree<'receivables.disputed_bill', Row, 'amount', "Decimal(38, 3)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/receivables/open_item.ts').openItem>
  settle((row: Row) => [row.bill_id, row.billing_account_id, row.customer_id, row.currency, row.bill_date, row.due_date, row.gross, row.credited, row.paid, row.open, row.disputed, row.undisputed, row.days_past_due, row.bucket])
  complete<'receivables.open_item', Row, 'bill_id' | 'billing_account_id' | 'customer_id' | 'currency' | 'bill_date' | 'due_date' | 'gross' | 'credited' | 'paid' | 'open' | 'disputed' | 'undisputed' | 'days_past_due' | 'bucket'>('agrees')
  agree<'receivables.open_item', Row, 'bill_id', "String">('agrees')
  agree<'receivables.open_item', Row, 'billing_account_id', "String">('agrees')
  agree<'receivables.open_item', Row, 'customer_id', "String">('agrees')
  agree<'receivables.open_item', Row, 'currency', "LowCardinality(String)">('agrees')
  agree<'receivables.open_item', Row, 'bill_date', "Date">('agrees')
  agree<'receivables.open_item', Row, 'due_date', "Date">('agrees')
  agree<'receivables.open_item', Row, 'gross', "Decimal(38, 3)">('agrees')
  agree<'receivables.open_item', Row, 'credited', "Decimal(38, 3)">('agrees')
  agree<'receivables.open_item', Row, 'paid', "Decimal(38, 3)">('agrees')
  agree<'receivables.open_item', Row, 'open', "Decimal(38, 3)">('agrees')
  agree<'receivables.open_item', Row, 'disputed', "Decimal(38, 3)">('agrees')
  agree<'receivables.open_item', Row, 'undisputed', "Decimal(38, 3)">('agrees')
  agree<'receivables.open_item', Row, 'days_past_due', "Int64">('agrees')
  agree<'receivables.open_item', Row, 'bucket', "String">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/receivables/posted_document.ts').postedDocument>
  settle((row: Row) => [row.bill_id, row.bill_number, row.kind, row.corrects, row.state, row.billing_account_id, row.customer_id, row.period_from, row.bill_date, row.due_date, row.net, row.tax, row.gross, row.currency])
  complete<'receivables.posted_document', Row, 'bill_id' | 'bill_number' | 'kind' | 'corrects' | 'state' | 'billing_account_id' | 'customer_id' | 'period_from' | 'bill_date' | 'due_date' | 'net' | 'tax' | 'gross' | 'currency'>('agrees')
  agree<'receivables.posted_document', Row, 'bill_id', "String">('agrees')
  agree<'receivables.posted_document', Row, 'bill_number', "String">('agrees')
  agree<'receivables.posted_document', Row, 'kind', "LowCardinality(String)">('agrees')
  agree<'receivables.posted_document', Row, 'corrects', "String">('agrees')
  agree<'receivables.posted_document', Row, 'state', "String">('agrees')
  agree<'receivables.posted_document', Row, 'billing_account_id', "String">('agrees')
  agree<'receivables.posted_document', Row, 'customer_id', "String">('agrees')
  agree<'receivables.posted_document', Row, 'period_from', "Date">('agrees')
  agree<'receivables.posted_document', Row, 'bill_date', "Date">('agrees')
  agree<'receivables.posted_document', Row, 'due_date', "Date">('agrees')
  agree<'receivables.posted_document', Row, 'net', "Decimal(38, 3)">('agrees')
  agree<'receivables.posted_document', Row, 'tax', "Decimal(38, 3)">('agrees')
  agree<'receivables.posted_document', Row, 'gross', "Decimal(38, 3)">('agrees')
  agree<'receivables.posted_document', Row, 'currency', "LowCardinality(String)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/receivables/posting.ts').posting>
  settle((row: Row) => [row.billing_account_id, row.currency, row.posted_on, row.kind, row.document_id, row.amount])
  complete<'receivables.posting', Row, 'billing_account_id' | 'currency' | 'posted_on' | 'kind' | 'document_id' | 'amount'>('agrees')
  agree<'receivables.posting', Row, 'billing_account_id', "String">('agrees')
  agree<'receivables.posting', Row, 'currency', "LowCardinality(String)">('agrees')
  agree<'receivables.posting', Row, 'posted_on', "Date">('agrees')
  agree<'receivables.posting', Row, 'kind', "LowCardinality(String)">('agrees')
  agree<'receivables.posting', Row, 'document_id', "String">('agrees')
  agree<'receivables.posting', Row, 'amount', "Decimal(38, 3)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/receivables/roll_forward.ts').rollForward>
  settle((row: Row) => [row.month, row.currency, row.opening, row.invoices, row.debit_notes, row.reversals, row.chargebacks, row.refunds, row.reinstatements, row.credit_notes, row.payments, row.write_offs, row.closing])
  complete<'receivables.roll_forward', Row, 'month' | 'currency' | 'opening' | 'invoices' | 'debit_notes' | 'reversals' | 'chargebacks' | 'refunds' | 'reinstatements' | 'credit_notes' | 'payments' | 'write_offs' | 'closing'>('agrees')
  agree<'receivables.roll_forward', Row, 'month', "Date">('agrees')
  agree<'receivables.roll_forward', Row, 'currency', "LowCardinality(String)">('agrees')
  agree<'receivables.roll_forward', Row, 'opening', "Decimal(38, 3)">('agrees')
  agree<'receivables.roll_forward', Row, 'invoices', "Decimal(38, 3)">('agrees')
  agree<'receivables.roll_forward', Row, 'debit_notes', "Decimal(38, 3)">('agrees')
  agree<'receivables.roll_forward', Row, 'reversals', "Decimal(38, 3)">('agrees')
  agree<'receivables.roll_forward', Row, 'chargebacks', "Decimal(38, 3)">('agrees')
  agree<'receivables.roll_forward', Row, 'refunds', "Decimal(38, 3)">('agrees')
  agree<'receivables.roll_forward', Row, 'reinstatements', "Decimal(38, 3)">('agrees')
  agree<'receivables.roll_forward', Row, 'credit_notes', "Decimal(38, 3)">('agrees')
  agree<'receivables.roll_forward', Row, 'payments', "Decimal(38, 3)">('agrees')
  agree<'receivables.roll_forward', Row, 'write_offs', "Decimal(38, 3)">('agrees')
  agree<'receivables.roll_forward', Row, 'closing', "Decimal(38, 3)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/account_coupon.ts').accountCoupon>
  settle((row: Row) => [row.billing_account_id, row.coupon_id, row.subscription_id, row.given_at, row.ended_at])
  complete<'staging.account_coupon', Row, 'billing_account_id' | 'coupon_id' | 'subscription_id' | 'given_at' | 'ended_at'>('agrees')
  agree<'staging.account_coupon', Row, 'billing_account_id', "String">('agrees')
  agree<'staging.account_coupon', Row, 'coupon_id', "LowCardinality(String)">('agrees')
  agree<'staging.account_coupon', Row, 'subscription_id', "Nullable(String)">('agrees')
  agree<'staging.account_coupon', Row, 'given_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.account_coupon', Row, 'ended_at', "Nullable(DateTime64(3, 'UTC'))">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/adjustment.ts').adjustment>
  settle((row: Row) => [row.adjustment_id, row.billing_account_id, row.subscription_id, row.adjusted_at, row.amount, row.currency, row.tax_rate, row.reason, row.dispute_id, row._source, row._partition, row._position, row._batch, row._landed_at])
  complete<'staging.adjustment', Row, 'adjustment_id' | 'billing_account_id' | 'subscription_id' | 'adjusted_at' | 'amount' | 'currency' | 'tax_rate' | 'reason' | 'dispute_id' | '_source' | '_partition' | '_position' | '_batch' | '_landed_at'>('agrees')
  agree<'staging.adjustment', Row, 'adjustment_id', "String">('agrees')
  agree<'staging.adjustment', Row, 'billing_account_id', "String">('agrees')
  agree<'staging.adjustment', Row, 'subscription_id', "Nullable(String)">('agrees')
  agree<'staging.adjustment', Row, 'adjusted_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.adjustment', Row, 'amount', "Decimal(18, 3)">('agrees')
  agree<'staging.adjustment', Row, 'currency', "LowCardinality(String)">('agrees')
  agree<'staging.adjustment', Row, 'tax_rate', "Nullable(Decimal(9, 6))">('agrees')
  agree<'staging.adjustment', Row, 'reason', "LowCardinality(String)">('agrees')
  agree<'staging.adjustment', Row, 'dispute_id', "Nullable(String)">('agrees')
  agree<'staging.adjustment', Row, '_source', "LowCardinality(String)">('agrees')
  agree<'staging.adjustment', Row, '_partition', "LowCardinality(String)">('agrees')
  agree<'staging.adjustment', Row, '_position', "Decimal(38, 0)">('agrees')
  agree<'staging.adjustment', Row, '_batch', "LowCardinality(String)">('agrees')
  agree<'staging.adjustment', Row, '_landed_at', "DateTime64(3, 'UTC')">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/allowance.ts').allowance>
  settle((row: Row) => [row.offering_id, row.allowance_id, row.name, row.unit, row.amount, row.services, row.zones, row.bands, row.factors, row.increment, row.rate, row.priority, row.weight, row.used_order, row.own_first, row.period, row.expires_after_days, row.scope, row.prorated, row.rollover_periods, row.rollover_maximum, row.rollover_minimum, row.rollover_first, row.blocker, row.valid_from, row.valid_to])
  complete<'staging.allowance', Row, 'offering_id' | 'allowance_id' | 'name' | 'unit' | 'amount' | 'services' | 'zones' | 'bands' | 'factors' | 'increment' | 'rate' | 'priority' | 'weight' | 'used_order' | 'own_first' | 'period' | 'expires_after_days' | 'scope' | 'prorated' | 'rollover_periods' | 'rollover_maximum' | 'rollover_minimum' | 'rollover_first' | 'blocker' | 'valid_from' | 'valid_to'>('agrees')
  agree<'staging.allowance', Row, 'offering_id', "LowCardinality(String)">('agrees')
  agree<'staging.allowance', Row, 'allowance_id', "LowCardinality(String)">('agrees')
  agree<'staging.allowance', Row, 'name', "String">('agrees')
  agree<'staging.allowance', Row, 'unit', "LowCardinality(String)">('agrees')
  agree<'staging.allowance', Row, 'amount', "Decimal(38, 9)">('agrees')
  agree<'staging.allowance', Row, 'services', "String">('agrees')
  agree<'staging.allowance', Row, 'zones', "String">('agrees')
  agree<'staging.allowance', Row, 'bands', "String">('agrees')
  agree<'staging.allowance', Row, 'factors', "String">('agrees')
  agree<'staging.allowance', Row, 'increment', "Decimal(38, 9)">('agrees')
  agree<'staging.allowance', Row, 'rate', "Decimal(18, 9)">('agrees')
  agree<'staging.allowance', Row, 'priority', "UInt16">('agrees')
  agree<'staging.allowance', Row, 'weight', "UInt16">('agrees')
  agree<'staging.allowance', Row, 'used_order', "LowCardinality(String)">('agrees')
  agree<'staging.allowance', Row, 'own_first', "Bool">('agrees')
  agree<'staging.allowance', Row, 'period', "LowCardinality(String)">('agrees')
  agree<'staging.allowance', Row, 'expires_after_days', "Nullable(UInt32)">('agrees')
  agree<'staging.allowance', Row, 'scope', "LowCardinality(String)">('agrees')
  agree<'staging.allowance', Row, 'prorated', "Bool">('agrees')
  agree<'staging.allowance', Row, 'rollover_periods', "UInt16">('agrees')
  agree<'staging.allowance', Row, 'rollover_maximum', "Nullable(Decimal(38, 9))">('agrees')
  agree<'staging.allowance', Row, 'rollover_minimum', "Decimal(38, 9)">('agrees')
  agree<'staging.allowance', Row, 'rollover_first', "Bool">('agrees')
  agree<'staging.allowance', Row, 'blocker', "Bool">('agrees')
  agree<'staging.allowance', Row, 'valid_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.allowance', Row, 'valid_to', "DateTime64(3, 'UTC')">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/balance.ts').balance>
  settle((row: Row) => [row.offering_id, row.balance_id, row.name, row.kind, row.unit, row.opening, row.services, row.zones, row.bands, row.factors, row.increment, row.rate, row.priority, row.weight, row.used_order, row.own_first, row.scope, row.blocker, row.expires_after_days, row.prolonged, row.maximum_debt, row.threshold, row.valid_from, row.valid_to])
  complete<'staging.balance', Row, 'offering_id' | 'balance_id' | 'name' | 'kind' | 'unit' | 'opening' | 'services' | 'zones' | 'bands' | 'factors' | 'increment' | 'rate' | 'priority' | 'weight' | 'used_order' | 'own_first' | 'scope' | 'blocker' | 'expires_after_days' | 'prolonged' | 'maximum_debt' | 'threshold' | 'valid_from' | 'valid_to'>('agrees')
  agree<'staging.balance', Row, 'offering_id', "LowCardinality(String)">('agrees')
  agree<'staging.balance', Row, 'balance_id', "LowCardinality(String)">('agrees')
  agree<'staging.balance', Row, 'name', "String">('agrees')
  agree<'staging.balance', Row, 'kind', "LowCardinality(String)">('agrees')
  agree<'staging.balance', Row, 'unit', "LowCardinality(String)">('agrees')
  agree<'staging.balance', Row, 'opening', "Decimal(38, 9)">('agrees')
  agree<'staging.balance', Row, 'services', "String">('agrees')
  agree<'staging.balance', Row, 'zones', "String">('agrees')
  agree<'staging.balance', Row, 'bands', "String">('agrees')
  agree<'staging.balance', Row, 'factors', "String">('agrees')
  agree<'staging.balance', Row, 'increment', "Decimal(38, 9)">('agrees')
  agree<'staging.balance', Row, 'rate', "Decimal(18, 9)">('agrees')
  agree<'staging.balance', Row, 'priority', "UInt16">('agrees')
  agree<'staging.balance', Row, 'weight', "UInt16">('agrees')
  agree<'staging.balance', Row, 'used_order', "LowCardinality(String)">('agrees')
  agree<'staging.balance', Row, 'own_first', "Bool">('agrees')
  agree<'staging.balance', Row, 'scope', "LowCardinality(String)">('agrees')
  agree<'staging.balance', Row, 'blocker', "Bool">('agrees')
  agree<'staging.balance', Row, 'expires_after_days', "Nullable(UInt32)">('agrees')
  agree<'staging.balance', Row, 'prolonged', "Bool">('agrees')
  agree<'staging.balance', Row, 'maximum_debt', "Decimal(38, 9)">('agrees')
  agree<'staging.balance', Row, 'threshold', "Nullable(Decimal(18, 9))">('agrees')
  agree<'staging.balance', Row, 'valid_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.balance', Row, 'valid_to', "DateTime64(3, 'UTC')">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/balance_movement.ts').balanceMovement>
  settle((row: Row) => [row.movement_id, row.subscription_id, row.moved_at, row.balance, row.kind, row.movement, row.amount, row.balance_after, row.expires_at, row.currency, row.event_id, row._source, row._partition, row._position, row._batch, row._landed_at])
  complete<'staging.balance_movement', Row, 'movement_id' | 'subscription_id' | 'moved_at' | 'balance' | 'kind' | 'movement' | 'amount' | 'balance_after' | 'expires_at' | 'currency' | 'event_id' | '_source' | '_partition' | '_position' | '_batch' | '_landed_at'>('agrees')
  agree<'staging.balance_movement', Row, 'movement_id', "String">('agrees')
  agree<'staging.balance_movement', Row, 'subscription_id', "String">('agrees')
  agree<'staging.balance_movement', Row, 'moved_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.balance_movement', Row, 'balance', "LowCardinality(String)">('agrees')
  agree<'staging.balance_movement', Row, 'kind', "LowCardinality(String)">('agrees')
  agree<'staging.balance_movement', Row, 'movement', "LowCardinality(String)">('agrees')
  agree<'staging.balance_movement', Row, 'amount', "Decimal(18, 9)">('agrees')
  agree<'staging.balance_movement', Row, 'balance_after', "Nullable(Decimal(18, 9))">('agrees')
  agree<'staging.balance_movement', Row, 'expires_at', "Nullable(DateTime64(3, 'UTC'))">('agrees')
  agree<'staging.balance_movement', Row, 'currency', "LowCardinality(String)">('agrees')
  agree<'staging.balance_movement', Row, 'event_id', "Nullable(String)">('agrees')
  agree<'staging.balance_movement', Row, '_source', "LowCardinality(String)">('agrees')
  agree<'staging.balance_movement', Row, '_partition', "LowCardinality(String)">('agrees')
  agree<'staging.balance_movement', Row, '_position', "Decimal(38, 0)">('agrees')
  agree<'staging.balance_movement', Row, '_batch', "LowCardinality(String)">('agrees')
  agree<'staging.balance_movement', Row, '_landed_at', "DateTime64(3, 'UTC')">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/billing_account_current.ts').billingAccountCurrent>
  settle((row: Row) => [row.billing_account_id, row.updated_at, row.customer_id, row.payer_account_id, row.currency, row.time_zone, row.language, row.cycle_day, row.cycle_months, row.cycle_month, row.payment_terms_days, row.payment_method, row.tax_exempt, row.tax_id, row.status, row.simulated])
  complete<'staging.billing_account_current', Row, 'billing_account_id' | 'updated_at' | 'customer_id' | 'payer_account_id' | 'currency' | 'time_zone' | 'language' | 'cycle_day' | 'cycle_months' | 'cycle_month' | 'payment_terms_days' | 'payment_method' | 'tax_exempt' | 'tax_id' | 'status' | 'simulated'>('agrees')
  agree<'staging.billing_account_current', Row, 'billing_account_id', "String">('agrees')
  agree<'staging.billing_account_current', Row, 'updated_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.billing_account_current', Row, 'customer_id', "String">('agrees')
  agree<'staging.billing_account_current', Row, 'payer_account_id', "String">('agrees')
  agree<'staging.billing_account_current', Row, 'currency', "LowCardinality(String)">('agrees')
  agree<'staging.billing_account_current', Row, 'time_zone', "LowCardinality(String)">('agrees')
  agree<'staging.billing_account_current', Row, 'language', "LowCardinality(String)">('agrees')
  agree<'staging.billing_account_current', Row, 'cycle_day', "UInt8">('agrees')
  agree<'staging.billing_account_current', Row, 'cycle_months', "UInt8">('agrees')
  agree<'staging.billing_account_current', Row, 'cycle_month', "UInt8">('agrees')
  agree<'staging.billing_account_current', Row, 'payment_terms_days', "UInt16">('agrees')
  agree<'staging.billing_account_current', Row, 'payment_method', "LowCardinality(String)">('agrees')
  agree<'staging.billing_account_current', Row, 'tax_exempt', "Bool">('agrees')
  agree<'staging.billing_account_current', Row, 'tax_id', "LowCardinality(String)">('agrees')
  agree<'staging.billing_account_current', Row, 'status', "LowCardinality(String)">('agrees')
  agree<'staging.billing_account_current', Row, 'simulated', "Bool">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/billing_account_history.ts').billingAccountHistory>
  settle((row: Row) => [row.billing_account_id, row.from_day, row.to_day, row.payer_account_id, row.currency, row.cycle_day, row.cycle_months, row.cycle_month, row.tax_exempt, row.tax_id])
  complete<'staging.billing_account_history', Row, 'billing_account_id' | 'from_day' | 'to_day' | 'payer_account_id' | 'currency' | 'cycle_day' | 'cycle_months' | 'cycle_month' | 'tax_exempt' | 'tax_id'>('agrees')
  agree<'staging.billing_account_history', Row, 'billing_account_id', "String">('agrees')
  agree<'staging.billing_account_history', Row, 'from_day', "Date">('agrees')
  agree<'staging.billing_account_history', Row, 'to_day', "Date">('agrees')
  agree<'staging.billing_account_history', Row, 'payer_account_id', "String">('agrees')
  agree<'staging.billing_account_history', Row, 'currency', "String">('agrees')
  agree<'staging.billing_account_history', Row, 'cycle_day', "UInt8">('agrees')
  agree<'staging.billing_account_history', Row, 'cycle_months', "UInt8">('agrees')
  agree<'staging.billing_account_history', Row, 'cycle_month', "UInt8">('agrees')
  agree<'staging.billing_account_history', Row, 'tax_exempt', "Bool">('agrees')
  agree<'staging.billing_account_history', Row, 'tax_id', "String">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/entity_versions.ts').billingAccountVersion>
  settle((row: Row) => [row.system, row.entity_id, row.valid_from, row.valid_to, row.is_current, row.is_deleted, row.creation_seen, row.is_stale, row.missing, row.customer_id, row.payer_account_id, row.currency, row.time_zone, row.language, row.cycle_day, row.cycle_months, row.cycle_month, row.payment_terms_days, row.payment_method, row.tax_exempt, row.tax_id, row.status, row._source, row._partition, row._position, row._batch, row._landed_at])
  complete<'staging.billing_account_version', Row, 'system' | 'entity_id' | 'valid_from' | 'valid_to' | 'is_current' | 'is_deleted' | 'creation_seen' | 'is_stale' | 'missing' | 'customer_id' | 'payer_account_id' | 'currency' | 'time_zone' | 'language' | 'cycle_day' | 'cycle_months' | 'cycle_month' | 'payment_terms_days' | 'payment_method' | 'tax_exempt' | 'tax_id' | 'status' | '_source' | '_partition' | '_position' | '_batch' | '_landed_at'>('agrees')
  agree<'staging.billing_account_version', Row, 'system', "LowCardinality(String)">('agrees')
  agree<'staging.billing_account_version', Row, 'entity_id', "String">('agrees')
  agree<'staging.billing_account_version', Row, 'valid_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.billing_account_version', Row, 'valid_to', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.billing_account_version', Row, 'is_current', "Bool">('agrees')
  agree<'staging.billing_account_version', Row, 'is_deleted', "Bool">('agrees')
  agree<'staging.billing_account_version', Row, 'creation_seen', "Bool">('agrees')
  agree<'staging.billing_account_version', Row, 'is_stale', "Bool">('agrees')
  agree<'staging.billing_account_version', Row, 'missing', "String">('agrees')
  agree<'staging.billing_account_version', Row, 'customer_id', "Nullable(String)">('agrees')
  agree<'staging.billing_account_version', Row, 'payer_account_id', "Nullable(String)">('agrees')
  agree<'staging.billing_account_version', Row, 'currency', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.billing_account_version', Row, 'time_zone', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.billing_account_version', Row, 'language', "LowCardinality(String)">('agrees')
  agree<'staging.billing_account_version', Row, 'cycle_day', "UInt8">('agrees')
  agree<'staging.billing_account_version', Row, 'cycle_months', "UInt8">('agrees')
  agree<'staging.billing_account_version', Row, 'cycle_month', "UInt8">('agrees')
  agree<'staging.billing_account_version', Row, 'payment_terms_days', "UInt16">('agrees')
  agree<'staging.billing_account_version', Row, 'payment_method', "LowCardinality(String)">('agrees')
  agree<'staging.billing_account_version', Row, 'tax_exempt', "Bool">('agrees')
  agree<'staging.billing_account_version', Row, 'tax_id', "LowCardinality(String)">('agrees')
  agree<'staging.billing_account_version', Row, 'status', "LowCardinality(String)">('agrees')
  agree<'staging.billing_account_version', Row, '_source', "LowCardinality(String)">('agrees')
  agree<'staging.billing_account_version', Row, '_partition', "LowCardinality(String)">('agrees')
  agree<'staging.billing_account_version', Row, '_position', "Decimal(38, 0)">('agrees')
  agree<'staging.billing_account_version', Row, '_batch', "LowCardinality(String)">('agrees')
  agree<'staging.billing_account_version', Row, '_landed_at', "DateTime64(3, 'UTC')">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/entity_wholes.ts').billingAccountWhole>
  settle((row: Row) => [row.billing_account_id, row.updated_at, row.customer_id, row.payer_account_id, row.currency, row.time_zone, row.language, row.cycle_day, row.cycle_months, row.cycle_month, row.payment_terms_days, row.payment_method, row.tax_exempt, row.tax_id, row.status, row._source, row._partition, row._position, row._batch, row._landed_at, row.record_id, row.is_deleted])
  complete<'staging.billing_account_whole', Row, 'billing_account_id' | 'updated_at' | 'customer_id' | 'payer_account_id' | 'currency' | 'time_zone' | 'language' | 'cycle_day' | 'cycle_months' | 'cycle_month' | 'payment_terms_days' | 'payment_method' | 'tax_exempt' | 'tax_id' | 'status' | '_source' | '_partition' | '_position' | '_batch' | '_landed_at' | 'record_id' | 'is_deleted'>('agrees')
  agree<'staging.billing_account_whole', Row, 'billing_account_id', "String">('agrees')
  agree<'staging.billing_account_whole', Row, 'updated_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.billing_account_whole', Row, 'customer_id', "String">('agrees')
  agree<'staging.billing_account_whole', Row, 'payer_account_id', "Nullable(String)">('agrees')
  agree<'staging.billing_account_whole', Row, 'currency', "LowCardinality(String)">('agrees')
  agree<'staging.billing_account_whole', Row, 'time_zone', "LowCardinality(String)">('agrees')
  agree<'staging.billing_account_whole', Row, 'language', "LowCardinality(String)">('agrees')
  agree<'staging.billing_account_whole', Row, 'cycle_day', "UInt8">('agrees')
  agree<'staging.billing_account_whole', Row, 'cycle_months', "UInt8">('agrees')
  agree<'staging.billing_account_whole', Row, 'cycle_month', "UInt8">('agrees')
  agree<'staging.billing_account_whole', Row, 'payment_terms_days', "UInt16">('agrees')
  agree<'staging.billing_account_whole', Row, 'payment_method', "LowCardinality(String)">('agrees')
  agree<'staging.billing_account_whole', Row, 'tax_exempt', "Bool">('agrees')
  agree<'staging.billing_account_whole', Row, 'tax_id', "LowCardinality(String)">('agrees')
  agree<'staging.billing_account_whole', Row, 'status', "LowCardinality(String)">('agrees')
  agree<'staging.billing_account_whole', Row, '_source', "LowCardinality(String)">('agrees')
  agree<'staging.billing_account_whole', Row, '_partition', "LowCardinality(String)">('agrees')
  agree<'staging.billing_account_whole', Row, '_position', "Decimal(38, 0)">('agrees')
  agree<'staging.billing_account_whole', Row, '_batch', "LowCardinality(String)">('agrees')
  agree<'staging.billing_account_whole', Row, '_landed_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.billing_account_whole', Row, 'record_id', "String">('agrees')
  agree<'staging.billing_account_whole', Row, 'is_deleted', "Bool">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/charge.ts').charge>
  settle((row: Row) => [row.offering_id, row.charge_id, row.valid_from, row.valid_to, row.name, row.kind, row.amount, row.every, row.every_count, row.aligned_to, row.trial_days, row.charged_in, row.proration, row.charged_on, row.instalments, row.term_months, row.falling, row.while_suspended, row.tax_id, row.tax_included])
  complete<'staging.charge', Row, 'offering_id' | 'charge_id' | 'valid_from' | 'valid_to' | 'name' | 'kind' | 'amount' | 'every' | 'every_count' | 'aligned_to' | 'trial_days' | 'charged_in' | 'proration' | 'charged_on' | 'instalments' | 'term_months' | 'falling' | 'while_suspended' | 'tax_id' | 'tax_included'>('agrees')
  agree<'staging.charge', Row, 'offering_id', "LowCardinality(String)">('agrees')
  agree<'staging.charge', Row, 'charge_id', "LowCardinality(String)">('agrees')
  agree<'staging.charge', Row, 'valid_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.charge', Row, 'valid_to', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.charge', Row, 'name', "String">('agrees')
  agree<'staging.charge', Row, 'kind', "LowCardinality(String)">('agrees')
  agree<'staging.charge', Row, 'amount', "Decimal(38, 9)">('agrees')
  agree<'staging.charge', Row, 'every', "LowCardinality(String)">('agrees')
  agree<'staging.charge', Row, 'every_count', "UInt16">('agrees')
  agree<'staging.charge', Row, 'aligned_to', "LowCardinality(String)">('agrees')
  agree<'staging.charge', Row, 'trial_days', "UInt16">('agrees')
  agree<'staging.charge', Row, 'charged_in', "LowCardinality(String)">('agrees')
  agree<'staging.charge', Row, 'proration', "LowCardinality(String)">('agrees')
  agree<'staging.charge', Row, 'charged_on', "LowCardinality(String)">('agrees')
  agree<'staging.charge', Row, 'instalments', "UInt16">('agrees')
  agree<'staging.charge', Row, 'term_months', "Nullable(UInt16)">('agrees')
  agree<'staging.charge', Row, 'falling', "Bool">('agrees')
  agree<'staging.charge', Row, 'while_suspended', "LowCardinality(String)">('agrees')
  agree<'staging.charge', Row, 'tax_id', "LowCardinality(String)">('agrees')
  agree<'staging.charge', Row, 'tax_included', "Bool">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/clock.ts').clock>
  settle((row: Row) => [row.as_of, row.as_of_day, row.last_month, row.first_month, row.billable_from, row.data_until])
  complete<'staging.clock', Row, 'as_of' | 'as_of_day' | 'last_month' | 'first_month' | 'billable_from' | 'data_until'>('agrees')
  agree<'staging.clock', Row, 'as_of', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.clock', Row, 'as_of_day', "Date">('agrees')
  agree<'staging.clock', Row, 'last_month', "Date">('agrees')
  agree<'staging.clock', Row, 'first_month', "Date">('agrees')
  agree<'staging.clock', Row, 'billable_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.clock', Row, 'data_until', "DateTime64(3, 'UTC')">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/consent_current.ts').consentCurrent>
  settle((row: Row) => [row.customer_id, row.channel, row.purpose, row.granted, row.decided_at, row._source, row._partition, row._position, row._batch, row._landed_at])
  complete<'staging.consent_current', Row, 'customer_id' | 'channel' | 'purpose' | 'granted' | 'decided_at' | '_source' | '_partition' | '_position' | '_batch' | '_landed_at'>('agrees')
  agree<'staging.consent_current', Row, 'customer_id', "String">('agrees')
  agree<'staging.consent_current', Row, 'channel', "LowCardinality(String)">('agrees')
  agree<'staging.consent_current', Row, 'purpose', "LowCardinality(String)">('agrees')
  agree<'staging.consent_current', Row, 'granted', "Bool">('agrees')
  agree<'staging.consent_current', Row, 'decided_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.consent_current', Row, '_source', "LowCardinality(String)">('agrees')
  agree<'staging.consent_current', Row, '_partition', "LowCardinality(String)">('agrees')
  agree<'staging.consent_current', Row, '_position', "Decimal(38, 0)">('agrees')
  agree<'staging.consent_current', Row, '_batch', "LowCardinality(String)">('agrees')
  agree<'staging.consent_current', Row, '_landed_at', "DateTime64(3, 'UTC')">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/currency.ts').currency>
  settle((row: Row) => [row.currency, row.minor_units])
  complete<'staging.currency', Row, 'currency' | 'minor_units'>('agrees')
  agree<'staging.currency', Row, 'currency', "String">('agrees')
  agree<'staging.currency', Row, 'minor_units', "Int32">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/customer_contact_current.ts').customerContactCurrent>
  settle((row: Row) => [row.customer_id, row.updated_at, row.name, row.given_name, row.family_name, row.email, row.phone, row.street, row.city, row.postal_code, row.birth_date, row._source, row._landed_at])
  complete<'staging.customer_contact_current', Row, 'customer_id' | 'updated_at' | 'name' | 'given_name' | 'family_name' | 'email' | 'phone' | 'street' | 'city' | 'postal_code' | 'birth_date' | '_source' | '_landed_at'>('agrees')
  agree<'staging.customer_contact_current', Row, 'customer_id', "String">('agrees')
  agree<'staging.customer_contact_current', Row, 'updated_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.customer_contact_current', Row, 'name', "Nullable(String)">('agrees')
  agree<'staging.customer_contact_current', Row, 'given_name', "Nullable(String)">('agrees')
  agree<'staging.customer_contact_current', Row, 'family_name', "Nullable(String)">('agrees')
  agree<'staging.customer_contact_current', Row, 'email', "Nullable(String)">('agrees')
  agree<'staging.customer_contact_current', Row, 'phone', "Nullable(String)">('agrees')
  agree<'staging.customer_contact_current', Row, 'street', "Nullable(String)">('agrees')
  agree<'staging.customer_contact_current', Row, 'city', "Nullable(String)">('agrees')
  agree<'staging.customer_contact_current', Row, 'postal_code', "Nullable(String)">('agrees')
  agree<'staging.customer_contact_current', Row, 'birth_date', "Nullable(Date32)">('agrees')
  agree<'staging.customer_contact_current', Row, '_source', "String">('agrees')
  agree<'staging.customer_contact_current', Row, '_landed_at', "DateTime64(3, 'UTC')">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/entity_versions.ts').customerContactVersion>
  settle((row: Row) => [row.system, row.entity_id, row.valid_from, row.valid_to, row.is_current, row.is_deleted, row.creation_seen, row.is_stale, row.missing, row.customer_id, row.name, row.given_name, row.family_name, row.email, row.phone, row.street, row.city, row.postal_code, row.birth_date, row._source, row._partition, row._position, row._batch, row._landed_at])
  complete<'staging.customer_contact_version', Row, 'system' | 'entity_id' | 'valid_from' | 'valid_to' | 'is_current' | 'is_deleted' | 'creation_seen' | 'is_stale' | 'missing' | 'customer_id' | 'name' | 'given_name' | 'family_name' | 'email' | 'phone' | 'street' | 'city' | 'postal_code' | 'birth_date' | '_source' | '_partition' | '_position' | '_batch' | '_landed_at'>('agrees')
  agree<'staging.customer_contact_version', Row, 'system', "LowCardinality(String)">('agrees')
  agree<'staging.customer_contact_version', Row, 'entity_id', "String">('agrees')
  agree<'staging.customer_contact_version', Row, 'valid_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.customer_contact_version', Row, 'valid_to', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.customer_contact_version', Row, 'is_current', "Bool">('agrees')
  agree<'staging.customer_contact_version', Row, 'is_deleted', "Bool">('agrees')
  agree<'staging.customer_contact_version', Row, 'creation_seen', "Bool">('agrees')
  agree<'staging.customer_contact_version', Row, 'is_stale', "Bool">('agrees')
  agree<'staging.customer_contact_version', Row, 'missing', "String">('agrees')
  agree<'staging.customer_contact_version', Row, 'customer_id', "Nullable(String)">('agrees')
  agree<'staging.customer_contact_version', Row, 'name', "Nullable(String)">('agrees')
  agree<'staging.customer_contact_version', Row, 'given_name', "Nullable(String)">('agrees')
  agree<'staging.customer_contact_version', Row, 'family_name', "Nullable(String)">('agrees')
  agree<'staging.customer_contact_version', Row, 'email', "Nullable(String)">('agrees')
  agree<'staging.customer_contact_version', Row, 'phone', "Nullable(String)">('agrees')
  agree<'staging.customer_contact_version', Row, 'street', "Nullable(String)">('agrees')
  agree<'staging.customer_contact_version', Row, 'city', "Nullable(String)">('agrees')
  agree<'staging.customer_contact_version', Row, 'postal_code', "Nullable(String)">('agrees')
  agree<'staging.customer_contact_version', Row, 'birth_date', "Nullable(Date32)">('agrees')
  agree<'staging.customer_contact_version', Row, '_source', "LowCardinality(String)">('agrees')
  agree<'staging.customer_contact_version', Row, '_partition', "LowCardinality(String)">('agrees')
  agree<'staging.customer_contact_version', Row, '_position', "Decimal(38, 0)">('agrees')
  agree<'staging.customer_contact_version', Row, '_batch', "LowCardinality(String)">('agrees')
  agree<'staging.customer_contact_version', Row, '_landed_at', "DateTime64(3, 'UTC')">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/entity_wholes.ts').customerContactWhole>
  settle((row: Row) => [row.customer_id, row.updated_at, row.name, row.given_name, row.family_name, row.email, row.phone, row.street, row.city, row.postal_code, row.birth_date, row._source, row._partition, row._position, row._batch, row._landed_at, row.record_id, row.is_deleted])
  complete<'staging.customer_contact_whole', Row, 'customer_id' | 'updated_at' | 'name' | 'given_name' | 'family_name' | 'email' | 'phone' | 'street' | 'city' | 'postal_code' | 'birth_date' | '_source' | '_partition' | '_position' | '_batch' | '_landed_at' | 'record_id' | 'is_deleted'>('agrees')
  agree<'staging.customer_contact_whole', Row, 'customer_id', "String">('agrees')
  agree<'staging.customer_contact_whole', Row, 'updated_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.customer_contact_whole', Row, 'name', "Nullable(String)">('agrees')
  agree<'staging.customer_contact_whole', Row, 'given_name', "Nullable(String)">('agrees')
  agree<'staging.customer_contact_whole', Row, 'family_name', "Nullable(String)">('agrees')
  agree<'staging.customer_contact_whole', Row, 'email', "Nullable(String)">('agrees')
  agree<'staging.customer_contact_whole', Row, 'phone', "Nullable(String)">('agrees')
  agree<'staging.customer_contact_whole', Row, 'street', "Nullable(String)">('agrees')
  agree<'staging.customer_contact_whole', Row, 'city', "Nullable(String)">('agrees')
  agree<'staging.customer_contact_whole', Row, 'postal_code', "Nullable(String)">('agrees')
  agree<'staging.customer_contact_whole', Row, 'birth_date', "Nullable(Date32)">('agrees')
  agree<'staging.customer_contact_whole', Row, '_source', "LowCardinality(String)">('agrees')
  agree<'staging.customer_contact_whole', Row, '_partition', "LowCardinality(String)">('agrees')
  agree<'staging.customer_contact_whole', Row, '_position', "Decimal(38, 0)">('agrees')
  agree<'staging.customer_contact_whole', Row, '_batch', "LowCardinality(String)">('agrees')
  agree<'staging.customer_contact_whole', Row, '_landed_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.customer_contact_whole', Row, 'record_id', "String">('agrees')
  agree<'staging.customer_contact_whole', Row, 'is_deleted', "Bool">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/customer_current.ts').customerCurrent>
  settle((row: Row) => [row.customer_id, row.updated_at, row.kind, row.segment, row.region, row.country, row.parent_customer_id, row.status, row.gender, row.age_band, row.household, row._source, row._partition, row._position, row._batch, row._landed_at, row.record_id, row.is_deleted])
  complete<'staging.customer_current', Row, 'customer_id' | 'updated_at' | 'kind' | 'segment' | 'region' | 'country' | 'parent_customer_id' | 'status' | 'gender' | 'age_band' | 'household' | '_source' | '_partition' | '_position' | '_batch' | '_landed_at' | 'record_id' | 'is_deleted'>('agrees')
  agree<'staging.customer_current', Row, 'customer_id', "String">('agrees')
  agree<'staging.customer_current', Row, 'updated_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.customer_current', Row, 'kind', "LowCardinality(String)">('agrees')
  agree<'staging.customer_current', Row, 'segment', "LowCardinality(String)">('agrees')
  agree<'staging.customer_current', Row, 'region', "LowCardinality(String)">('agrees')
  agree<'staging.customer_current', Row, 'country', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.customer_current', Row, 'parent_customer_id', "Nullable(String)">('agrees')
  agree<'staging.customer_current', Row, 'status', "LowCardinality(String)">('agrees')
  agree<'staging.customer_current', Row, 'gender', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.customer_current', Row, 'age_band', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.customer_current', Row, 'household', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.customer_current', Row, '_source', "LowCardinality(String)">('agrees')
  agree<'staging.customer_current', Row, '_partition', "LowCardinality(String)">('agrees')
  agree<'staging.customer_current', Row, '_position', "Decimal(38, 0)">('agrees')
  agree<'staging.customer_current', Row, '_batch', "LowCardinality(String)">('agrees')
  agree<'staging.customer_current', Row, '_landed_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.customer_current', Row, 'record_id', "String">('agrees')
  agree<'staging.customer_current', Row, 'is_deleted', "Bool">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/customer_history.ts').customerHistory>
  settle((row: Row) => [row.customer_id, row.valid_from, row.valid_to, row.is_current, row.is_deleted, row.kind, row.segment, row.region, row.country, row.parent_customer_id, row.status, row.gender, row.age_band, row.household, row.feed])
  complete<'staging.customer_history', Row, 'customer_id' | 'valid_from' | 'valid_to' | 'is_current' | 'is_deleted' | 'kind' | 'segment' | 'region' | 'country' | 'parent_customer_id' | 'status' | 'gender' | 'age_band' | 'household' | 'feed'>('agrees')
  agree<'staging.customer_history', Row, 'customer_id', "String">('agrees')
  agree<'staging.customer_history', Row, 'valid_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.customer_history', Row, 'valid_to', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.customer_history', Row, 'is_current', "Bool">('agrees')
  agree<'staging.customer_history', Row, 'is_deleted', "Bool">('agrees')
  agree<'staging.customer_history', Row, 'kind', "LowCardinality(String)">('agrees')
  agree<'staging.customer_history', Row, 'segment', "LowCardinality(String)">('agrees')
  agree<'staging.customer_history', Row, 'region', "LowCardinality(String)">('agrees')
  agree<'staging.customer_history', Row, 'country', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.customer_history', Row, 'parent_customer_id', "Nullable(String)">('agrees')
  agree<'staging.customer_history', Row, 'status', "LowCardinality(String)">('agrees')
  agree<'staging.customer_history', Row, 'gender', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.customer_history', Row, 'age_band', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.customer_history', Row, 'household', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.customer_history', Row, 'feed', "LowCardinality(String)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/entity_versions.ts').customerVersion>
  settle((row: Row) => [row.system, row.entity_id, row.valid_from, row.valid_to, row.is_current, row.is_deleted, row.creation_seen, row.is_stale, row.missing, row.kind, row.segment, row.region, row.country, row.parent_customer_id, row.status, row.gender, row.age_band, row.household, row._source, row._partition, row._position, row._batch, row._landed_at])
  complete<'staging.customer_version', Row, 'system' | 'entity_id' | 'valid_from' | 'valid_to' | 'is_current' | 'is_deleted' | 'creation_seen' | 'is_stale' | 'missing' | 'kind' | 'segment' | 'region' | 'country' | 'parent_customer_id' | 'status' | 'gender' | 'age_band' | 'household' | '_source' | '_partition' | '_position' | '_batch' | '_landed_at'>('agrees')
  agree<'staging.customer_version', Row, 'system', "LowCardinality(String)">('agrees')
  agree<'staging.customer_version', Row, 'entity_id', "String">('agrees')
  agree<'staging.customer_version', Row, 'valid_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.customer_version', Row, 'valid_to', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.customer_version', Row, 'is_current', "Bool">('agrees')
  agree<'staging.customer_version', Row, 'is_deleted', "Bool">('agrees')
  agree<'staging.customer_version', Row, 'creation_seen', "Bool">('agrees')
  agree<'staging.customer_version', Row, 'is_stale', "Bool">('agrees')
  agree<'staging.customer_version', Row, 'missing', "String">('agrees')
  agree<'staging.customer_version', Row, 'kind', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.customer_version', Row, 'segment', "LowCardinality(String)">('agrees')
  agree<'staging.customer_version', Row, 'region', "LowCardinality(String)">('agrees')
  agree<'staging.customer_version', Row, 'country', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.customer_version', Row, 'parent_customer_id', "Nullable(String)">('agrees')
  agree<'staging.customer_version', Row, 'status', "LowCardinality(String)">('agrees')
  agree<'staging.customer_version', Row, 'gender', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.customer_version', Row, 'age_band', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.customer_version', Row, 'household', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.customer_version', Row, '_source', "LowCardinality(String)">('agrees')
  agree<'staging.customer_version', Row, '_partition', "LowCardinality(String)">('agrees')
  agree<'staging.customer_version', Row, '_position', "Decimal(38, 0)">('agrees')
  agree<'staging.customer_version', Row, '_batch', "LowCardinality(String)">('agrees')
  agree<'staging.customer_version', Row, '_landed_at', "DateTime64(3, 'UTC')">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/entity_wholes.ts').customerWhole>
  settle((row: Row) => [row.customer_id, row.updated_at, row.kind, row.segment, row.region, row.country, row.parent_customer_id, row.status, row.gender, row.age_band, row.household, row._source, row._partition, row._position, row._batch, row._landed_at, row.record_id, row.is_deleted])
  complete<'staging.customer_whole', Row, 'customer_id' | 'updated_at' | 'kind' | 'segment' | 'region' | 'country' | 'parent_customer_id' | 'status' | 'gender' | 'age_band' | 'household' | '_source' | '_partition' | '_position' | '_batch' | '_landed_at' | 'record_id' | 'is_deleted'>('agrees')
  agree<'staging.customer_whole', Row, 'customer_id', "String">('agrees')
  agree<'staging.customer_whole', Row, 'updated_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.customer_whole', Row, 'kind', "LowCardinality(String)">('agrees')
  agree<'staging.customer_whole', Row, 'segment', "LowCardinality(String)">('agrees')
  agree<'staging.customer_whole', Row, 'region', "LowCardinality(String)">('agrees')
  agree<'staging.customer_whole', Row, 'country', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.customer_whole', Row, 'parent_customer_id', "Nullable(String)">('agrees')
  agree<'staging.customer_whole', Row, 'status', "LowCardinality(String)">('agrees')
  agree<'staging.customer_whole', Row, 'gender', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.customer_whole', Row, 'age_band', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.customer_whole', Row, 'household', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.customer_whole', Row, '_source', "LowCardinality(String)">('agrees')
  agree<'staging.customer_whole', Row, '_partition', "LowCardinality(String)">('agrees')
  agree<'staging.customer_whole', Row, '_position', "Decimal(38, 0)">('agrees')
  agree<'staging.customer_whole', Row, '_batch', "LowCardinality(String)">('agrees')
  agree<'staging.customer_whole', Row, '_landed_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.customer_whole', Row, 'record_id', "String">('agrees')
  agree<'staging.customer_whole', Row, 'is_deleted', "Bool">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/discount.ts').discount>
  settle((row: Row) => [row.offering_id, row.discount_id, row.valid_from, row.valid_to, row.name, row.percentage, row.amount, row.currency, row.applies_to, row.prices, row.offerings, row.applied_order, row.cycles, row.maximum])
  complete<'staging.discount', Row, 'offering_id' | 'discount_id' | 'valid_from' | 'valid_to' | 'name' | 'percentage' | 'amount' | 'currency' | 'applies_to' | 'prices' | 'offerings' | 'applied_order' | 'cycles' | 'maximum'>('agrees')
  agree<'staging.discount', Row, 'offering_id', "LowCardinality(String)">('agrees')
  agree<'staging.discount', Row, 'discount_id', "LowCardinality(String)">('agrees')
  agree<'staging.discount', Row, 'valid_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.discount', Row, 'valid_to', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.discount', Row, 'name', "String">('agrees')
  agree<'staging.discount', Row, 'percentage', "Nullable(Decimal(18, 9))">('agrees')
  agree<'staging.discount', Row, 'amount', "Nullable(Decimal(38, 9))">('agrees')
  agree<'staging.discount', Row, 'currency', "LowCardinality(String)">('agrees')
  agree<'staging.discount', Row, 'applies_to', "LowCardinality(String)">('agrees')
  agree<'staging.discount', Row, 'prices', "String">('agrees')
  agree<'staging.discount', Row, 'offerings', "String">('agrees')
  agree<'staging.discount', Row, 'applied_order', "UInt16">('agrees')
  agree<'staging.discount', Row, 'cycles', "Nullable(UInt16)">('agrees')
  agree<'staging.discount', Row, 'maximum', "Nullable(Decimal(38, 9))">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/dispute_current.ts').disputeCurrent>
  settle((row: Row) => [row.dispute_id, row.updated_at, row.billing_account_id, row.period_from, row.amount, row.currency, row.status, row.reason, row._source, row._partition, row._position, row._batch, row._landed_at])
  complete<'staging.dispute_current', Row, 'dispute_id' | 'updated_at' | 'billing_account_id' | 'period_from' | 'amount' | 'currency' | 'status' | 'reason' | '_source' | '_partition' | '_position' | '_batch' | '_landed_at'>('agrees')
  agree<'staging.dispute_current', Row, 'dispute_id', "String">('agrees')
  agree<'staging.dispute_current', Row, 'updated_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.dispute_current', Row, 'billing_account_id', "String">('agrees')
  agree<'staging.dispute_current', Row, 'period_from', "Nullable(Date)">('agrees')
  agree<'staging.dispute_current', Row, 'amount', "Decimal(18, 3)">('agrees')
  agree<'staging.dispute_current', Row, 'currency', "LowCardinality(String)">('agrees')
  agree<'staging.dispute_current', Row, 'status', "LowCardinality(String)">('agrees')
  agree<'staging.dispute_current', Row, 'reason', "LowCardinality(String)">('agrees')
  agree<'staging.dispute_current', Row, '_source', "LowCardinality(String)">('agrees')
  agree<'staging.dispute_current', Row, '_partition', "LowCardinality(String)">('agrees')
  agree<'staging.dispute_current', Row, '_position', "Decimal(38, 0)">('agrees')
  agree<'staging.dispute_current', Row, '_batch', "LowCardinality(String)">('agrees')
  agree<'staging.dispute_current', Row, '_landed_at', "DateTime64(3, 'UTC')">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/entity_incomplete.ts').entityIncomplete>
  settle((row: Row) => [row.system, row.entity_id, row.valid_from, row.missing, row.creation_seen, row.is_stale, row.entity])
  complete<'staging.entity_incomplete', Row, 'system' | 'entity_id' | 'valid_from' | 'missing' | 'creation_seen' | 'is_stale' | 'entity'>('agrees')
  agree<'staging.entity_incomplete', Row, 'system', "LowCardinality(String)">('agrees')
  agree<'staging.entity_incomplete', Row, 'entity_id', "String">('agrees')
  agree<'staging.entity_incomplete', Row, 'valid_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.entity_incomplete', Row, 'missing', "String">('agrees')
  agree<'staging.entity_incomplete', Row, 'creation_seen', "Bool">('agrees')
  agree<'staging.entity_incomplete', Row, 'is_stale', "Bool">('agrees')
  agree<'staging.entity_incomplete', Row, 'entity', "String">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/exchange_rate.ts').exchangeRate>
  settle((row: Row) => [row.pair, row.currency, row.into_currency, row.rate_source, row.multiplier, row.divisor, row.valid_from, row.valid_to])
  complete<'staging.exchange_rate', Row, 'pair' | 'currency' | 'into_currency' | 'rate_source' | 'multiplier' | 'divisor' | 'valid_from' | 'valid_to'>('agrees')
  agree<'staging.exchange_rate', Row, 'pair', "String">('agrees')
  agree<'staging.exchange_rate', Row, 'currency', "LowCardinality(String)">('agrees')
  agree<'staging.exchange_rate', Row, 'into_currency', "LowCardinality(String)">('agrees')
  agree<'staging.exchange_rate', Row, 'rate_source', "LowCardinality(String)">('agrees')
  agree<'staging.exchange_rate', Row, 'multiplier', "Decimal(38, 9)">('agrees')
  agree<'staging.exchange_rate', Row, 'divisor', "Decimal(38, 9)">('agrees')
  agree<'staging.exchange_rate', Row, 'valid_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.exchange_rate', Row, 'valid_to', "DateTime64(3, 'UTC')">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/feedback.ts').feedback>
  settle((row: Row) => [row.feedback_id, row.customer_id, row.given_at, row.kind, row.score, row.comment, row._source, row._partition, row._position, row._batch, row._landed_at])
  complete<'staging.feedback', Row, 'feedback_id' | 'customer_id' | 'given_at' | 'kind' | 'score' | 'comment' | '_source' | '_partition' | '_position' | '_batch' | '_landed_at'>('agrees')
  agree<'staging.feedback', Row, 'feedback_id', "String">('agrees')
  agree<'staging.feedback', Row, 'customer_id', "String">('agrees')
  agree<'staging.feedback', Row, 'given_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.feedback', Row, 'kind', "LowCardinality(String)">('agrees')
  agree<'staging.feedback', Row, 'score', "UInt8">('agrees')
  agree<'staging.feedback', Row, 'comment', "Nullable(String)">('agrees')
  agree<'staging.feedback', Row, '_source', "LowCardinality(String)">('agrees')
  agree<'staging.feedback', Row, '_partition', "LowCardinality(String)">('agrees')
  agree<'staging.feedback', Row, '_position', "Decimal(38, 0)">('agrees')
  agree<'staging.feedback', Row, '_batch', "LowCardinality(String)">('agrees')
  agree<'staging.feedback', Row, '_landed_at', "DateTime64(3, 'UTC')">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/holiday.ts').holiday>
  settle((row: Row) => [row.tariff_id, row.holiday, row.valid_from, row.valid_to])
  complete<'staging.holiday', Row, 'tariff_id' | 'holiday' | 'valid_from' | 'valid_to'>('agrees')
  agree<'staging.holiday', Row, 'tariff_id', "LowCardinality(String)">('agrees')
  agree<'staging.holiday', Row, 'holiday', "Date">('agrees')
  agree<'staging.holiday', Row, 'valid_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.holiday', Row, 'valid_to', "DateTime64(3, 'UTC')">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/interaction.ts').interaction>
  settle((row: Row) => [row.interaction_id, row.customer_id, row.happened_at, row.channel, row.direction, row.topic, row.note, row.recording, row._source, row._partition, row._position, row._batch, row._landed_at])
  complete<'staging.interaction', Row, 'interaction_id' | 'customer_id' | 'happened_at' | 'channel' | 'direction' | 'topic' | 'note' | 'recording' | '_source' | '_partition' | '_position' | '_batch' | '_landed_at'>('agrees')
  agree<'staging.interaction', Row, 'interaction_id', "String">('agrees')
  agree<'staging.interaction', Row, 'customer_id', "String">('agrees')
  agree<'staging.interaction', Row, 'happened_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.interaction', Row, 'channel', "LowCardinality(String)">('agrees')
  agree<'staging.interaction', Row, 'direction', "LowCardinality(String)">('agrees')
  agree<'staging.interaction', Row, 'topic', "LowCardinality(String)">('agrees')
  agree<'staging.interaction', Row, 'note', "Nullable(String)">('agrees')
  agree<'staging.interaction', Row, 'recording', "Nullable(String)">('agrees')
  agree<'staging.interaction', Row, '_source', "LowCardinality(String)">('agrees')
  agree<'staging.interaction', Row, '_partition', "LowCardinality(String)">('agrees')
  agree<'staging.interaction', Row, '_position', "Decimal(38, 0)">('agrees')
  agree<'staging.interaction', Row, '_batch', "LowCardinality(String)">('agrees')
  agree<'staging.interaction', Row, '_landed_at', "DateTime64(3, 'UTC')">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/life_cycle_step.ts').lifeCycleStep>
  settle((row: Row) => [row.customer_id, row.subscription_id, row.step, row.entered_at, row.outcome, row._source, row._partition, row._position, row._batch, row._landed_at])
  complete<'staging.life_cycle_step', Row, 'customer_id' | 'subscription_id' | 'step' | 'entered_at' | 'outcome' | '_source' | '_partition' | '_position' | '_batch' | '_landed_at'>('agrees')
  agree<'staging.life_cycle_step', Row, 'customer_id', "String">('agrees')
  agree<'staging.life_cycle_step', Row, 'subscription_id', "Nullable(String)">('agrees')
  agree<'staging.life_cycle_step', Row, 'step', "LowCardinality(String)">('agrees')
  agree<'staging.life_cycle_step', Row, 'entered_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.life_cycle_step', Row, 'outcome', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.life_cycle_step', Row, '_source', "LowCardinality(String)">('agrees')
  agree<'staging.life_cycle_step', Row, '_partition', "LowCardinality(String)">('agrees')
  agree<'staging.life_cycle_step', Row, '_position', "Decimal(38, 0)">('agrees')
  agree<'staging.life_cycle_step', Row, '_batch', "LowCardinality(String)">('agrees')
  agree<'staging.life_cycle_step', Row, '_landed_at', "DateTime64(3, 'UTC')">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/metered_event.ts').meteredEvent>
  settle((row: Row) => [row.event_id, row.metric, row.started_at, row.subscription_id, row.quantity, row.amount, row.properties, row.copy, row._source, row._partition, row._position, row._landed_at])
  complete<'staging.metered_event', Row, 'event_id' | 'metric' | 'started_at' | 'subscription_id' | 'quantity' | 'amount' | 'properties' | 'copy' | '_source' | '_partition' | '_position' | '_landed_at'>('agrees')
  agree<'staging.metered_event', Row, 'event_id', "String">('agrees')
  agree<'staging.metered_event', Row, 'metric', "LowCardinality(String)">('agrees')
  agree<'staging.metered_event', Row, 'started_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.metered_event', Row, 'subscription_id', "String">('agrees')
  agree<'staging.metered_event', Row, 'quantity', "Decimal(38, 9)">('agrees')
  agree<'staging.metered_event', Row, 'amount', "Nullable(Decimal(18, 9))">('agrees')
  agree<'staging.metered_event', Row, 'properties', "String">('agrees')
  agree<'staging.metered_event', Row, 'copy', "UInt64">('agrees')
  agree<'staging.metered_event', Row, '_source', "LowCardinality(String)">('agrees')
  agree<'staging.metered_event', Row, '_partition', "LowCardinality(String)">('agrees')
  agree<'staging.metered_event', Row, '_position', "Decimal(38, 0)">('agrees')
  agree<'staging.metered_event', Row, '_landed_at', "DateTime64(3, 'UTC')">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/network_cell_current.ts').networkCellCurrent>
  settle((row: Row) => [row.cell_id, row.updated_at, row.region, row.technology, row.latitude, row.longitude, row.capacity_bps, row._source, row._partition, row._position, row._batch, row._landed_at])
  complete<'staging.network_cell_current', Row, 'cell_id' | 'updated_at' | 'region' | 'technology' | 'latitude' | 'longitude' | 'capacity_bps' | '_source' | '_partition' | '_position' | '_batch' | '_landed_at'>('agrees')
  agree<'staging.network_cell_current', Row, 'cell_id', "String">('agrees')
  agree<'staging.network_cell_current', Row, 'updated_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.network_cell_current', Row, 'region', "LowCardinality(String)">('agrees')
  agree<'staging.network_cell_current', Row, 'technology', "LowCardinality(String)">('agrees')
  agree<'staging.network_cell_current', Row, 'latitude', "Nullable(Float64)">('agrees')
  agree<'staging.network_cell_current', Row, 'longitude', "Nullable(Float64)">('agrees')
  agree<'staging.network_cell_current', Row, 'capacity_bps', "Nullable(UInt64)">('agrees')
  agree<'staging.network_cell_current', Row, '_source', "LowCardinality(String)">('agrees')
  agree<'staging.network_cell_current', Row, '_partition', "LowCardinality(String)">('agrees')
  agree<'staging.network_cell_current', Row, '_position', "Decimal(38, 0)">('agrees')
  agree<'staging.network_cell_current', Row, '_batch', "LowCardinality(String)">('agrees')
  agree<'staging.network_cell_current', Row, '_landed_at', "DateTime64(3, 'UTC')">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/network_measurement.ts').networkMeasurement>
  settle((row: Row) => [row.cell_id, row.metric, row.measured_at, row.interval_s, row.value, row._source, row._partition, row._position, row._batch, row._landed_at])
  complete<'staging.network_measurement', Row, 'cell_id' | 'metric' | 'measured_at' | 'interval_s' | 'value' | '_source' | '_partition' | '_position' | '_batch' | '_landed_at'>('agrees')
  agree<'staging.network_measurement', Row, 'cell_id', "LowCardinality(String)">('agrees')
  agree<'staging.network_measurement', Row, 'metric', "LowCardinality(String)">('agrees')
  agree<'staging.network_measurement', Row, 'measured_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.network_measurement', Row, 'interval_s', "UInt32">('agrees')
  agree<'staging.network_measurement', Row, 'value', "Float64">('agrees')
  agree<'staging.network_measurement', Row, '_source', "LowCardinality(String)">('agrees')
  agree<'staging.network_measurement', Row, '_partition', "LowCardinality(String)">('agrees')
  agree<'staging.network_measurement', Row, '_position', "Decimal(38, 0)">('agrees')
  agree<'staging.network_measurement', Row, '_batch', "LowCardinality(String)">('agrees')
  agree<'staging.network_measurement', Row, '_landed_at', "DateTime64(3, 'UTC')">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/network_operator.ts').networkOperator>
  settle((row: Row) => [row.mcc, row.mnc, row.updated_at, row.country, row.country_code, row.brand, row.operator, row.status, row.bands, row._source, row._partition, row._position, row._batch, row._landed_at])
  complete<'staging.network_operator', Row, 'mcc' | 'mnc' | 'updated_at' | 'country' | 'country_code' | 'brand' | 'operator' | 'status' | 'bands' | '_source' | '_partition' | '_position' | '_batch' | '_landed_at'>('agrees')
  agree<'staging.network_operator', Row, 'mcc', "LowCardinality(String)">('agrees')
  agree<'staging.network_operator', Row, 'mnc', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.network_operator', Row, 'updated_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.network_operator', Row, 'country', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.network_operator', Row, 'country_code', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.network_operator', Row, 'brand', "Nullable(String)">('agrees')
  agree<'staging.network_operator', Row, 'operator', "Nullable(String)">('agrees')
  agree<'staging.network_operator', Row, 'status', "LowCardinality(String)">('agrees')
  agree<'staging.network_operator', Row, 'bands', "Nullable(String)">('agrees')
  agree<'staging.network_operator', Row, '_source', "LowCardinality(String)">('agrees')
  agree<'staging.network_operator', Row, '_partition', "LowCardinality(String)">('agrees')
  agree<'staging.network_operator', Row, '_position', "Decimal(38, 0)">('agrees')
  agree<'staging.network_operator', Row, '_batch', "LowCardinality(String)">('agrees')
  agree<'staging.network_operator', Row, '_landed_at', "DateTime64(3, 'UTC')">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/number_assignment.ts').numberAssignment>
  settle((row: Row) => [row.number_kind, row.number, row.valid_from, row.valid_to, row.subscription_id, row.number_type])
  complete<'staging.number_assignment', Row, 'number_kind' | 'number' | 'valid_from' | 'valid_to' | 'subscription_id' | 'number_type'>('agrees')
  agree<'staging.number_assignment', Row, 'number_kind', "String">('agrees')
  agree<'staging.number_assignment', Row, 'number', "String">('agrees')
  agree<'staging.number_assignment', Row, 'valid_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.number_assignment', Row, 'valid_to', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.number_assignment', Row, 'subscription_id', "String">('agrees')
  agree<'staging.number_assignment', Row, 'number_type', "LowCardinality(String)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/offering.ts').offering>
  settle((row: Row) => [row.offering_id, row.valid_from, row.valid_to, row.name, row.type, row.currency, row.recurring_price, row.charged_in, row.tariff_id, row.tax_id, row.tax_rate, row.legal_entity_id, row.minimum_spend, row.maximum_spend])
  complete<'staging.offering', Row, 'offering_id' | 'valid_from' | 'valid_to' | 'name' | 'type' | 'currency' | 'recurring_price' | 'charged_in' | 'tariff_id' | 'tax_id' | 'tax_rate' | 'legal_entity_id' | 'minimum_spend' | 'maximum_spend'>('agrees')
  agree<'staging.offering', Row, 'offering_id', "LowCardinality(String)">('agrees')
  agree<'staging.offering', Row, 'valid_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.offering', Row, 'valid_to', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.offering', Row, 'name', "String">('agrees')
  agree<'staging.offering', Row, 'type', "LowCardinality(String)">('agrees')
  agree<'staging.offering', Row, 'currency', "LowCardinality(String)">('agrees')
  agree<'staging.offering', Row, 'recurring_price', "Decimal(38, 9)">('agrees')
  agree<'staging.offering', Row, 'charged_in', "LowCardinality(String)">('agrees')
  agree<'staging.offering', Row, 'tariff_id', "LowCardinality(String)">('agrees')
  agree<'staging.offering', Row, 'tax_id', "LowCardinality(String)">('agrees')
  agree<'staging.offering', Row, 'tax_rate', "Decimal(9, 6)">('agrees')
  agree<'staging.offering', Row, 'legal_entity_id', "LowCardinality(String)">('agrees')
  agree<'staging.offering', Row, 'minimum_spend', "Decimal(38, 9)">('agrees')
  agree<'staging.offering', Row, 'maximum_spend', "Nullable(Decimal(38, 9))">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/pass_purchase.ts').passPurchase>
  settle((row: Row) => [row.purchase_id, row.subscription_id, row.bought_at, row.pass_id, row._source, row._partition, row._position, row._batch, row._landed_at])
  complete<'staging.pass_purchase', Row, 'purchase_id' | 'subscription_id' | 'bought_at' | 'pass_id' | '_source' | '_partition' | '_position' | '_batch' | '_landed_at'>('agrees')
  agree<'staging.pass_purchase', Row, 'purchase_id', "String">('agrees')
  agree<'staging.pass_purchase', Row, 'subscription_id', "String">('agrees')
  agree<'staging.pass_purchase', Row, 'bought_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.pass_purchase', Row, 'pass_id', "LowCardinality(String)">('agrees')
  agree<'staging.pass_purchase', Row, '_source', "LowCardinality(String)">('agrees')
  agree<'staging.pass_purchase', Row, '_partition', "LowCardinality(String)">('agrees')
  agree<'staging.pass_purchase', Row, '_position', "Decimal(38, 0)">('agrees')
  agree<'staging.pass_purchase', Row, '_batch', "LowCardinality(String)">('agrees')
  agree<'staging.pass_purchase', Row, '_landed_at', "DateTime64(3, 'UTC')">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/payment.ts').payment>
  settle((row: Row) => [row.payment_id, row.billing_account_id, row.received_at, row.kind, row.amount, row.currency, row.method, row.gateway, row.gateway_reference, row.reverses_payment_id, row._source, row._partition, row._position, row._batch, row._landed_at])
  complete<'staging.payment', Row, 'payment_id' | 'billing_account_id' | 'received_at' | 'kind' | 'amount' | 'currency' | 'method' | 'gateway' | 'gateway_reference' | 'reverses_payment_id' | '_source' | '_partition' | '_position' | '_batch' | '_landed_at'>('agrees')
  agree<'staging.payment', Row, 'payment_id', "String">('agrees')
  agree<'staging.payment', Row, 'billing_account_id', "String">('agrees')
  agree<'staging.payment', Row, 'received_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.payment', Row, 'kind', "LowCardinality(String)">('agrees')
  agree<'staging.payment', Row, 'amount', "Decimal(18, 3)">('agrees')
  agree<'staging.payment', Row, 'currency', "LowCardinality(String)">('agrees')
  agree<'staging.payment', Row, 'method', "LowCardinality(String)">('agrees')
  agree<'staging.payment', Row, 'gateway', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.payment', Row, 'gateway_reference', "Nullable(String)">('agrees')
  agree<'staging.payment', Row, 'reverses_payment_id', "Nullable(String)">('agrees')
  agree<'staging.payment', Row, '_source', "LowCardinality(String)">('agrees')
  agree<'staging.payment', Row, '_partition', "LowCardinality(String)">('agrees')
  agree<'staging.payment', Row, '_position', "Decimal(38, 0)">('agrees')
  agree<'staging.payment', Row, '_batch', "LowCardinality(String)">('agrees')
  agree<'staging.payment', Row, '_landed_at', "DateTime64(3, 'UTC')">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/prefix.ts').prefix>
  settle((row: Row) => [row.tariff_id, row.prefix, row.exact, row.zone, row.name, row.valid_from, row.valid_to])
  complete<'staging.prefix', Row, 'tariff_id' | 'prefix' | 'exact' | 'zone' | 'name' | 'valid_from' | 'valid_to'>('agrees')
  agree<'staging.prefix', Row, 'tariff_id', "LowCardinality(String)">('agrees')
  agree<'staging.prefix', Row, 'prefix', "String">('agrees')
  agree<'staging.prefix', Row, 'exact', "Bool">('agrees')
  agree<'staging.prefix', Row, 'zone', "String">('agrees')
  agree<'staging.prefix', Row, 'name', "String">('agrees')
  agree<'staging.prefix', Row, 'valid_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.prefix', Row, 'valid_to', "DateTime64(3, 'UTC')">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/price.ts').price>
  settle((row: Row) => [row.tariff_id, row.price_id, row.name, row.service, row.metric, row.model, row.weight, row.fallback, row.filters, row.minimum_quantity, row.whole_call_by_start, row.minimum_cost, row.maximum_cost, row.maximum_cost_then, row.maximum_cost_includes_connect_fee, row.connect_fee_when_covered, row.at_boundary, row.stated_amount, row.exchange_source, row.amount, row.flat_fee_at_zero, row.package_size, row.free_units, row.percentage, row.fixed_fee, row.minimum_per_event, row.maximum_per_event, row.free_events, row.free_amount, row.aggregation, row.property, row.removed_property, row.removed_value, row.group_by, row.carried_over, row.prorated, row.charged_in, row.multiplier, row.discount_percentage, row.conversion_operation, row.conversion_by, row.conversion_rounding, row.conversion_decimals, row.minimum_spend, row.minimum_spend_proration, row.maximum_spend, row.period, row.scope, row.rounding, row.decimals, row.rounding_of, row.tax_id, row.tax_included, row.valid_from, row.valid_to])
  complete<'staging.price', Row, 'tariff_id' | 'price_id' | 'name' | 'service' | 'metric' | 'model' | 'weight' | 'fallback' | 'filters' | 'minimum_quantity' | 'whole_call_by_start' | 'minimum_cost' | 'maximum_cost' | 'maximum_cost_then' | 'maximum_cost_includes_connect_fee' | 'connect_fee_when_covered' | 'at_boundary' | 'stated_amount' | 'exchange_source' | 'amount' | 'flat_fee_at_zero' | 'package_size' | 'free_units' | 'percentage' | 'fixed_fee' | 'minimum_per_event' | 'maximum_per_event' | 'free_events' | 'free_amount' | 'aggregation' | 'property' | 'removed_property' | 'removed_value' | 'group_by' | 'carried_over' | 'prorated' | 'charged_in' | 'multiplier' | 'discount_percentage' | 'conversion_operation' | 'conversion_by' | 'conversion_rounding' | 'conversion_decimals' | 'minimum_spend' | 'minimum_spend_proration' | 'maximum_spend' | 'period' | 'scope' | 'rounding' | 'decimals' | 'rounding_of' | 'tax_id' | 'tax_included' | 'valid_from' | 'valid_to'>('agrees')
  agree<'staging.price', Row, 'tariff_id', "LowCardinality(String)">('agrees')
  agree<'staging.price', Row, 'price_id', "LowCardinality(String)">('agrees')
  agree<'staging.price', Row, 'name', "String">('agrees')
  agree<'staging.price', Row, 'service', "LowCardinality(String)">('agrees')
  agree<'staging.price', Row, 'metric', "LowCardinality(String)">('agrees')
  agree<'staging.price', Row, 'model', "LowCardinality(String)">('agrees')
  agree<'staging.price', Row, 'weight', "UInt16">('agrees')
  agree<'staging.price', Row, 'fallback', "UInt8">('agrees')
  agree<'staging.price', Row, 'filters', "UInt8">('agrees')
  agree<'staging.price', Row, 'minimum_quantity', "UInt64">('agrees')
  agree<'staging.price', Row, 'whole_call_by_start', "Bool">('agrees')
  agree<'staging.price', Row, 'minimum_cost', "Nullable(Decimal(18, 9))">('agrees')
  agree<'staging.price', Row, 'maximum_cost', "Nullable(Decimal(18, 9))">('agrees')
  agree<'staging.price', Row, 'maximum_cost_then', "LowCardinality(String)">('agrees')
  agree<'staging.price', Row, 'maximum_cost_includes_connect_fee', "Bool">('agrees')
  agree<'staging.price', Row, 'connect_fee_when_covered', "Bool">('agrees')
  agree<'staging.price', Row, 'at_boundary', "LowCardinality(String)">('agrees')
  agree<'staging.price', Row, 'stated_amount', "LowCardinality(String)">('agrees')
  agree<'staging.price', Row, 'exchange_source', "LowCardinality(String)">('agrees')
  agree<'staging.price', Row, 'amount', "Nullable(Decimal(18, 9))">('agrees')
  agree<'staging.price', Row, 'flat_fee_at_zero', "Bool">('agrees')
  agree<'staging.price', Row, 'package_size', "Decimal(38, 9)">('agrees')
  agree<'staging.price', Row, 'free_units', "Decimal(38, 9)">('agrees')
  agree<'staging.price', Row, 'percentage', "Decimal(18, 9)">('agrees')
  agree<'staging.price', Row, 'fixed_fee', "Decimal(18, 9)">('agrees')
  agree<'staging.price', Row, 'minimum_per_event', "Nullable(Decimal(18, 9))">('agrees')
  agree<'staging.price', Row, 'maximum_per_event', "Nullable(Decimal(18, 9))">('agrees')
  agree<'staging.price', Row, 'free_events', "UInt64">('agrees')
  agree<'staging.price', Row, 'free_amount', "Decimal(38, 9)">('agrees')
  agree<'staging.price', Row, 'aggregation', "LowCardinality(String)">('agrees')
  agree<'staging.price', Row, 'property', "LowCardinality(String)">('agrees')
  agree<'staging.price', Row, 'removed_property', "LowCardinality(String)">('agrees')
  agree<'staging.price', Row, 'removed_value', "String">('agrees')
  agree<'staging.price', Row, 'group_by', "String">('agrees')
  agree<'staging.price', Row, 'carried_over', "Bool">('agrees')
  agree<'staging.price', Row, 'prorated', "Bool">('agrees')
  agree<'staging.price', Row, 'charged_in', "LowCardinality(String)">('agrees')
  agree<'staging.price', Row, 'multiplier', "Decimal(18, 9)">('agrees')
  agree<'staging.price', Row, 'discount_percentage', "Decimal(18, 9)">('agrees')
  agree<'staging.price', Row, 'conversion_operation', "LowCardinality(String)">('agrees')
  agree<'staging.price', Row, 'conversion_by', "Decimal(38, 9)">('agrees')
  agree<'staging.price', Row, 'conversion_rounding', "LowCardinality(String)">('agrees')
  agree<'staging.price', Row, 'conversion_decimals', "Int32">('agrees')
  agree<'staging.price', Row, 'minimum_spend', "Decimal(38, 9)">('agrees')
  agree<'staging.price', Row, 'minimum_spend_proration', "LowCardinality(String)">('agrees')
  agree<'staging.price', Row, 'maximum_spend', "Nullable(Decimal(38, 9))">('agrees')
  agree<'staging.price', Row, 'period', "LowCardinality(String)">('agrees')
  agree<'staging.price', Row, 'scope', "LowCardinality(String)">('agrees')
  agree<'staging.price', Row, 'rounding', "LowCardinality(String)">('agrees')
  agree<'staging.price', Row, 'decimals', "Int32">('agrees')
  agree<'staging.price', Row, 'rounding_of', "LowCardinality(String)">('agrees')
  agree<'staging.price', Row, 'tax_id', "LowCardinality(String)">('agrees')
  agree<'staging.price', Row, 'tax_included', "Bool">('agrees')
  agree<'staging.price', Row, 'valid_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.price', Row, 'valid_to', "DateTime64(3, 'UTC')">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/price_filter.ts').priceFilter>
  settle((row: Row) => [row.tariff_id, row.price_id, row.property, row.value, row.valid_from, row.valid_to])
  complete<'staging.price_filter', Row, 'tariff_id' | 'price_id' | 'property' | 'value' | 'valid_from' | 'valid_to'>('agrees')
  agree<'staging.price_filter', Row, 'tariff_id', "LowCardinality(String)">('agrees')
  agree<'staging.price_filter', Row, 'price_id', "LowCardinality(String)">('agrees')
  agree<'staging.price_filter', Row, 'property', "LowCardinality(String)">('agrees')
  agree<'staging.price_filter', Row, 'value', "String">('agrees')
  agree<'staging.price_filter', Row, 'valid_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.price_filter', Row, 'valid_to', "DateTime64(3, 'UTC')">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/price_tier.ts').priceTier>
  settle((row: Row) => [row.tariff_id, row.price_id, row.tier, row.unit, row.above, row.up_to, row.amount, row.per_units, row.flat_fee, row.percentage, row.maximum, row.valid_from, row.valid_to])
  complete<'staging.price_tier', Row, 'tariff_id' | 'price_id' | 'tier' | 'unit' | 'above' | 'up_to' | 'amount' | 'per_units' | 'flat_fee' | 'percentage' | 'maximum' | 'valid_from' | 'valid_to'>('agrees')
  agree<'staging.price_tier', Row, 'tariff_id', "LowCardinality(String)">('agrees')
  agree<'staging.price_tier', Row, 'price_id', "LowCardinality(String)">('agrees')
  agree<'staging.price_tier', Row, 'tier', "UInt16">('agrees')
  agree<'staging.price_tier', Row, 'unit', "LowCardinality(String)">('agrees')
  agree<'staging.price_tier', Row, 'above', "Decimal(38, 9)">('agrees')
  agree<'staging.price_tier', Row, 'up_to', "Nullable(Decimal(38, 9))">('agrees')
  agree<'staging.price_tier', Row, 'amount', "Decimal(18, 9)">('agrees')
  agree<'staging.price_tier', Row, 'per_units', "Decimal(38, 9)">('agrees')
  agree<'staging.price_tier', Row, 'flat_fee', "Decimal(18, 9)">('agrees')
  agree<'staging.price_tier', Row, 'percentage', "Decimal(18, 9)">('agrees')
  agree<'staging.price_tier', Row, 'maximum', "Nullable(Decimal(18, 9))">('agrees')
  agree<'staging.price_tier', Row, 'valid_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.price_tier', Row, 'valid_to', "DateTime64(3, 'UTC')">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/product_order_current.ts').productOrderCurrent>
  settle((row: Row) => [row.order_id, row.updated_at, row.customer_id, row.subscription_id, row.action, row.offering_id, row.status, row.channel, row._source, row._partition, row._position, row._batch, row._landed_at, row.record_id, row.is_deleted])
  complete<'staging.product_order_current', Row, 'order_id' | 'updated_at' | 'customer_id' | 'subscription_id' | 'action' | 'offering_id' | 'status' | 'channel' | '_source' | '_partition' | '_position' | '_batch' | '_landed_at' | 'record_id' | 'is_deleted'>('agrees')
  agree<'staging.product_order_current', Row, 'order_id', "String">('agrees')
  agree<'staging.product_order_current', Row, 'updated_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.product_order_current', Row, 'customer_id', "String">('agrees')
  agree<'staging.product_order_current', Row, 'subscription_id', "Nullable(String)">('agrees')
  agree<'staging.product_order_current', Row, 'action', "LowCardinality(String)">('agrees')
  agree<'staging.product_order_current', Row, 'offering_id', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.product_order_current', Row, 'status', "LowCardinality(String)">('agrees')
  agree<'staging.product_order_current', Row, 'channel', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.product_order_current', Row, '_source', "LowCardinality(String)">('agrees')
  agree<'staging.product_order_current', Row, '_partition', "LowCardinality(String)">('agrees')
  agree<'staging.product_order_current', Row, '_position', "Decimal(38, 0)">('agrees')
  agree<'staging.product_order_current', Row, '_batch', "LowCardinality(String)">('agrees')
  agree<'staging.product_order_current', Row, '_landed_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.product_order_current', Row, 'record_id', "String">('agrees')
  agree<'staging.product_order_current', Row, 'is_deleted', "Bool">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/entity_versions.ts').productOrderVersion>
  settle((row: Row) => [row.system, row.entity_id, row.valid_from, row.valid_to, row.is_current, row.is_deleted, row.creation_seen, row.is_stale, row.missing, row.customer_id, row.subscription_id, row.action, row.offering_id, row.status, row.channel, row._source, row._partition, row._position, row._batch, row._landed_at])
  complete<'staging.product_order_version', Row, 'system' | 'entity_id' | 'valid_from' | 'valid_to' | 'is_current' | 'is_deleted' | 'creation_seen' | 'is_stale' | 'missing' | 'customer_id' | 'subscription_id' | 'action' | 'offering_id' | 'status' | 'channel' | '_source' | '_partition' | '_position' | '_batch' | '_landed_at'>('agrees')
  agree<'staging.product_order_version', Row, 'system', "LowCardinality(String)">('agrees')
  agree<'staging.product_order_version', Row, 'entity_id', "String">('agrees')
  agree<'staging.product_order_version', Row, 'valid_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.product_order_version', Row, 'valid_to', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.product_order_version', Row, 'is_current', "Bool">('agrees')
  agree<'staging.product_order_version', Row, 'is_deleted', "Bool">('agrees')
  agree<'staging.product_order_version', Row, 'creation_seen', "Bool">('agrees')
  agree<'staging.product_order_version', Row, 'is_stale', "Bool">('agrees')
  agree<'staging.product_order_version', Row, 'missing', "String">('agrees')
  agree<'staging.product_order_version', Row, 'customer_id', "Nullable(String)">('agrees')
  agree<'staging.product_order_version', Row, 'subscription_id', "Nullable(String)">('agrees')
  agree<'staging.product_order_version', Row, 'action', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.product_order_version', Row, 'offering_id', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.product_order_version', Row, 'status', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.product_order_version', Row, 'channel', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.product_order_version', Row, '_source', "LowCardinality(String)">('agrees')
  agree<'staging.product_order_version', Row, '_partition', "LowCardinality(String)">('agrees')
  agree<'staging.product_order_version', Row, '_position', "Decimal(38, 0)">('agrees')
  agree<'staging.product_order_version', Row, '_batch', "LowCardinality(String)">('agrees')
  agree<'staging.product_order_version', Row, '_landed_at', "DateTime64(3, 'UTC')">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/entity_wholes.ts').productOrderWhole>
  settle((row: Row) => [row.order_id, row.updated_at, row.customer_id, row.subscription_id, row.action, row.offering_id, row.status, row.channel, row._source, row._partition, row._position, row._batch, row._landed_at, row.record_id, row.is_deleted])
  complete<'staging.product_order_whole', Row, 'order_id' | 'updated_at' | 'customer_id' | 'subscription_id' | 'action' | 'offering_id' | 'status' | 'channel' | '_source' | '_partition' | '_position' | '_batch' | '_landed_at' | 'record_id' | 'is_deleted'>('agrees')
  agree<'staging.product_order_whole', Row, 'order_id', "String">('agrees')
  agree<'staging.product_order_whole', Row, 'updated_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.product_order_whole', Row, 'customer_id', "String">('agrees')
  agree<'staging.product_order_whole', Row, 'subscription_id', "Nullable(String)">('agrees')
  agree<'staging.product_order_whole', Row, 'action', "LowCardinality(String)">('agrees')
  agree<'staging.product_order_whole', Row, 'offering_id', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.product_order_whole', Row, 'status', "LowCardinality(String)">('agrees')
  agree<'staging.product_order_whole', Row, 'channel', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.product_order_whole', Row, '_source', "LowCardinality(String)">('agrees')
  agree<'staging.product_order_whole', Row, '_partition', "LowCardinality(String)">('agrees')
  agree<'staging.product_order_whole', Row, '_position', "Decimal(38, 0)">('agrees')
  agree<'staging.product_order_whole', Row, '_batch', "LowCardinality(String)">('agrees')
  agree<'staging.product_order_whole', Row, '_landed_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.product_order_whole', Row, 'record_id', "String">('agrees')
  agree<'staging.product_order_whole', Row, 'is_deleted', "Bool">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/rate.ts').rate>
  settle((row: Row) => [row.tariff_id, row.price_id, row.service, row.zone, row.band, row.weight, row.holiday, row.weekdays, row.dates, row.from_minute, row.from_second, row.to_minute, row.to_second, row.after_units, row.connect_fee, row.rate, row.per_units, row.first_increment, row.next_increment, row.entry_fee, row.included_units, row.minimum_cost, row.maximum_cost, row.maximum_cost_then, row.blocked, row.markup, row.decimals, row.valid_from, row.valid_to])
  complete<'staging.rate', Row, 'tariff_id' | 'price_id' | 'service' | 'zone' | 'band' | 'weight' | 'holiday' | 'weekdays' | 'dates' | 'from_minute' | 'from_second' | 'to_minute' | 'to_second' | 'after_units' | 'connect_fee' | 'rate' | 'per_units' | 'first_increment' | 'next_increment' | 'entry_fee' | 'included_units' | 'minimum_cost' | 'maximum_cost' | 'maximum_cost_then' | 'blocked' | 'markup' | 'decimals' | 'valid_from' | 'valid_to'>('agrees')
  agree<'staging.rate', Row, 'tariff_id', "LowCardinality(String)">('agrees')
  agree<'staging.rate', Row, 'price_id', "LowCardinality(String)">('agrees')
  agree<'staging.rate', Row, 'service', "LowCardinality(String)">('agrees')
  agree<'staging.rate', Row, 'zone', "String">('agrees')
  agree<'staging.rate', Row, 'band', "LowCardinality(String)">('agrees')
  agree<'staging.rate', Row, 'weight', "UInt32">('agrees')
  agree<'staging.rate', Row, 'holiday', "Bool">('agrees')
  agree<'staging.rate', Row, 'weekdays', "String">('agrees')
  agree<'staging.rate', Row, 'dates', "String">('agrees')
  agree<'staging.rate', Row, 'from_minute', "UInt16">('agrees')
  agree<'staging.rate', Row, 'from_second', "UInt8">('agrees')
  agree<'staging.rate', Row, 'to_minute', "UInt16">('agrees')
  agree<'staging.rate', Row, 'to_second', "UInt8">('agrees')
  agree<'staging.rate', Row, 'after_units', "UInt64">('agrees')
  agree<'staging.rate', Row, 'connect_fee', "Decimal(18, 9)">('agrees')
  agree<'staging.rate', Row, 'rate', "Decimal(18, 9)">('agrees')
  agree<'staging.rate', Row, 'per_units', "UInt64">('agrees')
  agree<'staging.rate', Row, 'first_increment', "UInt64">('agrees')
  agree<'staging.rate', Row, 'next_increment', "UInt64">('agrees')
  agree<'staging.rate', Row, 'entry_fee', "Decimal(18, 9)">('agrees')
  agree<'staging.rate', Row, 'included_units', "UInt64">('agrees')
  agree<'staging.rate', Row, 'minimum_cost', "Nullable(Decimal(18, 9))">('agrees')
  agree<'staging.rate', Row, 'maximum_cost', "Nullable(Decimal(18, 9))">('agrees')
  agree<'staging.rate', Row, 'maximum_cost_then', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.rate', Row, 'blocked', "Bool">('agrees')
  agree<'staging.rate', Row, 'markup', "Nullable(Decimal(18, 9))">('agrees')
  agree<'staging.rate', Row, 'decimals', "UInt8">('agrees')
  agree<'staging.rate', Row, 'valid_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.rate', Row, 'valid_to', "DateTime64(3, 'UTC')">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/recharge.ts').recharge>
  settle((row: Row) => [row.recharge_id, row.subscription_id, row.recharged_at, row.amount, row.bonus_amount, row.currency, row.balance, row.expires_at, row.channel, row.payment_id, row._source, row._partition, row._position, row._batch, row._landed_at])
  complete<'staging.recharge', Row, 'recharge_id' | 'subscription_id' | 'recharged_at' | 'amount' | 'bonus_amount' | 'currency' | 'balance' | 'expires_at' | 'channel' | 'payment_id' | '_source' | '_partition' | '_position' | '_batch' | '_landed_at'>('agrees')
  agree<'staging.recharge', Row, 'recharge_id', "String">('agrees')
  agree<'staging.recharge', Row, 'subscription_id', "String">('agrees')
  agree<'staging.recharge', Row, 'recharged_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.recharge', Row, 'amount', "Decimal(18, 3)">('agrees')
  agree<'staging.recharge', Row, 'bonus_amount', "Decimal(18, 3)">('agrees')
  agree<'staging.recharge', Row, 'currency', "LowCardinality(String)">('agrees')
  agree<'staging.recharge', Row, 'balance', "LowCardinality(String)">('agrees')
  agree<'staging.recharge', Row, 'expires_at', "Nullable(DateTime64(3, 'UTC'))">('agrees')
  agree<'staging.recharge', Row, 'channel', "LowCardinality(String)">('agrees')
  agree<'staging.recharge', Row, 'payment_id', "Nullable(String)">('agrees')
  agree<'staging.recharge', Row, '_source', "LowCardinality(String)">('agrees')
  agree<'staging.recharge', Row, '_partition', "LowCardinality(String)">('agrees')
  agree<'staging.recharge', Row, '_position', "Decimal(38, 0)">('agrees')
  agree<'staging.recharge', Row, '_batch', "LowCardinality(String)">('agrees')
  agree<'staging.recharge', Row, '_landed_at', "DateTime64(3, 'UTC')">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/session_gap.ts').sessionGap>
  settle((row: Row) => [row.feed, row.session_id, row.session_number, row.kind, row.from_sequence, row.to_sequence, row.reports, row.at])
  complete<'staging.session_gap', Row, 'feed' | 'session_id' | 'session_number' | 'kind' | 'from_sequence' | 'to_sequence' | 'reports' | 'at'>('agrees')
  agree<'staging.session_gap', Row, 'feed', "String">('agrees')
  agree<'staging.session_gap', Row, 'session_id', "String">('agrees')
  agree<'staging.session_gap', Row, 'session_number', "Int64">('agrees')
  agree<'staging.session_gap', Row, 'kind', "String">('agrees')
  agree<'staging.session_gap', Row, 'from_sequence', "Nullable(Int64)">('agrees')
  agree<'staging.session_gap', Row, 'to_sequence', "Nullable(Int64)">('agrees')
  agree<'staging.session_gap', Row, 'reports', "Int64">('agrees')
  agree<'staging.session_gap', Row, 'at', "DateTime64(3, 'UTC')">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/settlement.ts').settlement>
  settle((row: Row) => [row.gateway, row.gateway_reference, row.kind, row.settled_at, row.gross_amount, row.fee_amount, row.net_amount, row.currency, row._source, row._partition, row._position, row._batch, row._landed_at])
  complete<'staging.settlement', Row, 'gateway' | 'gateway_reference' | 'kind' | 'settled_at' | 'gross_amount' | 'fee_amount' | 'net_amount' | 'currency' | '_source' | '_partition' | '_position' | '_batch' | '_landed_at'>('agrees')
  agree<'staging.settlement', Row, 'gateway', "LowCardinality(String)">('agrees')
  agree<'staging.settlement', Row, 'gateway_reference', "String">('agrees')
  agree<'staging.settlement', Row, 'kind', "LowCardinality(String)">('agrees')
  agree<'staging.settlement', Row, 'settled_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.settlement', Row, 'gross_amount', "Decimal(18, 3)">('agrees')
  agree<'staging.settlement', Row, 'fee_amount', "Decimal(18, 3)">('agrees')
  agree<'staging.settlement', Row, 'net_amount', "Decimal(18, 3)">('agrees')
  agree<'staging.settlement', Row, 'currency', "LowCardinality(String)">('agrees')
  agree<'staging.settlement', Row, '_source', "LowCardinality(String)">('agrees')
  agree<'staging.settlement', Row, '_partition', "LowCardinality(String)">('agrees')
  agree<'staging.settlement', Row, '_position', "Decimal(38, 0)">('agrees')
  agree<'staging.settlement', Row, '_batch', "LowCardinality(String)">('agrees')
  agree<'staging.settlement', Row, '_landed_at', "DateTime64(3, 'UTC')">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/subscription_current.ts').subscriptionCurrent>
  settle((row: Row) => [row.subscription_id, row.customer_id, row.billing_account_id, row.type, row.status, row.status_reason, row.state_from, row.offering_id, row.offering, row.monthly_price, row.currency, row.contract_months, row.access, row.channel, row.activated_at, row.terminated_at, row.tenure_months, row.simulated])
  complete<'staging.subscription_current', Row, 'subscription_id' | 'customer_id' | 'billing_account_id' | 'type' | 'status' | 'status_reason' | 'state_from' | 'offering_id' | 'offering' | 'monthly_price' | 'currency' | 'contract_months' | 'access' | 'channel' | 'activated_at' | 'terminated_at' | 'tenure_months' | 'simulated'>('agrees')
  agree<'staging.subscription_current', Row, 'subscription_id', "String">('agrees')
  agree<'staging.subscription_current', Row, 'customer_id', "String">('agrees')
  agree<'staging.subscription_current', Row, 'billing_account_id', "String">('agrees')
  agree<'staging.subscription_current', Row, 'type', "LowCardinality(String)">('agrees')
  agree<'staging.subscription_current', Row, 'status', "LowCardinality(String)">('agrees')
  agree<'staging.subscription_current', Row, 'status_reason', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.subscription_current', Row, 'state_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.subscription_current', Row, 'offering_id', "LowCardinality(String)">('agrees')
  agree<'staging.subscription_current', Row, 'offering', "Nullable(String)">('agrees')
  agree<'staging.subscription_current', Row, 'monthly_price', "Decimal(38, 9)">('agrees')
  agree<'staging.subscription_current', Row, 'currency', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.subscription_current', Row, 'contract_months', "UInt8">('agrees')
  agree<'staging.subscription_current', Row, 'access', "LowCardinality(String)">('agrees')
  agree<'staging.subscription_current', Row, 'channel', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.subscription_current', Row, 'activated_at', "Nullable(DateTime64(3, 'UTC'))">('agrees')
  agree<'staging.subscription_current', Row, 'terminated_at', "Nullable(DateTime64(3, 'UTC'))">('agrees')
  agree<'staging.subscription_current', Row, 'tenure_months', "Nullable(Int64)">('agrees')
  agree<'staging.subscription_current', Row, 'simulated', "Bool">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/subscription_history.ts').subscriptionHistory>
  settle((row: Row) => [row.subscription_id, row.valid_from, row.valid_to, row.customer_id, row.billing_account_id, row.type, row.status, row.status_reason, row.offering_id, row.recurring_price, row.contract_months, row.access, row.channel, row.simulated])
  complete<'staging.subscription_history', Row, 'subscription_id' | 'valid_from' | 'valid_to' | 'customer_id' | 'billing_account_id' | 'type' | 'status' | 'status_reason' | 'offering_id' | 'recurring_price' | 'contract_months' | 'access' | 'channel' | 'simulated'>('agrees')
  agree<'staging.subscription_history', Row, 'subscription_id', "String">('agrees')
  agree<'staging.subscription_history', Row, 'valid_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.subscription_history', Row, 'valid_to', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.subscription_history', Row, 'customer_id', "String">('agrees')
  agree<'staging.subscription_history', Row, 'billing_account_id', "String">('agrees')
  agree<'staging.subscription_history', Row, 'type', "LowCardinality(String)">('agrees')
  agree<'staging.subscription_history', Row, 'status', "LowCardinality(String)">('agrees')
  agree<'staging.subscription_history', Row, 'status_reason', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.subscription_history', Row, 'offering_id', "LowCardinality(String)">('agrees')
  agree<'staging.subscription_history', Row, 'recurring_price', "Nullable(Decimal(18, 9))">('agrees')
  agree<'staging.subscription_history', Row, 'contract_months', "UInt8">('agrees')
  agree<'staging.subscription_history', Row, 'access', "LowCardinality(String)">('agrees')
  agree<'staging.subscription_history', Row, 'channel', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.subscription_history', Row, 'simulated', "Bool">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/entity_versions.ts').subscriptionVersion>
  settle((row: Row) => [row.system, row.entity_id, row.valid_from, row.valid_to, row.is_current, row.is_deleted, row.creation_seen, row.is_stale, row.missing, row.customer_id, row.billing_account_id, row.type, row.status, row.status_reason, row.offering_id, row.recurring_price, row.contract_months, row.access, row.channel, row._source, row._partition, row._position, row._batch, row._landed_at])
  complete<'staging.subscription_version', Row, 'system' | 'entity_id' | 'valid_from' | 'valid_to' | 'is_current' | 'is_deleted' | 'creation_seen' | 'is_stale' | 'missing' | 'customer_id' | 'billing_account_id' | 'type' | 'status' | 'status_reason' | 'offering_id' | 'recurring_price' | 'contract_months' | 'access' | 'channel' | '_source' | '_partition' | '_position' | '_batch' | '_landed_at'>('agrees')
  agree<'staging.subscription_version', Row, 'system', "LowCardinality(String)">('agrees')
  agree<'staging.subscription_version', Row, 'entity_id', "String">('agrees')
  agree<'staging.subscription_version', Row, 'valid_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.subscription_version', Row, 'valid_to', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.subscription_version', Row, 'is_current', "Bool">('agrees')
  agree<'staging.subscription_version', Row, 'is_deleted', "Bool">('agrees')
  agree<'staging.subscription_version', Row, 'creation_seen', "Bool">('agrees')
  agree<'staging.subscription_version', Row, 'is_stale', "Bool">('agrees')
  agree<'staging.subscription_version', Row, 'missing', "String">('agrees')
  agree<'staging.subscription_version', Row, 'customer_id', "Nullable(String)">('agrees')
  agree<'staging.subscription_version', Row, 'billing_account_id', "Nullable(String)">('agrees')
  agree<'staging.subscription_version', Row, 'type', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.subscription_version', Row, 'status', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.subscription_version', Row, 'status_reason', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.subscription_version', Row, 'offering_id', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.subscription_version', Row, 'recurring_price', "Nullable(Decimal(18, 9))">('agrees')
  agree<'staging.subscription_version', Row, 'contract_months', "UInt8">('agrees')
  agree<'staging.subscription_version', Row, 'access', "LowCardinality(String)">('agrees')
  agree<'staging.subscription_version', Row, 'channel', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.subscription_version', Row, '_source', "LowCardinality(String)">('agrees')
  agree<'staging.subscription_version', Row, '_partition', "LowCardinality(String)">('agrees')
  agree<'staging.subscription_version', Row, '_position', "Decimal(38, 0)">('agrees')
  agree<'staging.subscription_version', Row, '_batch', "LowCardinality(String)">('agrees')
  agree<'staging.subscription_version', Row, '_landed_at', "DateTime64(3, 'UTC')">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/entity_wholes.ts').subscriptionWhole>
  settle((row: Row) => [row.subscription_id, row.effective_at, row.customer_id, row.billing_account_id, row.type, row.status, row.status_reason, row.offering_id, row.recurring_price, row.contract_months, row.access, row.channel, row._source, row._partition, row._position, row._batch, row._landed_at, row.record_id, row.is_deleted])
  complete<'staging.subscription_whole', Row, 'subscription_id' | 'effective_at' | 'customer_id' | 'billing_account_id' | 'type' | 'status' | 'status_reason' | 'offering_id' | 'recurring_price' | 'contract_months' | 'access' | 'channel' | '_source' | '_partition' | '_position' | '_batch' | '_landed_at' | 'record_id' | 'is_deleted'>('agrees')
  agree<'staging.subscription_whole', Row, 'subscription_id', "String">('agrees')
  agree<'staging.subscription_whole', Row, 'effective_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.subscription_whole', Row, 'customer_id', "String">('agrees')
  agree<'staging.subscription_whole', Row, 'billing_account_id', "String">('agrees')
  agree<'staging.subscription_whole', Row, 'type', "LowCardinality(String)">('agrees')
  agree<'staging.subscription_whole', Row, 'status', "LowCardinality(String)">('agrees')
  agree<'staging.subscription_whole', Row, 'status_reason', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.subscription_whole', Row, 'offering_id', "LowCardinality(String)">('agrees')
  agree<'staging.subscription_whole', Row, 'recurring_price', "Nullable(Decimal(18, 9))">('agrees')
  agree<'staging.subscription_whole', Row, 'contract_months', "UInt8">('agrees')
  agree<'staging.subscription_whole', Row, 'access', "LowCardinality(String)">('agrees')
  agree<'staging.subscription_whole', Row, 'channel', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.subscription_whole', Row, '_source', "LowCardinality(String)">('agrees')
  agree<'staging.subscription_whole', Row, '_partition', "LowCardinality(String)">('agrees')
  agree<'staging.subscription_whole', Row, '_position', "Decimal(38, 0)">('agrees')
  agree<'staging.subscription_whole', Row, '_batch', "LowCardinality(String)">('agrees')
  agree<'staging.subscription_whole', Row, '_landed_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.subscription_whole', Row, 'record_id', "String">('agrees')
  agree<'staging.subscription_whole', Row, 'is_deleted', "Bool">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/tax.ts').tax>
  settle((row: Row) => [row.tax_id, row.valid_from, row.valid_to, row.name, row.category, row.rate, row.parts, row.jurisdiction])
  complete<'staging.tax', Row, 'tax_id' | 'valid_from' | 'valid_to' | 'name' | 'category' | 'rate' | 'parts' | 'jurisdiction'>('agrees')
  agree<'staging.tax', Row, 'tax_id', "LowCardinality(String)">('agrees')
  agree<'staging.tax', Row, 'valid_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.tax', Row, 'valid_to', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.tax', Row, 'name', "String">('agrees')
  agree<'staging.tax', Row, 'category', "LowCardinality(String)">('agrees')
  agree<'staging.tax', Row, 'rate', "Decimal(9, 6)">('agrees')
  agree<'staging.tax', Row, 'parts', "String">('agrees')
  agree<'staging.tax', Row, 'jurisdiction', "LowCardinality(String)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/top_up.ts').topUp>
  settle((row: Row) => [row.offering_id, row.kind, row.top_up_id, row.name, row.balance_id, row.at_least, row.percentage, row.amount, row.price, row.days, row.valid_from, row.valid_to])
  complete<'staging.top_up', Row, 'offering_id' | 'kind' | 'top_up_id' | 'name' | 'balance_id' | 'at_least' | 'percentage' | 'amount' | 'price' | 'days' | 'valid_from' | 'valid_to'>('agrees')
  agree<'staging.top_up', Row, 'offering_id', "LowCardinality(String)">('agrees')
  agree<'staging.top_up', Row, 'kind', "LowCardinality(String)">('agrees')
  agree<'staging.top_up', Row, 'top_up_id', "LowCardinality(String)">('agrees')
  agree<'staging.top_up', Row, 'name', "String">('agrees')
  agree<'staging.top_up', Row, 'balance_id', "LowCardinality(String)">('agrees')
  agree<'staging.top_up', Row, 'at_least', "Decimal(38, 9)">('agrees')
  agree<'staging.top_up', Row, 'percentage', "Nullable(Decimal(18, 9))">('agrees')
  agree<'staging.top_up', Row, 'amount', "Nullable(Decimal(38, 9))">('agrees')
  agree<'staging.top_up', Row, 'price', "Decimal(38, 9)">('agrees')
  agree<'staging.top_up', Row, 'days', "Nullable(UInt16)">('agrees')
  agree<'staging.top_up', Row, 'valid_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.top_up', Row, 'valid_to', "DateTime64(3, 'UTC')">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/trouble_ticket_current.ts').troubleTicketCurrent>
  settle((row: Row) => [row.ticket_id, row.updated_at, row.opened_at, row.customer_id, row.subscription_id, row.category, row.subject, row.status, row.channel, row.region, row.city, row.resolved_at, row._source, row._partition, row._position, row._batch, row._landed_at, row.record_id, row.is_deleted])
  complete<'staging.trouble_ticket_current', Row, 'ticket_id' | 'updated_at' | 'opened_at' | 'customer_id' | 'subscription_id' | 'category' | 'subject' | 'status' | 'channel' | 'region' | 'city' | 'resolved_at' | '_source' | '_partition' | '_position' | '_batch' | '_landed_at' | 'record_id' | 'is_deleted'>('agrees')
  agree<'staging.trouble_ticket_current', Row, 'ticket_id', "String">('agrees')
  agree<'staging.trouble_ticket_current', Row, 'updated_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.trouble_ticket_current', Row, 'opened_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.trouble_ticket_current', Row, 'customer_id', "Nullable(String)">('agrees')
  agree<'staging.trouble_ticket_current', Row, 'subscription_id', "Nullable(String)">('agrees')
  agree<'staging.trouble_ticket_current', Row, 'category', "LowCardinality(String)">('agrees')
  agree<'staging.trouble_ticket_current', Row, 'subject', "String">('agrees')
  agree<'staging.trouble_ticket_current', Row, 'status', "LowCardinality(String)">('agrees')
  agree<'staging.trouble_ticket_current', Row, 'channel', "LowCardinality(String)">('agrees')
  agree<'staging.trouble_ticket_current', Row, 'region', "LowCardinality(String)">('agrees')
  agree<'staging.trouble_ticket_current', Row, 'city', "Nullable(String)">('agrees')
  agree<'staging.trouble_ticket_current', Row, 'resolved_at', "Nullable(DateTime64(3, 'UTC'))">('agrees')
  agree<'staging.trouble_ticket_current', Row, '_source', "LowCardinality(String)">('agrees')
  agree<'staging.trouble_ticket_current', Row, '_partition', "LowCardinality(String)">('agrees')
  agree<'staging.trouble_ticket_current', Row, '_position', "Decimal(38, 0)">('agrees')
  agree<'staging.trouble_ticket_current', Row, '_batch', "LowCardinality(String)">('agrees')
  agree<'staging.trouble_ticket_current', Row, '_landed_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.trouble_ticket_current', Row, 'record_id', "String">('agrees')
  agree<'staging.trouble_ticket_current', Row, 'is_deleted', "Bool">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/entity_versions.ts').troubleTicketVersion>
  settle((row: Row) => [row.system, row.entity_id, row.valid_from, row.valid_to, row.is_current, row.is_deleted, row.creation_seen, row.is_stale, row.missing, row.opened_at, row.customer_id, row.subscription_id, row.category, row.subject, row.status, row.channel, row.region, row.city, row.resolved_at, row._source, row._partition, row._position, row._batch, row._landed_at])
  complete<'staging.trouble_ticket_version', Row, 'system' | 'entity_id' | 'valid_from' | 'valid_to' | 'is_current' | 'is_deleted' | 'creation_seen' | 'is_stale' | 'missing' | 'opened_at' | 'customer_id' | 'subscription_id' | 'category' | 'subject' | 'status' | 'channel' | 'region' | 'city' | 'resolved_at' | '_source' | '_partition' | '_position' | '_batch' | '_landed_at'>('agrees')
  agree<'staging.trouble_ticket_version', Row, 'system', "LowCardinality(String)">('agrees')
  agree<'staging.trouble_ticket_version', Row, 'entity_id', "String">('agrees')
  agree<'staging.trouble_ticket_version', Row, 'valid_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.trouble_ticket_version', Row, 'valid_to', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.trouble_ticket_version', Row, 'is_current', "Bool">('agrees')
  agree<'staging.trouble_ticket_version', Row, 'is_deleted', "Bool">('agrees')
  agree<'staging.trouble_ticket_version', Row, 'creation_seen', "Bool">('agrees')
  agree<'staging.trouble_ticket_version', Row, 'is_stale', "Bool">('agrees')
  agree<'staging.trouble_ticket_version', Row, 'missing', "String">('agrees')
  agree<'staging.trouble_ticket_version', Row, 'opened_at', "Nullable(DateTime64(3, 'UTC'))">('agrees')
  agree<'staging.trouble_ticket_version', Row, 'customer_id', "Nullable(String)">('agrees')
  agree<'staging.trouble_ticket_version', Row, 'subscription_id', "Nullable(String)">('agrees')
  agree<'staging.trouble_ticket_version', Row, 'category', "LowCardinality(String)">('agrees')
  agree<'staging.trouble_ticket_version', Row, 'subject', "String">('agrees')
  agree<'staging.trouble_ticket_version', Row, 'status', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.trouble_ticket_version', Row, 'channel', "LowCardinality(String)">('agrees')
  agree<'staging.trouble_ticket_version', Row, 'region', "LowCardinality(String)">('agrees')
  agree<'staging.trouble_ticket_version', Row, 'city', "Nullable(String)">('agrees')
  agree<'staging.trouble_ticket_version', Row, 'resolved_at', "Nullable(DateTime64(3, 'UTC'))">('agrees')
  agree<'staging.trouble_ticket_version', Row, '_source', "LowCardinality(String)">('agrees')
  agree<'staging.trouble_ticket_version', Row, '_partition', "LowCardinality(String)">('agrees')
  agree<'staging.trouble_ticket_version', Row, '_position', "Decimal(38, 0)">('agrees')
  agree<'staging.trouble_ticket_version', Row, '_batch', "LowCardinality(String)">('agrees')
  agree<'staging.trouble_ticket_version', Row, '_landed_at', "DateTime64(3, 'UTC')">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/entity_wholes.ts').troubleTicketWhole>
  settle((row: Row) => [row.ticket_id, row.updated_at, row.opened_at, row.customer_id, row.subscription_id, row.category, row.subject, row.status, row.channel, row.region, row.city, row.resolved_at, row._source, row._partition, row._position, row._batch, row._landed_at, row.record_id, row.is_deleted])
  complete<'staging.trouble_ticket_whole', Row, 'ticket_id' | 'updated_at' | 'opened_at' | 'customer_id' | 'subscription_id' | 'category' | 'subject' | 'status' | 'channel' | 'region' | 'city' | 'resolved_at' | '_source' | '_partition' | '_position' | '_batch' | '_landed_at' | 'record_id' | 'is_deleted'>('agrees')
  agree<'staging.trouble_ticket_whole', Row, 'ticket_id', "String">('agrees')
  agree<'staging.trouble_ticket_whole', Row, 'updated_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.trouble_ticket_whole', Row, 'opened_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.trouble_ticket_whole', Row, 'customer_id', "Nullable(String)">('agrees')
  agree<'staging.trouble_ticket_whole', Row, 'subscription_id', "Nullable(String)">('agrees')
  agree<'staging.trouble_ticket_whole', Row, 'category', "LowCardinality(String)">('agrees')
  agree<'staging.trouble_ticket_whole', Row, 'subject', "String">('agrees')
  agree<'staging.trouble_ticket_whole', Row, 'status', "LowCardinality(String)">('agrees')
  agree<'staging.trouble_ticket_whole', Row, 'channel', "LowCardinality(String)">('agrees')
  agree<'staging.trouble_ticket_whole', Row, 'region', "LowCardinality(String)">('agrees')
  agree<'staging.trouble_ticket_whole', Row, 'city', "Nullable(String)">('agrees')
  agree<'staging.trouble_ticket_whole', Row, 'resolved_at', "Nullable(DateTime64(3, 'UTC'))">('agrees')
  agree<'staging.trouble_ticket_whole', Row, '_source', "LowCardinality(String)">('agrees')
  agree<'staging.trouble_ticket_whole', Row, '_partition', "LowCardinality(String)">('agrees')
  agree<'staging.trouble_ticket_whole', Row, '_position', "Decimal(38, 0)">('agrees')
  agree<'staging.trouble_ticket_whole', Row, '_batch', "LowCardinality(String)">('agrees')
  agree<'staging.trouble_ticket_whole', Row, '_landed_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.trouble_ticket_whole', Row, 'record_id', "String">('agrees')
  agree<'staging.trouble_ticket_whole', Row, 'is_deleted', "Bool">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/usage_duplicate.ts').usageDuplicate>
  settle((row: Row) => [row.event_id, row.service, row.direction, row.started_at, row.subscription_id, row.served_number, row.imsi, row.other_party, row.other_network, row.answered, row.duration_s, row.elapsed_s, row.messages, row.bytes_up, row.bytes_down, row.service_name, row.roaming, row.visited_network, row.cell_id, row.cause, row.stated_amount, row.stated_currency, row._source, row._partition, row._position, row._batch, row._landed_at, row.reason, row.simulated])
  complete<'staging.usage_duplicate', Row, 'event_id' | 'service' | 'direction' | 'started_at' | 'subscription_id' | 'served_number' | 'imsi' | 'other_party' | 'other_network' | 'answered' | 'duration_s' | 'elapsed_s' | 'messages' | 'bytes_up' | 'bytes_down' | 'service_name' | 'roaming' | 'visited_network' | 'cell_id' | 'cause' | 'stated_amount' | 'stated_currency' | '_source' | '_partition' | '_position' | '_batch' | '_landed_at' | 'reason' | 'simulated'>('agrees')
  agree<'staging.usage_duplicate', Row, 'event_id', "Nullable(String)">('agrees')
  agree<'staging.usage_duplicate', Row, 'service', "LowCardinality(String)">('agrees')
  agree<'staging.usage_duplicate', Row, 'direction', "LowCardinality(String)">('agrees')
  agree<'staging.usage_duplicate', Row, 'started_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.usage_duplicate', Row, 'subscription_id', "Nullable(String)">('agrees')
  agree<'staging.usage_duplicate', Row, 'served_number', "Nullable(String)">('agrees')
  agree<'staging.usage_duplicate', Row, 'imsi', "Nullable(String)">('agrees')
  agree<'staging.usage_duplicate', Row, 'other_party', "Nullable(String)">('agrees')
  agree<'staging.usage_duplicate', Row, 'other_network', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.usage_duplicate', Row, 'answered', "Bool">('agrees')
  agree<'staging.usage_duplicate', Row, 'duration_s', "UInt32">('agrees')
  agree<'staging.usage_duplicate', Row, 'elapsed_s', "Nullable(UInt32)">('agrees')
  agree<'staging.usage_duplicate', Row, 'messages', "UInt32">('agrees')
  agree<'staging.usage_duplicate', Row, 'bytes_up', "UInt64">('agrees')
  agree<'staging.usage_duplicate', Row, 'bytes_down', "UInt64">('agrees')
  agree<'staging.usage_duplicate', Row, 'service_name', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.usage_duplicate', Row, 'roaming', "Bool">('agrees')
  agree<'staging.usage_duplicate', Row, 'visited_network', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.usage_duplicate', Row, 'cell_id', "Nullable(String)">('agrees')
  agree<'staging.usage_duplicate', Row, 'cause', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.usage_duplicate', Row, 'stated_amount', "Nullable(Decimal(18, 9))">('agrees')
  agree<'staging.usage_duplicate', Row, 'stated_currency', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.usage_duplicate', Row, '_source', "LowCardinality(String)">('agrees')
  agree<'staging.usage_duplicate', Row, '_partition', "LowCardinality(String)">('agrees')
  agree<'staging.usage_duplicate', Row, '_position', "Decimal(38, 0)">('agrees')
  agree<'staging.usage_duplicate', Row, '_batch', "LowCardinality(String)">('agrees')
  agree<'staging.usage_duplicate', Row, '_landed_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.usage_duplicate', Row, 'reason', "String">('agrees')
  agree<'staging.usage_duplicate', Row, 'simulated', "Bool">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/usage_event.ts').usageEvent>
  settle((row: Row) => [row.event_id, row.service, row.direction, row.started_at, row.subscription_id, row.served_number, row.imsi, row.other_party, row.other_network, row.answered, row.duration_s, row.elapsed_s, row.messages, row.bytes_up, row.bytes_down, row.service_name, row.roaming, row.visited_network, row.cell_id, row.cause, row.stated_amount, row.stated_currency, row._source, row._partition, row._position, row._batch, row._landed_at])
  complete<'staging.usage_event', Row, 'event_id' | 'service' | 'direction' | 'started_at' | 'subscription_id' | 'served_number' | 'imsi' | 'other_party' | 'other_network' | 'answered' | 'duration_s' | 'elapsed_s' | 'messages' | 'bytes_up' | 'bytes_down' | 'service_name' | 'roaming' | 'visited_network' | 'cell_id' | 'cause' | 'stated_amount' | 'stated_currency' | '_source' | '_partition' | '_position' | '_batch' | '_landed_at'>('agrees')
  agree<'staging.usage_event', Row, 'event_id', "Nullable(String)">('agrees')
  agree<'staging.usage_event', Row, 'service', "LowCardinality(String)">('agrees')
  agree<'staging.usage_event', Row, 'direction', "LowCardinality(String)">('agrees')
  agree<'staging.usage_event', Row, 'started_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.usage_event', Row, 'subscription_id', "Nullable(String)">('agrees')
  agree<'staging.usage_event', Row, 'served_number', "Nullable(String)">('agrees')
  agree<'staging.usage_event', Row, 'imsi', "Nullable(String)">('agrees')
  agree<'staging.usage_event', Row, 'other_party', "Nullable(String)">('agrees')
  agree<'staging.usage_event', Row, 'other_network', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.usage_event', Row, 'answered', "Bool">('agrees')
  agree<'staging.usage_event', Row, 'duration_s', "UInt32">('agrees')
  agree<'staging.usage_event', Row, 'elapsed_s', "Nullable(UInt32)">('agrees')
  agree<'staging.usage_event', Row, 'messages', "UInt32">('agrees')
  agree<'staging.usage_event', Row, 'bytes_up', "UInt64">('agrees')
  agree<'staging.usage_event', Row, 'bytes_down', "UInt64">('agrees')
  agree<'staging.usage_event', Row, 'service_name', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.usage_event', Row, 'roaming', "Bool">('agrees')
  agree<'staging.usage_event', Row, 'visited_network', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.usage_event', Row, 'cell_id', "Nullable(String)">('agrees')
  agree<'staging.usage_event', Row, 'cause', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.usage_event', Row, 'stated_amount', "Nullable(Decimal(38, 9))">('agrees')
  agree<'staging.usage_event', Row, 'stated_currency', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.usage_event', Row, '_source', "LowCardinality(String)">('agrees')
  agree<'staging.usage_event', Row, '_partition', "LowCardinality(String)">('agrees')
  agree<'staging.usage_event', Row, '_position', "Decimal(38, 0)">('agrees')
  agree<'staging.usage_event', Row, '_batch', "LowCardinality(String)">('agrees')
  agree<'staging.usage_event', Row, '_landed_at', "DateTime64(3, 'UTC')">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/usage_report.ts').usageReport>
  settle((row: Row) => [row.session_id, row.part, row.step, row.sequence, row.counts, row.wraps_at, row.reported_at, row.started_at, row.service, row.direction, row.subscription_id, row.served_number, row.imsi, row.other_party, row.duration_s, row.messages, row.bytes_up, row.bytes_down, row.stated_amount, row.stated_currency, row.service_name, row.roaming, row.visited_network, row.cell_id, row.cause, row._source, row._partition, row._position, row._batch, row._landed_at, row.session_number, row.step_order, row.fate, row.total_up, row.total_down, row.added_s, row.added_messages, row.added_up, row.added_down, row.added_amount, row.session_currency])
  complete<'staging.usage_report', Row, 'session_id' | 'part' | 'step' | 'sequence' | 'counts' | 'wraps_at' | 'reported_at' | 'started_at' | 'service' | 'direction' | 'subscription_id' | 'served_number' | 'imsi' | 'other_party' | 'duration_s' | 'messages' | 'bytes_up' | 'bytes_down' | 'stated_amount' | 'stated_currency' | 'service_name' | 'roaming' | 'visited_network' | 'cell_id' | 'cause' | '_source' | '_partition' | '_position' | '_batch' | '_landed_at' | 'session_number' | 'step_order' | 'fate' | 'total_up' | 'total_down' | 'added_s' | 'added_messages' | 'added_up' | 'added_down' | 'added_amount' | 'session_currency'>('agrees')
  agree<'staging.usage_report', Row, 'session_id', "String">('agrees')
  agree<'staging.usage_report', Row, 'part', "String">('agrees')
  agree<'staging.usage_report', Row, 'step', "LowCardinality(String)">('agrees')
  agree<'staging.usage_report', Row, 'sequence', "UInt64">('agrees')
  agree<'staging.usage_report', Row, 'counts', "LowCardinality(String)">('agrees')
  agree<'staging.usage_report', Row, 'wraps_at', "Nullable(UInt64)">('agrees')
  agree<'staging.usage_report', Row, 'reported_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.usage_report', Row, 'started_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.usage_report', Row, 'service', "LowCardinality(String)">('agrees')
  agree<'staging.usage_report', Row, 'direction', "LowCardinality(String)">('agrees')
  agree<'staging.usage_report', Row, 'subscription_id', "Nullable(String)">('agrees')
  agree<'staging.usage_report', Row, 'served_number', "Nullable(String)">('agrees')
  agree<'staging.usage_report', Row, 'imsi', "Nullable(String)">('agrees')
  agree<'staging.usage_report', Row, 'other_party', "Nullable(String)">('agrees')
  agree<'staging.usage_report', Row, 'duration_s', "UInt32">('agrees')
  agree<'staging.usage_report', Row, 'messages', "UInt32">('agrees')
  agree<'staging.usage_report', Row, 'bytes_up', "UInt64">('agrees')
  agree<'staging.usage_report', Row, 'bytes_down', "UInt64">('agrees')
  agree<'staging.usage_report', Row, 'stated_amount', "Nullable(Decimal(18, 9))">('agrees')
  agree<'staging.usage_report', Row, 'stated_currency', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.usage_report', Row, 'service_name', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.usage_report', Row, 'roaming', "Bool">('agrees')
  agree<'staging.usage_report', Row, 'visited_network', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.usage_report', Row, 'cell_id', "Nullable(String)">('agrees')
  agree<'staging.usage_report', Row, 'cause', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.usage_report', Row, '_source', "LowCardinality(String)">('agrees')
  agree<'staging.usage_report', Row, '_partition', "LowCardinality(String)">('agrees')
  agree<'staging.usage_report', Row, '_position', "Decimal(38, 0)">('agrees')
  agree<'staging.usage_report', Row, '_batch', "LowCardinality(String)">('agrees')
  agree<'staging.usage_report', Row, '_landed_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.usage_report', Row, 'session_number', "Int64">('agrees')
  agree<'staging.usage_report', Row, 'step_order', "Int32">('agrees')
  agree<'staging.usage_report', Row, 'fate', "String">('agrees')
  agree<'staging.usage_report', Row, 'total_up', "UInt64">('agrees')
  agree<'staging.usage_report', Row, 'total_down', "UInt64">('agrees')
  agree<'staging.usage_report', Row, 'added_s', "UInt64">('agrees')
  agree<'staging.usage_report', Row, 'added_messages', "UInt64">('agrees')
  agree<'staging.usage_report', Row, 'added_up', "UInt64">('agrees')
  agree<'staging.usage_report', Row, 'added_down', "UInt64">('agrees')
  agree<'staging.usage_report', Row, 'added_amount', "Decimal(38, 9)">('agrees')
  agree<'staging.usage_report', Row, 'session_currency', "Nullable(String)">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/usage_session.ts').usageSession>
  settle((row: Row) => [row.event_id, row.service, row.direction, row.started_at, row.subscription_id, row.served_number, row.imsi, row.other_party, row.answered, row.duration_s, row.messages, row.bytes_up, row.bytes_down, row.stated_amount, row.stated_currency, row.service_name, row.roaming, row.visited_network, row.cell_id, row.cause, row._source, row._partition, row._position, row._batch, row._landed_at, row.session_id, row.session_number, row.part, row.reports, row.last_reported_at, row.ended, row.carries_use])
  complete<'staging.usage_session', Row, 'event_id' | 'service' | 'direction' | 'started_at' | 'subscription_id' | 'served_number' | 'imsi' | 'other_party' | 'answered' | 'duration_s' | 'messages' | 'bytes_up' | 'bytes_down' | 'stated_amount' | 'stated_currency' | 'service_name' | 'roaming' | 'visited_network' | 'cell_id' | 'cause' | '_source' | '_partition' | '_position' | '_batch' | '_landed_at' | 'session_id' | 'session_number' | 'part' | 'reports' | 'last_reported_at' | 'ended' | 'carries_use'>('agrees')
  agree<'staging.usage_session', Row, 'event_id', "Nullable(String)">('agrees')
  agree<'staging.usage_session', Row, 'service', "LowCardinality(String)">('agrees')
  agree<'staging.usage_session', Row, 'direction', "LowCardinality(String)">('agrees')
  agree<'staging.usage_session', Row, 'started_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.usage_session', Row, 'subscription_id', "Nullable(String)">('agrees')
  agree<'staging.usage_session', Row, 'served_number', "Nullable(String)">('agrees')
  agree<'staging.usage_session', Row, 'imsi', "Nullable(String)">('agrees')
  agree<'staging.usage_session', Row, 'other_party', "Nullable(String)">('agrees')
  agree<'staging.usage_session', Row, 'answered', "Bool">('agrees')
  agree<'staging.usage_session', Row, 'duration_s', "UInt32">('agrees')
  agree<'staging.usage_session', Row, 'messages', "UInt32">('agrees')
  agree<'staging.usage_session', Row, 'bytes_up', "UInt64">('agrees')
  agree<'staging.usage_session', Row, 'bytes_down', "UInt64">('agrees')
  agree<'staging.usage_session', Row, 'stated_amount', "Nullable(Decimal(38, 9))">('agrees')
  agree<'staging.usage_session', Row, 'stated_currency', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.usage_session', Row, 'service_name', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.usage_session', Row, 'roaming', "Bool">('agrees')
  agree<'staging.usage_session', Row, 'visited_network', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.usage_session', Row, 'cell_id', "Nullable(String)">('agrees')
  agree<'staging.usage_session', Row, 'cause', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.usage_session', Row, '_source', "LowCardinality(String)">('agrees')
  agree<'staging.usage_session', Row, '_partition', "LowCardinality(String)">('agrees')
  agree<'staging.usage_session', Row, '_position', "Decimal(38, 0)">('agrees')
  agree<'staging.usage_session', Row, '_batch', "LowCardinality(String)">('agrees')
  agree<'staging.usage_session', Row, '_landed_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.usage_session', Row, 'session_id', "String">('agrees')
  agree<'staging.usage_session', Row, 'session_number', "Int64">('agrees')
  agree<'staging.usage_session', Row, 'part', "String">('agrees')
  agree<'staging.usage_session', Row, 'reports', "UInt64">('agrees')
  agree<'staging.usage_session', Row, 'last_reported_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.usage_session', Row, 'ended', "Bool">('agrees')
  agree<'staging.usage_session', Row, 'carries_use', "Bool">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/usage_suspect.ts').usageSuspect>
  settle((row: Row) => [row.event_id, row.service, row.direction, row.started_at, row.subscription_id, row.served_number, row.imsi, row.other_party, row.other_network, row.answered, row.duration_s, row.elapsed_s, row.messages, row.bytes_up, row.bytes_down, row.service_name, row.roaming, row.visited_network, row.cell_id, row.cause, row.stated_amount, row.stated_currency, row._source, row._partition, row._position, row._batch, row._landed_at, row.fate])
  complete<'staging.usage_suspect', Row, 'event_id' | 'service' | 'direction' | 'started_at' | 'subscription_id' | 'served_number' | 'imsi' | 'other_party' | 'other_network' | 'answered' | 'duration_s' | 'elapsed_s' | 'messages' | 'bytes_up' | 'bytes_down' | 'service_name' | 'roaming' | 'visited_network' | 'cell_id' | 'cause' | 'stated_amount' | 'stated_currency' | '_source' | '_partition' | '_position' | '_batch' | '_landed_at' | 'fate'>('agrees')
  agree<'staging.usage_suspect', Row, 'event_id', "Nullable(String)">('agrees')
  agree<'staging.usage_suspect', Row, 'service', "LowCardinality(String)">('agrees')
  agree<'staging.usage_suspect', Row, 'direction', "LowCardinality(String)">('agrees')
  agree<'staging.usage_suspect', Row, 'started_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.usage_suspect', Row, 'subscription_id', "Nullable(String)">('agrees')
  agree<'staging.usage_suspect', Row, 'served_number', "Nullable(String)">('agrees')
  agree<'staging.usage_suspect', Row, 'imsi', "Nullable(String)">('agrees')
  agree<'staging.usage_suspect', Row, 'other_party', "Nullable(String)">('agrees')
  agree<'staging.usage_suspect', Row, 'other_network', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.usage_suspect', Row, 'answered', "Bool">('agrees')
  agree<'staging.usage_suspect', Row, 'duration_s', "UInt32">('agrees')
  agree<'staging.usage_suspect', Row, 'elapsed_s', "Nullable(UInt32)">('agrees')
  agree<'staging.usage_suspect', Row, 'messages', "UInt32">('agrees')
  agree<'staging.usage_suspect', Row, 'bytes_up', "UInt64">('agrees')
  agree<'staging.usage_suspect', Row, 'bytes_down', "UInt64">('agrees')
  agree<'staging.usage_suspect', Row, 'service_name', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.usage_suspect', Row, 'roaming', "Bool">('agrees')
  agree<'staging.usage_suspect', Row, 'visited_network', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.usage_suspect', Row, 'cell_id', "Nullable(String)">('agrees')
  agree<'staging.usage_suspect', Row, 'cause', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.usage_suspect', Row, 'stated_amount', "Nullable(Decimal(18, 9))">('agrees')
  agree<'staging.usage_suspect', Row, 'stated_currency', "LowCardinality(Nullable(String))">('agrees')
  agree<'staging.usage_suspect', Row, '_source', "LowCardinality(String)">('agrees')
  agree<'staging.usage_suspect', Row, '_partition', "LowCardinality(String)">('agrees')
  agree<'staging.usage_suspect', Row, '_position', "Decimal(38, 0)">('agrees')
  agree<'staging.usage_suspect', Row, '_batch', "LowCardinality(String)">('agrees')
  agree<'staging.usage_suspect', Row, '_landed_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.usage_suspect', Row, 'fate', "String">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/zone_network.ts').zoneNetwork>
  settle((row: Row) => [row.tariff_id, row.is, row.network, row.zone, row.valid_from, row.valid_to])
  complete<'staging.zone_network', Row, 'tariff_id' | 'is' | 'network' | 'zone' | 'valid_from' | 'valid_to'>('agrees')
  agree<'staging.zone_network', Row, 'tariff_id', "LowCardinality(String)">('agrees')
  agree<'staging.zone_network', Row, 'is', "LowCardinality(String)">('agrees')
  agree<'staging.zone_network', Row, 'network', "String">('agrees')
  agree<'staging.zone_network', Row, 'zone', "String">('agrees')
  agree<'staging.zone_network', Row, 'valid_from', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.zone_network', Row, 'valid_to', "DateTime64(3, 'UTC')">('agrees')
}

{
  type Row = RowOf<typeof import('../../models/staging/zone_offset.ts').zoneOffset>
  settle((row: Row) => [row.zone, row.from_at, row.to_at, row.offset_s, row.next_offset_s])
  complete<'staging.zone_offset', Row, 'zone' | 'from_at' | 'to_at' | 'offset_s' | 'next_offset_s'>('agrees')
  agree<'staging.zone_offset', Row, 'zone', "LowCardinality(String)">('agrees')
  agree<'staging.zone_offset', Row, 'from_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.zone_offset', Row, 'to_at', "DateTime64(3, 'UTC')">('agrees')
  agree<'staging.zone_offset', Row, 'offset_s', "Int32">('agrees')
  agree<'staging.zone_offset', Row, 'next_offset_s', "Nullable(Int32)">('agrees')
}
