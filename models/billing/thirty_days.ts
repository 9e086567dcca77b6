import { type Expression, expressionBuilder, type RawBuilder } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Day, Long } from '../../warehouse/columns.ts'

const eb = expressionBuilder<Record<string, never>>()

/** Days from one day up to another where each month has 30 (30/360): 22 from 23 May, June or February to the 15th after. */
export const daysOfThirty = (from: Expression<Day>, to: Expression<Day>): RawBuilder<Long> =>
  ch.plus(
    ch.times(ch.dateDiff('month', from, to), ch.literal(30)),
    ch.toLong(ch.minus(ch.toDayOfMonth(to), ch.toDayOfMonth(from))),
  )

/** What of a period of whole months is held, in days of months of 30, and how many such days it has. */
export function shareOfThirty(of: {
  /** Calendar days held, of the piece of the period that there is, and of the whole period. */
  readonly held: Expression<Long>
  readonly piece: Expression<Long>
  readonly whole: Expression<Long>
  readonly daysOf30: Expression<Long>
}): { readonly share: RawBuilder<Long>; readonly of: RawBuilder<Long> } {
  // 28 to 31 days are a month, 365 and 366 twelve: twelfths of a year, to the nearest.
  const months = ch.intDiv(ch.plus(ch.times(of.whole, ch.literal(12)), ch.literal<bigint>(182n)), ch.literal(365))
  const days = ch.times(months, ch.literal(30))
  const all = eb.and([eb(of.held, '=', of.piece), eb(of.piece, '=', of.whole)])
  return { share: ch.if(all, days, ch.least(of.daysOf30, days)), of: days }
}
