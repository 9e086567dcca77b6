import { type Expression, expressionBuilder, type RawBuilder } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal, Long } from '../../warehouse/columns.ts'

const eb = expressionBuilder<Record<string, never>>()
type E<T> = Expression<T>
type Tuple = readonly unknown[]
type Left = readonly Decimal<12>[]

/**
 * What is left of each charge of a bill before each fixed discount: an array a discount, and one more for what is left after
 * all. Each takes its amount, as far as there is that much, from its charges in proportion to what is left of them.
 * `discounts` in order: number, amount, numbers of its charges. `charges` in order of their number from 1: number, amount.
 */
export function leftBefore(discounts: E<readonly Tuple[]>, charges: E<readonly Tuple[]>): RawBuilder<readonly Left[]> {
  const first: RawBuilder<Left> = ch.arrayMap(charges, (charge) => ch.element<Decimal<12>>(charge, 2))
  return ch.arrayFold(discounts, ch.array(first) as E<readonly Left[]>, (state, discount) =>
    ch.arrayConcat(state, ch.array(leftAfter(ch.at(state, -1), discount))),
  )
}

function leftAfter(left: E<Left>, discount: E<Tuple>): RawBuilder<Left> {
  const zero = ch.zero(12)
  const own = ch.element<readonly Long[]>(discount, 3)
  const sum = ch.decimal(ch.arraySum(ch.arrayMap(own, (charge) => ch.at(left, charge))), 12)
  return ch.let(sum, (whole) =>
    ch.let(ch.least(ch.element<Decimal<12>>(discount, 2), ch.greatest(whole, zero)), (taken) =>
      ch.arrayMapBoth(left, numbers(left), (amount, number) =>
        ch.if(
          eb.and([eb(ch.has(own, number), '=', true), eb(taken, '>', '0')]),
          ch.decimal(
            ch.minus(
              amount,
              ch.decimal(ch.div(ch.mul(taken, amount), ch.if(eb(whole, '=', '0'), ch.amount('1', 12), whole)), 12),
            ),
            12,
          ),
          amount,
        ),
      ),
    ),
  )
}

const numbers = (left: E<Left>) =>
  ch.arrayMap(ch.range(ch.literal(1), ch.plus(ch.toLong(ch.arrayLength(left)), ch.literal<bigint>(1n))), (number) =>
    ch.toUnsigned(number),
  )
