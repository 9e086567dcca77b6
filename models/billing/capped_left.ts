import { type Expression, expressionBuilder, type RawBuilder } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { QueryCreator } from '../../transforms/sql/query.ts'
import type { Bool, Day, Decimal, Int, Long, Text } from '../../warehouse/columns.ts'
import { noneOf } from '../rating/none_of.ts'
import { BILL_SCALE } from './postpaid.ts'

const eb = expressionBuilder<Record<string, never>>()
type E<T> = Expression<T>
type Tuple = readonly unknown[]
type Amounts = readonly Decimal<12>[]

/** More than any discount takes. */
const NO_MAXIMUM = '9999999999999999999'

interface Capped {
  readonly capped: {
    readonly payer_account_id: Text
    readonly bill_id: Text
    readonly bill_to: Day
    readonly bill_number: Long
    readonly grant_number: Long
    readonly charge_number: Long
    readonly used_number: Long
    readonly is_percentage: Bool
    readonly percentage: Decimal<4>
    readonly amount: Decimal<9>
    readonly maximum: Decimal<9> | null
    readonly minor_units: Int
    readonly net: Decimal<typeof BILL_SCALE>
  }
}

/**
 * What is left of each charge before each discount and after the last, of every bill of payers that have a discount with a
 * maximum: bill by bill, for what one leaves of a maximum is what there is for the next. An array a bill, of an array a discount.
 */
export function cappedLeft(w: unknown) {
  const q = w as QueryCreator<Capped>
  const grants = q
    .selectFrom('capped as c')
    .select((b) => [
      'c.payer_account_id',
      'c.bill_id',
      'c.bill_number',
      'c.minor_units',
      'c.used_number',
      ch
        .tuple(
          b.ref('c.grant_number'),
          b.ref('c.used_number'),
          b.ref('c.is_percentage'),
          ch.decimal(ch.if<Decimal>(b('c.is_percentage', '=', true), b.ref('c.percentage'), b.ref('c.amount')), 9),
          ch.decimal(ch.coalesce(b.ref('c.maximum'), ch.amount(NO_MAXIMUM, 9)), 12),
          ch.groupArray(b.ref('c.charge_number')),
        )
        .as('discount'),
    ])
    .groupBy([
      'c.payer_account_id',
      'c.bill_id',
      'c.bill_number',
      'c.minor_units',
      'c.grant_number',
      'c.used_number',
      'c.is_percentage',
      'c.percentage',
      'c.amount',
      'c.maximum',
    ])
  const charges = q
    .selectFrom('capped as c')
    .select((b) => [
      'c.bill_id',
      ch.arraySort(ch.groupUniqArray(ch.tuple(b.ref('c.charge_number'), ch.decimal(b.ref('c.net'), 12)))).as('charges'),
    ])
    .groupBy('c.bill_id')
  return q
    .selectFrom(grants.as('g'))
    .innerJoin(charges.as('f'), (join) => join.onRef('f.bill_id', '=', 'g.bill_id'))
    .select((b) => [
      'g.payer_account_id',
      ch
        .tuple(
          b.ref('g.bill_number'),
          b.ref('g.minor_units'),
          ch.arraySort(ch.groupArray(b.ref('g.discount'))),
          ch.any(b.ref('f.charges')),
        )
        .as('bill'),
      ch.max(b.ref('g.used_number')).as('discounts'),
    ])
    .groupBy(['g.payer_account_id', 'g.bill_id', 'g.bill_number', 'g.minor_units'])
}

/** Carries what discounts have used up through the bills of a payer, of so many discounts: `cappedLeft` of each bill. */
export function leftOfBills(
  bills: E<readonly Tuple[]>,
  discounts: E<Long>,
): RawBuilder<readonly (readonly Amounts[])[]> {
  const none = noneOf(ch.array(ch.array(ch.zero(12))))
  const unused = ch.arrayMap(ch.range(ch.literal(0), discounts), () => ch.zero(12))
  const state = ch.arrayFold(bills, ch.tuple(unused, none), (before, bill) =>
    ch.let(afterBill(bill, ch.element<Amounts>(before, 1)), (after) =>
      ch.tuple(
        ch.element(after, 1),
        ch.arrayConcat(
          ch.element<readonly (readonly Amounts[])[]>(before, 2),
          ch.array(ch.element<readonly Amounts[]>(after, 2)),
        ),
      ),
    ),
  )
  return ch.element(state, 2)
}

