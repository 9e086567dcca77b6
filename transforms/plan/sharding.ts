import type { Warehouse } from '../../warehouse/connect.ts'
import { ConfigurationError } from '../../warehouse/errors.ts'
import type { Materialization, Model } from '../project/model.ts'
import type { Project } from '../project/project.ts'

/**
 * A project as a cluster builds it: every model's materialization says over how many shards it lies, so that another
 * number of shards is another definition and is built anew. On one node the project as it is.
 */
export function projectOn(warehouse: Warehouse, project: Project): Project {
  const { cluster } = warehouse
  if (cluster === undefined) return project
  const shards = new Set(cluster.nodes.map(({ shard }) => shard)).size
  const models = [...project.graph.models].map(
    ([name, model]) => [name, { ...model, materialized: spread(model, shards, cluster.keeper) }] as const,
  )
  return { ...project, graph: { ...project.graph, models: new Map(models) } }
}

// With Keeper a table in parts is built whole: slices of replicas would have to move together.
function spread({ name, materialized }: Model, shards: number, keeper: boolean): Materialization {
  if (materialized.kind === 'view' || materialized.shardBy === undefined) return { ...materialized, shards }
  if (materialized.snapshot !== undefined) {
    throw new ConfigurationError(`${name} is a snapshot, which has no shards`, 'Leave out its `shardBy`.')
  }
  const { incremental, append, ...whole } = materialized
  return { ...whole, ...(!keeper && incremental && { incremental }), ...(!keeper && append && { append }), shards }
}

/** The column a model's rows are sharded by on a cluster; undefined where every node has all of them. */
export function shardColumn({ materialized }: { readonly materialized: Materialization }): string | undefined {
  return materialized.kind === 'table' ? materialized.shardBy : undefined
}

/** Whether a model is a table that lies in parts on the shards. */
export function isSharded(model: Model): boolean {
  return shardColumn(model) !== undefined
}
