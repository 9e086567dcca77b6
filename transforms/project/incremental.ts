import { ConfigurationError } from '../../warehouse/errors.ts'
import type { Bucket } from '../sql/part.ts'
import type { Refs, RowOf } from './relation.ts'

export type Grain = 'day' | 'month'

/** How a table is kept up to date interval by interval, each perhaps in buckets. */
export interface Incremental {
  /** What one partition holds: a day or a month of `time`, in UTC. */
  readonly interval: Grain
  readonly time: string
  readonly bucket?: Bucket
  /** Inputs of which an interval reads a part, by the query's name for them. */
  readonly from: Readonly<Record<string, IntervalInput>>
  /** Inputs read whole whose rows matter for a time each. Any other input is read whole and matters always. */
  readonly dimensions: Readonly<Record<string, Dimension>>
}

/** What an interval of a model reads of an input. */
export interface IntervalInput {
  readonly time: string
  /** The input's rows are read by whole days or months of `time`. */
  readonly interval: Grain
  /** Intervals of the input before the model's own that are read too; `month`: back to the first of the month. */
  readonly lookback: number | 'month'
  /** Column that holds the model's bucket column. */
  readonly bucket?: string
}

/** When a row of an input matters: from an instant or day up to another, or for good. */
export interface Dimension {
  readonly from: string
  readonly to?: string
  readonly bucket?: string
}

/** Columns that are never NULL and hold a day or an instant. */
export type TimeColumn<Row> = TimeColumnOf<Row, 'Date' | 'DateTime'>
/** Columns that hold a day or an instant, or NULL for no end. */
export type EndColumn<Row> = TimeColumnOf<{ [K in keyof Row]: NonNullable<Row[K]> }, 'Date' | 'DateTime'>

type TimeColumnOf<Row, Tags> = {
  [K in keyof Row & string]: Row[K] extends { readonly '~sql'?: infer Tag }
    ? [Exclude<Tag, undefined>] extends [Tags]
      ? K
      : never
    : never
}[keyof Row & string]

/** An input's time column, or with it what else of the input an interval reads. */
export type IntervalInputOption<Row> =
  | TimeColumn<Row>
  | {
      readonly time: TimeColumn<Row>
      /** `month`: a day reads the whole month; `day`: `lookback` counts days. The model's own unless told. */
      readonly interval?: Grain
      /**
       * Intervals of the input before the model's own that it reads too: 1 for what may have begun the day before,
       * `month` for sums that run since the first of the month. 0 unless told.
       */
      readonly lookback?: number | 'month'
      /** Column that holds what the model's buckets are made by. */
      readonly bucket?: keyof Row & string
    }

export interface DimensionOption<Row> {
  /** A row matters from this on. */
  readonly from: TimeColumn<Row>
  /** Up to, not including, this; NULL or left out: for good. */
  readonly to?: EndColumn<Row>
  /** A row matters only to the bucket of this column's value. */
  readonly bucket?: keyof Row & string
}

export interface IncrementalOptions<Row, R extends Refs> {
  /** Sorting key within a partition. */
  readonly orderBy: readonly (keyof Row & string)[]
  readonly interval: Grain
  /** The model's column whose day or month (UTC) is the row's interval. */
  readonly time: TimeColumn<Row>
  /** Splits each interval by the hash of a column, so that a late row makes one bucket of its interval due. */
  readonly bucket?: { readonly by: keyof Row & string; readonly count: number }
  /** On a cluster, rows lie on the shard that this column's value says, and each interval in parts on all of them. */
  readonly shardBy?: keyof Row & string
  /**
   * The inputs an interval reads its part of, each with the column that selects the part. What an interval holds may
   * depend on no other rows of them.
   */
  readonly from: { readonly [K in keyof R & string]?: IntervalInputOption<RowOf<R[K]>> }
  /**
   * Inputs read whole of which a row matters to what lies in `[from, to)` only: a changed row makes the intervals due
   * that it did or does touch. Any other input is read whole, and a change in it makes every interval due.
   */
  readonly dimensions?: { readonly [K in keyof R & string]?: DimensionOption<RowOf<R[K]>> }
}

