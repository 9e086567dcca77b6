import { type Expression, expressionBuilder, type RawBuilder } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal, Int, Long } from '../../warehouse/columns.ts'

const eb = expressionBuilder<Record<string, never>>()

/** Units charged: the first increment, then whole further increments; nothing for nothing. */
export function chargedQuantity(
  quantity: Expression<Long>,
  firstIncrement: Expression<Long>,
  nextIncrement: Expression<Long>,
): RawBuilder<Long> {
  const zero = ch.literal<bigint>(0n)
  const beyond = ch.greatest(ch.minus(quantity, firstIncrement), zero)
  const steps = ch.ceilDiv(beyond, nextIncrement)
  return ch.if(eb(quantity, '>', 0n), ch.plus(firstIncrement, ch.times(steps, nextIncrement)), zero)
}

/** The dearest rate at which an amount fits 38 digits whatever the quantity. */
export const NARROW_RATE = '10000000'

/**
 * `connectFee + rate * charged / perUnits`, rounded half up at `decimals` (at most 9).
 *
 * Exact: the quotient is cut at 12 decimals, and cutting a number that is not negative at more decimals than it is
 * rounded to never moves it over a half. In 38 digits, which hold it while the rate is at most `NARROW_RATE` and the
 * fee below 10^25 (12 decimals × 10^7 × a whole number of 64 bits < 10^38); for others ask `boundedAmount`.
 */
export function ratedAmount(
  connectFee: Expression<Decimal<9>>,
  rate: Expression<Decimal<9>>,
  charged: Expression<Long>,
  perUnits: Expression<Long>,
  decimals: Expression<Int>,
): RawBuilder<Decimal<9>> {
  const usage = ch.narrowDiv(ch.narrowMul(ch.decimal(rate, 12), charged), perUnits)
  return ch.roundHalfUpTo(ch.plus(ch.decimal(connectFee, 12), usage), decimals, 9)
}
