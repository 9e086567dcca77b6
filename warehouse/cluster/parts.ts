import type { Warehouse } from '../connect.ts'
import { nodesOf, shardsOf } from './cluster.ts'
import { shardDatabase } from './ddl.ts'

/** A part of a table on one shard, as the server counts it. */
export interface TablePart {
  readonly database: string
  readonly name: string
  readonly uuid: string
  readonly rows: number
  readonly bytes: number
}

/** The parts of tables of these databases on every shard, shard by shard. */
export async function tableParts(
  warehouse: Warehouse,
  databases: readonly string[],
): Promise<readonly (readonly TablePart[])[]> {
  return Promise.all(
    shardsOf(warehouse).map(async (shard) => {
      const rows = await shard.rows<{ database: string; name: string; uuid: string; rows: string; bytes: string }>(
        `SELECT database, name, toString(uuid) AS uuid, ifNull(total_rows, 0) AS rows, ifNull(total_bytes, 0) AS bytes
           FROM system.tables WHERE database IN {databases:Array(String)}`,
        { params: { databases: databases.map(shardDatabase) } },
      )
      return rows.map((row) => ({ ...row, rows: Number(row.rows), bytes: Number(row.bytes) }))
    }),
  )
}

/** Names in a database and their engines, on every node. */
export function namesOnNodes(
  warehouse: Warehouse,
  database: string,
): Promise<readonly { readonly node: Warehouse; readonly names: readonly { name: string; engine: string }[] }[]> {
  return Promise.all(
    nodesOf(warehouse).map(async (node) => ({
      node,
      names: await node.rows<{ name: string; engine: string }>(
        'SELECT name, engine FROM system.tables WHERE database = {database:String}',
        { params: { database } },
      ),
    })),
  )
}
