import { InputError } from '../../warehouse/errors.ts'
import type { Grain, IntervalInput } from '../project/incremental.ts'
import type { Span } from '../sql/part.ts'

/** A day `20260131` or a month `202601`: the id of its partition in ClickHouse, in order as text. */
export type Interval = string

/** First day of an interval, `YYYY-MM-DD`. */
export function startOf(interval: Interval): string {
  return `${interval.slice(0, 4)}-${interval.slice(4, 6)}-${interval.slice(6, 8) || '01'}`
}

/** The day after an interval's last. */
export function endOf(interval: Interval): string {
  return startOf(shift(interval, 1))
}

/** The days of an interval. */
export function spanOf(interval: Interval): Span {
  return { from: startOf(interval), to: endOf(interval) }
}

/** The interval `count` later (earlier if negative). */
export function shift(interval: Interval, count: number): Interval {
  const grain = grainOf(interval)
  const [year, month, day] = startOf(interval).split('-').map(Number) as [number, number, number]
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1 + (grain === 'month' ? count : 0), day + (grain === 'day' ? count : 0))
  return intervalOf(date.toISOString().slice(0, 10), grain)
}

/** The interval that holds a day `YYYY-MM-DD`. */
export function intervalOf(day: string, grain: Grain): Interval {
  return day.replaceAll('-', '').slice(0, grain === 'day' ? 8 : 6)
}

/** The intervals that share a day with `[from, to)`, in order. */
export function intervalsIn({ from, to }: Span, grain: Grain): readonly Interval[] {
  const found: Interval[] = []
  for (let each = intervalOf(from, grain); startOf(each) < to; each = shift(each, 1)) found.push(each)
  return found
}

/** Days of an input that an interval of a model reads. */
export function spanRead(interval: Interval, { interval: grain, lookback }: IntervalInput): Span {
  const first = intervalOf(startOf(interval), grain)
  const last = intervalOf(startOf(lastDayOf(interval)), grain)
  const from = lookback === 'month' ? `${startOf(first).slice(0, 7)}-01` : startOf(shift(first, -lookback))
  return { from, to: endOf(last) }
}

/** The intervals of a model that read an interval of an input: what `spanRead` says, from the other side. */
export function intervalsReading(interval: Interval, { lookback }: IntervalInput, grain: Grain): readonly Interval[] {
  const to = lookback === 'month' ? endOf(interval.slice(0, 6)) : endOf(shift(interval, lookback))
  return intervalsIn({ from: startOf(interval), to }, grain)
}

/** Whether an interval of a model reads of this input nothing but its own days. */
export function isExact({ interval, lookback }: IntervalInput, grain: Grain): boolean {
  return lookback === 0 && (interval === grain || interval === 'day')
}

/** Days from `from` up to, not including, `to`; either may be open. */
export interface DayRange {
  readonly from?: string
  readonly to?: string
}

/** InputError for what is no day, and for a range that holds none. */
export function requireRange({ from, to }: DayRange): void {
  for (const day of [from, to]) {
    if (day === undefined) continue
    const date = /^\d{4}-\d\d-\d\d$/.test(day) ? new Date(`${day}T00:00:00Z`) : new Date(Number.NaN)
    if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day) {
      throw new InputError(`'${day}' is not a day`, "Write it as '2026-01-31'.")
    }
  }
  if (from !== undefined && to !== undefined && from >= to) {
    throw new InputError(`no day is from ${from} and before ${to}`, '--to is the day after the last.')
  }
}

/** Whether an interval shares a day with the range. */
export function overlaps(interval: Interval, { from = '', to = '9999-99-99' }: DayRange): boolean {
  return startOf(interval) < to && endOf(interval) > from
}

function lastDayOf(interval: Interval): Interval {
  return shift(intervalOf(endOf(interval), 'day'), -1)
}

function grainOf(interval: Interval): Grain {
  return interval.length === 6 ? 'month' : 'day'
}
