import { t } from '../../warehouse/columns.ts'
import { contract, field } from './contract.ts'
import { billingAccountId, currency, money } from './shapes.ts'

/** State of a dispute from `updated_at` on: a disputed amount is not dunned. */
export const dispute = contract({
  name: 'dispute',
  description: 'State of a dispute about a bill. What is disputed is neither overdue nor dunned until it is decided.',
  eventTime: 'updated_at',
  identity: ['dispute_id', 'updated_at'],
  keep: 'last',
  fields: {
    dispute_id: field(t.string, 'Id given by the CRM', 'D-000017'),
    updated_at: field(t.instant, 'Since when this state holds', '2026-02-12T12:00:00Z'),
    billing_account_id: billingAccountId,
    period_from: field(t.nullable(t.date), 'First day of the disputed bill’s period', '2026-01-01'),
    amount: field(money, 'Amount in dispute, with tax', '30.000', { min: 0 }),
    currency,
    status: field(t.oneOf('open', 'accepted', 'rejected'), 'A rejected dispute resumes its original age', 'open'),
    reason: field(t.lowCardinality, 'What the customer objects to', 'usage not mine', { otherwise: 'not stated' }),
  },
})
