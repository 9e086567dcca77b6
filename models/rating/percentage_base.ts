import { type Expression, expressionBuilder, type RawBuilder, type SqlBool } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Decimal, Long, Text } from '../../warehouse/columns.ts'

const eb = expressionBuilder<Record<string, never>>()

interface Counting {
  readonly model: Expression<Text>
  readonly aggregation: Expression<Text>
  readonly carriedOver: Expression<SqlBool>
}

/** Whether a price is of percent. */
export const byPercent = (model: Expression<Text>) =>
  eb.or([eb(model, '=', 'percentage'), eb(model, '=', 'graduated_percentage'), eb(model, '=', 'volume_percentage')])

/** What an event turns over: its amount; one where percent are of the number of events. */
export const turnover = (
  model: Expression<Text>,
  aggregation: Expression<Text>,
  amount: Expression<Decimal<9>>,
): RawBuilder<Decimal<9>> => ch.if(eb.and([byPercent(model), eb(aggregation, '=', 'count')]), ch.amount('1', 9), amount)

/** Whether percent are of the period's quantity (a peak, a level), which is no sum of what the events are about. */
export const ofQuantity = ({ model, aggregation, carriedOver }: Counting): RawBuilder<boolean> =>
  ch.toBool(
    eb.and([
      byPercent(model),
      eb.or([eb.and([eb(aggregation, '<>', 'sum'), eb(aggregation, '<>', 'count')]), carriedOver]),
    ]),
  )

/** Percent of a period's quantity, and the fee of each event beyond those that are free; of unique values of each value. */
export function quantityShare(of: {
  readonly quantity: Expression<Decimal<30>>
  readonly aggregation: Expression<Text>
  readonly events: Expression<Long>
  readonly percentage: Expression<Decimal<9>>
  readonly fixedFee: Expression<Decimal<9>>
  readonly freeEvents: Expression<Long>
}): RawBuilder<Decimal<30>> {
  const none = ch.exact(ch.zero(9))
  const share = ch.div(ch.exact(ch.mul(of.quantity, of.percentage)), ch.literal<bigint>(100n))
  const paid = ch.greatest(
    ch.minus(ch.if(eb(of.aggregation, '=', 'unique'), of.quantity, ch.exact(of.events)), ch.exact(of.freeEvents)),
    none,
  )
  return ch.plus(share, ch.exact(ch.mul(paid, of.fixedFee)))
}
