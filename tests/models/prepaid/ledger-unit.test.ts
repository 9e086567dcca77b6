import { it } from 'vitest'
import { advance } from '../../../models/prepaid/advance.ts'
import { debitDifference } from '../../../models/prepaid/debit_difference.ts'
import { lowBalance } from '../../../models/prepaid/low_balance.ts'
import { movement } from '../../../models/prepaid/movement.ts'
import { rollForward } from '../../../models/prepaid/roll_forward.ts'
import { statedDifference } from '../../../models/prepaid/stated_difference.ts'
import { chargingLine } from '../../../models/rating/charging_line.ts'
import { ratedUsage } from '../../../models/rating/rated_usage.ts'
import { balanceMovement } from '../../../models/staging/balance_movement.ts'
import { given, modelTest } from '../../../transforms/project/model-test.ts'
import { expectModel } from '../../../transforms/run/model-test.ts'
import { testWarehouse } from '../../test-warehouse.ts'

const warehouse = testWarehouse()
const cash = { subscription_id: 'S', balance_id: 'main', kind: 'cash', unit: 'money', currency: 'EUR' } as const
const at = (day: number, hour = 0) => `2026-01-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00Z`

const ledger = (row: { readonly day: string } & Readonly<Record<string, string>>) => ({
  ...{ kind: 'cash', opening: '0', recharges: '0', bonuses: '0', advances: '0', transfers_in: '0', adjustments: '0' },
  ...{ usage: '0', fees: '0', recovery: '0', transfers_out: '0', expiry: '0', refunds: '0', closing: '0' },
  ...row,
})

const moneyMove = (
  id: string,
  line: string,
  movement: 'advance' | 'recovery' | 'fee',
  day: number,
  amount: string,
  due?: string,
) => ({
  movement_id: id,
  subscription_id: line,
  balance: 'main',
  kind: 'cash' as const,
  movement,
  moved_at: at(day),
  amount,
  due: due ?? null,
  currency: 'VND',
})
const owed = (id: string, line: string, day: number, amounts: readonly [string, string, string, string, string]) => {
  const [credited, fee, due, recovered, open] = amounts
  return {
    ...{ movement_id: id, subscription_id: line, balance_id: 'main', granted_at: at(day), currency: 'VND' },
    ...{ credited, fee, due, recovered, open },
  }
}

