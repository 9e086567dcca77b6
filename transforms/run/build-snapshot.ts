import type { Warehouse } from '../../warehouse/connect.ts'
import { ConfigurationError } from '../../warehouse/errors.ts'
import { quoteRelation } from '../../warehouse/quote.ts'
import { compileModel } from '../project/compile.ts'
import type { Snapshot } from '../project/snapshot.ts'
import type { PhysicalName } from '../sql/compiler.ts'
import { allDone } from './all-done.ts'
import { buildSettings, createTable, type TableBuild } from './build.ts'
import { cloneTable } from './incremental-statements.ts'
import { addChanges, compareSnapshot, firstSnapshot, surplusRows, unchangedRows } from './snapshot-statements.ts'
import { columnsOf, requireSameColumns } from './table-columns.ts'

/**
 * Compares what a query gives now with the open rows of its history and writes the history's next table beside it. False
 * where nothing has changed. History cannot be built again: ConfigurationError where it has other columns than the query.
 */
export async function buildSnapshot(
  { warehouse, model, place, target, history, at }: TableBuild,
  snapshot: Snapshot,
): Promise<boolean> {
  const command = (statement: string) => warehouse.command(statement, { settings: buildSettings })
  const beside = (suffix: string): PhysicalName => ({ ...target, name: `${target.name}__${suffix}` })
  const { sql } = compileModel(model, place)
  const [seen, changes] = [beside('seen'), beside('changes')]
  const instant = new Date(at).toISOString().replace('T', ' ').replace('Z', '')
  // The query is asked once: what lands meanwhile must not be in one comparison and missing in the next.
  await command(`CREATE TABLE ${quoteRelation(seen)} ENGINE = MergeTree ORDER BY tuple() EMPTY AS ${sql}`)
  await command(`INSERT INTO ${quoteRelation(seen)} ${sql}`)
  const [row] = await warehouse.rows<{ surplus: string }>(surplusRows(seen, snapshot))
  if (row?.surplus !== '0') {
    throw new ConfigurationError(
      `${model.name}: ${row?.surplus} rows share ${snapshot.key.join(', ')} with another row`,
      'The key must tell the rows of the query apart.',
    )
  }
  const all = `SELECT * FROM ${quoteRelation(seen)}`
  const first = firstSnapshot(all, snapshot, `toDateTime64('${instant}', 3, 'UTC')`)
  const base =
    history && (await columnsOf(warehouse, history)).some(({ name }) => name === 'valid_to') ? history : undefined
  if (base === undefined) {
    await command(createTable(model, target, first))
    await command(`INSERT INTO ${quoteRelation(target)} ${first}`)
    await command(`DROP TABLE ${quoteRelation(seen)} SYNC`)
    return true
  }
  await command(createTable(model, changes, first))
  const [before, now] = await allDone([columnsOf(warehouse, base), columnsOf(warehouse, changes)])
  requireSameColumns(before, now, {
    what: `${model.name}: its history`,
    hint: 'History cannot be built again: keep the columns, or begin another snapshot under another name.',
  })
  const columns = now.map(({ name }) => name).filter((name) => name !== 'valid_from' && name !== 'valid_to')
  const comparison = { snapshot, columns, seen, base, at: instant }
  for (const statement of compareSnapshot(changes, comparison)) await command(statement)
  const changed = (await partitionsOf(warehouse, changes)).size > 0
  if (changed) {
    await command(unchangedRows(changes, base, snapshot))
    await command(cloneTable(target, base))
    await command(addChanges(target, changes, await partitionsOf(warehouse, changes)))
  }
  for (const table of [seen, changes]) await command(`DROP TABLE ${quoteRelation(table)} SYNC`)
  return changed
}

async function partitionsOf(warehouse: Warehouse, { database, name }: PhysicalName): Promise<ReadonlySet<string>> {
  const rows = await warehouse.rows<{ id: string }>(
    `SELECT DISTINCT partition_id AS id FROM system.parts
      WHERE database = {database:String} AND table = {name:String} AND active`,
    { params: { database, name } },
  )
  return new Set(rows.map(({ id }) => id))
}
