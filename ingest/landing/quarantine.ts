import { Buffer } from 'node:buffer'
import type { Warehouse } from '../../warehouse/connect.ts'
import { InputError } from '../../warehouse/errors.ts'
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
  readonly file: string
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
  /** What became of it since: empty, `landed` or `skipped`. */
  readonly replayed: string
}

export interface QuarantineFilter {
  readonly feed?: string
  readonly reason?: string
  readonly field?: string
  readonly limit?: number
}

/** What stands in quarantine and has not been replayed, by reason, the largest group first. */
export async function listQuarantine(
  warehouse: Warehouse,
  filter: QuarantineFilter = {},
  prefix = '',
): Promise<QuarantineGroup[]> {
  const databases = landingDatabases(prefix)
  const rows = await warehouse.rows<Record<keyof QuarantineGroup, string>>(
    `SELECT _source AS feed, mapping, contract, reason, field, expected, count() AS records, argMin(id, _position) AS example,
            argMin(got, _position) AS exampleGot, uniqExact(_partition) AS files, max(_landed_at) AS last
       FROM ${openRecords(databases)}
      WHERE ${conditions(filter)}
      GROUP BY feed, mapping, contract, reason, field, expected
      ORDER BY count() DESC, feed, reason, field LIMIT {limit:UInt32}`,
    { params: { ...filter, limit: filter.limit ?? 100 } },
  )
  return rows.map((row) => ({ ...row, records: Number(row.records), files: Number(row.files) }))
}

/** Refused records that have not been replayed, in the order they came. */
export async function quarantinedRecords(
  warehouse: Warehouse,
  filter: QuarantineFilter = {},
  prefix = '',
): Promise<QuarantinedRecord[]> {
  const databases = landingDatabases(prefix)
  const rows = await warehouse.rows<RecordRow>(
    `SELECT ${RECORD}, '' AS replayed FROM ${openRecords(databases)}
      WHERE ${conditions(filter)} ORDER BY _landed_at, _partition, _position LIMIT {limit:UInt32}`,
    { params: { ...filter, limit: filter.limit ?? 100 } },
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

/** Quarantined records that no replay has taken, each once. */
export function openRecords(databases: Databases): string {
  return `(SELECT * FROM ${quarantineTable(databases)} AS q
            LEFT ANTI JOIN (SELECT _source, _partition, _position FROM ${replayTable(databases)}) AS r
              USING (_source, _partition, _position)
            LIMIT 1 BY _source, _partition, _position)`
}

interface RecordRow extends Omit<QuarantinedRecord, 'line'> {
  readonly line: string
  readonly payload_encoding: string
}

const RECORD = `id, _source AS feed, file, line, contract, reason, field, expected, got, mapping, _landed_at AS landedAt,
  payload, payload_encoding`

function recordOf({ payload_encoding, ...row }: RecordRow): QuarantinedRecord {
  const payload = payload_encoding === 'base64' ? Buffer.from(row.payload, 'base64').toString('latin1') : row.payload
  return { ...row, line: Number(row.line), payload }
}

function conditions({ feed, reason, field }: QuarantineFilter): string {
  const parts = [
    ...(feed === undefined ? [] : ['_source = {feed:String}']),
    ...(reason === undefined ? [] : ['reason = {reason:String}']),
    ...(field === undefined ? [] : ['field = {field:String}']),
  ]
  return parts.join(' AND ') || '1'
}
