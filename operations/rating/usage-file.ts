import { extname, resolve } from 'node:path'
import { decoder } from '../../ingest/codecs/decoder.ts'
import type { SourceRecord } from '../../ingest/codecs/record.ts'
import type { Problem } from '../../ingest/contracts/validate.ts'
import { csv, json, ndjson } from '../../ingest/mappings/format.ts'
import { readWholeFile } from '../../ingest/sources/whole_file.ts'
import { InputError } from '../../warehouse/errors.ts'

const WANTED = 'give a file: NDJSON (a record a line), JSON (an array) or CSV (a header), plain or gzipped'

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
  const bytes = readWholeFile(file, WANTED)
  const format = formatOf(file, bytes)
  if (format.codec === 'csv') checkHeader(file, bytes)
  const codec = decoder(format)
  return [...codec.push(bytes), ...codec.end()].map((record) => recordOf(file, record))
}

/**
 * Records of several files of use; `note` is told of each that has none.
 *
 * @throws InputError when a file is named twice, for its use would count twice, or ends within its array or a quote, for nobody
 * knows what else was in it.
 */
export function readUse(files: readonly string[], note: (text: string) => void): FileRecord[] {
  const seen = new Set<string>()
  return files.flatMap((file) => {
    const path = file === '-' ? file : resolve(file)
    if (seen.has(path)) throw new InputError(`${file}: is given twice`, 'its use would count twice: leave one out')
    seen.add(path)
    const records = readRecords(file)
    requireWhole(records.at(-1))
    if (records.length === 0) note(`${file}: there is no record in it`)
    return records
  })
}

function requireWhole(last: FileRecord | undefined): void {
  const got = last?.problem?.got
  if (last === undefined || got === undefined || !ENDS_WITHIN.has(got)) return
  throw new InputError(
    `${last.file}:${last.line}: is cut off: expected ${last.problem!.expected}, got ${got}`,
    'get all of it: what is missing would not be rated',
  )
}

const ENDS_WITHIN: ReadonlySet<string> = new Set(['a document that ends before it', 'a quote that is never closed'])

/** As `readRecords`, and an InputError for a record that cannot be read. */
export function readWholeRecords(file: string): FileRecord[] {
  const records = readRecords(file)
  const broken = records.find(({ problem }) => problem !== undefined)
  if (broken === undefined) return records
  const { expected, got } = broken.problem!
  throw new InputError(`${file}:${broken.line}: cannot be read: expected ${expected}, got ${got}`)
}

/** A file without a header would lose its first record, and name none of its fields. */
function checkHeader(file: string, bytes: Uint8Array): void {
  const start = new TextDecoder().decode(bytes.subarray(0, 65_536))
  const [header = ''] = start.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '')
  const value = header.split(/[,;\t|]/).find((cell) => /^\s*"?[-+]?\d/.test(cell))
  if (value === undefined) return
  throw new InputError(
    `${file}:1: expected a header that names the fields, got ${JSON.stringify(value.slice(0, 40))}`,
    'begin it with a line such as service,started_at,duration_s,other_party: docs/rating.md lists the fields',
  )
}

function formatOf(file: string, bytes: Uint8Array) {
  const extension = extname(file.replace(/\.gz$/i, '')).toLowerCase()
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