/** What discounts have used up after a bill, and what was left of its charges before each and after the last. */
function afterBill(bill: E<Tuple>, used: E<Amounts>): RawBuilder<Tuple> {
  const first = ch.arrayMap(ch.element<readonly Tuple[]>(bill, 4), (charge) => ch.element<Decimal<12>>(charge, 2))
  return ch.arrayFold(ch.element<readonly Tuple[]>(bill, 3), ch.tuple(used, ch.array(first)), (state, discount) =>
    ch.let(ch.at(ch.element<readonly Amounts[]>(state, 2), -1), (left) =>
      ch.let(wholeOf(left, discount), (whole) =>
        ch.let(wanted(whole, discount), (want) =>
          ch.let(within(want, ch.element<Amounts>(state, 1), discount), (taken) =>
            ch.tuple(
              ch.arrayMapBoth(ch.element<Amounts>(state, 1), numbers(ch.element<Amounts>(state, 1)), (each, number) =>
                ch.if(
                  eb(number, '=', ch.toUnsigned(ch.element<Long>(discount, 2))),
                  ch.decimal(ch.plus(each, ch.roundHalfUpTo(taken, ch.element<Int>(bill, 2), BILL_SCALE)), 12),
                  each,
                ),
              ),
              ch.arrayConcat(
                ch.element<readonly Amounts[]>(state, 2),
                ch.array(leftAfter(left, discount, { whole, want, taken })),
              ),
            ),
          ),
        ),
      ),
    ),
  )
}

const isPercentage = (discount: E<Tuple>) => eb(ch.element<Bool>(discount, 3), '=', true)
const value = (discount: E<Tuple>) => ch.element<Decimal<9>>(discount, 4)
const chargesOf = (discount: E<Tuple>) => ch.element<readonly Long[]>(discount, 6)
const percent = (amount: E<Decimal<12>>, discount: E<Tuple>) =>
  ch.decimal(ch.div(ch.mul(amount, value(discount)), ch.literal<bigint>(100n)), 12)

const wholeOf = (left: E<Amounts>, discount: E<Tuple>) =>
  ch.decimal(ch.arraySum(ch.arrayMap(chargesOf(discount), (charge) => ch.at(left, charge))), 12)

const wanted = (whole: E<Decimal<12>>, discount: E<Tuple>) =>
  ch.if(
    isPercentage(discount),
    percent(whole, discount),
    ch.decimal(ch.least(ch.decimal(value(discount), 12), ch.greatest(whole, ch.zero(12))), 12),
  )

function within(want: E<Decimal<12>>, used: E<Amounts>, discount: E<Tuple>) {
  const rest = ch.minus(ch.element<Decimal<12>>(discount, 5), ch.at(used, ch.element<Long>(discount, 2)))
  return ch.decimal(ch.least(want, ch.greatest(ch.decimal(rest, 12), ch.zero(12))), 12)
}

interface Taking {
  readonly whole: E<Decimal<12>>
  readonly want: E<Decimal<12>>
  readonly taken: E<Decimal<12>>
}

/** A percentage is taken from each charge by itself, exactly; an amount, and what a maximum leaves, in proportion. */
function leftAfter(left: E<Amounts>, discount: E<Tuple>, { whole, want, taken }: Taking) {
  const inFull = eb.and([isPercentage(discount), eb(want, '=', taken)])
  return ch.arrayMapBoth(left, numbers(left), (amount, number) => {
    const divisor = ch.if(eb(whole, '=', '0'), ch.amount('1', 12), whole)
    const share = ch.decimal(ch.div(ch.mul(taken, amount), divisor), 12)
    return ch.if(
      eb(ch.has(chargesOf(discount), number), '=', true),
      ch.decimal(ch.minus(amount, ch.if(inFull, percent(amount, discount), share)), 12),
      amount,
    )
  })
}

const numbers = (of: E<Amounts>) =>
  ch.arrayMap(ch.range(ch.literal(1), ch.plus(ch.toLong(ch.arrayLength(of)), ch.literal<bigint>(1n))), (number) =>
    ch.toUnsigned(number),
  )
