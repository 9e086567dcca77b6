import { t } from '../../warehouse/columns.ts'
import { contract, field } from './contract.ts'
import { currency, money } from './shapes.ts'

/** One line of a payment gateway's settlement file. */
export const settlement = contract({
  name: 'settlement',
  description: 'One line of a payment gateway’s settlement file, to be matched with payments.',
  eventTime: 'settled_at',
  identity: ['gateway', 'gateway_reference', 'kind'],
  fields: {
    gateway: field(t.lowCardinality, 'Payment gateway', 'gateway-a'),
    gateway_reference: field(t.string, 'The gateway’s id of the transaction', 'g-99817'),
    kind: field(t.oneOf('payment', 'refund', 'chargeback', 'fee'), 'What was settled', 'payment', {
      otherwise: 'payment',
    }),
    settled_at: field(t.instant, 'When the gateway settled it', '2026-02-11T00:00:00Z'),
    gross_amount: field(money, 'Amount the customer paid', '35.520'),
    fee_amount: field(money, 'What the gateway kept', '0.350', { otherwise: '0' }),
    net_amount: field(money, 'Amount paid out: gross less fee', '35.170'),
    currency,
  },
})
