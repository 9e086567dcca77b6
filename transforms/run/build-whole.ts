import type { Warehouse } from '../../warehouse/connect.ts'
import type { Placement } from '../project/compile.ts'
import type { Model } from '../project/model.ts'
import type { PhysicalName } from '../sql/compiler.ts'
import { buildModel, buildStatements } from './build.ts'
import { certainlyEmpty } from './empty-inputs.ts'
import { createModelTable, createModelView } from './known-columns.ts'

/** Builds a view, or a table with all its rows at once; what certainly has no rows is not computed. */
export async function buildWhole(
  warehouse: Warehouse,
  model: Model,
  target: PhysicalName,
  place: Placement,
): Promise<void> {
  if (model.materialized.kind === 'view') return createModelView(warehouse, model, target, place)
  await createModelTable(warehouse, model, target, place)
  if (await certainlyEmpty(warehouse, model, place)) return
  await buildModel(warehouse, buildStatements(model, target, place).slice(1))
}