type AnyInput = string | { time: string; interval?: Grain; lookback?: number | 'month'; bucket?: string }

/** ConfigurationError where what is declared cannot be kept up to date by interval; it says why. */
export function incremental(name: string, refs: Refs, options: IncrementalOptions<never, Refs>) {
  const { orderBy, interval, time, shardBy } = options
  const bucket = options.bucket as Bucket | undefined
  const dimensions = (options.dimensions ?? {}) as Readonly<Record<string, Dimension>>
  const from = Object.fromEntries(
    Object.entries(options.from as unknown as Readonly<Record<string, AnyInput>>).map(([input, option]) => {
      const told = typeof option === 'string' ? { time: option } : option
      return [input, Object.freeze({ lookback: 0, interval, ...told })]
    }),
  )
  requireInputs(name, refs, from, dimensions)
  requireBuckets(name, bucket, [...Object.values(from), ...Object.values(dimensions)], Object.values(from))
  requireGrain(name, interval)
  for (const [input, read] of Object.entries(from)) {
    requireGrain(`${name}, ${input}`, read.interval)
    requireLookback(`${name}, ${input}`, read.lookback)
  }
  const declared: Incremental = Object.freeze({ interval, time, ...(bucket && { bucket }), from, dimensions })
  return Object.freeze({ kind: 'table' as const, orderBy, ...(shardBy && { shardBy }), incremental: declared })
}

/** ConfigurationError where an input that is declared is none of the refs, or is declared twice. */
export function requireInputs(
  name: string,
  refs: Refs,
  from: Readonly<Record<string, unknown>>,
  dimensions: Readonly<Record<string, Dimension>>,
): void {
  const unknown = [...Object.keys(from), ...Object.keys(dimensions)].filter((input) => !Object.hasOwn(refs, input))
  if (unknown.length > 0 || Object.keys(from).length === 0) {
    throw new ConfigurationError(
      `${name}: from names ${unknown.join(', ') || 'no input'}, the model reads ${Object.keys(refs).join(', ')}`,
      "Say by which column an interval of an input is selected: from: { usage: 'started_at' }.",
    )
  }
  const twice = Object.keys(from).filter((input) => Object.hasOwn(dimensions, input))
  if (twice.length > 0) {
    throw new ConfigurationError(
      `${name}: ${twice.join(', ')} is read by interval and as a dimension`,
      'A dimension is read whole: name the input once, or give it a second name in the refs.',
    )
  }
}

function requireBuckets(
  name: string,
  bucket: Bucket | undefined,
  all: readonly { readonly bucket?: string }[],
  from: readonly IntervalInput[],
): void {
  if (bucket === undefined) {
    if (all.every((input) => input.bucket === undefined)) return
    throw new ConfigurationError(
      `${name}: an input has a bucket column, the model has no buckets`,
      "Say what they are of: bucket: { by: 'billing_account_id', count: 16 }.",
    )
  }
  if (!Number.isInteger(bucket.count) || bucket.count < 2 || bucket.count > 256) {
    throw new ConfigurationError(`${name}: ${bucket.count} buckets; their number is from 2 to 256`)
  }
  if (from.every((input) => input.bucket === undefined)) {
    throw new ConfigurationError(
      `${name}: no input of \`from\` has a bucket column, so every row would touch every bucket`,
      "Name it: from: { usage: { time: 'started_at', bucket: 'billing_account_id' } }.",
    )
  }
}

function requireGrain(what: string, interval: Grain): void {
  if (interval === 'day' || interval === 'month') return
  throw new ConfigurationError(`${what}: an interval is a 'day' or a 'month', not '${interval as string}'`)
}

function requireLookback(what: string, lookback: number | 'month'): void {
  if (lookback === 'month' || (Number.isInteger(lookback) && lookback >= 0)) return
  throw new ConfigurationError(`${what}: lookback is a count of intervals or 'month', not ${lookback}`)
}
