import { ConfigurationError } from '../../warehouse/errors.ts'
import type { Grain } from '../project/incremental.ts'

/** A day `20260131` or a month `202601`: the id of its partition in ClickHouse, in order as text. */
export type Interval = string

/** Days or months one after the other, none missing. */
export interface Chunk {
  readonly intervals: readonly Interval[]
  /** First day, `YYYY-MM-DD`. */
  readonly from: string
  /** The day after the last. */
  readonly to: string
}

/** First day of an interval, `YYYY-MM-DD`. */
export function startOf(interval: Interval): string {
  return `${interval.slice(0, 4)}-${interval.slice(4, 6)}-${interval.slice(6, 8) || '01'}`
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

/** The intervals of another grain that share days with this one: a day's month, or a month's days. */
export function spread(interval: Interval, grain: Grain): readonly Interval[] {
  if (grainOf(interval) === grain) return [interval]
  if (grain === 'month') return [interval.slice(0, 6)]
  const days: Interval[] = []
  for (let day = `${interval}01`; day.startsWith(interval); day = shift(day, 1)) days.push(day)
  return days
}

/** Cuts intervals into chunks of at most `size` that follow each other without a gap. */
export function chunksOf(intervals: readonly Interval[], size: number): readonly Chunk[] {
  const chunks: Interval[][] = []
  for (const interval of [...intervals].sort()) {
    const last = chunks.at(-1)
    if (last !== undefined && last.length < size && shift(last.at(-1)!, 1) === interval) last.push(interval)
    else chunks.push([interval])
  }
  return chunks.map((chunk) => ({
    intervals: chunk,
    from: startOf(chunk[0]!),
    to: startOf(shift(chunk.at(-1)!, 1)),
  }))
}

/** Days from `from` up to, not including, `to`; either may be open. */
export interface DayRange {
  readonly from?: string
  readonly to?: string
}

/** ConfigurationError for what is no day, and for a range that holds none. */
export function requireRange({ from, to }: DayRange): void {
  for (const day of [from, to]) {
    if (day === undefined) continue
    const date = /^\d{4}-\d\d-\d\d$/.test(day) ? new Date(`${day}T00:00:00Z`) : new Date(Number.NaN)
    if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day) {
      throw new ConfigurationError(`'${day}' is not a day`, "Write it as '2026-01-31'.")
    }
  }
  if (from !== undefined && to !== undefined && from >= to) {
    throw new ConfigurationError(`no day is from ${from} and before ${to}`, '--to is the day after the last.')
  }
}

/** Whether an interval shares a day with the range. */
export function overlaps(interval: Interval, { from = '', to = '9999-99-99' }: DayRange): boolean {
  return startOf(interval) < to && startOf(shift(interval, 1)) > from
}

function grainOf(interval: Interval): Grain {
  return interval.length === 6 ? 'month' : 'day'
}
