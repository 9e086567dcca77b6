import {
  decimal,
  defaulted,
  flag,
  identifier,
  list,
  needed,
  nested,
  oneOf,
  optional,
  type RecordRule,
  record,
  sum,
  text,
  type ValueOf,
  whole,
} from '../schema/shape.ts'
import { takingMembers } from './allowance.ts'

/** A prepaid balance. */
export const balanceShape = record(
  'balance',
  'A prepaid balance: money or units that use is taken from.',
  {
    id: needed(identifier, 'Name within its offering', 'main'),
    name: defaulted(text, '', 'Name for people', 'Main balance'),
    kind: defaulted(oneOf('cash', 'bonus'), 'cash', 'A bonus is never a liability', 'bonus'),
    unit: defaulted(oneOf('money', 'seconds', 'messages', 'bytes', 'units'), 'money', 'What it holds', 'seconds'),
    opening: defaulted(decimal('0'), '0', 'What a new line begins with', '5'),
    ...takingMembers,
    expires_after_days: optional(whole(1, 36500), 'Days after which what was put on it is lost, to the second', '365'),
    prolonged: defaulted(flag, 'false', 'Each recharge in time gives all of the balance its own days again', 'true'),
    maximum_debt: defaulted(
      decimal('0'),
      '0',
      'money: how far below zero use may bring it; the next recharge pays it back first',
      '1',
    ),
    threshold: optional(decimal(), 'When it falls below, the line is told (`prepaid.low_balance`)', '2'),
  },
  [owesMoneyOnly],
)
export type Balance = ValueOf<typeof balanceShape>

/** What a recharge brings beside its own amount. */
const rechargeBonusShape = record(
  'recharge_bonus',
  'What a recharge brings beside its own amount.',
  {
    id: needed(identifier, 'Name', 'ten-percent'),
    at_least: defaulted(sum('0'), '0', 'For recharges of this amount on', '20'),
    balance: needed(identifier, 'Balance that grows', 'bonus'),
    percentage: optional(decimal('0'), 'Percent of the recharge', '10'),
    amount: optional(decimal('0'), 'Fixed amount or units', '600'),
  },
  [bringsSomething],
)

/** Units bought from the balance. */
export const passShape = record('pass', 'A bundle bought from the balance, valid for some days.', {
  id: needed(identifier, 'Name', 'week-1gb'),
  name: defaulted(text, '', 'Name on receipts', '1 GB for a week'),
  price: needed(sum('0'), 'Taken from the main balance', '4.99'),
  balance: needed(identifier, 'Balance that grows', 'data'),
  amount: needed(decimal('0'), 'By so much, in its unit', '1073741824'),
  days: needed(whole(1, 3650), 'Days it is valid', '7'),
})

export const prepaidMembers = {
  balances: defaulted(list(nested(balanceShape)), '', 'Prepaid balances', '[{id: main}]'),
  recharge_bonuses: defaulted(list(nested(rechargeBonusShape)), '', 'What recharges bring beside', '[]'),
  passes: defaulted(list(nested(passShape)), '', 'Bundles that can be bought', '[]'),
} as const

function owesMoneyOnly(balance: Readonly<Record<string, unknown>>): ReturnType<RecordRule> {
  if (balance.unit === 'money' || balance.maximum_debt === '0') return undefined
  return { member: 'maximum_debt', expected: `to be left out: a balance of ${balance.unit} owes no money` }
}

function bringsSomething(bonus: Readonly<Record<string, unknown>>): ReturnType<RecordRule> {
  if (bonus.percentage !== undefined || bonus.amount !== undefined) return undefined
  return { member: 'percentage', expected: 'percentage, amount or both' }
}
