import { type ClusterLayout, nodesOf } from '../../warehouse/cluster/cluster.ts'
import { shardDatabase, wholeDatabase } from '../../warehouse/cluster/ddl.ts'
import { compiling, type Settings, type Warehouse } from '../../warehouse/connect.ts'
import { quoteRelation } from '../../warehouse/quote.ts'
import { isLocal } from '../plan/colocation.ts'
import { shardColumn } from '../plan/sharding.ts'
import type { Chunk, Slice } from '../plan/slice.ts'
import { compileModel } from '../project/compile.ts'
import type { Incremental } from '../project/incremental.ts'
import type { PhysicalName } from '../sql/compiler.ts'
import { buildSettings, createTable } from './build.ts'
import { type ClusterBuild, clusterSettings, gathering, partOf, partPlacement } from './build-on-cluster.ts'
import type { ColumnMemory } from './column-memory.ts'
import { cloneTable, insertChunk, replaceSlices } from './incremental-statements.ts'

/** A slice and its rows; of a table in parts, those of all shards. */
export interface MadeSlice {
  readonly slice: Slice
  readonly rows: number
}

/** Where the tables of a model made by interval lie: on one server, or a part of them on each shard. */
export interface SliceStorage {
  readonly inParts: boolean
  /** An empty table for slices that a run makes. */
  create(staging: PhysicalName): Promise<void>
  /** Makes the slices of a chunk, written by that many threads of the server. Not atomic: they count once they are journalled. */
  insert(staging: PhysicalName, chunk: Chunk, how: { readonly writers: number }): Promise<void>
  rowsOfSlices(table: PhysicalName): Promise<ReadonlyMap<Slice, number>>
  clone(target: PhysicalName, original: PhysicalName): Promise<void>
  /** Puts slices of one table in the place of another's; those without rows are taken away. */
  replace(target: PhysicalName, from: PhysicalName, slices: readonly MadeSlice[]): Promise<void>
  drop(staging: PhysicalName): Promise<void>
}

export type Stored = Pick<ClusterBuild, 'model' | 'place' | 'stands'> & { readonly incremental: Incremental }

/** Where a model's slices lie: in parts if it has `shardBy` and the warehouse is a cluster. */
export function sliceStorage(warehouse: Warehouse, columns: ColumnMemory, stored: Stored): SliceStorage {
  const column = warehouse.cluster && shardColumn(stored.model)
  return column === undefined ? onServer(warehouse, columns, stored) : onShards(warehouse, stored, column)
}

/** Rows from which on it is worth to compile a statement: before, it takes longer than it saves. */
const WORTH_COMPILING = 500_000

function chunkSettings({ rows }: Chunk, writers: number): Settings {
  return { ...compiling(rows >= WORTH_COMPILING), max_insert_threads: writers }
}

function onServer(warehouse: Warehouse, columns: ColumnMemory, { model, place, incremental }: Stored): SliceStorage {
  const command = (sql: string, settings = buildSettings) => warehouse.command(sql, { settings })
  return {
    inParts: false,
    create: (staging) => columns.createTable(model, staging, place),
    insert: (staging, chunk, { writers }) =>
      command(insertChunk(model, incremental, staging, place, chunk), {
        ...buildSettings,
        ...chunkSettings(chunk, writers),
      }),
    rowsOfSlices: (table) => rowsOn(warehouse, table),
    clone: (target, original) => command(cloneTable(target, original)),
    async replace(target, from, slices) {
      for (const statement of replaceSlices(target, from, slices)) await command(statement)
    },
    drop: (staging) => warehouse.command(`DROP TABLE ${quoteRelation(staging)} SYNC`),
  }
}

/**
 * Each shard has the part of every slice that its accounts have: one may be without rows on some of them. A name that stands
 * for all parts is made after the parts and dropped before them, so that where it stands they do.
 */
