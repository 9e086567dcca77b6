import { Buffer } from 'node:buffer'
import type { Warehouse } from '../../warehouse/connect.ts'
import { InputError } from '../../warehouse/errors.ts'
import { quoteText } from '../../warehouse/quote.ts'
import { type Databases, landingDatabases, quarantineTable, replayTable } from './databases.ts'

/** Records refused for one reason, together. */
export interface QuarantineGroup {
  readonly feed: string
  readonly mapping: string
  readonly contract: string | null
  readonly reason: string
  readonly field: string | null
  readonly expected: string
  readonly records: number
  /** One of them, to be shown. */
  readonly example: string
  readonly exampleGot: string
  readonly files: number
  readonly last: string
}

/** One refused record. */
export interface QuarantinedRecord {
  readonly id: string
  readonly feed: string
  readonly partition: string
  readonly file: string
  /** Offset of a Kafka message, number of a line or record in a file. */
  readonly frame: number
  /** Place within the frame, where that holds several records. */
  readonly record: number
  /** 0 where there are no lines. */
  readonly line: number
  readonly contract: string | null
  readonly reason: string
  readonly field: string | null
  readonly expected: string
  readonly got: string
  readonly mapping: string
  readonly landedAt: string
  /** Verbatim; bytes that are no text are shown one character a byte. */
  readonly payload: string
  /** True where the payload is bytes, not text. */
  readonly binary: boolean
  /** What became of it since: empty, `landed` or `skipped`. */
  readonly replayed: string
}

/** Which refused records are meant; all of them when nothing is said. */
export interface QuarantineFilter {
  readonly feed?: string
  readonly reason?: string
  readonly field?: string
  /** Name of the file, or of the topic and partition (`calls/0`). */
  readonly file?: string
  /** ISO instant: refused at it or later. */
  readonly since?: string
  readonly ids?: readonly string[]
}

/** What stands in quarantine and has not been replayed, by reason, the largest group first. */
export async function listQuarantine(
  warehouse: Warehouse,
  filter: QuarantineFilter & { readonly limit?: number } = {},
  prefix = '',
): Promise<QuarantineGroup[]> {
  const databases = landingDatabases(prefix)
  const rows = await warehouse.rows<Record<keyof QuarantineGroup, string>>(
    `SELECT _source AS feed, mapping, contract, reason, field, expected, count() AS records, argMin(id, _position) AS example,
            argMin(got, _position) AS exampleGot, uniqExact(_partition) AS files, max(_landed_at) AS last
       FROM ${openRecords(databases, quarantineCondition(filter))}
      GROUP BY feed, mapping, contract, reason, field, expected
      ORDER BY count() DESC, feed, reason, field LIMIT {limit:UInt32}`,
    { params: { limit: filter.limit ?? 100 } },
  )
  return rows.map((row) => ({ ...row, records: Number(row.records), files: Number(row.files) }))
}

/** Refused records that have not been replayed, in the order they came. */
export async function quarantinedRecords(
  warehouse: Warehouse,
  filter: QuarantineFilter & { readonly limit?: number } = {},
  prefix = '',
): Promise<QuarantinedRecord[]> {
  const databases = landingDatabases(prefix)
  const rows = await warehouse.rows<RecordRow>(
    `SELECT ${RECORD}, '' AS replayed FROM ${openRecords(databases, quarantineCondition(filter))}
      ORDER BY _landed_at, _partition, _position LIMIT {limit:UInt32}`,
    { params: { limit: filter.limit ?? 100 } },
  )
  return rows.map(recordOf)
}

/**
 * One refused record by its id, replayed or not.
 *
 * @throws InputError when there is none.
 */
export async function showQuarantine(warehouse: Warehouse, id: string, prefix = ''): Promise<QuarantinedRecord> {
  const databases = landingDatabases(prefix)
  const [row] = await warehouse.rows<RecordRow>(
    `SELECT ${RECORD}, (SELECT any(outcome) FROM ${replayTable(databases)} WHERE id = {id:String}) AS replayed
       FROM ${quarantineTable(databases)} WHERE id = {id:String} LIMIT 1`,
    { params: { id } },
  )
  if (!row) throw new InputError(`Nothing in quarantine has the id "${id}"`, 'list the ids: trunkline quarantine list')
  return recordOf(row)
}

/** How many refused records no replay has taken, by the filter. */
export async function countQuarantine(warehouse: Warehouse, filter: QuarantineFilter, prefix = ''): Promise<number> {
  const [row] = await warehouse.rows<{ n: string }>(
    `SELECT count() AS n FROM ${openRecords(landingDatabases(prefix), quarantineCondition(filter))}`,
  )
  return Number(row!.n)
}

/**
 * Quarantined records that no replay has taken, each once. `where` narrows them down, and `place`, a condition on
 * `_source`, `_partition` and `_position` alone, also the marks of replays that are read.
 */
export function openRecords(databases: Databases, where: string, place = '1'): string {
  return `(SELECT * FROM (SELECT * FROM ${quarantineTable(databases)} WHERE (${where}) AND (${place})) AS q
            LEFT ANTI JOIN (SELECT _source, _partition, _position FROM ${replayTable(databases)} WHERE ${place}) AS r
              USING (_source, _partition, _position)
            LIMIT 1 BY _source, _partition, _position)`
}

interface RecordRow extends Omit<QuarantinedRecord, 'line' | 'frame' | 'binary'> {
  readonly line: string
  readonly frame: string
  readonly payload_encoding: string
}

const RECORD = `id, _source AS feed, _partition AS partition, file, frame, record, line, contract, reason, field, expected, got, mapping, _landed_at AS landedAt,
  payload, payload_encoding`

function recordOf({ payload_encoding, ...row }: RecordRow): QuarantinedRecord {
  const payload = payload_encoding === 'base64' ? Buffer.from(row.payload, 'base64').toString('latin1') : row.payload
  return { ...row, line: Number(row.line), frame: Number(row.frame), payload, binary: payload_encoding === 'base64' }
}

/** A filter as a condition on the quarantine. */
export function quarantineCondition({ feed, reason, field, file, since, ids }: QuarantineFilter): string {
  const parts = [
    ...(feed === undefined ? [] : [`_source = ${quoteText(feed)}`]),
    ...(reason === undefined ? [] : [`reason = ${quoteText(reason)}`]),
    ...(field === undefined ? [] : [`field = ${quoteText(field)}`]),
    ...(file === undefined ? [] : [`(file = ${quoteText(file)} OR _partition = ${quoteText(file)})`]),
    ...(since === undefined ? [] : [`_landed_at >= parseDateTime64BestEffort(${quoteText(since)}, 3, 'UTC')`]),
    ...(ids === undefined ? [] : [`id IN (${['', ...ids].map(quoteText).join(', ')})`]),
  ]
  return parts.join(' AND ') || '1'
}
