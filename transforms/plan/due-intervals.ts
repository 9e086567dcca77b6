import type { Grain } from '../project/incremental.ts'
import type { IntervalVersions } from './input-intervals.ts'
import { type DayRange, type Interval, overlaps, shift, spread } from './interval.ts'
import type { BuiltIntervals } from './model-intervals.ts'

/** Versions of everything an interval is made from, by input. */
export type WantedIntervals = ReadonlyMap<Interval, Readonly<Record<string, string>>>

export interface DueInterval {
  readonly interval: Interval
  /** Why, in words. */
  readonly reason: string
}

export interface InputIntervals {
  readonly interval: Grain
  readonly lookback: number
  /** Inputs read interval by interval, by name. */
  readonly from: ReadonlyMap<string, IntervalVersions>
  /** Versions of inputs read whole. */
  readonly whole: Readonly<Record<string, string>>
}

/** What each interval of a model is made from, whatever the grain of what it reads. */
export function wantedIntervals({ interval: grain, lookback, from, whole }: InputIntervals): WantedIntervals {
  const found = new Map<Interval, Map<string, string[]>>()
  for (const [input, versions] of from) {
    for (const [interval, version] of [...versions].sort()) {
      const own = new Set<Interval>()
      for (const first of spread(interval, grain)) {
        for (let later = 0; later <= lookback; later++) own.add(shift(first, later))
      }
      for (const reader of own) {
        const inputs = found.get(reader) ?? new Map<string, string[]>()
        found.set(reader, inputs)
        inputs.set(input, [...(inputs.get(input) ?? []), `${interval}=${version}`])
      }
    }
  }
  return new Map(
    [...found]
      .sort()
      .map(([interval, inputs]) => [
        interval,
        { ...whole, ...Object.fromEntries([...inputs].map(([input, versions]) => [input, versions.join(' ')])) },
      ]),
  )
}

export interface DueOptions {
  /** Every interval, whether its inputs changed or not. */
  readonly full?: boolean
  /** Intervals that are made again whether their inputs changed or not; others only if they did. */
  readonly range?: DayRange
  /** Intervals that this or a later run made need not be made again for `full` or `range`. */
  readonly since?: number
}

/** The intervals to make, by comparing what each was made from with what it would be made from now: no watermark. */
export function dueIntervals(
  wanted: WantedIntervals,
  built: BuiltIntervals,
  { full = false, range, since = Number.POSITIVE_INFINITY }: DueOptions = {},
): readonly DueInterval[] {
  const due: DueInterval[] = []
  for (const interval of [...new Set([...wanted.keys(), ...built.keys()])].sort()) {
    const now = wanted.get(interval) ?? {}
    const then = built.get(interval)
    const asked = full || (range !== undefined && overlaps(interval, range))
    const reason =
      then === undefined
        ? 'not built yet'
        : (difference(then.inputs, now) ?? (asked && then.builtBy < since ? 'asked for' : undefined))
    if (reason !== undefined) due.push({ interval, reason })
  }
  return due
}

function difference(
  then: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): string | undefined {
  const names = [...new Set([...Object.keys(then), ...Object.keys(now)])].filter((name) => then[name] !== now[name])
  if (names.length === 0) return undefined
  if (Object.keys(now).length === 0) return 'its rows are gone'
  return `${names.sort().join(', ')} changed`
}
