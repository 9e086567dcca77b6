import { type Expression, expressionBuilder, type RawBuilder } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal, Int, Text } from '../../warehouse/columns.ts'

const eb = expressionBuilder<Record<string, never>>()

/** Decimals at which sums of quotients are settled: three thirds, cut off at 30 decimals, are one again. */
const SETTLED = 24

/**
 * Rounds an exact amount once by a catalogue's method: half_up, half_even, half_down, up (away from zero), down (towards it),
 * none (nine decimals). Negative decimals round to tens. What does not fit 38 digits then is an error.
 */
export function rounded(
  amount: Expression<Decimal<30>>,
  method: Expression<Text>,
  decimals: Expression<Int>,
): RawBuilder<Decimal<9>> {
  return ch.let(ch.round(amount, SETTLED), (value) => {
    const towardsZero = ch.minus(
      value,
      ch.mul(ch.amount('0.000000000000000000000000000001', 30), ch.toLong(ch.sign(value))),
    )
    return ch.decimal(
      ch.multiIf<Decimal<30>>(
        [
          [eb(method, '=', 'half_up'), ch.roundTo(value, decimals)],
          [eb(method, '=', 'half_even'), ch.roundHalfEvenTo(value, decimals)],
          [eb(method, '=', 'half_down'), ch.roundTo(ch.exact(towardsZero), decimals)],
          [eb(method, '=', 'up'), ch.roundUpTo(value, decimals)],
          [eb(method, '=', 'down'), ch.roundDownTo(value, decimals)],
        ],
        ch.round(value, 9),
      ),
      9,
    )
  })
}
