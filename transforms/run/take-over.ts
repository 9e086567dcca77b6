import type { Warehouse } from '../../warehouse/connect.ts'
import { type DueSlice, isMadeFrom } from '../plan/due-intervals.ts'
import { type BuiltSlice, type BuiltSlices, copyBuiltSlices, readBuiltSlices } from '../plan/model-intervals.ts'
import type { Slice } from '../plan/slice.ts'
import type { Environment } from '../project/environment.ts'
import type { PhysicalName } from '../sql/compiler.ts'
import { isStaging } from './incremental-statements.ts'
import type { SliceStorage } from './slice-storage.ts'

interface TakeOver {
  readonly warehouse: Warehouse
  readonly environment: Environment
  readonly staging: PhysicalName
  readonly storage: SliceStorage
  /** Names of stagings of the same definition, newest first. */
  readonly earlier: readonly string[]
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
  staging,
  storage,
  earlier,
  due,
}: TakeOver): Promise<BuiltSlices> {
  const taken = new Map<Slice, BuiltSlice>()
  for (const name of earlier) {
    const old = { database: staging.database, name }
    const built = await readBuiltSlices(warehouse, environment, name)
    const usable = due.filter(({ slice, inputs }) => {
      const then = taken.has(slice) ? undefined : built.get(slice)
      return then !== undefined && isMadeFrom(then.inputs, inputs)
    })
    const full = usable.map(({ slice }) => ({ slice, rows: built.get(slice)!.rows })).filter(({ rows }) => rows > 0)
    await storage.replace(staging, old, full)
    const only = usable.map(({ slice }) => slice)
    await copyBuiltSlices(warehouse, environment, staging.name, [{ from: name, only }])
    for (const slice of only) taken.set(slice, built.get(slice)!)
    await storage.drop(old)
  }
  return taken
}

/** Stagings of one definition but for this one, newest first. */
export async function earlierStagings(
  warehouse: Warehouse,
  staging: PhysicalName,
  prefix: string,
): Promise<readonly string[]> {
  const rows = await warehouse.rows<{ name: string }>(
    `SELECT name FROM system.tables WHERE database = {database:String} AND startsWith(name, {prefix:String})`,
    { params: { database: staging.database, prefix } },
  )
  const runOf = (name: string) => Number(name.slice(prefix.length).replace('__made', ''))
  return rows
    .map(({ name }) => name)
    .filter((name) => isStaging(name) && name !== staging.name)
    .sort((a, b) => runOf(b) - runOf(a))
}
