import type { Warehouse } from '../../warehouse/connect.ts'
import { NativeBlock } from '../../warehouse/native.ts'
import { type Databases, feedFileTable, ledgerTable, rawTable } from './databases.ts'
import { feedFileColumns } from './feed_columns.ts'

/** What became of a file, as `trunkline.feed_file` keeps it. */
export interface FileNote {
  readonly feed: string
  readonly partition: string
  readonly file: string
  readonly outcome: 'landed' | 'delivered again' | 'refused' | 'growing' | 'rotated'
  readonly bytes: number
  readonly records: number
  readonly head: string
  readonly detail: string
}

/** First bytes of a partition, by which a file that goes on or begins alike is known. */
export interface FileHead {
  readonly partition: string
  readonly bytes: number
  readonly head: string
}

export async function noteFile(warehouse: Warehouse, databases: Databases, note: FileNote): Promise<void> {
  const { feed, partition, file, outcome, bytes, records, head, detail } = note
  const block = new NativeBlock(feedFileColumns)
  block.add([feed, partition, file, Date.now(), outcome, bytes, records, head, detail])
  await warehouse.insertNative(feedFileTable(databases), feedFileColumns, block.take())
}

/** Files with records that have landed from a feed's folder, each once. */
export function landedHeads(warehouse: Warehouse, databases: Databases, feed: string): Promise<FileHead[]> {
  return heads(warehouse, databases, feed, "outcome = 'landed' AND records > 0")
}

/** Growing files of a feed, each with the longest beginning that is known of it. */
export function growingHeads(warehouse: Warehouse, databases: Databases, feed: string): Promise<FileHead[]> {
  return heads(warehouse, databases, feed, "outcome = 'growing'")
}

async function heads(warehouse: Warehouse, databases: Databases, feed: string, where: string): Promise<FileHead[]> {
  const rows = await warehouse.rows<{ partition: string; bytes: string; head: string }>(
    `SELECT partition, max(f.bytes) AS bytes, argMax(f.head, f.bytes) AS head FROM ${feedFileTable(databases)} AS f
      WHERE feed = {feed:String} AND ${where} GROUP BY partition`,
    { params: { feed } },
  )
  return rows.map((row) => ({ ...row, bytes: Number(row.bytes) }))
}

/** Under which name a partition has landed, and when it was complete; undefined while it is not. */
export async function landedAs(
  warehouse: Warehouse,
  databases: Databases,
  feed: string,
  partition: string,
): Promise<{ readonly file: string; readonly at: number } | undefined> {
  const [row] = await warehouse.rows<{ file: string; ms: string; n: string }>(
    `SELECT any(file) AS file, min(toUnixTimestamp64Milli(at)) AS ms, count() AS n FROM ${ledgerTable(databases)}
      WHERE feed = {feed:String} AND partition = {partition:String} AND kind = 'land' AND state = 'complete'`,
    { params: { feed, partition } },
  )
  return Number(row!.n) === 0 ? undefined : { file: row!.file, at: Number(row!.ms) }
}

/** Whether a partition's own statement, under this name, has landed with it. */
export async function isControlled(
  warehouse: Warehouse,
  databases: Databases,
  feed: string,
  partition: string,
  file: string,
): Promise<boolean> {
  const [row] = await warehouse.rows<{ n: string }>(
    `SELECT count() AS n FROM ${rawTable(databases, 'file_control')}
      WHERE _source = {feed:String} AND _partition = {partition:String} AND file = {file:String}`,
    { params: { feed, partition, file } },
  )
  return Number(row!.n) > 0
}
