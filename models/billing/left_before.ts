import { type Expression, expressionBuilder, type RawBuilder } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { QueryCreator } from '../../transforms/sql/query.ts'
import type { Decimal, Long, Text } from '../../warehouse/columns.ts'

const eb = expressionBuilder<Record<string, never>>()
type E<T> = Expression<T>
type Tuple = readonly unknown[]
type Left = readonly Decimal<12>[]

/**
 * What is left of each charge of a bill before each fixed discount: an array a discount, and one more for what is left after
 * all. Each takes its amount, as far as there is that much, from its charges in proportion to what is left of them.
 * `discounts` in order: number, amount, numbers of its charges. `charges` in order of their number from 1: number, amount.
 */
function leftBefore(discounts: E<readonly Tuple[]>, charges: E<readonly Tuple[]>): RawBuilder<readonly Left[]> {
  const first: RawBuilder<Left> = ch.arrayMap(charges, (charge) => ch.element<Decimal<12>>(charge, 2))
  return ch.arrayFold(discounts, ch.array(first) as E<readonly Left[]>, (state, discount) =>
    ch.arrayConcat(state, ch.array(leftAfter(ch.at(state, -1), discount))),
  )
}

interface Fixed {
  readonly fixed_grant: {
    readonly bill_id: Text
    readonly grant_number: Long
    readonly amount: Decimal<12>
    readonly charges: readonly Long[]
  }
  readonly fixed_charge: { readonly bill_id: Text; readonly charge_number: Long; readonly left: Decimal<12> }
}

/** `leftBefore` of every bill, of discounts of the shape of `fixed_grant` and the charges of `fixed_charge`. */
export function leftOfCharges(w: unknown) {
  return (w as QueryCreator<Fixed>)
    .selectFrom('fixed_grant as g')
    .innerJoin(
      (b) =>
        b
          .selectFrom('fixed_charge as f')
          .select((eb) => [
            'f.bill_id',
            ch.arraySort(ch.groupArray(ch.tuple(eb.ref('f.charge_number'), eb.ref('f.left')))).as('charges'),
          ])
          .groupBy('f.bill_id')
          .as('f'),
      (join) => join.onRef('f.bill_id', '=', 'g.bill_id'),
    )
    .select((eb) => [
      'g.bill_id',
      leftBefore(
        ch.arraySort(ch.groupArray(ch.tuple(eb.ref('g.grant_number'), eb.ref('g.amount'), eb.ref('g.charges')))),
        ch.any(eb.ref('f.charges')),
      ).as('left'),
    ])
    .groupBy('g.bill_id')
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
