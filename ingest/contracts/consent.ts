import { t } from '../../warehouse/columns.ts'
import { contract, field } from './contract.ts'
import { customerId } from './shapes.ts'

/** A customer's consent to be contacted, given or withdrawn. */
export const consent = contract({
  name: 'consent',
  description: 'Consent of a customer to be contacted through a channel for a purpose, from `decided_at` on.',
  eventTime: 'decided_at',
  identity: ['customer_id', 'channel', 'purpose', 'decided_at'],
  keep: 'last',
  fields: {
    customer_id: customerId,
    channel: field(t.lowCardinality, 'e-mail, sms, phone, post', 'sms'),
    purpose: field(t.lowCardinality, 'marketing, survey, profiling', 'marketing'),
    granted: field(t.bool, 'False when withdrawn', 'true'),
    decided_at: field(t.instant, 'When the customer decided', '2026-01-15T09:05:00Z'),
  },
})
