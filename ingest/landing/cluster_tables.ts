import { type Cluster, othersOf } from '../../warehouse/cluster/cluster.ts'
import { distributedEngine, remoteTable, shardDatabase, wholeDatabase } from '../../warehouse/cluster/ddl.ts'
import type { Warehouse } from '../../warehouse/connect.ts'
import { relationColumns } from '../../warehouse/inspect.ts'
import { quoteIdentifier, quoteRelation } from '../../warehouse/quote.ts'

/** A table by its names, and its columns in order. */
interface NamedTable {
  readonly database: string
  readonly table: string
  readonly columns: readonly string[]
}

/**
 * Makes what stands on every node for the raw tables, whose parts lie on the shards: a Distributed table, and under the raw
 * table's own name a view of it, so that a query gathers rows where it runs instead of sending its joins to the shards.
 */
export async function createRawFaces(cluster: Cluster, tables: readonly NamedTable[]): Promise<void> {
  await onNodes(
    cluster.nodes.map(({ warehouse }) => warehouse),
    async (node) => {
      for (const { database, table, columns } of tables) {
        const part = { database: shardDatabase(database), name: table }
        const whole = { database: wholeDatabase(database), name: table }
        const distributed = `CREATE OR REPLACE TABLE ${quoteRelation(whole)} AS ${quoteRelation(part)} ENGINE = ${distributedEngine(cluster, part)}`
        await renew(node, whole, columns, distributed)
        const name = { database, name: table }
        const view = `CREATE OR REPLACE VIEW ${quoteRelation(name)} AS SELECT * FROM ${quoteRelation(whole)}`
        await renew(node, name, columns, view)
      }
    },
  )
}

/** Makes the tables that the home keeps readable under their names on every other node. */
export async function createHomeFaces(cluster: Cluster, tables: readonly NamedTable[]): Promise<void> {
  await onNodes(
    othersOf(cluster).map(({ warehouse }) => warehouse),
    async (node) => {
      for (const database of new Set(tables.map((each) => each.database))) {
        for (const each of [database, wholeDatabase(database)]) {
          await node.command(`CREATE DATABASE IF NOT EXISTS ${quoteIdentifier(each)}`)
        }
      }
      for (const { database, table, columns } of tables) {
        const name = { database, name: table }
        const whole = { database: wholeDatabase(database), name: table }
        const remote = `CREATE OR REPLACE TABLE ${quoteRelation(whole)} AS ${remoteTable(cluster.home, cluster, name)}`
        await renew(node, whole, columns, remote)
        const view = `CREATE OR REPLACE VIEW ${quoteRelation(name)} AS SELECT * FROM ${quoteRelation(whole)}`
        await renew(node, name, columns, view)
      }
    },
  )
}

async function onNodes(nodes: readonly Warehouse[], work: (node: Warehouse) => Promise<void>): Promise<void> {
  await Promise.all(nodes.map(work))
}

/** Makes a face anew unless it stands with these columns. */
async function renew(
  node: Warehouse,
  { database, name }: { readonly database: string; readonly name: string },
  columns: readonly string[],
  sql: string,
): Promise<void> {
  const standing = await relationColumns(node, { database, table: name })
  if (standing.join() !== columns.join()) await node.command(sql)
}
