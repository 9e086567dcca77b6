import { type Expression, expressionBuilder, type RawBuilder } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Day, Int } from '../../warehouse/columns.ts'

const eb = expressionBuilder<Record<string, never>>()

/** The cycle day of the month that begins with `month`: its last day where the month is too short. */
function cycleDayOf(month: Expression<Day>, cycleDay: Expression<Int>): RawBuilder<Day> {
  const day = ch.least(ch.toInt(cycleDay), ch.toInt(ch.toDaysInMonth(month)))
  return ch.addDays(month, ch.minus(day, ch.toInt(ch.literal(1))))
}

/**
 * First day of the monthly period of a cycle in which a local day lies: allowances, tiers and minimum spends begin anew in
 * it. Cycles of several months have monthly periods too.
 */
export function periodStart(day: Expression<Day>, cycleDay: Expression<Int>): RawBuilder<Day> {
  const month = ch.toStartOfMonth(day)
  const begins = cycleDayOf(month, cycleDay)
  return ch.if(eb(day, '>=', begins), begins, cycleDayOf(ch.addMonths(month, ch.literal(-1)), cycleDay))
}

/** First day after the monthly period that begins on `from`. */
export function periodEnd(from: Expression<Day>, cycleDay: Expression<Int>): RawBuilder<Day> {
  return cycleDayOf(ch.addMonths(ch.toStartOfMonth(from), ch.literal(1)), cycleDay)
}
