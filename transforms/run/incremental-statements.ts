import { quoteRelation, quoteText } from '../../warehouse/quote.ts'
import { type Chunk, partMade, partRead, readsBeyond, type Slice } from '../plan/slice.ts'
import { compileModel, type Placement } from '../project/compile.ts'
import type { Incremental } from '../project/incremental.ts'
import type { Model } from '../project/model.ts'
import { splitName } from '../project/relation.ts'
import type { PhysicalName } from '../sql/compiler.ts'
import { partOfText } from '../sql/part.ts'
import { modelSettings } from '../sql/settings.ts'
import { createTable } from './build.ts'

/** Where a run makes slices before they are put into a copy of the table. */
export function stagingName(model: string, fingerprint: string, run: number): string {
  return `${stagingPrefix(model, fingerprint)}${run}__made`
}

/** What the names of all runs' stagings of a definition begin with. */
export function stagingPrefix(model: string, fingerprint: string): string {
  const { database, table } = splitName(model)
  return `${database}__${table}__${fingerprint.slice(0, 8)}__`
}

export function isStaging(physical: string): boolean {
  return physical.endsWith('__made')
}

export function createStaging(model: Model, staging: PhysicalName, place: Placement): string {
  return createTable(model, staging, compileModel(model, place).sql)
}

/** Makes the slices of a chunk: the model's query over their part of what it reads by interval. */
export function insertChunk(
  model: Model,
  incremental: Incremental,
  staging: PhysicalName,
  place: Placement,
  { slices }: Chunk,
): string {
  const parts = Object.entries(incremental.from).map(
    ([input, read]) => [input, partRead(incremental, read, slices)] as const,
  )
  const { sql } = compileModel(model, place, new Map(parts))
  const own = readsBeyond(incremental) ? partOfText(sql, partMade(incremental, slices), modelSettings) : sql
  return `INSERT INTO ${quoteRelation(staging)} ${own}`
}

/** A copy that shares its files with the original until one of them changes. */
export function cloneTable(target: PhysicalName, original: PhysicalName): string {
  return `CREATE TABLE ${quoteRelation(target)} CLONE AS ${quoteRelation(original)}`
}

/** Puts slices in the place of a table's own; those that came out empty are taken away. */
export function replaceSlices(
  target: PhysicalName,
  staging: PhysicalName,
  made: readonly { readonly slice: Slice; readonly rows: number }[],
): readonly string[] {
  const from = quoteRelation(staging)
  // The server refuses to replace a partition by one that has no parts.
  const commands = made.map(({ slice, rows }) =>
    rows > 0 ? `REPLACE PARTITION ID ${quoteText(slice)} FROM ${from}` : `DROP PARTITION ID ${quoteText(slice)}`,
  )
  const statements: string[] = []
  for (let first = 0; first < commands.length; first += MOST_COMMANDS) {
    statements.push(`ALTER TABLE ${quoteRelation(target)} ${commands.slice(first, first + MOST_COMMANDS).join(', ')}`)
  }
  return statements
}

/** The server refuses statements of too many elements. */
const MOST_COMMANDS = 2_000
