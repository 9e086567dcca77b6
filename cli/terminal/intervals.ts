import type { DueSlice } from '../../transforms/plan/due-intervals.ts'
import { type Interval, shift, startOf } from '../../transforms/plan/interval.ts'
import { intervalOfSlice } from '../../transforms/plan/slice.ts'

/** Intervals that are due for one reason: `2026-01-21 to 2026-01-31 (usage changed), 3 buckets`. */
export function intervalsText(due: readonly DueSlice[]): readonly string[] {
  const byReason = new Map<string, DueSlice[]>()
  for (const each of due) byReason.set(each.reason, [...(byReason.get(each.reason) ?? []), each])
  return [...byReason].map(([reason, slices]) => {
    const intervals = [...new Set(slices.map(({ slice }) => intervalOfSlice(slice)))]
    const buckets = slices.some(({ slice }) => slice.includes('-')) ? `, ${slices.length} buckets` : ''
    return `${rangesOf(intervals)} (${reason})${buckets}`
  })
}

function rangesOf(intervals: readonly Interval[]): string {
  const ranges: [Interval, Interval][] = []
  for (const interval of intervals) {
    const last = ranges.at(-1)
    if (last !== undefined && shift(last[1], 1) === interval) last[1] = interval
    else ranges.push([interval, interval])
  }
  return ranges.map(([from, to]) => (from === to ? text(from) : `${text(from)} to ${text(to)}`)).join(', ')
}

function text(interval: Interval): string {
  return interval.length === 6 ? startOf(interval).slice(0, 7) : startOf(interval)
}
