import { type Expression, expressionBuilder, type RawBuilder, type SqlBool } from 'kysely'
import { ch } from '../../transforms/sql/functions.ts'
import type { Day, Long, Text } from '../../warehouse/columns.ts'

type Numbers = readonly Long[]

/** A tuple of years, months and days of the month; an empty list stands for all. */
export type DateKind = readonly unknown[]

const eb = expressionBuilder<Record<string, never>>()

/** Dates of a rate that holds on all of them. */
export const ANY_DATE = '*/*/*'

/** Kinds of days without regard to the date: Monday to Sunday, and the same on a holiday. */
export const DAYS_OF_WEEK = 14

/** `2026/12/24,31` as lists of numbers, so that rows of usage need not read texts. */
export function dateKind(dates: Expression<Text>) {
  const numbers = (position: number) => {
    const part = ch.at(ch.splitBy(dates, '/'), position)
    const texts = ch.arrayFilter(ch.splitBy(part, ','), (each) => eb(each, '<>', '*'))
    return ch.arrayMap(texts, (each) => ch.toLong(each))
  }
  return ch.tuple(numbers(1), numbers(2), numbers(3))
}

/** Which of some kinds a date is of: a bit each. */
export function maskOf(date: Expression<Day>, kinds: Expression<readonly DateKind[]>): RawBuilder<Long> {
  return bitsOf(kinds, (kind) =>
    eb.and([
      fits(kind, 1, ch.toLong(ch.toYear(date))),
      fits(kind, 2, ch.toLong(ch.toMonth(date))),
      fits(kind, 3, ch.toLong(ch.toDayOfMonth(date))),
    ]),
  )
}

/** What tells a year apart: which kinds it is of, and whether it has a 29 February. */
export function yearTypeOf(year: Expression<Long>, kinds: Expression<readonly DateKind[]>): RawBuilder<Long> {
  const leap = ch.minus(ch.toDaysInMonth(ch.makeDay(year, ch.literal(2), ch.literal(1))), ch.literal(28))
  return ch.toLong(
    ch.plus(
      ch.times(
        bitsOf(kinds, (kind) => fits(kind, 1, year)),
        ch.literal(2),
      ),
      leap,
    ),
  )
}

function fits(kind: Expression<DateKind>, position: number, value: Expression<Long>) {
  const numbers = ch.element<Numbers>(kind, position)
  return eb.or([eb(ch.arrayLength(numbers), '=', 0n), eb(ch.has(numbers, value), '=', true)])
}

function bitsOf(
  kinds: Expression<readonly DateKind[]>,
  holds: (kind: Expression<DateKind>) => Expression<SqlBool>,
): RawBuilder<Long> {
  const bits = ch.arrayMapBoth(kinds, ch.range(ch.literal(0), ch.toLong(ch.arrayLength(kinds))), (kind, bit) =>
    ch.if(holds(kind), ch.powerOfTwo(bit), ch.toLong(ch.literal(0))),
  )
  return ch.toLong(ch.arraySum(bits))
}

/**
 * What bands can tell of a day by its date: Monday 1 to Sunday 7, 7 more on a holiday, and 14 for each unit of its mask.
 * `days` counts from 1970-01-01, a Thursday.
 */
export function dayType(
  days: Expression<Long>,
  holidays: Expression<readonly Day[]>,
  kinds: Expression<readonly DateKind[]>,
): RawBuilder<Long> {
  const zero = ch.literal<bigint>(0n)
  const weekday = ch.plus(ch.mod(ch.plus(days, ch.literal<bigint>(3n)), ch.literal(7)), ch.literal<bigint>(1n))
  const date = ch.addDays(ch.day('1970-01-01'), days)
  const byWeek = ch.plus(weekday, ch.if(ch.has(holidays, date), ch.literal<bigint>(7n), zero))
  const masked = ch.times(maskOf(date, kinds), ch.literal(DAYS_OF_WEEK))
  return ch.plus(byWeek, ch.if(eb(ch.arrayLength(kinds), '>', 0n), masked, ch.toLong(zero)))
}
