import { type Expression, type RawBuilder, sql } from 'kysely'
import type { Day, Instant, Int, Long, Text } from '../../../warehouse/columns.ts'
import type { Clock, DayOrClock, LocalTime, NullOf } from '../result-types.ts'

type E<T> = Expression<T>
type Count = Expression<Int | Long | null>
export type DateUnit = 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year'
const units: ReadonlySet<string> = new Set(['second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'])

const clock = (expression: RawBuilder<unknown>) => sql`toDateTime64(${expression}, 3, 'UTC')`

/**
 * Days, instants and wall clocks. Everything is computed in UTC; a zone's wall clock is an instant shifted by its offset
 * (`toLocal`), never a zone function on a row: those throw or silently answer UTC.
 */
export const date = {
  /** The wall clock at the time of reading: for views alone, as a stored row would keep the time it was built at. */
  now: (): RawBuilder<Instant> => sql`now64(3, 'UTC')`,
  /** The day of an instant in UTC, or of a wall clock in its zone. */
  toDate: <T extends Clock | null>(e: E<T>): RawBuilder<Day | NullOf<T>> => sql`toDate(${e})`,
  /** Midnight (UTC) of a day. */
  toInstant: <T extends Day | null>(e: E<T>): RawBuilder<Instant | NullOf<T>> => sql`toDateTime64(${e}, 3, 'UTC')`,
  /** Reads ISO or `YYYY-MM-DD hh:mm:ss` text in UTC; NULL where it is none. */
  parseInstant: (e: E<Text | null>): RawBuilder<Instant | null> => sql`parseDateTime64BestEffortOrNull(${e}, 3, 'UTC')`,
  parseDay: (e: E<Text | null>): RawBuilder<Day | null> => sql`toDateOrNull(${e})`,
  /** The wall clock at `offset` seconds east of UTC, from the generated table of (zone, from, offset). */
  toLocal: <T extends Instant | null, O extends Int | Long | null>(
    instant: E<T>,
    offset: E<O>,
  ): RawBuilder<LocalTime | NullOf<T> | NullOf<O>> => sql`addSeconds(${instant}, ${offset})`,
  /** The instant of a wall clock, given its offset. */
  fromLocal: <T extends LocalTime | null, O extends Int | Long | null>(
    local: E<T>,
    offset: E<O>,
  ): RawBuilder<Instant | NullOf<T> | NullOf<O>> => sql`subtractSeconds(${local}, ${offset})`,
  addMilliseconds: <T extends Clock | null>(e: E<T>, count: Count): RawBuilder<T> =>
    sql`addMilliseconds(${e}, ${count})`,
  addSeconds: <T extends Clock | null>(e: E<T>, count: Count): RawBuilder<T> => sql`addSeconds(${e}, ${count})`,
  addMinutes: <T extends Clock | null>(e: E<T>, count: Count): RawBuilder<T> => sql`addMinutes(${e}, ${count})`,
  addHours: <T extends Clock | null>(e: E<T>, count: Count): RawBuilder<T> => sql`addHours(${e}, ${count})`,
  addDays: <T extends DayOrClock | null>(e: E<T>, count: Count): RawBuilder<T> => sql`addDays(${e}, ${count})`,
  addWeeks: <T extends DayOrClock | null>(e: E<T>, count: Count): RawBuilder<T> => sql`addWeeks(${e}, ${count})`,
  /** Clamps to the month's end: 31 January + 1 month = 28 or 29 February. */
  addMonths: <T extends DayOrClock | null>(e: E<T>, count: Count): RawBuilder<T> => sql`addMonths(${e}, ${count})`,
  addYears: <T extends DayOrClock | null>(e: E<T>, count: Count): RawBuilder<T> => sql`addYears(${e}, ${count})`,
  /** Boundaries of `unit` crossed from `from` to `to` (31 January to 1 February is one month); see `age`. */
  dateDiff: <A extends DayOrClock | null, B extends DayOrClock | null>(
    unit: DateUnit,
    from: E<A>,
    to: E<B>,
  ): RawBuilder<Long | NullOf<A> | NullOf<B>> => sql`dateDiff(${unitLiteral(unit)}, ${from}, ${to})`,
  /** Whole units that have passed (31 January to 1 February is no month). */
  age: <A extends DayOrClock | null, B extends DayOrClock | null>(
    unit: DateUnit,
    from: E<A>,
    to: E<B>,
  ): RawBuilder<Long | NullOf<A> | NullOf<B>> => sql`toInt64(age(${unitLiteral(unit)}, ${from}, ${to}))`,
  toStartOfMonth: <T extends DayOrClock | null>(e: E<T>): RawBuilder<Day | NullOf<T>> => sql`toStartOfMonth(${e})`,
  toStartOfQuarter: <T extends DayOrClock | null>(e: E<T>): RawBuilder<Day | NullOf<T>> => sql`toStartOfQuarter(${e})`,
  toStartOfYear: <T extends DayOrClock | null>(e: E<T>): RawBuilder<Day | NullOf<T>> => sql`toStartOfYear(${e})`,
  /** Monday of the week. */
  toMonday: <T extends DayOrClock | null>(e: E<T>): RawBuilder<Day | NullOf<T>> => sql`toMonday(${e})`,
  toLastDayOfMonth: <T extends DayOrClock | null>(e: E<T>): RawBuilder<Day | NullOf<T>> => sql`toLastDayOfMonth(${e})`,
  toStartOfHour: <T extends Clock | null>(e: E<T>): RawBuilder<T> => clock(sql`toStartOfHour(${e})`) as RawBuilder<T>,
  toStartOfMinute: <T extends Clock | null>(e: E<T>): RawBuilder<T> =>
    clock(sql`toStartOfMinute(${e})`) as RawBuilder<T>,
  toYear: <T extends DayOrClock | null>(e: E<T>): RawBuilder<Int | NullOf<T>> => sql`toYear(${e})`,
  toMonth: <T extends DayOrClock | null>(e: E<T>): RawBuilder<Int | NullOf<T>> => sql`toMonth(${e})`,
  toDayOfMonth: <T extends DayOrClock | null>(e: E<T>): RawBuilder<Int | NullOf<T>> => sql`toDayOfMonth(${e})`,
  /** Monday 1 ... Sunday 7. */
  toDayOfWeek: <T extends DayOrClock | null>(e: E<T>): RawBuilder<Int | NullOf<T>> => sql`toDayOfWeek(${e})`,
  toHour: <T extends Clock | null>(e: E<T>): RawBuilder<Int | NullOf<T>> => sql`toHour(${e})`,
  toMinute: <T extends Clock | null>(e: E<T>): RawBuilder<Int | NullOf<T>> => sql`toMinute(${e})`,
  /** Seconds since midnight. */
  secondOfDay: <T extends Clock | null>(e: E<T>): RawBuilder<Int | NullOf<T>> =>
    sql`toInt32(toHour(${e}) * 3600 + toMinute(${e}) * 60 + toSecond(${e}))`,
  /** 202601: a month as one number. */
  toYYYYMM: <T extends DayOrClock | null>(e: E<T>): RawBuilder<Int | NullOf<T>> => sql`toYYYYMM(${e})`,
  toDaysInMonth: <T extends DayOrClock | null>(e: E<T>): RawBuilder<Int | NullOf<T>> => sql`toDaysInMonth(${e})`,
  toUnixMilliseconds: <T extends Instant | null>(e: E<T>): RawBuilder<Long | NullOf<T>> =>
    sql`toUnixTimestamp64Milli(${e})`,
  fromUnixMilliseconds: <T extends Long | null>(e: E<T>): RawBuilder<Instant | NullOf<T>> =>
    sql`fromUnixTimestamp64Milli(${e}, 'UTC')`,
  /** `ch.formatDay(day, '%Y-%m')`. */
  formatDay: <T extends DayOrClock | null>(e: E<T>, format: string): RawBuilder<Text | NullOf<T>> =>
    sql`formatDateTime(${e}, ${sql.lit(format)})`,
  makeDay: (year: Count, month: Count, day: Count): RawBuilder<Day> => sql`makeDate(${year}, ${month}, ${day})`,
} as const

function unitLiteral(unit: DateUnit) {
  if (!units.has(unit)) throw new TypeError(`${unit} is not a date unit`)
  return sql.lit(unit)
}
