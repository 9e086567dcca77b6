import { nodesOf } from '../../warehouse/cluster/cluster.ts'
import type { Warehouse } from '../../warehouse/connect.ts'
import { shardColumn } from '../plan/sharding.ts'
import type { Model } from '../project/model.ts'
import type { PhysicalName } from '../sql/compiler.ts'
import { buildSettings } from './build.ts'
import { gathering, partOf } from './build-on-cluster.ts'
import { cloneTable } from './incremental-statements.ts'

/** Copies a built table by its files; on a cluster each node its own, and of a table in parts each shard its part. */
export async function copyBuild(
  warehouse: Warehouse,
  model: Model,
  { from, to }: { readonly from: PhysicalName; readonly to: PhysicalName },
): Promise<void> {
  for (const sql of copyStatements(warehouse, model, from, to)) {
    await Promise.all(nodesOf(warehouse).map((node) => node.command(sql, { settings: buildSettings })))
  }
}

function copyStatements({ cluster }: Warehouse, model: Model, from: PhysicalName, to: PhysicalName): readonly string[] {
  const column = cluster && shardColumn(model)
  if (cluster === undefined || column === undefined) return [cloneTable(to, from)]
  return [cloneTable(partOf(to), partOf(from)), ...gathering(cluster, to, column)]
}
