import { Buffer } from 'node:buffer'
import { decoder } from '../codecs/decoder.ts'
import type { SourceRecord } from '../codecs/record.ts'
import type { Format } from '../mappings/format.ts'

/** A quarantined record as it is read back. */
export interface HeldRecord {
  readonly id: string
  readonly frame: number
  readonly record: number
  readonly line: number
  readonly payload: string
  readonly encoding: 'text' | 'base64'
  readonly context: string
}

/** Reads a held record again, in the place it had; refused when it is not one record under the format. */
export function readAgain(held: HeldRecord, format: Format): SourceRecord {
  const bytes = Buffer.from(held.payload, held.encoding === 'base64' ? 'base64' : 'utf8')
  const codec = decoder(formatOf(held, format))
  const records = [...codec.push(bytes), ...codec.end()]
  const place = { frame: held.frame, record: held.record, line: held.line, raw: held.payload, context: held.context }
  const only = records.length === 1 ? records[0]! : undefined
  if (only) return { ...only, ...place }
  const unreadable = { expected: 'one record', got: `${records.length} records under this mapping` }
  return { ...place, value: undefined, unreadable }
}

/** The mapping's format for a line alone: no header comes, and what was kept as text is UTF-8 now. */
function formatOf({ encoding, context }: HeldRecord, format: Format): Format {
  const { encoding: label, ...rest } = format
  const read = encoding === 'base64' && label !== undefined ? { ...rest, encoding: label } : rest
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