const tests = [
  modelTest('every line of the ledger ties from day to day, cash apart from bonus', rollForward, {
    given: [
      given(
        movement,
        { ...cash, movement_id: '1', moved_at: at(1), movement: 'recharge', amount: '20' },
        { ...cash, movement_id: '2', moved_at: at(1), movement: 'usage', amount: '-3.5' },
        { ...cash, movement_id: '3', moved_at: at(3), movement: 'advance', amount: '9' },
        { ...cash, movement_id: '4', moved_at: at(3), movement: 'recovery', amount: '-10' },
        { ...cash, movement_id: '5', moved_at: at(3), movement: 'transfer in', amount: '4' },
        { ...cash, movement_id: '6', moved_at: at(3), movement: 'transfer out', amount: '-2' },
        { ...cash, movement_id: '7', moved_at: at(3), movement: 'fee', amount: '-1' },
        { ...cash, movement_id: '8', moved_at: at(3), movement: 'adjustment', amount: '-0.5' },
        { ...cash, movement_id: '9', moved_at: at(4), movement: 'expiry', amount: '-6' },
        { ...cash, movement_id: '10', moved_at: at(4), movement: 'refund', amount: '-10' },
        {
          ...cash,
          kind: 'bonus',
          balance_id: 'bonus',
          movement_id: '11',
          moved_at: at(3),
          movement: 'bonus',
          amount: '2',
        },
      ),
    ],
    expect: [
      ledger({ day: '2026-01-01', recharges: '20', usage: '-3.5', closing: '16.5' }),
      ledger({
        ...{ day: '2026-01-03', opening: '16.5', advances: '9', recovery: '-10', transfers_in: '4' },
        ...{ transfers_out: '-2', fees: '-1', adjustments: '-0.5', closing: '16' },
      }),
      ledger({ day: '2026-01-04', opening: '16', expiry: '-6', refunds: '-10' }),
      ledger({ day: '2026-01-03', kind: 'bonus', bonuses: '2', closing: '2' }),
    ],
  }),
  modelTest(
    'an advance of 10,000 at 10 % credits 9,000 up front, and 11,000 are due on top; the oldest is paid back first',
    advance,
    {
      given: [
        given(
          balanceMovement,
          moneyMove('front', 'UP', 'advance', 1, '9000', '10000'),
          moneyMove('top', 'ON', 'advance', 1, '10000', '11000'),
          moneyMove('p1', 'ON', 'recovery', 2, '-4000'),
          moneyMove('second', 'ON', 'advance', 3, '5000', '5500'),
          moneyMove('p2', 'ON', 'recovery', 4, '-8000'),
          // What the charging system says nothing of is due as it was credited; what is taken back of it is paid back.
          moneyMove('plain', 'NO', 'advance', 1, '20'),
          moneyMove('back', 'NO', 'advance', 2, '-5'),
          // Neither another line of the ledger nor units are money that is owed.
          moneyMove('fee', 'UP', 'fee', 2, '-1000'),
          { ...moneyMove('data', 'UP', 'advance', 1, '500'), kind: 'units' },
        ),
      ],
      expect: [
        owed('front', 'UP', 1, ['9000', '1000', '10000', '0', '10000']),
        owed('top', 'ON', 1, ['10000', '1000', '11000', '11000', '0']),
        owed('second', 'ON', 3, ['5000', '500', '5500', '1000', '4500']),
        owed('plain', 'NO', 1, ['20', '0', '20', '5', '15']),
      ],
    },
  ),
  modelTest('a debit is a finding when own rating says another amount, or one of them is missing', debitDifference, {
    given: [
      given(chargingLine, { subscription_id: 'S', since: at(2) }),
      given(
        balanceMovement,
        {
          movement_id: 'a',
          subscription_id: 'S',
          movement: 'usage',
          kind: 'cash',
          moved_at: at(2),
          amount: '-0.1',
          event_id: 'same',
        },
        {
          movement_id: 'b',
          subscription_id: 'S',
          movement: 'usage',
          kind: 'cash',
          moved_at: at(3),
          amount: '-0.3',
          event_id: 'other',
        },
        {
          movement_id: 'c',
          subscription_id: 'S',
          movement: 'usage',
          kind: 'bonus',
          moved_at: at(3),
          amount: '-0.2',
          event_id: 'other',
        },
        {
          movement_id: 'd',
          subscription_id: 'S',
          movement: 'usage',
          kind: 'cash',
          moved_at: at(4),
          amount: '-0.7',
          event_id: 'unknown',
        },
        {
          movement_id: 'e',
          subscription_id: 'S',
          movement: 'recharge',
          kind: 'cash',
          moved_at: at(4),
          amount: '5',
          event_id: 'R',
        },
      ),
      given(
        ratedUsage,
        { event_id: 'same', subscription_id: 'S', started_at: at(2), amount: '0.1' },
        { event_id: 'other', subscription_id: 'S', started_at: at(3), amount: '0.4' },
        { event_id: 'missing', subscription_id: 'S', started_at: at(5), amount: '0.9' },
        { event_id: 'before', subscription_id: 'S', started_at: at(1), amount: '0.9' },
        { event_id: 'free', subscription_id: 'S', started_at: at(5), amount: '0' },
        { event_id: 'elsewhere', subscription_id: 'T', started_at: at(5), amount: '0.9' },
        // After its migration: billed.
        { event_id: 'billed', subscription_id: 'S', type: 'mobile postpaid', started_at: at(6), amount: '0.9' },
      ),
    ],
    expect: [
      { event_id: 'other', finding: 'amount differs', debited: '0.5', rated: '0.4', difference: '0.1' },
      { event_id: 'unknown', finding: 'no use', debited: '0.7', rated: '0', difference: '0.7' },
      { event_id: 'missing', finding: 'not debited', debited: '0', rated: '0.9', difference: '-0.9' },
    ],
  }),
  modelTest('a balance that the charging system states must be the sum of its movements', movement, {
    given: [
      given(chargingLine, { subscription_id: 'S', since: at(1) }),
      given(
        balanceMovement,
        {
          movement_id: 'a',
          subscription_id: 'S',
          balance: 'main',
          movement: 'recharge',
          moved_at: at(1),
          amount: '5',
          balance_after: '5',
          currency: 'EUR',
        },
        {
          movement_id: 'b',
          subscription_id: 'S',
          balance: 'main',
          movement: 'usage',
          moved_at: at(2),
          amount: '-1',
          balance_after: '3',
          currency: 'EUR',
        },
        {
          movement_id: 'c',
          subscription_id: 'T',
          balance: 'main',
          movement: 'recharge',
          moved_at: at(2),
          amount: '5',
          currency: 'EUR',
        },
      ),
    ],
    // T is driven by rating: what the feed says of it is a deposit, and no movement by itself.
    expect: [
      { movement_id: 'a', balance_after: '5', stated_after: '5', driven_by: 'charging system' },
      { movement_id: 'b', balance_after: '4', stated_after: '3', driven_by: 'charging system' },
    ],
  }),
  modelTest('a movement after which the stated balance differs is a finding', statedDifference, {
    given: [
      given(
        movement,
        { ...cash, movement_id: 'a', balance_after: '5', stated_after: '5' },
        { ...cash, movement_id: 'b', balance_after: '4', stated_after: '3' },
        { ...cash, movement_id: 'c', balance_after: '4', stated_after: null },
      ),
    ],
    expect: [{ movement_id: 'b', difference: '-1' }],
  }),
  modelTest('a threshold is crossed downwards once', lowBalance, {
    given: [
      given(
        movement,
        { ...cash, movement_id: 'a', amount: '-1', balance_after: '2', threshold: '2' },
        { ...cash, movement_id: 'b', amount: '-0.5', balance_after: '1.5', threshold: '2' },
        { ...cash, movement_id: 'c', amount: '-0.5', balance_after: '1', threshold: '2' },
        { ...cash, movement_id: 'd', amount: '-9', balance_after: '-8', threshold: null },
      ),
    ],
    expect: [{ movement_id: 'b' }],
  }),
]

it.each(tests.map((test) => [test.name, test] as const))('%s', (_, test) => expectModel(warehouse, test))
