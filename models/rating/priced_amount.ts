import { type Expression, expressionBuilder, type RawBuilder, type SqlBool } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Bool, Decimal, Int, Long, Text } from '../../warehouse/columns.ts'
import { NARROW_RATE, ratedAmount } from './charge.ts'
import { rounded } from './rounded.ts'

const eb = expressionBuilder<Record<string, never>>()

/** What an amount by rate is made of. */
export interface Priced {
  readonly connectFee: Expression<Decimal<9>>
  /** Of the band at the start; where it is cut the first part has it. */
  readonly entryFee: Expression<Decimal<9>>
  readonly rate: Expression<Decimal<9>>
  readonly per: Expression<Long>
  readonly charged: Expression<Long>
  /** Whether its parts say what it costs, rather than the rate. */
  readonly cut: Expression<SqlBool>
  readonly parts: Expression<readonly (readonly unknown[])[]>
  /** Nothing was used, or nothing was granted of it: not even the connect fee is due. */
  readonly nothing: Expression<SqlBool>
  readonly minimum: Expression<Decimal<9> | null>
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

/** What units from `from` up to `to` cost, by the parts they lie in; where there are no parts by the rate. */
export function tailAmount(of: {
  readonly rate: Expression<Decimal<9>>
  readonly per: Expression<Long>
  readonly parts: Priced['parts']
  readonly from: Expression<Decimal<9>>
  readonly to: Expression<Decimal<9>>
}): RawBuilder<Decimal<30>> {
  const none = ch.zero(9)
  const within = ch.arrayMap(of.parts, (part) => {
    const begin = ch.decimal(ch.element<Long>(part, 1), 9)
    const end = ch.plus(begin, ch.decimal(ch.element<Long>(part, 2), 9))
    const units = ch.greatest(ch.minus(ch.least(end, of.to), ch.greatest(begin, of.from)), none)
    const money = ch.exact(ch.mul(ch.exact(units), ch.element<Decimal<9>>(part, 4)))
    const fee = ch.if(eb(units, '>', '0'), ch.exact(ch.element<Decimal<9>>(part, 7)), ch.exact(none))
    return ch.plus(ch.div(money, ch.element<Long>(part, 5)), fee)
  })
  const plain = ch.exact(ch.mul(ch.exact(ch.greatest(ch.minus(of.to, of.from), none)), of.rate))
  return ch.if(eb(ch.arrayLength(of.parts), '>', 0n), ch.exact(ch.arraySum(within)), ch.exact(ch.div(plain, of.per)))
}

/** Connect fee and units, not rounded yet. */
export interface Bounded extends Pick<Priced, 'minimum' | 'maximum' | 'maximumWithFee' | 'rounding' | 'decimals'> {
  readonly fee: Expression<Decimal<30>>
  readonly units: Expression<Decimal<30>>
}

/** A rate's bounds and rounding as a row of usage has them, with what holds where it has none. */
export const boundsOf = (of: {
  readonly maximum: Expression<Decimal<9> | null>
  readonly includesFee: Expression<Bool | null>
  readonly rounding: Expression<Text | null>
  readonly decimals: Expression<Int | null>
}) => ({
  maximum: of.maximum,
  maximumWithFee: eb(ch.coalesce(of.includesFee, ch.toBool(ch.literal(1))), '=', true),
  rounding: ch.coalesce(of.rounding, ch.text('half_up')),
  decimals: ch.coalesce(of.decimals, ch.toInt(ch.literal(9))) as Expression<Int>,
})

/** Connect fee and units, at least the minimum and at most the maximum, rounded once. What does not fit 38 digits then is an error. */
export function boundedAmount({
  fee,
  units,
  minimum,
  maximum,
  maximumWithFee,
  rounding,
  decimals,
}: Bounded): RawBuilder<Decimal<9>> {
  const least = ch.coalesce(ch.exact(minimum), ch.exact(ch.zero(9)))
  const total = ch.greatest(ch.plus(fee, units), least)
  const most = ch.exact(maximum)
  const bounded = ch.multiIf<Decimal<30>>(
    [
      [eb(most, 'is', null), total],
      [maximumWithFee, ch.least(total, ch.notNull(most))],
    ],
    ch.plus(fee, ch.least(ch.minus(total, fee), ch.notNull(most))),
  )
  return rounded(bounded, rounding, decimals)
}

/** Connect fee and units of a use by itself. Nothing charged costs nothing. What does not fit 38 digits is an error. */
export function pricedAmount(of: Priced): RawBuilder<Decimal<9>> {
  const whole = ch.plus(ch.div(ch.exact(ch.mul(of.rate, of.charged)), of.per), ch.exact(of.entryFee))
  const units = ch.if(of.cut, partsAmount(of.parts), whole)
  const fees = ch.decimal(ch.plus(of.connectFee, of.entryFee), 9)
  // Most usage: one rate, no maximum, half up. The same answer by arithmetic of half the width.
  const plain = eb.and([
    eb.not(of.cut),
    eb(of.maximum, 'is', null),
    eb(of.minimum, 'is', null),
    eb(of.rounding, '=', 'half_up'),
    eb(of.decimals, '>=', 0),
    eb(of.rate, '<=', NARROW_RATE),
  ])
  return ch.multiIf<Decimal<9>>(
    [
      [of.nothing, ch.zero(9)],
      [plain, ratedAmount(fees, of.rate, of.charged, of.per, of.decimals)],
    ],
    boundedAmount({ ...of, fee: ch.exact(of.connectFee), units }),
  )
}
