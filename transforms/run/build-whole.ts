import type { Warehouse } from '../../warehouse/connect.ts'
import type { Placement } from '../project/compile.ts'
import type { Model } from '../project/model.ts'
import type { PhysicalName } from '../sql/compiler.ts'
import { buildModel, buildStatements } from './build.ts'
import type { ColumnMemory } from './column-memory.ts'
import { certainlyEmpty } from './empty-inputs.ts'

/** Builds a view, or a table with all its rows at once; what certainly has no rows is not computed. */
export async function buildWhole(
  warehouse: Warehouse,
  columns: ColumnMemory,
  model: Model,
  target: PhysicalName,
  place: Placement,
): Promise<void> {
  if (model.materialized.kind === 'view') return columns.createView(model, target, place)
  await columns.createTable(model, target, place)
  if (await certainlyEmpty(warehouse, model, place)) return
  await buildModel(warehouse, buildStatements(model, target, place).slice(1))
}
