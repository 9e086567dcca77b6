import type { Incremental, IntervalInput } from '../project/incremental.ts'
import type { Bucket, Span, TimePart } from '../sql/part.ts'
import { endOf, type Interval, isExact, spanOf, spanRead, startOf } from './interval.ts'

/** An interval, or one bucket of it such as `20260131-7`: the id of its partition in ClickHouse. */
export type Slice = string

/** What one statement builds. */
export interface Chunk {
  readonly slices: readonly Slice[]
  /** First day, `YYYY-MM-DD`, and the day after the last. */
  readonly from: string
  readonly to: string
  /** Rows of inputs, about. */
  readonly rows: number
}

export interface ChunkLimits {
  readonly intervals: number
  readonly slices: number
  /** Rows of inputs. */
  readonly rows: number
}

/** A statement that spans more would need more memory, and one that made more parts at once would be slow to merge. */
export const chunkLimits: ChunkLimits = Object.freeze({ intervals: 31, slices: 64, rows: 50_000_000 })

export function sliceOf(interval: Interval, bucket?: number): Slice {
  return bucket === undefined ? interval : `${interval}-${bucket}`
}

export function intervalOfSlice(slice: Slice): Interval {
  return slice.split('-')[0]!
}

/** By interval, then by bucket's number. */
export function inOrder(a: Slice, b: Slice): number {
  const [first, second] = [intervalOfSlice(a), intervalOfSlice(b)]
  return first === second ? (bucketOf(a) ?? 0) - (bucketOf(b) ?? 0) : first < second ? -1 : 1
}

/** Cuts slices into chunks, in order. A chunk holds at least one slice, whatever its rows. */
export function chunksOf(
  due: readonly { readonly slice: Slice; readonly rows: number }[],
  limits: ChunkLimits = chunkLimits,
): readonly Chunk[] {
  const chunks: { readonly slices: Slice[]; rows: number }[] = []
  let intervals = 0
  for (const { slice, rows: more } of [...due].sort((a, b) => inOrder(a.slice, b.slice))) {
    const last = chunks.at(-1)
    const next = last === undefined || intervalOfSlice(last.slices.at(-1)!) !== intervalOfSlice(slice) ? 1 : 0
    const full =
      last === undefined ||
      intervals + next > limits.intervals ||
      last.slices.length === limits.slices ||
      last.rows + more > limits.rows
    if (full) {
      chunks.push({ slices: [slice], rows: more })
      intervals = 1
    } else {
      last.slices.push(slice)
      intervals += next
      last.rows += more
    }
  }
  return chunks.map(({ slices, rows }) => ({
    slices,
    from: startOf(intervalOfSlice(slices[0]!)),
    to: endOf(intervalOfSlice(slices.at(-1)!)),
    rows,
  }))
}

/** The part of an input that slices of a model read. */
export function partRead({ bucket }: Incremental, input: IntervalInput, slices: readonly Slice[]): TimePart {
  const spans = spansOf(slices, bucket, (interval) => spanRead(interval, input))
  if (bucket === undefined || input.bucket === undefined) {
    return { time: input.time, spans: joined(spans.map(({ from, to }) => ({ from, to }))) }
  }
  return { time: input.time, bucket: { by: input.bucket, count: bucket.count }, spans: joined(spans) }
}

/** The part of a model that slices are: what its query may give beyond it belongs to other slices. */
export function partMade({ time, bucket }: Incremental, slices: readonly Slice[]): TimePart {
  const spans = spansOf(slices, bucket, spanOf)
  return { time, ...(bucket && { bucket }), spans: joined(spans) }
}

/** Whether the query can give rows of other slices than it was asked for, because it reads more than these. */
export function readsBeyond({ interval, bucket, from }: Incremental): boolean {
  return Object.values(from).some(
    (input) => !isExact(input, interval) || (bucket !== undefined && input.bucket === undefined),
  )
}

function bucketOf(slice: Slice): number | undefined {
  const [, bucket] = slice.split('-')
  return bucket === undefined ? undefined : Number(bucket)
}

function spansOf(
  slices: readonly Slice[],
  bucket: Bucket | undefined,
  spanFor: (interval: Interval) => Span,
): readonly Span[] {
  const buckets = new Map<Interval, number[]>()
  for (const slice of [...slices].sort(inOrder)) {
    const interval = intervalOfSlice(slice)
    const [own, bucket] = [buckets.get(interval) ?? [], bucketOf(slice)]
    buckets.set(interval, bucket === undefined ? own : [...own, bucket])
  }
  return [...buckets].map(([interval, own]) => ({
    ...spanFor(interval),
    ...(bucket !== undefined && own.length < bucket.count && { buckets: own }),
  }))
}

/** Days that follow or overlap each other with the same buckets become one span. */
function joined(spans: readonly Span[]): readonly Span[] {
  const found: Span[] = []
  for (const span of spans) {
    const last = found.at(-1)
    const follows = last !== undefined && span.from <= last.to && String(last.buckets) === String(span.buckets)
    if (!follows) found.push(span)
    else if (span.to > last.to) found.splice(-1, 1, { ...last, to: span.to })
  }
  return found
}

/** All buckets of an interval. */
export function slicesOf(interval: Interval, { bucket }: Pick<Incremental, 'bucket'>): readonly Slice[] {
  if (bucket === undefined) return [interval]
  return Array.from({ length: bucket.count }, (_, number) => sliceOf(interval, number))
}
