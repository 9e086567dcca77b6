import { rateColumn, t } from '../../warehouse/columns.ts'
import { field } from './contract.ts'

/** Fields that many contracts share, so that a name means one thing everywhere. */
export const customerId = field(t.string, 'The customer: a party that buys', 'C-1001')
export const billingAccountId = field(t.string, 'The billing account: who pays', 'A-1001')
export const subscriptionId = field(
  t.string,
  'The subscription: one line, keyed by its own id, never by its number',
  'S-1001',
)
export const maybeSubscriptionId = field(t.nullable(t.string), subscriptionId.is, 'S-1001')
export const currency = field(t.lowCardinality, 'ISO 4217 currency code', 'EUR', {
  pattern: /^[A-Z]{3}$/,
  shape: 'three capital letters',
})
export const money = t.decimal(18, 3)
export const price = rateColumn
/** What is due for a period, or once: an enterprise's plan in VND or IDR fits. */
export const sum = t.decimal(38, 9)
export const validFrom = field(t.instant, 'In force from this instant on', '2026-01-01T00:00:00Z', {
  otherwise: '2000-01-01T00:00:00Z',
})
export const validTo = field(
  t.nullable(t.instant),
  'In force until just before this instant; open when absent',
  '2027-01-01T00:00:00Z',
)
export const networkCode = { pattern: /^\d{3}-\d{2,3}$/, shape: 'MCC-MNC, such as 639-02' } as const
export const timeZone = field(t.lowCardinality, 'IANA time zone', 'Europe/Berlin', {
  pattern: /^(UTC|[A-Za-z_]+\/[A-Za-z0-9_+\-/]+)$/,
  shape: 'an IANA zone such as Europe/Berlin',
})
