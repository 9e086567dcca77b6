import type { OperationNode } from 'kysely'
import { quoteIdentifier, quoteText } from '../../warehouse/quote.ts'
import type { FinalAliasNode, Settings } from './nodes.ts'
import { settingsText } from './settings.ts'

/** Rows by a column's hash: the same column falls into the same bucket in every table, whatever its type. */
export interface Bucket {
  readonly by: string
  /** Number of buckets. */
  readonly count: number
}

/** Days `[from, to)`, `YYYY-MM-DD` in UTC, and of them all buckets unless some are named. */
export interface Span {
  readonly from: string
  readonly to: string
  readonly buckets?: readonly number[]
}

/** Part of a relation. */
export type Part = TimePart | BatchPart

/** Rows that landed in one of these batches, which lie in these partitions. */
export interface BatchPart {
  readonly batches: readonly string[]
  readonly partitions: readonly string[]
}

/** Rows whose `time` lies in one of the spans. */
export interface TimePart {
  readonly time: string
  /** What the spans' buckets are of. */
  readonly bucket?: Bucket
  readonly spans: readonly Span[]
}

/** `day` or `month` of a column of days or instants, as its partition is numbered. */
export function intervalText(grain: 'day' | 'month', time: string): string {
  return `${grain === 'day' ? 'toYYYYMMDD' : 'toYYYYMM'}(${quoteIdentifier(time)})`
}

/** Number of a row's bucket; rows without a value share one. */
export function bucketText({ by, count }: Bucket): string {
  return `cityHash64(ifNull(toString(${quoteIdentifier(by)}), '')) % ${count}`
}

/** Condition that holds for the rows of a part; by ranges, so that sorting keys and partitions are made use of. */
export function partText(part: Part): string {
  if ('batches' in part) {
    const [partitions, batches] = [part.partitions, part.batches].map((names) => names.map(quoteText).join(', '))
    return `_partition_id in (${partitions}) and _batch in (${batches})`
  }
  const { time, bucket, spans } = part
  const name = quoteIdentifier(time)
  const conditions = spans.map(({ from, to, buckets }) => {
    const days = `${name} >= ${instantText(from)} and ${name} < ${instantText(to)}`
    if (buckets === undefined || bucket === undefined) return days
    return `${days} and ${bucketText(bucket)} in (${buckets.join(', ')})`
  })
  return conditions.length === 1 ? conditions[0]! : conditions.map((condition) => `(${condition})`).join(' or ')
}

/**
 * The part of a table in place of the table. Its modifiers go with it into the subquery; ClickHouse pushes the columns down
 * and reads by the sorting key.
 */
export function readPartText(relation: string, part: Part, parent: OperationNode | undefined): string {
  const { final, sample } = (parent ?? {}) as Partial<FinalAliasNode>
  const modifiers = `${final ? ' final' : ''}${sample === undefined ? '' : ` sample ${sample}`}`
  return `(select * from ${relation}${modifiers} where ${partText(part)})`
}

/** The rows of a SELECT that lie in a part. */
export function partOfText(sql: string, part: Part, settings: Settings): string {
  return `select * from (${sql}) where ${partText(part)} settings ${settingsText(settings)}`
}

function instantText(day: string): string {
  return `toDateTime64('${day} 00:00:00', 3, 'UTC')`
}
