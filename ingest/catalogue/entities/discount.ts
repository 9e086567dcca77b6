import { compareDecimals } from '../decimal.ts'
import {
  decimal,
  defaulted,
  identifier,
  list,
  needed,
  oneOf,
  optional,
  patterned,
  type RecordRule,
  record,
  sum,
  text,
  type ValueOf,
  whole,
} from '../schema/shape.ts'
import { dated, endsAfterItStarts } from './dated.ts'

/** Less money before tax: a discount of an offering, or a coupon by its code. */
export const discountShape = record(
  'discount',
  'Less money before tax: percentages compound first, then fixed amounts, never below zero.',
  {
    id: needed(identifier, 'Name', 'welcome'),
    name: defaulted(text, '', 'Name on bills', 'Welcome discount'),
    percentage: optional(decimal('0', '100'), 'Percent, 10 = 10 %; this or amount', '10'),
    amount: optional(sum('0'), 'Fixed amount a cycle; this or percentage', '5'),
    currency: optional(
      patterned(/^[A-Z]{3}$/, 'three capital letters'),
      'Of the amount; bills in others do not get it',
      'EUR',
    ),
    on: defaulted(
      oneOf('price', 'recurring', 'usage', 'bill'),
      'bill',
      'What becomes cheaper: named prices, kinds of lines, or all',
      'usage',
    ),
    prices: defaulted(list(identifier), '', 'price: ids of the prices', '[calls]'),
    offerings: defaulted(list(identifier), '', 'Coupons: only charges of these plans; empty = all', '[mobile-20]'),
    order: defaulted(whole(0, 65535), '0', 'Lower numbers first among those of one kind', '1'),
    cycles: optional(whole(1, 65535), 'So many cycles; without end unless told', '3'),
    maximum: optional(sum('0'), 'In all cycles together at most', '30'),
    at_least: optional(sum('0'), 'Only on bills where what it is for comes to so much', '1000'),
    below: optional(sum('0'), 'Only on bills where what it is for is less than so much', '5000'),
    ...dated,
  },
  [endsAfterItStarts, isOneOfTwo, namesPrices, currencyIsOfAmount, boundsHold],
)
export type Discount = ValueOf<typeof discountShape>

function isOneOfTwo(discount: Readonly<Record<string, unknown>>): ReturnType<RecordRule> {
  if ((discount.percentage === undefined) === (discount.amount === undefined))
    return { member: 'percentage', expected: 'either percentage or amount' }
  return undefined
}

function namesPrices(discount: Readonly<Record<string, unknown>>): ReturnType<RecordRule> {
  const named = (discount.prices as readonly string[]).length > 0
  if (named === (discount.on === 'price')) return undefined
  if (named) return { member: 'on', expected: 'price, for prices are named' }
  return { member: 'prices', expected: 'the ids of the prices, for on is price' }
}

function boundsHold({ at_least, below }: Readonly<Record<string, unknown>>): ReturnType<RecordRule> {
  if (at_least === undefined || below === undefined || compareDecimals(at_least as string, below as string) < 0) {
    return undefined
  }
  return { member: 'below', expected: `more than at_least (${at_least})` }
}

function currencyIsOfAmount(discount: Readonly<Record<string, unknown>>): ReturnType<RecordRule> {
  if (discount.currency === undefined || discount.amount !== undefined) return undefined
  return { member: 'currency', expected: 'to be left out: a percentage is in every currency' }
}
