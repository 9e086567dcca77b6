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
  /** See `tableStates`. */
  readonly blocks: string
}

/** Number of the last mutation of a row of `system.parts`, 0 before the first: the end of the part's name says it. */
export const mutationOfPart = "toUInt64OrZero(splitByChar('_', name)[5])"

/**
 * SELECT of how the data of tables stands: `mutation`, the last one; `blocks`, the newest of each partition added up, which
 * changes with every insert and with no merge, where the number of rows may be the same again (a table loaded anew, a
 * `ReplacingMergeTree`).
 */
export function tableStates(where: string): string {
  return `SELECT database, table, max(__mutation) AS mutation, sum(__block) AS blocks FROM (
       SELECT database, table, max(${mutationOfPart}) AS __mutation, max(max_block_number) AS __block FROM system.parts
        WHERE ${where} AND active GROUP BY database, table, partition_id) GROUP BY database, table`
}

/** The parts of the tables of these databases on every shard, shard by shard. */
export async function tableParts(
  warehouse: Warehouse,
  databases: readonly string[],
): Promise<readonly (readonly TablePart[])[]> {
  return Promise.all(
    shardsOf(warehouse).map(async (shard) => {
      const rows = await shard.rows<Stored>(
        `SELECT t.database AS database, t.name AS name, toString(t.uuid) AS uuid, ifNull(t.total_rows, 0) AS rows,
                p.mutation AS mutation, toString(p.blocks) AS blocks
           FROM (SELECT * FROM system.tables WHERE database IN {databases:Array(String)}) AS t
           LEFT JOIN (${tableStates('database IN {databases:Array(String)}')}) AS p
             ON p.database = t.database AND p.table = t.name`,
        { params: { databases: databases.map(shardDatabase) } },
      )
      return rows.map(({ database, name, uuid, rows: count, mutation, blocks }) => ({
        of: `${database.slice(0, -shardDatabase('').length)}.${name}`,
        uuid,
        rows: Number(count),
        mutation: Number(mutation ?? 0),
        blocks,
      }))
    }),
  )
}

interface Stored {
  readonly database: string
  readonly name: string
  readonly uuid: string
  readonly rows: string
  readonly mutation: string
  readonly blocks: string
}
