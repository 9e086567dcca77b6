import type { Expression, RawBuilder } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Day, Decimal, Instant, Long } from '../../warehouse/columns.ts'

/** A monthly period by its first day and the first day after. */
export interface Period {
  readonly from: Expression<Day>
  readonly to: Expression<Day>
}

const nothing = ch.literal<bigint>(0n)
const part = (of: Expression<Long>, whole: Expression<Long>): RawBuilder<Decimal<30>> =>
  ch.exact(ch.div(ch.exact(ch.greatest(of, nothing)), whole))

/** Days from `from` up to the period's end, or `end` where that comes first, over the days of the period. */
export function dayShare(period: Period, from: Expression<Day>, end: Expression<Day | null>): RawBuilder<Decimal<30>> {
  const first = ch.greatest(from, period.from)
  const last = ch.least(period.to, ch.coalesce(end, period.to))
  return part(ch.dateDiff('day', first, last), ch.dateDiff('day', period.from, period.to))
}

/** The same by milliseconds of the local clock. */
export function timeShare(
  period: Period,
  from: Expression<Instant>,
  end: Expression<Instant | null>,
): RawBuilder<Decimal<30>> {
  const milliseconds = (at: Expression<Instant>) => ch.toUnixMilliseconds(at)
  const begin = milliseconds(ch.toInstant(period.from))
  const close = milliseconds(ch.toInstant(period.to))
  const last = ch.least(close, milliseconds(ch.coalesce(end, ch.toInstant(period.to))))
  return part(ch.minus(last, ch.greatest(milliseconds(from), begin)), ch.minus(close, begin))
}
