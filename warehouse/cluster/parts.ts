import type { Warehouse } from '../connect.ts'
import { shardsOf } from './cluster.ts'
import { shardDatabase } from './ddl.ts'

/** The part of a table that lies on one shard, as the server counts it. */
export interface TablePart {
  /** The table that it is part of, `database.name`. */
  readonly of: string
  readonly uuid: string
  readonly rows: number
  /** Number of its last mutation, 0 before the first. */
  readonly mutation: number
}

/** The parts of the tables of these databases on every shard, shard by shard. */
export async function tableParts(
  warehouse: Warehouse,
  databases: readonly string[],
): Promise<readonly (readonly TablePart[])[]> {
  return Promise.all(
    shardsOf(warehouse).map(async (shard) => {
      const rows = await shard.rows<{ database: string; name: string; uuid: string; rows: string; mutation: string }>(
        `SELECT t.database AS database, t.name AS name, toString(t.uuid) AS uuid, ifNull(t.total_rows, 0) AS rows,
                p.mutation AS mutation
           FROM (SELECT * FROM system.tables WHERE database IN {databases:Array(String)}) AS t
           LEFT JOIN (SELECT database, table, max(toUInt64OrZero(splitByChar('_', name)[5])) AS mutation FROM system.parts
              WHERE database IN {databases:Array(String)} AND active GROUP BY database, table) AS p
             ON p.database = t.database AND p.table = t.name`,
        { params: { databases: databases.map(shardDatabase) } },
      )
      return rows.map(({ database, name, uuid, rows: count, mutation }) => ({
        of: `${database.slice(0, -shardDatabase('').length)}.${name}`,
        uuid,
        rows: Number(count),
        mutation: Number(mutation ?? 0),
      }))
    }),
  )
}
