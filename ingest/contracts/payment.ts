import { t } from '../../warehouse/columns.ts'
import { contract, field } from './contract.ts'
import { billingAccountId, currency, money } from './shapes.ts'

/** Money received from, or given back to, a billing account (TMF676 payment and refund). */
export const payment = contract({
  name: 'payment',
  description:
    'A payment of a billing account, or its reversal, chargeback or refund; a write-off, or its reinstatement.',
  eventTime: 'received_at',
  identity: ['payment_id'],
  fields: {
    payment_id: field(t.string, 'Id given by the payment system', 'P-000017'),
    billing_account_id: billingAccountId,
    received_at: field(t.instant, 'When the money arrived', '2026-02-10T08:30:00Z'),
    kind: field(
      t.oneOf('payment', 'reversal', 'chargeback', 'refund', 'write-off', 'reinstatement'),
      'What it does to the receivable: a payment and a write-off lower it, the others raise it',
      'payment',
      { otherwise: 'payment' },
    ),
    amount: field(money, 'Always positive; `kind` gives the direction', '35.520', { min: 0 }),
    currency,
    method: field(t.lowCardinality, 'bank, card, wallet, cash, direct debit', 'card', { otherwise: 'unknown' }),
    gateway: field(t.nullable(t.lowCardinality), 'Payment gateway', 'gateway-a'),
    gateway_reference: field(t.nullable(t.string), 'The gateway’s id, as in its settlement files', 'g-99817'),
    reverses_payment_id: field(t.nullable(t.string), 'The payment a reversal, chargeback or refund is for', 'P-000016'),
  },
})
