import { t } from '../../warehouse/columns.ts'
import { contract, field } from './contract.ts'
import { billingAccountId, currency, customerId, maybeSubscriptionId } from './shapes.ts'

/** A line of an issued bill. */
export const issuedBillLine = contract({
  name: 'issued_bill_line',
  description: 'A line of a bill or note that was issued; see issued_bill.',
  eventTime: 'issued_at',
  identity: ['bill_id', 'line_number'],
  horizonDays: 36500,
  fields: {
    bill_id: field(t.string, 'The bill', 'A-1001/2026-01-01/EUR'),
    bill_number: field(t.string, 'Number of the document', 'TM-2026-000017'),
    line_number: field(t.uint64, 'From 1 on', '1'),
    corrects_bill: field(
      t.string,
      'Number of the bill that a note’s line or a late charge corrects',
      'TM-2026-000017',
      {
        otherwise: '',
      },
    ),
    corrects_line: field(t.nullable(t.uint64), 'Line of that bill', '1'),
    issued_at: field(t.instant, 'When it was issued', '2026-02-01T06:00:00Z'),
    billing_account_id: { ...billingAccountId, is: 'The payer' },
    charged_account_id: { ...billingAccountId, is: 'The account whose charge it is' },
    customer_id: customerId,
    subscription_id: maybeSubscriptionId,
    legal_entity_id: field(t.lowCardinality, 'Who issued it', 'telco-de', { otherwise: '' }),
    bill_from: field(t.date, 'First day of the bill’s period', '2026-01-01'),
    bill_to: field(t.date, 'First day after it', '2026-02-01'),
    period_from: field(t.date, 'First local day the charge is for', '2026-01-01'),
    period_to: field(t.date, 'First local day after it', '2026-02-01'),
    category: field(t.oneOf('recurring', 'usage', 'one-off', 'adjustment', 'discount'), 'What it is for', 'usage'),
    service: field(t.string, 'Service of usage, else what kind of charge', 'voice', { otherwise: '' }),
    description: field(t.string, 'As it stands on the bill', 'Monthly charge', { otherwise: '' }),
    charge_id: field(t.string, 'Charge of the plan, service of the usage, or discount', 'monthly', { otherwise: '' }),
    overdue_bill: field(t.string, 'Number of the overdue bill that a late fee is for; else empty', 'TM-2026-000017', {
      otherwise: '',
    }),
    unit_price: field(
      t.nullable(t.decimal(38, 9)),
      'Price without tax of price_quantity units; absent where the line has not one price',
      '20.000000000',
    ),
    price_quantity: field(t.int64, 'Units that unit_price is for', '31', { otherwise: 1 }),
    quantity: field(t.int64, 'Days, seconds, messages, bytes or events', '31', { otherwise: 1 }),
    net: field(t.decimal(38, 3), 'Amount without tax', '20.000'),
    tax_id: field(t.lowCardinality, 'Tax of the catalogue; empty where it was only a rate', 'standard', {
      otherwise: '',
    }),
    tax_category: field(t.lowCardinality, 'EN 16931 category (BT-151)', 'S', { otherwise: 'S' }),
    tax_rate: field(t.decimal(38, 6), 'Tax as a fraction of net', '0.190000'),
    rated_amount: field(t.decimal(38, 9), 'What net was rounded from', '20.000000000'),
    currency,
  },
})
