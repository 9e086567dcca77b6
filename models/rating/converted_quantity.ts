import { type Expression, expressionBuilder, type RawBuilder } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal, Int, Long, Text } from '../../warehouse/columns.ts'

const eb = expressionBuilder<Record<string, never>>()

/** How a price turns the period's quantity into what it charges. */
export interface Conversion {
  readonly operation: Expression<Text>
  readonly by: Expression<Decimal<9>>
  readonly rounding: Expression<Text>
  readonly decimals: Expression<Int>
}

/** Decimals at which a quotient that was cut off at 30 is settled before it is rounded: 299.99… of three thirds of 300 is 300. */
const SETTLED = 18

/** The quantity in the price's unit, rounded as the price says; of an average the sum of so many events. */
export function convertedQuantity(
  sum: Expression<Decimal<30>>,
  { operation, by, rounding, decimals }: Conversion,
  events: Expression<Long> = ch.literal<bigint>(1n),
): RawBuilder<Decimal<30>> {
  const result = ch.multiIf<Decimal<30>>(
    [
      [eb(operation, '=', 'divide'), ch.exact(ch.div(sum, ch.decimal(ch.mul(by, events), 9)))],
      [eb(operation, '=', 'multiply'), ch.exact(ch.div(ch.exact(ch.mul(sum, by)), events))],
    ],
    ch.exact(ch.div(sum, events)),
  )
  const settled = ch.if(eb(rounding, '=', 'none'), result, ch.exact(ch.round(result, SETTLED)))
  return ch.let(settled, (value) =>
    ch.multiIf<Decimal<30>>(
      [
        [eb(rounding, '=', 'up'), ch.roundUpTo(value, decimals)],
        [eb(rounding, '=', 'down'), ch.roundDownTo(value, decimals)],
        [eb(rounding, '=', 'half_up'), ch.roundTo(value, decimals)],
      ],
      value,
    ),
  )
}

/** The quantity less what is free; never below zero. */
export function chargedQuantity(
  converted: Expression<Decimal<30>>,
  free: Expression<Decimal<9>>,
): RawBuilder<Decimal<30>> {
  return ch.greatest(ch.minus(converted, ch.exact(free)), ch.exact(ch.zero(9)))
}
