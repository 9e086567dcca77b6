import { Buffer } from 'node:buffer'
import { decoder } from '../../../ingest/codecs/decoder.ts'
import type { SourceRecord } from '../../../ingest/codecs/record.ts'
import type { Format } from '../../../ingest/mappings/format.ts'

/** All records of an input, given to the codec in pieces of `step` bytes. */
export function decodeAll(format: Format, input: string | Uint8Array, step = 7): SourceRecord[] {
  const bytes = typeof input === 'string' ? Buffer.from(input) : input
  const codec = decoder(format)
  const records: SourceRecord[] = []
  for (let at = 0; at < bytes.length; at += step) records.push(...codec.push(bytes.subarray(at, at + step)))
  return [...records, ...codec.end()]
}

export function values(records: readonly SourceRecord[]): unknown[] {
  return records.map(({ value, unreadable }) => (unreadable ? `refused: ${unreadable.got}` : value))
}
