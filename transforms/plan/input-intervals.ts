import { mutationOfPart } from '../../warehouse/cluster/parts.ts'
import type { Warehouse } from '../../warehouse/connect.ts'
import { quoteIdentifier, quoteRelation, quoteText } from '../../warehouse/quote.ts'
import { type Environment, stateDatabase } from '../project/environment.ts'
import type { Grain } from '../project/incremental.ts'
import { append } from '../run/append.ts'
import type { PhysicalName } from '../sql/compiler.ts'
import { type Bucket, bucketText, intervalText } from '../sql/part.ts'
import type { ColumnsRead } from './columns-read.ts'
import { digest } from './fingerprint.ts'
import type { Slice } from './slice.ts'

/** How many rows, and a sum of their hashes (UInt64, wraps around): digests of parts add up to the digest of the whole. */
export interface Digest {
  readonly rows: number
  readonly hash: bigint
}

/** By which slices a relation is digested. */
export interface Slicing {
  readonly time: string
  readonly grain: Grain
  readonly bucket?: Bucket
}

/** What a digest may be remembered by: the relation, and of each partition a text that changes with its rows. */
export interface Standing {
  readonly relation: string
  readonly partitions: ReadonlyMap<string, string>
}

/** What a row counts as: a landed one is told by the batch it came in, any other by what it holds in columns that are read. */
export type RowHash = 'batch' | { readonly columns: ColumnsRead }

/**
 * Digests of a relation's slices, from its rows. A partition that is as it was when last looked at is not read again: of
 * a landed table, whose partitions are landing days, only the days on which something has landed since.
 */
export async function readDigests(
  warehouse: Warehouse,
  environment: Environment,
  table: PhysicalName,
  slicing: Slicing,
  rows: RowHash,
  standing: Standing | undefined,
): Promise<ReadonlyMap<Slice, Digest>> {
  if (standing === undefined) return sumOf(await warehouse.rows<Row>(scan(table, slicing, rows, "''", '')))
  const { time, grain, bucket } = slicing
  const of = rows === 'batch' || rows.columns === undefined ? [] : [digest(rows.columns.join(' '))]
  const relation = [standing.relation, time, grain, ...(bucket ? [bucket.by, bucket.count] : []), ...of].join(' ')
  const keys = [...standing.partitions].map(([partition, state]) => `${partition} ${state}`)
  const known = await warehouse.rows<Row>(
    `SELECT part, slice, rows, hash FROM ${memory(environment)}
      WHERE relation = {relation:String} AND part IN (${list(keys)}) LIMIT 1 BY part, slice`,
    { params: { relation } },
  )
  const seen = new Set(known.map(({ part }) => part))
  const fresh = [...standing.partitions].filter(([partition, state]) => !seen.has(`${partition} ${state}`))
  if (fresh.length === 0) return sumOf(known)
  const where = `WHERE _partition_id IN (${list(fresh.map(([partition]) => partition))})`
  const scanned = await warehouse.rows<Row>(scan(table, slicing, rows, '_partition_id', where))
  const found = scanned.map((row) => ({ ...row, part: `${row.part} ${standing.partitions.get(row.part)}` }))
  await append(
    warehouse,
    environment,
    'slice_digest',
    found.map((row) => ({ relation, ...row })),
  )
  return sumOf([...known, ...found])
}

/** Digest of everything a relation holds in columns that are read. */
export async function readWholeDigest(
  warehouse: Warehouse,
  table: PhysicalName,
  columns: ColumnsRead,
): Promise<Digest> {
  const [row] = await warehouse.rows<Omit<Row, 'part' | 'slice'>>(
    `SELECT count() AS rows, sum(${rowHash(columns)}) AS hash FROM ${quoteRelation(table)}`,
  )
  return { rows: Number(row?.rows ?? 0), hash: BigInt(row?.hash ?? 0) }
}

/** The partitions of a MergeTree table, their states changing with inserts and mutations, not with merges; undefined for anything else. */
export async function readStanding(
  warehouse: Warehouse,
  { database, name }: PhysicalName,
): Promise<Standing | undefined> {
  const rows = await warehouse.rows<{ uuid: string; part: string; state: string }>(
    `SELECT toString(t.uuid) AS uuid, p.part AS part, p.state AS state
       FROM (SELECT uuid, database, name FROM system.tables WHERE database = {database:String} AND name = {name:String}
              AND engine LIKE '%MergeTree') AS t
       LEFT JOIN (SELECT partition_id AS part, concat(toString(sum(rows)), '-', toString(max(max_block_number)), '-', toString(max(${mutationOfPart}))) AS state
          FROM system.parts WHERE database = {database:String} AND table = {name:String} AND active GROUP BY part) AS p ON true`,
    { params: { database, name } },
  )
  if (rows.length === 0) return undefined
  const partitions = rows.filter(({ part }) => part).map(({ part, state }) => [part, state] as const)
  return { relation: rows[0]!.uuid, partitions: new Map(partitions) }
}

interface Row {
  readonly part: string
  readonly slice: Slice
  readonly rows: string
  readonly hash: string
}

/**
 * Hash of what a row holds in these columns but for `except`. NULL anywhere in it would make it NULL: hence the text of the
 * tuple. A column that a table has not yet is left out.
 */
export function rowHash(columns: ColumnsRead, except: readonly string[] = []): string {
  const hash = (members: string) => `cityHash64(toString(tuple(${members})))`
  if (columns === undefined)
    return hash(except.length === 0 ? '*' : `* EXCEPT (${except.map(quoteIdentifier).join(', ')})`)
  const hashed = columns.filter((column) => !except.includes(column))
  return hash(hashed.length === 0 ? '1' : `1, COLUMNS('^(?:${hashed.join('|')})$')`)
}

function scan(
  table: PhysicalName,
  { time, grain, bucket }: Slicing,
  rows: RowHash,
  part: string,
  where: string,
): string {
  const interval = `leftPad(toString(${intervalText(grain, time)}), ${grain === 'day' ? 8 : 6}, '0')`
  const slice = bucket === undefined ? interval : `concat(${interval}, '-', toString(${bucketText(bucket)}))`
  const hash = rows === 'batch' ? 'cityHash64(_batch)' : rowHash(rows.columns)
  // Two levels, so that no alias hides a column of the table that the inner one reads.
  return `SELECT __part AS part, __slice AS slice, __rows AS rows, __hash AS hash FROM (
     SELECT ${part} AS __part, ${slice} AS __slice, count() AS __rows, sum(${hash}) AS __hash
       FROM ${quoteRelation(table)} ${where} GROUP BY __part, __slice)`
}

function sumOf(rows: readonly Row[]): ReadonlyMap<Slice, Digest> {
  const found = new Map<Slice, Digest>()
  for (const { slice, rows: more, hash } of rows) {
    const own = found.get(slice)
    found.set(slice, {
      rows: (own?.rows ?? 0) + Number(more),
      hash: BigInt.asUintN(64, (own?.hash ?? 0n) + BigInt(hash)),
    })
  }
  return found
}

function list(texts: readonly string[]): string {
  return texts.length === 0 ? "''" : texts.map(quoteText).join(', ')
}

function memory(environment: Environment): string {
  return `${quoteIdentifier(stateDatabase(environment))}.slice_digest`
}
