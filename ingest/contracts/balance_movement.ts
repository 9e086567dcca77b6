import { t } from '../../warehouse/columns.ts'
import { contract, field } from './contract.ts'
import { currency, price, subscriptionId } from './shapes.ts'

/** A movement of a prepaid balance as the online charging system booked it. */
export const balanceMovement = contract({
  name: 'balance_movement',
  description:
    'A movement of a prepaid balance booked by the online charging system. Drives balance and revenue; own rating checks it.',
  eventTime: 'moved_at',
  identity: ['movement_id'],
  fields: {
    movement_id: field(t.string, 'Id given by the charging system', 'M-000017'),
    subscription_id: subscriptionId,
    moved_at: field(t.instant, 'When it was booked', '2026-02-03T10:00:00Z'),
    balance: field(t.lowCardinality, 'Which balance', 'main', { otherwise: 'main' }),
    kind: field(t.oneOf('cash', 'bonus', 'units'), 'Cash and bonus balances stay apart', 'cash', { otherwise: 'cash' }),
    movement: field(
      t.oneOf(
        'recharge',
        'bonus',
        'advance',
        'transfer in',
        'adjustment',
        'usage',
        'fee',
        'recovery',
        'transfer out',
        'expiry',
        'refund',
      ),
      'Line of the prepaid ledger it belongs to',
      'usage',
    ),
    amount: field(price, 'Signed: positive raises the balance', '-0.090000000'),
    due: field(
      t.nullable(price),
      'Of an advance: what is to be paid back, its fee included; the amount itself, when absent',
      '10000.000000000',
      { min: 0 },
    ),
    balance_after: field(t.nullable(price), 'Balance after it, when the system says', '9.910000000'),
    expires_at: field(
      t.nullable(t.instant),
      'When what was put on it is lost, where the system says; else the catalogue does',
      '2027-02-03T10:00:00Z',
    ),
    currency,
    event_id: field(t.nullable(t.string), 'The usage event or recharge it is for', 'cdr-000017'),
  },
})
