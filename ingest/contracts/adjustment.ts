import { t } from '../../warehouse/columns.ts'
import { contract, field } from './contract.ts'
import { billingAccountId, currency, maybeSubscriptionId, money } from './shapes.ts'

/** A correction of what an account owes. */
export const adjustment = contract({
  name: 'adjustment',
  description: 'A correction of what an account owes: goodwill, error, late fee.',
  eventTime: 'adjusted_at',
  identity: ['adjustment_id'],
  fields: {
    adjustment_id: field(t.string, 'Id given by the CRM or biller', 'J-000017'),
    billing_account_id: billingAccountId,
    subscription_id: maybeSubscriptionId,
    adjusted_at: field(t.instant, 'When it was decided', '2026-02-12T12:00:00Z'),
    amount: field(money, 'Signed, without tax: positive raises what is owed', '-5.000'),
    currency,
    tax_rate: field(
      t.nullable(t.decimal(9, 6)),
      'Tax as a fraction of the amount; as the line’s when it was decided, when absent',
      '0.190000',
      { min: 0, max: 1 },
    ),
    reason: field(t.lowCardinality, 'Why', 'goodwill', { otherwise: 'not stated' }),
    dispute_id: field(t.nullable(t.string), 'The dispute it settles', 'D-000017'),
  },
})
