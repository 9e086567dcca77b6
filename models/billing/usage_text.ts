import { type Expression, expressionBuilder, type RawBuilder } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Text } from '../../warehouse/columns.ts'

const eb = expressionBuilder<Record<string, never>>()

/** How a line of usage is called on a bill: as its price, else the metric, else the service. */
export function usageText(
  price: Expression<Text>,
  metric: Expression<Text>,
  service: Expression<Text>,
): RawBuilder<Text> {
  return ch.multiIf(
    [
      [eb(price, '<>', ''), price],
      [eb(metric, '<>', ''), metric],
    ],
    service,
  )
}

/** Charge of a line of usage: the price, or the service where the source priced it. */
export function usageId(price: Expression<Text>, service: Expression<Text>): RawBuilder<Text> {
  return ch.if(eb(price, '=', ''), service, price)
}
