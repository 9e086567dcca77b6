import { jsonFault, parseExact } from './exact_json.ts'
import { isLonger, KEPT, tooLong } from './faulty_line.ts'
import { type JsonRows, jsonRows } from './json_rows.ts'
import { type Decoder, MAX_RECORD_BYTES, type SourceRecord } from './record.ts'
import { textReader } from './text.ts'

/**
 * One JSON object a line. The frame is the line's number, whatever the format's options, so that a position means the
 * same record under a changed mapping. Own code, though short, because a stream parser from a package knows neither
 * the line's text nor how to go on at the next one.
 */
export function ndjsonDecoder(options: { readonly encoding?: string; readonly maxRecordBytes?: number }): Decoder {
  const maxBytes = options.maxRecordBytes ?? MAX_RECORD_BYTES
  const reader = textReader(options.encoding, maxBytes)
  const rows = jsonRows()
  let line = 0
  let started = ''
  const records = (text: string): SourceRecord[] => {
    const list: SourceRecord[] = []
    const all = started + text
    let start = 0
    for (let end = all.indexOf(reader.newline); end >= 0; end = all.indexOf(reader.newline, start)) {
      take(list, all.slice(start, end))
      start = end + 1
    }
    started = all.slice(start)
    return list
  }
  const take = (list: SourceRecord[], text: string) => {
    line++
    const raw = text.endsWith('\r') ? text.slice(0, -1) : text
    if (reader.faulty.size > 0) {
      const fault = reader.faulty.get(line)
      if (fault) {
        reader.faulty.delete(line)
        list.push(refused(line, fault.bytes ?? raw, fault.expected, fault.got))
        return
      }
    }
    if (raw.trim() === '') return
    if (isLonger(raw.length, maxBytes, () => raw)) {
      const { expected, got } = tooLong(maxBytes, undefined)
      list.push(refused(line, raw.slice(0, KEPT), expected, got))
    } else list.push(parsed(line, raw, rows))
  }
  return {
    push: (bytes) => records(reader.push(bytes)),
    end() {
      const list = records(reader.end())
      if (started !== '' || reader.faulty.has(line + 1)) take(list, started)
      started = ''
      return list
    },
  }
}

function parsed(line: number, raw: string, rows: JsonRows): SourceRecord {
  let value: unknown = rows.readText(raw)
  if (value) return { frame: line, record: 0, line, raw, context: '', value, unreadable: undefined }
  try {
    value = parseExact(raw)
  } catch (error) {
    return refused(line, raw, 'a JSON object', jsonFault(error))
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    return refused(
      line,
      raw,
      'a JSON object',
      Array.isArray(value) ? 'an array' : value === null ? 'null' : typeof value,
    )
  }
  rows.learn(raw)
  return { frame: line, record: 0, line, raw, context: '', value, unreadable: undefined }
}

function refused(line: number, raw: string | Uint8Array, expected: string, got: string): SourceRecord {
  return { frame: line, record: 0, line, raw, context: '', value: undefined, unreadable: { expected, got } }
}
