import type { Warehouse } from '../../warehouse/connect.ts'
import type { Placement } from '../project/compile.ts'
import type { Model } from '../project/model.ts'
import type { PhysicalName } from '../sql/compiler.ts'
import { buildModel, buildStatements } from './build.ts'
import { certainlyEmpty } from './empty-inputs.ts'
import { createModelTable } from './known-columns.ts'

/** Builds a view, or a table with all its rows at once; what certainly has no rows is not computed. */
export async function buildWhole(
  warehouse: Warehouse,
  model: Model,
  target: PhysicalName,
  place: Placement,
): Promise<void> {
  const statements = buildStatements(model, target, place)
  if (model.materialized.kind === 'view') return buildModel(warehouse, statements)
  await createModelTable(warehouse, model, target, place)
  if (!(await certainlyEmpty(warehouse, model, place))) await buildModel(warehouse, statements.slice(1))
}
