import type { Expression } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Day, Long } from '../../warehouse/columns.ts'

/** Months that a mean over the last closed months looks at. */
const COUNTED_MONTHS = 3n

/** How many of the last three closed months are full ones since a day: 1 April with last month June gives 3, 2 April 2. */
export function closedMonths(since: Expression<Day>, lastMonth: Expression<Day>) {
  const full = ch.dateDiff('month', ch.addDays(since, ch.literal(-1)), lastMonth)
  return ch.greatest(ch.least(full, ch.literal(COUNTED_MONTHS as Long)), ch.literal(0n as Long))
}
