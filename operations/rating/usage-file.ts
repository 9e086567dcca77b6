import { readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { decoder } from '../../ingest/codecs/decoder.ts'
import type { SourceRecord } from '../../ingest/codecs/record.ts'
import type { Problem } from '../../ingest/contracts/validate.ts'
import { csv, json, ndjson } from '../../ingest/mappings/format.ts'
import { InputError } from '../../warehouse/errors.ts'

/** A record of a usage or subscriber file, and where it stands. */
export interface FileRecord {
  readonly file: string
  readonly line: number
  readonly value: Readonly<Record<string, unknown>>
  /** Why it cannot be read; `value` is empty then. */
  readonly problem?: Problem
}

/** Records of an NDJSON, JSON (an array) or CSV file, `-` for NDJSON on standard input. Numbers stay as they were written. */
export function readRecords(file: string): FileRecord[] {
  const bytes = readBytes(file)
  const codec = decoder(formatOf(file, bytes))
  return [...codec.push(bytes), ...codec.end()].map((record) => recordOf(file, record))
}

/** As `readRecords`, and an InputError for a record that cannot be read. */
export function readWholeRecords(file: string): FileRecord[] {
  const records = readRecords(file)
  const broken = records.find(({ problem }) => problem !== undefined)
  if (broken === undefined) return records
  const { expected, got } = broken.problem!
  throw new InputError(`${file}:${broken.line}: cannot be read: expected ${expected}, got ${got}`)
}

function formatOf(file: string, bytes: Uint8Array) {
  const extension = extname(file).toLowerCase()
  if (extension === '.csv') return csv({})
  if (extension === '.json' || bytes.find((byte) => byte > 32) === 91) return json({})
  return ndjson({})
}

function recordOf(file: string, { line, value, unreadable }: SourceRecord): FileRecord {
  const unread = (expected: string, got: string): FileRecord => ({
    ...{ file, line, value: {} },
    problem: { reason: 'unreadable', field: null, expected, got },
  })
  if (unreadable) return unread(unreadable.expected, unreadable.got)
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    return unread('an object with the fields of usage or metered_usage', JSON.stringify(value))
  }
  return { file, line, value: value as Record<string, unknown> }
}

function readBytes(file: string): Uint8Array {
  try {
    return readFileSync(file === '-' ? 0 : file)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'is a folder' : message
    throw new InputError(`${file}: ${why}`, 'give a file: NDJSON (a record a line), JSON (an array) or CSV (a header)')
  }
}
