import { Buffer, isUtf8 } from 'node:buffer'
import { ConfigurationError } from '../../warehouse/errors.ts'
import type { Format } from '../mappings/format.ts'
import { decoder } from './decoder.ts'
import { jsonFault, parseExact } from './exact_json.ts'
import { jsonRows } from './json_rows.ts'
import { MAX_RECORD_BYTES, type SourceRecord } from './record.ts'

/** Reads the records of one message; `frame` is its offset, each record's place is its number within the message. */
export type MessageDecoder = (payload: Uint8Array, frame: number) => SourceRecord[]

/**
 * How messages of a format are read: each is a small input of its own, so a message of separated values has no header.
 *
 * @throws ConfigurationError when the format cannot be read that way.
 */
export function messageDecoder(format: Format): MessageDecoder {
  if (format.codec === 'csv') {
    if (!format.columns) {
      throw new ConfigurationError(
        'Messages of separated values have no header',
        "name their columns in the mapping: csv({ columns: ['at', 'caller', 'seconds'], delimiter: ';' })",
      )
    }
    return inputDecoder({ ...format, header: false, skipLines: 0 })
  }
  const plain = (format.codec === 'json' && format.records === undefined) || format.codec === 'ndjson'
  if (plain && !format.encoding) return jsonMessages(format)
  return inputDecoder(format)
}

function inputDecoder(format: Format): MessageDecoder {
  return (payload, frame) => {
    const codec = decoder(format)
    const records = [...codec.push(payload), ...codec.end()]
    return records.map((each, record) => ({ ...each, frame, record }))
  }
}

/** One object a message is nearly all there is, so it is read without the machinery for more; what is no object is left to that. */
function jsonMessages(format: Format & { readonly maxRecordBytes?: number }): MessageDecoder {
  const several = inputDecoder(format)
  const limit = format.maxRecordBytes ?? MAX_RECORD_BYTES
  const rows = jsonRows()
  return (payload, frame) => {
    const row = payload.length > limit ? undefined : rows.read(payload)
    if (row) return [{ frame, record: 0, line: 1, raw: row.raw, context: '', value: row.value, unreadable: undefined }]
    if (payload.length > limit || !isUtf8(payload)) return several(payload, frame)
    const raw = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString('utf8')
    try {
      const value = parseExact(raw)
      if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
        rows.learn(raw)
        return [{ frame, record: 0, line: 1, raw, context: '', value, unreadable: undefined }]
      }
    } catch (error) {
      if (raw.includes('\n') || raw.trim() === '') return several(payload, frame)
      const unreadable = { expected: 'a JSON object', got: jsonFault(error) }
      return [{ frame, record: 0, line: 1, raw, context: '', value: undefined, unreadable }]
    }
    return several(payload, frame)
  }
}
