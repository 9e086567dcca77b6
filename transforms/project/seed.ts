import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Column, Columns } from '../../warehouse/columns.ts'
import { ConfigurationError, InputError } from '../../warehouse/errors.ts'
import { nearest } from '../../warehouse/nearest.ts'
import { parseCsv } from './csv.ts'
import type { RelationName } from './relation.ts'
import { type Source, source } from './source.ts'

/** A small table kept as a CSV file beside the models. Models read it as they read a source. */
export interface Seed<Name extends string = string, C extends Columns = Columns> extends Source<Name, C> {
  readonly seed: { readonly file: string }
}

/** A seed's rows, each value as exact text or null, and what tells its content from any other. */
export interface SeedContent {
  readonly rows: readonly Readonly<Record<string, string | null>>[]
  /** 16 hex digits over columns and values: neither quotes nor line ends nor the order of columns change it. */
  readonly fingerprint: string
}

/**
 * Declares a table of a CSV file with a header: `seed('reference.country', new URL('country.csv', import.meta.url),
 * { code: t.string, name: t.string, vat: t.nullable(t.decimal(5, 2)) })`. An empty field is NULL where the column may be,
 * '' in a text, and an error elsewhere. The file is read when a run loads it (`loadSeeds`).
 */
export function seed<const Name extends RelationName, C extends Columns>(
  name: Name,
  file: URL | string,
  columns: C,
  options: { readonly description?: string } = {},
): Seed<Name, C> {
  const path = typeof file === 'string' ? file : fileURLToPath(file)
  return Object.freeze({ ...source(name, columns, options), seed: Object.freeze({ file: path }) })
}

export function isSeed(relation: { readonly kind: string }): relation is Seed {
  return 'seed' in relation
}

/**
 * Reads and validates a seed's file.
 *
 * @throws ConfigurationError where there is no such file, InputError with file, line, column, value and what was expected.
 */
export function readSeed({ name, columns, seed: { file } }: Seed): SeedContent {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file))
  } catch (error) {
    if (error instanceof TypeError) throw new InputError(`${file} is not UTF-8`, 'Save it as UTF-8.')
    throw new ConfigurationError(`${name}: ${file} cannot be read: ${(error as Error).message}`, 'Correct the path.')
  }
  const [header, ...records] = parseCsv(text, file)
  requireHeader(file, header?.fields ?? [], Object.keys(columns))
  const names = header!.fields
  const rows = records.map(({ line, fields }) => {
    if (fields.length !== names.length) {
      throw new InputError(
        `${file}, line ${line}: ${fields.length} fields, the header has ${names.length}`,
        'Quote a field that holds a comma.',
      )
    }
    const entries = Object.entries(columns).map(([column, type]) => {
      const value = fields[names.indexOf(column)]!
      const expected = expectation(type, value)
      if (expected === undefined) return [column, value === '' && type.nullable ? null : value] as const
      throw new InputError(
        `${file}, line ${line}, column ${column}: '${value}' is not ${expected}`,
        `The column is declared as ${type.ddl}.`,
      )
    })
    return Object.fromEntries(entries)
  })
  const types = Object.entries(columns).map(([column, { ddl }]) => `${column} ${ddl}`)
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([types, rows]))
    .digest('hex')
    .slice(0, 16)
  return { rows, fingerprint }
}

function requireHeader(file: string, header: readonly string[], columns: readonly string[]): void {
  const twice = header.find((name, index) => header.indexOf(name) !== index)
  if (twice !== undefined) throw new InputError(`${file}, line 1: column ${twice} is there twice`, 'Rename one.')
  const missing = columns.filter((column) => !header.includes(column))
  if (missing.length > 0) {
    throw new InputError(
      `${file}, line 1: no column ${missing.join(', ')}`,
      `The header is ${header.join(', ') || 'empty'}.`,
    )
  }
  const unknown = header.filter((name) => !columns.includes(name))
  if (unknown.length > 0) {
    const near = unknown.flatMap((name) => nearest(name, columns))
    throw new InputError(
      `${file}, line 1: ${unknown.join(', ')} is not declared`,
      near.length > 0 ? `Did you mean ${near.join(', ')}?` : `Declared are ${columns.join(', ')}.`,
    )
  }
}

const bits: Readonly<Record<string, readonly [bigint, bigint]>> = {
  uint8: [0n, 2n ** 8n - 1n],
  uint16: [0n, 2n ** 16n - 1n],
  uint32: [0n, 2n ** 32n - 1n],
  uint64: [0n, 2n ** 64n - 1n],
  int32: [-(2n ** 31n), 2n ** 31n - 1n],
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
}

/** What a column wanted instead of a value; undefined where it takes it. */
function expectation(column: Column<unknown>, value: string): string | undefined {
  const { kind, nullable, values } = column
  if (value === '' && nullable) return undefined
  const range = bits[kind]
  if (range !== undefined) {
    const fits = /^-?\d{1,20}$/.test(value) && BigInt(value) >= range[0] && BigInt(value) <= range[1]
    return fits ? undefined : `a whole number from ${range[0]} to ${range[1]}`
  }
  switch (kind) {
    case 'string':
      return values === undefined || values.includes(value) ? undefined : `one of ${values.join(', ')}`
    case 'bool':
      return value === 'true' || value === 'false' ? undefined : 'true or false'
    case 'float64':
      return value !== '' && Number.isFinite(Number(value)) ? undefined : 'a number'
    case 'date':
    case 'date32':
      return isDay(value, kind === 'date' ? 1970 : 1900, kind === 'date' ? 2148 : 2299)
        ? undefined
        : 'a day as YYYY-MM-DD'
    case 'instant': {
      const match = /^(\d{4}-\d\d-\d\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,3})?Z$/.exec(value)
      return match !== null && isDay(match[1]!, 1900, 2299) ? undefined : 'an instant as YYYY-MM-DDThh:mm:ss[.sss]Z'
    }
    case 'decimal': {
      const { precision = 0, scale = 0 } = column
      const match = /^-?(\d+)(?:\.(\d+))?$/.exec(value)
      const fits =
        match !== null && match[1]!.replace(/^0+/, '').length <= precision - scale && (match[2] ?? '').length <= scale
      return fits ? undefined : `a decimal of up to ${precision - scale} digits before the point and ${scale} after`
    }
    default:
      return `a value of ${kind}`
  }
}

function isDay(value: string, first: number, last: number): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(value)) return false
  const at = new Date(`${value}T00:00:00Z`)
  const year = Number(value.slice(0, 4))
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value) && year >= first && year <= last
}
