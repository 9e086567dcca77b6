import { type Expression, expressionBuilder, type RawBuilder } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Day, Int } from '../../warehouse/columns.ts'
import { periodEnd, periodStart } from './period.ts'

const eb = expressionBuilder<Record<string, never>>()

/** First day of the period of a price (`cycle`, `day`, `week`, `month`, `quarter`, `year`) in which a local day lies. */
export function pricePeriodStart(
  period: Expression<string>,
  day: Expression<Day>,
  cycleDay: Expression<Int>,
): RawBuilder<Day> {
  const is = (kind: string) => eb(period, '=', kind)
  return ch.multiIf<Day>(
    [
      [is('day'), day],
      [is('week'), ch.toMonday(day)],
      [is('month'), ch.toStartOfMonth(day)],
      [is('quarter'), ch.toStartOfQuarter(day)],
      [is('year'), ch.toStartOfYear(day)],
    ],
    periodStart(day, cycleDay),
  )
}

/** First day after the period that begins on `from`. */
export function pricePeriodEnd(
  period: Expression<string>,
  from: Expression<Day>,
  cycleDay: Expression<Int>,
): RawBuilder<Day> {
  const is = (kind: string) => eb(period, '=', kind)
  return ch.multiIf<Day>(
    [
      [is('day'), ch.addDays(from, ch.literal(1))],
      [is('week'), ch.addDays(from, ch.literal(7))],
      [is('month'), ch.addMonths(from, ch.literal(1))],
      [is('quarter'), ch.addMonths(from, ch.literal(3))],
      [is('year'), ch.addYears(from, ch.literal(1))],
    ],
    periodEnd(from, cycleDay),
  )
}
