import { type Expression, expressionBuilder, type RawBuilder } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Day, Decimal, Instant, Long } from '../../warehouse/columns.ts'

/** A monthly period by its first day and the first day after. */
export interface Period {
  readonly from: Expression<Day>
  readonly to: Expression<Day>
}

type Tuple = readonly unknown[]

const eb = expressionBuilder<Record<string, never>>()
const nothing = ch.literal<bigint>(0n)

/** Members of one of `rating.plan_presence`'s stays. */
const ofStay = {
  enteredAt: (stay: Expression<Tuple>) => ch.element<Instant>(stay, 1),
  leftAt: (stay: Expression<Tuple>) => ch.element<Instant>(stay, 2),
  firstDay: (stay: Expression<Tuple>) => ch.element<Day>(stay, 3),
  endDay: (stay: Expression<Tuple>) => ch.element<Day>(stay, 4),
} as const

/** The sum over the stays of what `length` says of each, over the whole; of a line without stays all of the period. */
function part(
  stays: Expression<readonly Tuple[]>,
  length: (stay: Expression<Tuple>) => Expression<Long>,
  throughout: Expression<Long>,
  whole: Expression<Long>,
): RawBuilder<Decimal<30>> {
  const stayed = ch.toLong(ch.arraySum(ch.arrayMap(stays, (stay) => ch.greatest(length(stay), nothing))))
  const unknown = eb(ch.arrayLength(stays), '=', nothing)
  return ch.exact(ch.div(ch.exact(ch.if(unknown, ch.greatest(throughout, nothing), stayed)), whole))
}

/** Days of the stays from `from` up to the period's end, over the days of the period. */
export function dayShare(
  period: Period,
  from: Expression<Day>,
  stays: Expression<readonly Tuple[]>,
): RawBuilder<Decimal<30>> {
  const first = ch.greatest(from, period.from)
  const days = (begin: Expression<Day>, end: Expression<Day>) => ch.dateDiff('day', begin, end)
  return part(
    stays,
    (stay) => days(ch.greatest(first, ofStay.firstDay(stay)), ch.least(period.to, ofStay.endDay(stay))),
    days(first, period.to),
    days(period.from, period.to),
  )
}

/** The same by milliseconds of the local clock. */
export function timeShare(
  period: Period,
  from: Expression<Instant>,
  stays: Expression<readonly Tuple[]>,
): RawBuilder<Decimal<30>> {
  const milliseconds = (at: Expression<Instant>) => ch.toUnixMilliseconds(at)
  const begin = milliseconds(ch.toInstant(period.from))
  const close = milliseconds(ch.toInstant(period.to))
  const first = ch.greatest(milliseconds(from), begin)
  return part(
    stays,
    (stay) =>
      ch.minus(
        ch.least(close, milliseconds(ofStay.leftAt(stay))),
        ch.greatest(first, milliseconds(ofStay.enteredAt(stay))),
      ),
    ch.minus(close, first),
    ch.minus(close, begin),
  )
}
