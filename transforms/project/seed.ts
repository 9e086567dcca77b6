import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Columns } from '../../warehouse/columns.ts'
import { ConfigurationError, InputError } from '../../warehouse/errors.ts'
import { nearest } from '../../warehouse/nearest.ts'
import { parseCsv } from './csv.ts'
import type { RelationName } from './relation.ts'
import { expectation } from './seed-value.ts'
import { type Source, source } from './source.ts'
import { parseYaml } from './yaml.ts'

/** A small table kept as a CSV or YAML file beside the models. Models read it as they read a source. */
export interface Seed<Name extends string = string, C extends Columns = Columns> extends Source<Name, C> {
  readonly seed: { readonly file: string }
}

/** A seed's rows, each value as exact text or null, and what tells its content from any other. */
export interface SeedContent {
  readonly rows: readonly Readonly<Record<string, string | null>>[]
  /** 16 hex digits over columns and values: neither quotes nor layout nor the order of columns nor the format change it. */
  readonly fingerprint: string
}

/**
 * Declares a table of a file: `seed('reference.country', new URL('country.csv', import.meta.url),
 * { code: t.string, name: t.string, vat: t.nullable(t.decimal(5, 2)) })`.
 *
 * `.csv` has a header; an empty field is NULL where the column may be, '' in a text, and an error elsewhere. `.yaml` or `.yml`
 * is a list of rows; a value that is empty, `null`, `~` or left out is NULL, and an error where the column may not be. The
 * file is read when a run loads it (`loadSeeds`).
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

/** A row as a file has it: what a column holds, and the line that says so. */
type Cells = ReadonlyMap<string, { readonly line: number; readonly value: string | null }>

/**
 * Reads and validates a seed's file.
 *
 * @throws ConfigurationError where there is no such file or it is neither CSV nor YAML, InputError with file, line, column,
 * value and what was expected.
 */
export function readSeed({ name, columns, seed: { file } }: Seed): SeedContent {
  const read = readers[extname(file)]
  if (read === undefined) {
    throw new ConfigurationError(`${name}: ${file} is neither .csv nor .yaml or .yml`, 'Name the file for what it is.')
  }
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file))
  } catch (error) {
    if (error instanceof TypeError) throw new InputError(`${file} is not UTF-8`, 'Save it as UTF-8.')
    throw new ConfigurationError(`${name}: ${file} cannot be read: ${(error as Error).message}`, 'Correct the path.')
  }
  const rows = read(text, file, columns).map((cells) => {
    const entries = Object.entries(columns).map(([column, type]) => {
      const { line, value } = cells.get(column)!
      const expected = expectation(type, value)
      if (expected === undefined) return [column, value] as const
      throw new InputError(
        `${file}, line ${line}, column ${column}: ${value === null ? 'nothing' : `'${value}'`} is not ${expected}`,
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

const readers: Readonly<Record<string, (text: string, file: string, columns: Columns) => readonly Cells[]>> = {
  '.csv': csvCells,
  '.yaml': yamlCells,
  '.yml': yamlCells,
}

function csvCells(text: string, file: string, columns: Columns): readonly Cells[] {
  const [header, ...records] = parseCsv(text, file)
  const names = header?.fields ?? []
  const said = `The header is ${names.join(', ') || 'empty'}.`
  requireColumns(`${file}, line 1`, names, Object.keys(columns), Object.keys(columns), said)
  return records.map(({ line, fields }) => {
    if (fields.length !== names.length) {
      throw new InputError(
        `${file}, line ${line}: ${fields.length} fields, the header has ${names.length}`,
        'Quote a field that holds a comma.',
      )
    }
    return new Map(
      names.map((name, index) => {
        const value = fields[index]!
        return [name, { line, value: value === '' && columns[name]!.nullable ? null : value }]
      }),
    )
  })
}

function yamlCells(text: string, file: string, columns: Columns): readonly Cells[] {
  const declared = Object.keys(columns)
  const needed = declared.filter((column) => !columns[column]!.nullable)
  return parseYaml(text, file).map(({ line, fields }) => {
    const names = fields.map(({ name }) => name)
    requireColumns(`${file}, line ${line}`, names, declared, needed, `The row has ${names.join(', ') || 'none'}.`)
    return new Map<string, { readonly line: number; readonly value: string | null }>([
      ...declared.map((column) => [column, { line, value: null }] as const),
      ...fields.map((field) => [field.name, field] as const),
    ])
  })
}

function requireColumns(
  place: string,
  given: readonly string[],
  declared: readonly string[],
  needed: readonly string[],
  said: string,
): void {
  const twice = given.find((name, index) => given.indexOf(name) !== index)
  if (twice !== undefined) throw new InputError(`${place}: column ${twice} is there twice`, 'Rename one.')
  const missing = needed.filter((column) => !given.includes(column))
  if (missing.length > 0) throw new InputError(`${place}: no column ${missing.join(', ')}`, said)
  const unknown = given.filter((name) => !declared.includes(name))
  if (unknown.length > 0) {
    const near = unknown.flatMap((name) => nearest(name, declared))
    throw new InputError(
      `${place}: ${unknown.join(', ')} is not declared`,
      near.length > 0 ? `Did you mean ${near.join(', ')}?` : `Declared are ${declared.join(', ')}.`,
    )
  }
}
