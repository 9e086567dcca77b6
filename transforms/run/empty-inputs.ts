import type { Warehouse } from '../../warehouse/connect.ts'
import { isOneOf } from '../../warehouse/quote.ts'
import { type Placement, queryNode } from '../project/compile.ts'
import type { Model } from '../project/model.ts'
import type { Relation } from '../project/relation.ts'
import { yieldsNothing } from '../project/yields-nothing.ts'

/**
 * Whether a model certainly has no rows because what it reads has none: an operator without prepaid lines or allowances
 * need not have their statements analysed at every run. `known` keeps which relations have none, of those that do not change any
 * more: each is built once in a run or a scratch, before what reads it.
 */
export async function certainlyEmpty(
  warehouse: Warehouse,
  model: Model,
  place: Placement,
  known: Map<string, boolean>,
): Promise<boolean> {
  // Many queries have rows whatever they read: nothing need be asked.
  if (!yieldsNothing(queryNode(model.query), () => true)) return false
  const stored = new Map<string, Relation>()
  collectStored(model, stored)
  const unknown = [...stored].filter(([key]) => !known.has(key))
  await askWhichAreEmpty(warehouse, unknown, place, known)
  return isEmpty(model, known)
}

/** Notes which relations have no rows; a view has unless it is known to have none. */
export async function askWhichAreEmpty(
  warehouse: Warehouse,
  relations: readonly (readonly [name: string, relation: Relation])[],
  place: Placement,
  known: Map<string, boolean>,
): Promise<void> {
  if (relations.length === 0) return
  const named = relations.map(([key, relation]) => {
    const { database, name } = place(relation)
    return { key, database, name, id: `${database}.${name}` }
  })
  const rows = await warehouse.rows<{ id: string }>(
    `SELECT concat(database, '.', name) AS id FROM system.tables
      WHERE ${isOneOf(named)} AND total_rows = 0`,
  )
  const without = new Set(rows.map(({ id }) => id))
  for (const { key, id } of named) known.set(key, without.has(id))
}

function isEmpty(model: Model, empty: ReadonlyMap<string, boolean>): boolean {
  return yieldsNothing(queryNode(model.query), (ref) => {
    const relation = model.refs[ref]!
    return isView(relation) ? isEmpty(relation, empty) : empty.get(relation.name) === true
  })
}

/** Sources and tables that a model reads, itself or through views. */
function collectStored(model: Model, stored: Map<string, Relation>): void {
  for (const relation of Object.values(model.refs)) {
    if (isView(relation)) collectStored(relation, stored)
    else stored.set(relation.name, relation)
  }
}

function isView(relation: Relation): relation is Model {
  return relation.kind === 'model' && (relation as Model).materialized.kind === 'view'
}
