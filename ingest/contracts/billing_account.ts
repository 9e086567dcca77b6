import { t } from '../../warehouse/columns.ts'
import { contract, field } from './contract.ts'
import { billingAccountId, currency, customerId, timeZone } from './shapes.ts'

/** State of a billing account from `updated_at` on (TMF666 billingAccount). */
export const billingAccount = contract({
  name: 'billing_account',
  description: 'State of a billing account: who pays, in what currency and zone, on which cycle.',
  eventTime: 'updated_at',
  identity: ['billing_account_id', 'updated_at'],
  keep: 'last',
  fields: {
    billing_account_id: billingAccountId,
    updated_at: field(t.instant, 'Since when this state holds', '2026-01-01T00:00:00Z'),
    customer_id: customerId,
    payer_account_id: field(
      t.nullable(t.string),
      'The account that pays this one’s bills; itself when absent',
      'A-1000',
    ),
    currency,
    time_zone: timeZone,
    language: field(t.lowCardinality, 'ISO 639 language of documents', 'en', { otherwise: 'en' }),
    cycle_day: field(t.uint8, 'Day of month on which periods begin; moved to month end in short months', '1', {
      otherwise: 1,
      min: 1,
      max: 31,
    }),
    cycle_months: field(t.uint8, 'Months in a bill cycle', '1', { otherwise: 1, min: 1, max: 12 }),
    cycle_month: field(t.uint8, 'A month in which a cycle of several months begins', '2', {
      otherwise: 1,
      min: 1,
      max: 12,
    }),
    payment_terms_days: field(t.uint16, 'Days from the bill date to the due date', '14', { otherwise: 14, max: 365 }),
    payment_method: field(t.lowCardinality, 'How bills are paid', 'direct debit', { otherwise: 'unknown' }),
    tax_exempt: field(t.bool, 'No tax on its bills', 'false', { otherwise: false }),
    tax_id: field(
      t.lowCardinality,
      'Tax of everything on its bills instead of the catalogue’s (reverse charge, another country); empty = the catalogue’s',
      'reverse-charge',
      { otherwise: '' },
    ),
    itemisation: field(
      t.oneOf('as the legal entity', 'full', 'masked', 'none'),
      'How its uses stand on documents: with the other parties’ numbers, without their last three digits, or not one by one',
      'masked',
      { otherwise: 'as the legal entity' },
    ),
    status: field(t.oneOf('active', 'closed'), 'A closed account gets no new charges', 'active', {
      otherwise: 'active',
    }),
  },
})
