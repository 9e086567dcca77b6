import { shardsOf } from '../../warehouse/cluster/cluster.ts'
import { shardDatabase } from '../../warehouse/cluster/ddl.ts'
import type { Warehouse } from '../../warehouse/connect.ts'
import { quoteText } from '../../warehouse/quote.ts'
import type { PhysicalName } from '../sql/compiler.ts'
import type { StepResult } from './event.ts'

/** Fills in rows and bytes of what was built, in one statement for all; on a cluster the parts of all shards are added up. */
export async function withSizes(
  warehouse: Warehouse,
  steps: readonly StepResult[],
  place: (model: string) => PhysicalName,
): Promise<readonly StepResult[]> {
  const built = steps.filter(({ status }) => status === 'built').map(({ model }) => place(model))
  if (built.length === 0) return steps
  const names = built.map(({ name }) => quoteText(name)).join(', ')
  const sizesIn = (node: Warehouse, database: string) =>
    node.rows<{ name: string; rows: string; bytes: string }>(
      `SELECT name, ifNull(total_rows, 0) AS rows, ifNull(total_bytes, 0) AS bytes FROM system.tables
     WHERE database = ${quoteText(database)} AND name IN (${names})`,
    )
  const { database } = built[0]!
  const parts = warehouse.cluster === undefined ? [] : shardsOf(warehouse)
  const sizes = await Promise.all([
    sizesIn(warehouse, database),
    ...parts.map((shard) => sizesIn(shard, shardDatabase(database))),
  ])
  const bySize = new Map<string, { readonly rows: number; readonly bytes: number }>()
  for (const { name, rows, bytes } of sizes.flat()) {
    const before = bySize.get(name) ?? { rows: 0, bytes: 0 }
    bySize.set(name, { rows: before.rows + Number(rows), bytes: before.bytes + Number(bytes) })
  }
  return steps.map((step) => {
    const size = step.status === 'built' ? bySize.get(place(step.model).name) : undefined
    return size === undefined ? step : { ...step, ...size }
  })
}
