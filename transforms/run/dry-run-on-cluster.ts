import type { ClusterNode } from '../../warehouse/cluster/cluster.ts'
import type { Warehouse } from '../../warehouse/connect.ts'
import type { DueSlice } from '../plan/due-intervals.ts'
import { isSharded, shardColumn } from '../plan/sharding.ts'
import { chunksOf } from '../plan/slice.ts'
import type { Model } from '../project/model.ts'
import type { PhysicalName } from '../sql/compiler.ts'
import { buildStatements } from './build.ts'
import { type ClusterBuild, copyFromHomeStatement, nodeStatements, partOf } from './build-on-cluster.ts'
import { replaceSlices } from './incremental-statements.ts'
import { cloneParts, createParts, insertIntoParts, type Stored } from './slice-storage.ts'

/** Statements that build a model whole, wherever the warehouse has it built. */
export function wholeStatements(warehouse: Warehouse, build: ClusterBuild): readonly string[] {
  const { model, target, place } = build
  const { cluster } = warehouse
  const { materialized } = model
  if (cluster === undefined) return buildStatements(model, target, place)
  if (materialized.kind === 'table' && materialized.snapshot) {
    return atHome(warehouse, model, target, buildStatements(model, target, place))
  }
  return nodeStatements(cluster, build).map(({ nodes, sql }) => on(nodes, sql))
}

/** Statements of a table that the home brings up to date, and what copies it to the other nodes. */
export function atHome(
  { cluster }: Warehouse,
  model: Model,
  target: PhysicalName,
  statements: readonly string[],
): readonly string[] {
  if (cluster === undefined) return statements
  const { nodes, sql } = copyFromHomeStatement(cluster, model, target)
  return [...statements.map((statement) => on([cluster.home], statement)), on(nodes, sql)]
}

/** Statements that add to a table: at home, or to the parts of all nodes. */
export function appended(
  warehouse: Warehouse,
  model: Model,
  target: PhysicalName,
  create: readonly string[],
  inserts: readonly string[],
): readonly string[] {
  const { cluster } = warehouse
  if (cluster === undefined || !isSharded(model)) return atHome(warehouse, model, target, [...create, ...inserts])
  return [...create.map((sql) => on(cluster.nodes, sql)), ...inserts.map((sql) => on([cluster.home], sql))]
}

/** The tables of a model made by interval: where slices are made, the new build, and the one it begins from. */
interface SliceTables {
  readonly staging: PhysicalName
  readonly target: PhysicalName
  readonly base: PhysicalName | undefined
}

/** Statements that make slices of a table in parts; undefined of a table that is not. */
export function slicesInParts(
  { cluster }: Warehouse,
  stored: Stored,
  { staging, target, base }: SliceTables,
  slices: readonly DueSlice[],
): readonly string[] | undefined {
  const column = cluster && shardColumn(stored.model)
  if (cluster === undefined || column === undefined) return undefined
  const { nodes, home } = cluster
  const rows = slices.map(({ slice }) => ({ slice, rows: 1 }))
  return [
    ...createParts(cluster, stored, staging, column).map((sql) => on(nodes, sql)),
    ...chunksOf(slices).map((chunk) => {
      const { at, sql } = insertIntoParts(stored, staging, chunk)
      return on(at === 'shards' ? nodes : [home], sql)
    }),
    ...cloneParts(cluster, target, base ?? staging, column).map((sql) => on(nodes, sql)),
    ...(base === undefined ? [] : replaceSlices(partOf(target), partOf(staging), rows).map((sql) => on(nodes, sql))),
  ]
}

function on(nodes: readonly ClusterNode[], sql: string): string {
  return `/* on ${nodes.map(({ host, port }) => `${host}:${port}`).join(', ')} */ ${sql}`
}
