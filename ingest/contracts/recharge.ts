import { t } from '../../warehouse/columns.ts'
import { contract, field } from './contract.ts'
import { currency, money, subscriptionId } from './shapes.ts'

/** Money put on a prepaid balance (TMF654 topupBalance): a liability until it is used. */
export const recharge = contract({
  name: 'recharge',
  description: 'A recharge of a prepaid balance. A liability until used; it never pays a bill.',
  eventTime: 'recharged_at',
  identity: ['recharge_id'],
  fields: {
    recharge_id: field(t.string, 'Id given by the recharge system', 'R-000017'),
    subscription_id: subscriptionId,
    recharged_at: field(t.instant, 'When the balance was credited', '2026-02-03T10:00:00Z'),
    amount: field(money, 'Cash value credited', '10.000', { min: 0 }),
    bonus_amount: field(money, 'Bonus credited beside it, never a cash liability', '1.000', { otherwise: '0', min: 0 }),
    currency,
    balance: field(t.lowCardinality, 'Balance that was recharged', 'main', { otherwise: 'main' }),
    expires_at: field(
      t.nullable(t.instant),
      'When it is lost, where the recharge system says; else the catalogue does',
      '2027-02-03T10:00:00Z',
    ),
    channel: field(t.lowCardinality, 'voucher, gateway, shop, transfer', 'voucher', { otherwise: 'unknown' }),
    payment_id: field(t.nullable(t.string), 'The payment it was bought with, when through a gateway', 'P-000017'),
  },
})
