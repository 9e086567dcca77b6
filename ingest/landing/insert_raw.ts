import { createHash } from 'node:crypto'
import { shardsOf } from '../../warehouse/cluster/cluster.ts'
import { shardDatabase } from '../../warehouse/cluster/ddl.ts'
import type { Columns } from '../../warehouse/columns.ts'
import type { InsertOptions, Warehouse } from '../../warehouse/connect.ts'
import { type Databases, rawTable } from './databases.ts'
import type { BatchOrigin } from './sealed_batch.ts'

/**
 * Inserts events into their raw table. On a cluster all of a partition goes to one shard, straight to its part, so that a
 * block stands whole or not at all and its token holds, as on one node.
 */
export async function insertRaw(
  {
    warehouse,
    databases,
    origin,
  }: { readonly warehouse: Warehouse; readonly databases: Databases; readonly origin: BatchOrigin },
  contract: string,
  { columns, body }: { readonly columns: Columns; readonly body: Uint8Array },
  options: InsertOptions,
): Promise<void> {
  if (warehouse.cluster === undefined) {
    return warehouse.insertNative(rawTable(databases, contract), columns, body, options)
  }
  const shards = shardsOf(warehouse)
  const part = rawTable({ ...databases, raw: shardDatabase(databases.raw) }, contract)
  await shards[shardOf(origin, shards.length)]!.insertNative(part, columns, body, options)
}

/** Which shard a partition of a feed lands on. */
export function shardOf({ feed, partition }: Pick<BatchOrigin, 'feed' | 'partition'>, shards: number): number {
  return createHash('sha256').update(`${feed}\0${partition}`).digest().readUInt32BE(0) % shards
}
