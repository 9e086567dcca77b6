import { Buffer } from 'node:buffer'
import { quoteText } from '../../warehouse/quote.ts'
import { decoder } from '../codecs/decoder.ts'
import type { SourceRecord } from '../codecs/record.ts'
import type { Format } from '../mappings/format.ts'
import { openRecords } from './quarantine.ts'
import type { ReplaySeat } from './replay_batch.ts'

/** A quarantined record as it is read back. */
export interface OpenRecord {
  readonly id: string
  readonly frame: number
  readonly record: number
  readonly line: number
  readonly payload: string
  readonly payload_encoding: 'text' | 'base64'
  readonly context: string
  /** Packed, as text. */
  readonly position: string
}

/** Records read from quarantine at once: their verbatim text is held in memory. */
const CHUNK = 5_000

/** The next records of a partition that no replay has taken, past a position. */
export async function openChunk(
  seat: Pick<ReplaySeat, 'warehouse' | 'databases' | 'origin'>,
  wanted: string,
  after: string | undefined,
): Promise<OpenRecord[]> {
  const { feed, partition } = seat.origin
  const place = `_source = ${quoteText(feed)} AND _partition = ${quoteText(partition)} AND _position > toDecimal128('${after ?? -1}', 0)`
  const rows = await seat.warehouse.rows<OpenRecord & { readonly frame: string; readonly line: string }>(
    `SELECT id, frame, record, line, payload, payload_encoding, context, _position AS position
       FROM ${openRecords(seat.databases, wanted, place)}
      ORDER BY _position LIMIT ${CHUNK}`,
  )
  return rows.map((row) => ({ ...row, frame: Number(row.frame), line: Number(row.line) }))
}

/** Reads a held record again, in the place it had; refused when it is not one record under the format. */
export function readAgain(held: OpenRecord, format: Format): SourceRecord {
  const bytes = Buffer.from(held.payload, held.payload_encoding === 'base64' ? 'base64' : 'utf8')
  const codec = decoder(formatOf(held, format), held.context)
  const records = [...codec.push(bytes), ...codec.end()]
  const place = { frame: held.frame, record: held.record, line: held.line, raw: held.payload, context: held.context }
  const only = records.length === 1 ? records[0]! : undefined
  if (only) return { ...only, ...place }
  const unreadable = { expected: 'one record', got: `${records.length} records under this mapping` }
  return { ...place, value: undefined, unreadable }
}

/** The mapping's format for a line alone: no header comes, and what was kept as text is UTF-8 now. */
function formatOf({ payload_encoding, context }: OpenRecord, format: Format): Format {
  if (format.codec === 'threegpp_file') return { ...format, context }
  if (format.codec === 'threegpp_ber' || format.codec === 'tap') return format
  const { encoding, ...rest } = format
  const read = payload_encoding === 'base64' && encoding !== undefined ? { ...rest, encoding } : rest
  if (read.codec === 'json' && read.records !== undefined && context !== '') {
    return { ...read, page: JSON.parse(context) as Readonly<Record<string, unknown>> }
  }
  if (read.codec !== 'csv') return read
  const known = context === '' ? {} : (JSON.parse(context) as { columns?: string[]; delimiter?: string })
  const columns = read.columns ?? known.columns
  const delimiter = read.delimiter ?? known.delimiter
  return {
    ...read,
    header: false,
    skipLines: 0,
    ...(columns ? { columns } : {}),
    ...(delimiter ? { delimiter } : {}),
  }
}
