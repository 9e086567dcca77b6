import { readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { decoder } from '../../ingest/codecs/decoder.ts'
import type { SourceRecord } from '../../ingest/codecs/record.ts'
import { csv, json, ndjson } from '../../ingest/mappings/format.ts'
import { InputError } from '../../warehouse/errors.ts'

/** A record of a usage or subscriber file, and where it stands. */
export interface FileRecord {
  readonly file: string
  readonly line: number
  readonly value: Readonly<Record<string, unknown>>
}

/** Records of an NDJSON, JSON (an array) or CSV file, `-` for NDJSON on standard input. Numbers stay as they were written. */
export function readRecords(file: string): FileRecord[] {
  const bytes = readBytes(file)
  const codec = decoder(formatOf(file, bytes))
  return [...codec.push(bytes), ...codec.end()].flatMap((record) => recordOf(file, record))
}

function formatOf(file: string, bytes: Uint8Array) {
  const extension = extname(file).toLowerCase()
  if (extension === '.csv') return csv({})
  if (extension === '.json' || bytes.find((byte) => byte > 32) === 91) return json({})
  return ndjson({})
}

function recordOf(file: string, { line, value, unreadable }: SourceRecord): FileRecord[] {
  if (unreadable) {
    throw new InputError(`${file}:${line}: cannot be read: expected ${unreadable.expected}, got ${unreadable.got}`)
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new InputError(`${file}:${line}: expected an object with the fields of usage or metered_usage`)
  }
  return [{ file, line, value: value as Record<string, unknown> }]
}

function readBytes(file: string): Uint8Array {
  try {
    return readFileSync(file === '-' ? 0 : file)
  } catch (error) {
    throw new InputError(`${file}: ${(error as Error).message}`, 'give a file of usage: NDJSON, JSON or CSV')
  }
}
