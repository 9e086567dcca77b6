import { ConfigurationError } from '../../warehouse/errors.ts'
import type { Refs, RowOf } from './relation.ts'

export type Grain = 'day' | 'month'

/** How a table is kept up to date interval by interval. */
export interface Incremental {
  /** What one partition holds: a day or a month of `time`, in UTC. */
  readonly interval: Grain
  readonly time: string
  /** The time column of each input that is read interval by interval, by the query's name for it. */
  readonly from: Readonly<Record<string, string>>
  /** Intervals before its own that an interval reads. */
  readonly lookback: number
}

/** Columns that are never NULL and hold a day or an instant. */
export type TimeColumn<Row> = {
  [K in keyof Row & string]: Row[K] extends { readonly '~sql'?: infer Tag }
    ? [Exclude<Tag, undefined>] extends ['Date' | 'DateTime']
      ? K
      : never
    : never
}[keyof Row & string]

export interface IncrementalOptions<Row, R extends Refs> {
  /** Sorting key within a partition. */
  readonly orderBy: readonly (keyof Row & string)[]
  readonly interval: Grain
  /** The model's column whose day or month (UTC) is the row's interval. */
  readonly time: TimeColumn<Row>
  /**
   * The inputs an interval reads its part of, each with the column that selects the part. What an interval holds may
   * depend on no other rows of them. Any other input is read whole, and a change in it makes every interval due.
   */
  readonly from: { readonly [K in keyof R & string]?: TimeColumn<RowOf<R[K]>> }
  /** Intervals before its own that an interval reads too, such as 1 for what began the day before; 0 unless told. */
  readonly lookback?: number
}

/** ConfigurationError where nothing is read by interval, or `lookback` is no count. */
export function incremental(name: string, refs: Refs, options: IncrementalOptions<never, Refs>) {
  const { orderBy, interval, time, lookback = 0 } = options
  const from = options.from as unknown as Readonly<Record<string, string>>
  const inputs = Object.keys(from)
  if (inputs.length === 0 || !inputs.every((input) => Object.hasOwn(refs, input))) {
    throw new ConfigurationError(
      `${name}: from names ${inputs.join(', ') || 'no input'}, the model reads ${Object.keys(refs).join(', ')}`,
      "Say by which column an interval of an input is selected: from: { usage: 'started_at' }.",
    )
  }
  if (!Number.isInteger(lookback) || lookback < 0) {
    throw new ConfigurationError(`${name}: lookback is a count of intervals, not ${lookback}`)
  }
  return Object.freeze({ kind: 'table' as const, orderBy, incremental: { interval, time, from, lookback } })
}
