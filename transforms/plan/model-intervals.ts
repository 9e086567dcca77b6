import type { Warehouse } from '../../warehouse/connect.ts'
import { quoteIdentifier, quoteText } from '../../warehouse/quote.ts'
import { type Environment, PRODUCTION, stateDatabase } from '../project/environment.ts'
import { append } from '../run/append.ts'
import { standing, standingBuild } from './base.ts'
import type { Slice } from './slice.ts'
import type { PublishedState } from './state.ts'

/** What a slice of a table was made from. */
export interface BuiltSlice {
  /** Says which making of the slice it is, another one every time. */
  readonly version: string
  /** Version of each input's part. */
  readonly inputs: Readonly<Record<string, string>>
  readonly rows: number
}

export type BuiltSlices = ReadonlyMap<Slice, BuiltSlice>

/** The slices of a table in the build database, as they were journalled when they were done. */
export async function readBuiltSlices(
  warehouse: Warehouse,
  environment: Environment,
  physical: string,
): Promise<BuiltSlices> {
  const rows = await warehouse.rows<{ slice: Slice; version: string; inputs: string; rows: string }>(
    `SELECT slice, version, inputs, rows FROM ${journal(environment)} WHERE physical = {physical:String}`,
    { params: { physical } },
  )
  return new Map(
    rows.map(({ slice, version, inputs, rows: count }) => [
      slice,
      { version, inputs: JSON.parse(inputs), rows: Number(count) },
    ]),
  )
}

/** The slices of what stands of a model, be it production's. */
export async function readStandingSlices(
  warehouse: Warehouse,
  environment: Environment,
  state: PublishedState,
  model: string,
): Promise<BuiltSlices> {
  const physical = standing(state, model)?.physical
  if (physical === undefined) return new Map()
  const own = standingBuild(state, model) !== PRODUCTION
  return readBuiltSlices(warehouse, own ? environment : state.base!.environment, physical)
}

/** Says that slices of a table are done. One block: all of them or none. A slice is made once in a table. */
export function writeBuiltSlices(
  warehouse: Warehouse,
  environment: Environment,
  physical: string,
  slices: BuiltSlices,
): Promise<void> {
  const rows = [...slices].map(([slice, { version, inputs, rows: count }]) => ({
    physical,
    slice,
    version,
    inputs: JSON.stringify(inputs),
    rows: count,
  }))
  return append(warehouse, environment, 'built_slice', rows)
}

/** Slices of a table: these, or all but these. */
export type SlicesOf = { readonly from: string } & (
  | { readonly only: readonly Slice[] }
  | { readonly except: readonly Slice[] }
)

/** Says of a table what was said of others whose slices it has taken, in one statement. */
export async function copyBuiltSlices(
  warehouse: Warehouse,
  environment: Environment,
  to: string,
  taken: readonly SlicesOf[],
): Promise<void> {
  const conditions = taken.map((which) => {
    const [operator, slices] = 'only' in which ? ['IN', which.only] : ['NOT IN', which.except]
    const named = slices.length === 0 ? "''" : slices.map(quoteText).join(', ')
    return `physical = ${quoteText(which.from)} AND slice ${operator} (${named})`
  })
  await warehouse.command(
    `INSERT INTO ${journal(environment)} (physical, slice, version, inputs, rows)
     SELECT ${quoteText(to)}, slice, version, inputs, rows FROM ${journal(environment)} WHERE ${conditions.join(' OR ')}`,
    { settings: { max_query_size: 100_000_000 } },
  )
}

/** Says of a table in one environment what another says of the table that it is a copy of. */
export async function adoptBuiltSlices(
  warehouse: Warehouse,
  from: { readonly environment: Environment; readonly physical: string },
  to: { readonly environment: Environment; readonly physical: string },
): Promise<void> {
  await warehouse.command(
    `INSERT INTO ${journal(to.environment)} (physical, slice, version, inputs, rows)
     SELECT ${quoteText(to.physical)}, slice, version, inputs, rows FROM ${journal(from.environment)}
      WHERE physical = ${quoteText(from.physical)}`,
  )
}

/** Names of the tables whose slices are known. */
export async function journalledTables(warehouse: Warehouse, environment: Environment): Promise<ReadonlySet<string>> {
  const rows = await warehouse.rows<{ physical: string }>(`SELECT DISTINCT physical FROM ${journal(environment)}`)
  return new Set(rows.map(({ physical }) => physical))
}

/** Forgets tables that are gone: each has a partition of the journal to itself. */
export async function forgetBuiltSlices(
  warehouse: Warehouse,
  environment: Environment,
  gone: readonly string[],
): Promise<void> {
  if (gone.length === 0) return
  const parts = gone.map((physical) => `DROP PARTITION ${quoteText(physical)}`)
  await warehouse.command(`ALTER TABLE ${journal(environment)} ${parts.join(', ')}`)
}

function journal(environment: Environment): string {
  return `${quoteIdentifier(stateDatabase(environment))}.built_slice`
}
