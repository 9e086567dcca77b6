import type { Warehouse } from '../../warehouse/connect.ts'
import { type DueSlice, isMadeFrom } from '../plan/due-intervals.ts'
import { type BuiltSlice, type BuiltSlices, copyBuiltSlices, readBuiltSlices } from '../plan/model-intervals.ts'
import type { Slice } from '../plan/slice.ts'
import type { Environment } from '../project/environment.ts'
import type { Model } from '../project/model.ts'
import type { PhysicalName } from '../sql/compiler.ts'
import { isStaging, stagingPrefix } from './incremental-statements.ts'
import type { SliceStorage } from './slice-storage.ts'

interface TakeOver {
  readonly warehouse: Warehouse
  readonly environment: Environment
  readonly model: Model
  readonly fingerprint: string
  readonly staging: PhysicalName
  readonly storage: SliceStorage
  readonly due: readonly DueSlice[]
}

/**
 * Moves into this run's staging what runs that were not published had made from just what it would be made from now.
 * Only what was journalled counts: a statement of a killed run may have written part of the rest, and its table is never
 * written to again.
 */
export async function takeOver({
  warehouse,
  environment,
  model,
  fingerprint,
  staging,
  storage,
  due,
}: TakeOver): Promise<BuiltSlices> {
  const before = (await stagings(warehouse, staging.database, stagingPrefix(model.name, fingerprint))).filter(
    (name) => name !== staging.name,
  )
  const taken = new Map<Slice, BuiltSlice>()
  for (const name of before) {
    const old = { database: staging.database, name }
    const built = await readBuiltSlices(warehouse, environment, name)
    const usable = due.filter(({ slice, inputs }) => {
      const then = taken.has(slice) ? undefined : built.get(slice)
      return then !== undefined && isMadeFrom(then.inputs, inputs)
    })
    const full = usable.map(({ slice }) => ({ slice, rows: built.get(slice)!.rows })).filter(({ rows }) => rows > 0)
    await storage.replace(staging, old, full)
    const only = usable.map(({ slice }) => slice)
    await copyBuiltSlices(warehouse, environment, { from: name, to: staging.name }, { only })
    for (const slice of only) taken.set(slice, built.get(slice)!)
    await storage.drop(old)
  }
  return taken
}

/** Stagings of one definition, newest first. */
async function stagings(warehouse: Warehouse, database: string, prefix: string): Promise<readonly string[]> {
  const rows = await warehouse.rows<{ name: string }>(
    `SELECT name FROM system.tables WHERE database = {database:String} AND startsWith(name, {prefix:String})`,
    { params: { database, prefix } },
  )
  const runOf = (name: string) => Number(name.slice(prefix.length).replace('__made', ''))
  return rows
    .map(({ name }) => name)
    .filter(isStaging)
    .sort((a, b) => runOf(b) - runOf(a))
}
