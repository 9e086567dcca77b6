import { type Expression, expressionBuilder, type RawBuilder } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal, Int, Text } from '../../warehouse/columns.ts'

const eb = expressionBuilder<Record<string, never>>()

/** How a price turns the period's quantity into what it charges. */
export interface Conversion {
  readonly operation: Expression<Text>
  readonly by: Expression<Decimal<9>>
  readonly rounding: Expression<Text>
  readonly decimals: Expression<Int>
}

/** The quantity in the price's unit, rounded as the price says. */
export function convertedQuantity(
  quantity: Expression<Decimal<30>>,
  { operation, by, rounding, decimals }: Conversion,
): RawBuilder<Decimal<30>> {
  const result = ch.multiIf<Decimal<30>>(
    [
      [eb(operation, '=', 'divide'), ch.exact(ch.div(quantity, by))],
      [eb(operation, '=', 'multiply'), ch.exact(ch.mul(quantity, by))],
    ],
    quantity,
  )
  return ch.let(result, (value) =>
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
