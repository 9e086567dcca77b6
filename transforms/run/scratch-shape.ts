import { createHash } from 'node:crypto'
import type { Columns } from '../../warehouse/columns.ts'
import type { Warehouse } from '../../warehouse/connect.ts'
import { quoteIdentifier, quoteRelation, quoteText } from '../../warehouse/quote.ts'
import { compileModel, type Placement } from '../project/compile.ts'
import type { Model } from '../project/model.ts'
import { columnMemory } from './column-memory.ts'
import { scratchTable } from './scratch.ts'
import { dropForgotten, throwAwayName } from './throw-away.ts'

const PREFIX = 'trunkline_shape_'
/** Days after which the tables of other definitions are taken for forgotten. */
const FORGOTTEN_DAYS = 7

/**
 * Name of the database with an empty table of each input and model, made once a server and definition: a scratch copies
 * their columns. To work them out from a large SELECT takes the server as long as to run it on few rows.
 */
export async function scratchShape(
  warehouse: Warehouse,
  inputs: ReadonlyMap<string, Columns>,
  models: readonly Model[],
): Promise<string> {
  const shape = PREFIX + hashOf(inputs, models)
  const exists = async () =>
    (await warehouse.rows(`SELECT 1 FROM system.databases WHERE name = ${quoteText(shape)}`)).length > 0
  if (await exists()) return shape
  await dropForgotten(warehouse, PREFIX, FORGOTTEN_DAYS)
  // Made under a name of its own and renamed when it is whole: another process may be doing the same.
  const making = throwAwayName(`${PREFIX}making_`)
  await warehouse.command(`CREATE DATABASE ${quoteIdentifier(making)}`)
  try {
    await Promise.all([...inputs].map(([name, columns]) => warehouse.command(inputTable(making, name, columns))))
    const columns = columnMemory(warehouse, models)
    for (const model of models) {
      await columns.createTable(model, scratchTable(making, model.name), placement(making), 'Memory')
    }
    await columns.keep()
    await warehouse.command(`RENAME DATABASE ${quoteIdentifier(making)} TO ${quoteIdentifier(shape)}`)
  } catch (error) {
    await warehouse.command(`DROP DATABASE IF EXISTS ${quoteIdentifier(making)} SYNC`)
    if (!(await exists())) throw error
  }
  return shape
}

const placement =
  (database: string): Placement =>
  ({ name }) =>
    scratchTable(database, name)

function hashOf(inputs: ReadonlyMap<string, Columns>, models: readonly Model[]): string {
  const hash = createHash('sha256')
  for (const [name, columns] of inputs) hash.update(inputTable('shape', name, columns))
  for (const model of models) hash.update(`${model.name} ${compileModel(model, placement('shape')).sql}\n`)
  return hash.digest('hex').slice(0, 16)
}

function inputTable(database: string, name: string, columns: Columns): string {
  const list = Object.entries(columns).map(([column, { ddl }]) => `${quoteIdentifier(column)} ${ddl}`)
  return `CREATE TABLE ${quoteRelation(scratchTable(database, name))} (${list.join(', ')}) ENGINE = Memory`
}
