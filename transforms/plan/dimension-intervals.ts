import type { Warehouse } from '../../warehouse/connect.ts'
import { quoteIdentifier, quoteRelation } from '../../warehouse/quote.ts'
import type { Dimension, Grain } from '../project/incremental.ts'
import type { PhysicalName } from '../sql/compiler.ts'
import { type Bucket, bucketText } from '../sql/part.ts'
import type { ColumnsRead } from './columns-read.ts'
import { rowHash } from './input-intervals.ts'
import { intervalOfSlice, type Slice } from './slice.ts'

/** Version of what a dimension says about a slice: another text where a row that touches the slice is another. */
export type DimensionVersions = (slice: Slice) => string

/**
 * Reads a dimension's rows as they touch the intervals of a model. A row counts in every interval from its `from` to its
 * `to`; where exactly it begins or ends counts in the interval in which it does, so that a row that ends earlier than it
 * did leaves the intervals before that end as they were.
 */
export async function readDimension(
  warehouse: Warehouse,
  table: PhysicalName,
  dimension: Dimension,
  grain: Grain,
  bucket: Bucket | undefined,
  columns: ColumnsRead,
): Promise<DimensionVersions> {
  const own =
    bucket !== undefined && dimension.bucket !== undefined ? { by: dimension.bucket, count: bucket.count } : undefined
  const rows = await warehouse.rows<Change>(changesText(table, dimension, grain, own ? bucketText(own) : '0', columns))
  const byBucket = new Map<string, Change[]>()
  for (const row of rows) byBucket.set(row.bucket, [...(byBucket.get(row.bucket) ?? []), row])
  const timelines = new Map([...byBucket].map(([number, changes]) => [number, timelineOf(changes)]))
  return (slice) => timelines.get(own ? slice.split('-')[1]! : '0')?.(intervalOfSlice(slice)) ?? ''
}

/** Rows that begin (`from`) or cease to matter (`to`) with an interval, or begin or end within it (`within`). */
interface Change {
  readonly bucket: string
  readonly interval: string
  readonly kind: 'from' | 'to' | 'within'
  readonly rows: string
  readonly hash: string
}

function changesText(
  table: PhysicalName,
  { from, to }: Dimension,
  grain: Grain,
  bucket: string,
  columns: ColumnsRead,
): string {
  const [number, length, first, after] =
    grain === 'day' ? ['toYYYYMMDD', 8, 'toStartOfDay', 'addDays'] : ['toYYYYMM', 6, 'toStartOfMonth', 'addMonths']
  const instant = (column: string) => `toDateTime64(${quoteIdentifier(column)}, 3, 'UTC')`
  const start = (column: string) => `toDateTime64(${first}(${column}), 3, 'UTC')`
  const key = (at: string) => `leftPad(toString(${number}(${at})), ${length}, '0')`
  const row = rowHash(columns, [from, ...(to === undefined ? [] : [to])])
  const end = to === undefined ? 'NULL' : instant(to)
  const change = (when: string, at: string, kind: string, row: string) =>
    `if(${when}, [(${key(at)}, '${kind}', ${row})], [])`
  return `SELECT __bucket AS bucket, __change.1 AS interval, __change.2 AS kind, count() AS rows, sum(__change.3) AS hash FROM (
      SELECT __bucket, arrayJoin(arrayConcat(
          ${change('1', '__from', 'from', '__row')},
          ${change(`__from != ${start('__from')}`, '__from', 'within', "cityHash64(__row, __from, 'from')")},
          ${change('__ends', `if(__to = ${start('__to')}, __to, ${after}(${start('__to')}, 1))`, 'to', '__row')},
          ${change(`__ends AND __to != ${start('__to')}`, '__to', 'within', "cityHash64(__row, __to, 'to')")}
        )) AS __change
      FROM (SELECT toString(${bucket}) AS __bucket, ${instant(from)} AS __from, ${end} AS __end,
              ifNull(__end < toDateTime64('${NO_END}', 3, 'UTC'), 0) AS __ends, if(__ends, assumeNotNull(__end), __from) AS __to,
              ${row} AS __row FROM ${quoteRelation(table)})
      WHERE __end IS NULL OR __end > __from
    ) GROUP BY bucket, interval, kind SETTINGS enable_extended_results_for_datetime_functions = 1`
}

/** What ends here or later ends where ClickHouse's time does: never. */
const NO_END = '2299-12-31 00:00:00'

function timelineOf(changes: readonly Change[]): (interval: string) => string {
  const within = new Map<string, string>()
  const standing: { readonly interval: string; readonly version: string }[] = []
  let [rows, hash] = [0n, 0n]
  for (const change of [...changes].sort((a, b) => (a.interval < b.interval ? -1 : 1))) {
    const { interval, kind } = change
    if (kind === 'within') {
      within.set(interval, `${change.rows}-${change.hash}`)
      continue
    }
    const sign = kind === 'from' ? 1n : -1n
    rows += sign * BigInt(change.rows)
    hash = BigInt.asUintN(64, hash + sign * BigInt(change.hash))
    if (standing.at(-1)?.interval === interval) standing.pop()
    standing.push({ interval, version: rows === 0n ? '' : `${rows}-${hash.toString(16)}` })
  }
  return (interval) => {
    let [low, high] = [0, standing.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (standing[middle]!.interval <= interval) low = middle + 1
      else high = middle
    }
    const sum = low === 0 ? '' : standing[low - 1]!.version
    const changed = within.get(interval)
    return changed === undefined ? sum : `${sum} ${changed}`
  }
}
