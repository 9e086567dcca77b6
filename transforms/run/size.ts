import type { Warehouse } from '../../warehouse/connect.ts'
import { quoteText } from '../../warehouse/quote.ts'
import type { PhysicalName } from '../sql/compiler.ts'
import type { StepResult } from './event.ts'

/** Fills in rows and bytes of what was built, in one statement for all. */
export async function withSizes(
  warehouse: Warehouse,
  steps: readonly StepResult[],
  place: (model: string) => PhysicalName,
): Promise<readonly StepResult[]> {
  const built = steps.filter(({ status }) => status === 'built').map(({ model }) => place(model))
  if (built.length === 0) return steps
  const sizes = await warehouse.rows<{ name: string; rows: string; bytes: string }>(
    `SELECT name, ifNull(total_rows, 0) AS rows, ifNull(total_bytes, 0) AS bytes FROM system.tables
     WHERE database = ${quoteText(built[0]!.database)} AND name IN (${built.map(({ name }) => quoteText(name)).join(', ')})`,
  )
  const bySize = new Map(sizes.map((size) => [size.name, size]))
  return steps.map((step) => {
    const size = step.status === 'built' ? bySize.get(place(step.model).name) : undefined
    return size === undefined ? step : { ...step, rows: Number(size.rows), bytes: Number(size.bytes) }
  })
}
