import { type Expression, expressionBuilder, type RawBuilder, type SqlBool } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal, Int, Long, Text } from '../../warehouse/columns.ts'
import { ratedAmount } from './charge.ts'
import { rounded } from './rounded.ts'

const eb = expressionBuilder<Record<string, never>>()

/** What an amount by rate is made of. */
export interface Priced {
  readonly connectFee: Expression<Decimal<9>>
  readonly rate: Expression<Decimal<9>>
  readonly per: Expression<Long>
  readonly charged: Expression<Long>
  /** Whether its parts say what it costs, rather than the rate. */
  readonly cut: Expression<SqlBool>
  readonly parts: Expression<readonly (readonly unknown[])[]>
  readonly maximum: Expression<Decimal<9> | null>
  /** Whether the connect fee counts towards the maximum. */
  readonly maximumWithFee: Expression<SqlBool>
  readonly rounding: Expression<Text>
  readonly decimals: Expression<Int>
}

/** What units cost before the connect fee: the sum of the parts, fees of slots among them, not rounded. */
export function partsAmount(parts: Priced['parts']): RawBuilder<Decimal<30>> {
  return ch.exact(
    ch.arraySum(
      ch.arrayMap(parts, (part) => {
        const money = ch.mul(ch.element<Decimal<9>>(part, 4), ch.element<Long>(part, 2))
        return ch.plus(ch.div(ch.exact(money), ch.element<Long>(part, 5)), ch.exact(ch.element<Decimal<9>>(part, 7)))
      }),
    ),
  )
}

/** Connect fee and units, at most the maximum, rounded once. Nothing charged costs nothing. Overflow is an error. */
export function pricedAmount(of: Priced): RawBuilder<Decimal<9>> {
  const fee = ch.exact(of.connectFee)
  const units = ch.if(of.cut, partsAmount(of.parts), ch.div(ch.exact(ch.mul(of.rate, of.charged)), of.per))
  const total = ch.plus(fee, units)
  const most = ch.exact(of.maximum)
  const bounded = ch.multiIf<Decimal<30>>(
    [
      [eb(most, 'is', null), total],
      [of.maximumWithFee, ch.least(total, ch.notNull(most))],
    ],
    ch.plus(fee, ch.least(units, ch.notNull(most))),
  )
  // Most usage: one rate, no maximum, half up. The same answer by arithmetic of half the width.
  const plain = eb.and([
    eb.not(of.cut),
    eb(of.maximum, 'is', null),
    eb(of.rounding, '=', 'half_up'),
    eb(of.decimals, '>=', 0),
  ])
  return ch.multiIf<Decimal<9>>(
    [
      [eb(of.charged, '=', 0n), ch.zero(9)],
      [plain, ratedAmount(of.connectFee, of.rate, of.charged, of.per, of.decimals)],
    ],
    rounded(bounded, of.rounding, of.decimals),
  )
}
