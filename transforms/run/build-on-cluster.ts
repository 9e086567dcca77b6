import {
  type Cluster,
  type ClusterLayout,
  type ClusterNode,
  onCluster,
  othersOf,
  shardNodesOf,
} from '../../warehouse/cluster/cluster.ts'
import {
  distributedEngine,
  remoteTable,
  shardDatabase,
  storageEngine,
  wholeDatabase,
} from '../../warehouse/cluster/ddl.ts'
import type { Warehouse } from '../../warehouse/connect.ts'
import { quoteRelation } from '../../warehouse/quote.ts'
import { isLocal, modelSpread } from '../plan/colocation.ts'
import { fingerprints } from '../plan/fingerprint.ts'
import { isSharded, shardColumn } from '../plan/sharding.ts'
import { compileModel, type Placement } from '../project/compile.ts'
import type { Graph } from '../project/graph.ts'
import type { Model } from '../project/model.ts'
import type { Relation } from '../project/relation.ts'
import type { PhysicalName } from '../sql/compiler.ts'
import type { Settings } from '../sql/nodes.ts'
import { buildSettings, createTable, layoutText, physicalName } from './build.ts'

/** A statement and the nodes that it is for: all, the one that builds, those that copy from it, one of each shard. */
export interface PlacedStatement {
  readonly at: 'every' | 'builder' | 'others' | 'shards'
  readonly sql: string
}

export interface ClusterBuild {
  readonly model: Model
  readonly target: PhysicalName
  readonly place: Placement
  /** Whether what stands of a relation lies on the shards as its definition says. */
  readonly stands: (relation: Relation) => boolean
}

/** Whether what stands of a relation is of the definition that the graph has: a build's name begins with its fingerprint. */
export function standsIn(graph: Graph, place: Placement): ClusterBuild['stands'] {
  const wanted = fingerprints(graph)
  return (relation) =>
    place(relation).name.startsWith(physicalName(relation.name, wanted.get(relation.name)?.whole ?? '', 0).slice(0, -1))
}

/** Rows are sent to their shards before the statement ends, and every query gathers what it reads by itself. */
export const clusterSettings: Settings = {
  ...buildSettings,
  distributed_foreground_insert: 1,
  parallel_distributed_insert_select: 0,
}

/**
 * The statements that build a model on a cluster; pure. A name in the build database stands for the same rows on every
 * node: a copy of them, or a view over the parts of all shards. The view keeps ClickHouse from sending joins to the
 * shards: they are made where the query runs, or on each shard where that is proven to be the same (`isLocal`).
 */
export function clusterStatements(
  layout: ClusterLayout,
  builder: Pick<ClusterNode, 'host' | 'port'>,
  build: ClusterBuild,
): readonly PlacedStatement[] {
  const { model, target, place } = build
  const { sql } = compileModel(model, place)
  const on = onCluster(layout)
  const name = quoteRelation(target)
  const part = partOf(target)
  const local = partPlacement(build)
  if (model.materialized.kind === 'view') {
    const views = [{ at: 'every', sql: `CREATE VIEW ${name}${on} AS ${sql}` }] as const
    if (!(modelSpread(model) instanceof Set) || local === undefined) return views
    const own = compileModel(model, local).sql
    return [...views, { at: 'every', sql: `CREATE VIEW ${quoteRelation(part)}${on} AS ${own}` }]
  }
  const column = shardColumn(model)
  const engine = storageEngine(layout, column === undefined)
  const synced = (table: PhysicalName): readonly PlacedStatement[] =>
    layout.keeper ? [{ at: 'every', sql: `SYSTEM SYNC REPLICA${on} ${quoteRelation(table)}` }] : []
  if (column === undefined) {
    const insert: PlacedStatement = { at: 'builder', sql: `INSERT INTO ${name} ${sql}` }
    const create = createTable(model, target, sql, { engine, on })
    if (layout.keeper) return [{ at: 'every', sql: create }, insert, ...synced(target)]
    return [{ at: 'builder', sql: create }, insert, copyStatement(layout, builder, model, target)]
  }
  const whole = { database: wholeDatabase(target.database), name: target.name }
  return [
    { at: 'every', sql: createTable(model, part, sql, { engine, on }) },
    ...gathering(layout, target, column).map((sql) => ({ at: 'every', sql }) as const),
    isLocal(model) && local !== undefined
      ? { at: 'shards', sql: `INSERT INTO ${quoteRelation(part)} ${compileModel(model, local).sql}` }
      : { at: 'builder', sql: `INSERT INTO ${quoteRelation(whole)} ${sql}` },
    ...synced(part),
  ]
}

