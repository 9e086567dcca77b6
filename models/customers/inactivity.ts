import { type Expression, expressionBuilder, type RawBuilder } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Day, Int } from '../../warehouse/columns.ts'

/** How long a prepaid line stays in the base without a revenue event, from a day on. */
export interface InactivitySetting {
  readonly from: `${number}-${number}-${number}`
  /** N: the line leaves on the day of its last revenue event + N. Operators publish 30, 60 or 90. */
  readonly days: number
}

/** The official N, dated: a new row at the end changes it from its day on and leaves the past as it was reported. */
export const inactivity: readonly [InactivitySetting, ...InactivitySetting[]] = [{ from: '1970-01-01', days: 30 }]

/** N in force on a day, whole days. */
export function inactivityDays(day: Expression<Day>, settings = inactivity): RawBuilder<Int> {
  const eb = expressionBuilder<Record<string, never>, never>()
  const [first, ...later] = settings
  const branches = later
    .toReversed()
    .map(({ from, days }) => [eb(day, '>=', ch.day(from)), ch.literal(days as Int)] as const)
  return branches.length === 0 ? ch.literal(first.days as Int) : ch.multiIf(branches, ch.literal(first.days as Int))
}
