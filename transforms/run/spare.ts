import type { Warehouse } from '../../warehouse/connect.ts'
import { quoteRelation } from '../../warehouse/quote.ts'
import { type BuiltSlices, journalledTables, readBuiltSlices } from '../plan/model-intervals.ts'
import type { Slice } from '../plan/slice.ts'
import type { PublishedState } from '../plan/state.ts'
import { buildDatabase, type Environment } from '../project/environment.ts'
import type { PhysicalName } from '../sql/compiler.ts'
import { buildSettings } from './build.ts'
import { cloneTable, isStaging, replaceSlices } from './incremental-statements.ts'
import { neededBuilds } from './needed-builds.ts'
import type { SliceStorage } from './slice-storage.ts'
import { readColumns, tableKey } from './table-columns.ts'

/**
 * The build of each definition that nobody needs any more and that was needed last. Copying a table costs a millisecond or two
 * for each of its partitions; a table of a few runs ago differs in some of them only, and is brought up to date instead.
 *
 * @param builds names in the build database
 * @param journalled names of tables whose slices are known
 */
export function sparesOf(
  builds: readonly string[],
  journalled: ReadonlySet<string>,
  needed: ReadonlySet<string>,
): ReadonlySet<string> {
  const living = new Set([...needed].map(definitionOf))
  const spares = new Map<string, string>()
  for (const name of builds) {
    if (needed.has(name) || !journalled.has(name) || isStaging(name) || !living.has(definitionOf(name))) continue
    const other = spares.get(definitionOf(name))
    if (other === undefined || runOf(name) > runOf(other)) spares.set(definitionOf(name), name)
  }
  return new Set(spares.values())
}

export interface Copy {
  readonly warehouse: Warehouse
  readonly environment: Environment
  readonly state: PublishedState
  readonly base: PhysicalName
  readonly target: PhysicalName
  /** What the base holds. */
  readonly before: BuiltSlices
  /** Slices that are replaced afterwards in any case. */
  readonly made: ReadonlySet<Slice>
}

/**
 * The statements that make a table of what the base holds, but for slices that are made anew afterwards: a spare is brought
 * up to date where that is less work than copying the base. Killed in the middle, they leave a table of a name that nobody
 * knows, which the next run drops.
 */
export async function copyStatements(copy: Copy): Promise<readonly string[]> {
  const { warehouse, environment, state, base, target, before, made } = copy
  const name = await spareOf(warehouse, environment, state, definitionOf(target.name))
  if (name === undefined) return [cloneTable(target, base)]
  const spare = { database: target.database, name }
  if (!(await sameColumns(warehouse, spare, base))) return [cloneTable(target, base)]
  const held = await readBuiltSlices(warehouse, environment, name)
  const stale = [...before].filter(([slice, { version }]) => !made.has(slice) && held.get(slice)?.version !== version)
  const surplus = [...held].filter(([slice]) => !made.has(slice) && !before.has(slice))
  if (stale.length + surplus.length > (before.size - made.size) / 2) return [cloneTable(target, base)]
  return [
    `RENAME TABLE ${quoteRelation(spare)} TO ${quoteRelation(target)}`,
    ...replaceSlices(target, base, [
      ...stale.map(([slice, { rows }]) => ({ slice, rows })),
      ...surplus.map(([slice]) => ({ slice, rows: 0 })),
    ]),
  ]
}

/** Makes a table of what the base holds, but for slices that are made anew afterwards. A table in parts has no spare: it is copied. */
export async function makeCopy(copy: Copy, storage: SliceStorage): Promise<void> {
  if (storage.inParts) return storage.clone(copy.target, copy.base)
  for (const statement of await copyStatements(copy)) {
    await copy.warehouse.command(statement, { settings: buildSettings })
  }
}

// A source whose column became another type gives other partitions, though no definition changed.
export async function sameColumns(warehouse: Warehouse, a: PhysicalName, b: PhysicalName): Promise<boolean> {
  const columns = await readColumns(warehouse, [a, b])
  return columns.size === 2 && JSON.stringify(columns.get(tableKey(a))) === JSON.stringify(columns.get(tableKey(b)))
}

/** A build that a model's next one may be made of, if there is one. */
async function spareOf(
  warehouse: Warehouse,
  environment: Environment,
  state: PublishedState,
  definition: string,
): Promise<string | undefined> {
  const [builds, needed, journalled] = await Promise.all([
    warehouse.rows<{ name: string }>(
      `SELECT name FROM system.tables WHERE database = {database:String} AND startsWith(name, {definition:String}) AND engine != 'View'`,
      { params: { database: buildDatabase(environment), definition } },
    ),
    neededBuilds(warehouse, environment, state),
    journalledTables(warehouse, environment),
  ])
  const names = builds.map(({ name }) => name)
  return [...sparesOf(names, journalled, needed)][0]
}

/** A build's name without its run. */
function definitionOf(name: string): string {
  return name.slice(0, name.lastIndexOf('__'))
}

function runOf(name: string): number {
  return Number(name.slice(name.lastIndexOf('__') + 2))
}