function onShards(warehouse: Warehouse, { model, place, stands, incremental }: Stored, column: string): SliceStorage {
  const cluster = warehouse.cluster!
  const nodes = nodesOf(warehouse)
  const command = (node: Warehouse, sql: string, settings = clusterSettings) => node.command(sql, { settings })
  const everywhere = (sql: string) => Promise.all(nodes.map((node) => command(node, sql)))
  const stored = { model, place, stands, incremental }
  return {
    inParts: true,
    async create(staging) {
      for (const sql of createParts(cluster, stored, staging, column)) await everywhere(sql)
    },
    async insert(staging, chunk, { writers }) {
      const { at, sql } = insertIntoParts(stored, staging, chunk)
      const settings = { ...clusterSettings, ...chunkSettings(chunk, writers) }
      await Promise.all((at === 'shards' ? nodes : [warehouse]).map((node) => command(node, sql, settings)))
    },
    async rowsOfSlices(table) {
      const found = new Map<Slice, number>()
      for (const part of await Promise.all(nodes.map((node) => rowsOn(node, partOf(table))))) {
        for (const [slice, rows] of part) found.set(slice, (found.get(slice) ?? 0) + rows)
      }
      return found
    },
    async clone(target, original) {
      for (const sql of cloneParts(cluster, target, original, column)) await everywhere(sql)
    },
    async replace(target, from, slices) {
      await Promise.all(
        nodes.map(async (node) => {
          const rows = await rowsOn(node, partOf(from))
          const own = slices.map(({ slice }) => ({ slice, rows: rows.get(slice) ?? 0 }))
          for (const statement of replaceSlices(partOf(target), partOf(from), own)) await command(node, statement)
        }),
      )
    },
    async drop({ database, name }) {
      const tables = [database, wholeDatabase(database), shardDatabase(database)]
      for (const [index, place] of tables.entries()) {
        const what = index === 0 ? 'VIEW' : 'TABLE'
        await everywhere(`DROP ${what} IF EXISTS ${quoteRelation({ database: place, name })} SYNC`)
      }
    },
  }
}

/** What makes an empty table in parts, on every node. */
export function createParts(
  layout: ClusterLayout,
  { model, place }: Pick<Stored, 'model' | 'place'>,
  staging: PhysicalName,
  column: string,
) {
  return [createTable(model, partOf(staging), compileModel(model, place).sql), ...gathering(layout, staging, column)]
}

/** What makes the slices of a chunk: each shard its part where that is proven to be the same, else the home all of them. */
export function insertIntoParts(
  { model, place, stands, incremental }: Stored,
  staging: PhysicalName,
  chunk: Chunk,
): { readonly at: 'shards' | 'home'; readonly sql: string } {
  const local = isLocal(model) ? partPlacement({ model, target: staging, place, stands }) : undefined
  if (local !== undefined) {
    return { at: 'shards', sql: insertChunk(model, incremental, partOf(staging), local, chunk) }
  }
  const whole = { database: wholeDatabase(staging.database), name: staging.name }
  return { at: 'home', sql: insertChunk(model, incremental, whole, place, chunk) }
}

/** What makes a table in parts of another's files, on every node. */
export function cloneParts(layout: ClusterLayout, target: PhysicalName, original: PhysicalName, column: string) {
  return [cloneTable(partOf(target), partOf(original)), ...gathering(layout, target, column)]
}

/** Rows of a table's slices on one server, each slice being a partition. */
async function rowsOn(server: Warehouse, { database, name }: PhysicalName): Promise<ReadonlyMap<Slice, number>> {
  const rows = await server.rows<{ slice: Slice; rows: string }>(
    `SELECT partition_id AS slice, sum(rows) AS rows FROM system.parts
      WHERE database = {database:String} AND table = {name:String} AND active GROUP BY slice`,
    { params: { database, name } },
  )
  return new Map(rows.map(({ slice, rows: count }) => [slice, Number(count)]))
}