/** What makes the parts of a table one name: a Distributed table, and a view that keeps joins from being sent to the shards. */
export function gathering(layout: ClusterLayout, target: PhysicalName, column: string): readonly string[] {
  const [on, part] = [onCluster(layout), quoteRelation(partOf(target))]
  const whole = quoteRelation({ database: wholeDatabase(target.database), name: target.name })
  return [
    `CREATE TABLE ${whole}${on} AS ${part} ENGINE = ${distributedEngine(layout, partOf(target), column)}`,
    `CREATE VIEW ${quoteRelation(target)}${on} AS SELECT * FROM ${whole}`,
  ]
}

/** What gives the other nodes their copy of a table that one has built. */
function copyStatement(
  layout: ClusterLayout,
  from: Pick<ClusterNode, 'host' | 'port'>,
  model: Model,
  target: PhysicalName,
): PlacedStatement {
  const sql = `CREATE TABLE ${quoteRelation(target)} ENGINE = ${storageEngine(layout, true)}${layoutText(model)} AS SELECT * FROM ${remoteTable(from, layout, target)}`
  return { at: 'others', sql }
}

/** Where a shard reads its own part; undefined where a part is not what the definitions say, as after a change of key. */
export function partPlacement({ model, place, stands }: ClusterBuild): Placement | undefined {
  const inParts = (ref: Relation) =>
    ref.kind === 'model' && (isSharded(ref as Model) || modelSpreadOfView(ref as Model) instanceof Set)
  const parts = Object.values(model.refs).filter(inParts)
  const standsWhole = (ref: Relation): boolean =>
    stands(ref) &&
    (isSharded(ref as Model) ||
      Object.values((ref as Model).refs)
        .filter(inParts)
        .every(standsWhole))
  if (!parts.every(standsWhole)) return undefined
  return (relation) => (inParts(relation) ? partOf(place(relation)) : place(relation))
}

function modelSpreadOfView(model: Model) {
  return model.materialized.kind === 'view' ? modelSpread(model) : undefined
}

export function partOf({ database, name }: PhysicalName): PhysicalName {
  return { database: shardDatabase(database), name }
}

/** A statement and the nodes that are each told it. */
export interface NodeStatement {
  readonly nodes: readonly ClusterNode[]
  readonly sql: string
}

/** The statements that build a model on every node of a cluster, in order. */
export function nodeStatements(cluster: Cluster, build: ClusterBuild): readonly NodeStatement[] {
  const builder = cluster.nodes[hashOf(build.model.name) % cluster.nodes.length]!
  const nodesOf = (at: PlacedStatement['at']) => {
    if (at === 'builder' || (at === 'every' && cluster.keeper)) return [builder]
    if (at === 'shards') return shardNodesOf(cluster)
    return cluster.nodes.filter((node) => at === 'every' || node !== builder)
  }
  return clusterStatements(cluster, builder, build).map(({ at, sql }) => ({ nodes: nodesOf(at), sql }))
}

/** Builds a model on every node of a cluster. */
export async function buildOnCluster(warehouse: Warehouse, build: ClusterBuild): Promise<void> {
  for (const { nodes, sql } of nodeStatements(warehouse.cluster!, build)) {
    await Promise.all(nodes.map((node) => node.warehouse.command(sql, { settings: clusterSettings })))
  }
}

/** The statement that gives the other nodes of a cluster their copy of a table that the home has built. */
export function copyFromHomeStatement(cluster: Cluster, model: Model, target: PhysicalName): NodeStatement {
  const { sql } = copyStatement({ ...cluster, keeper: false }, cluster.home, model, target)
  return { nodes: othersOf(cluster), sql }
}

/** Gives the other nodes of a cluster their copy of a table that the home has built; nothing on one node. */
export async function copyFromHome(warehouse: Warehouse, model: Model, target: PhysicalName): Promise<void> {
  const { cluster } = warehouse
  if (cluster === undefined) return
  const { nodes, sql } = copyFromHomeStatement(cluster, model, target)
  await Promise.all(nodes.map((node) => node.warehouse.command(sql, { settings: clusterSettings })))
}

// Models take turns over the nodes, always the same one.
function hashOf(name: string): number {
  return [...name].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) % 1_000_003, 7)
}
