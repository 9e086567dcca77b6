import { nodesOf } from '../../warehouse/cluster/cluster.ts'
import { shardDatabase, wholeDatabase } from '../../warehouse/cluster/ddl.ts'
import type { Warehouse } from '../../warehouse/connect.ts'
import { quoteIdentifier, quoteText } from '../../warehouse/quote.ts'
import { forgetBuiltSlices, journalledTables } from '../plan/model-intervals.ts'
import type { PublishedState } from '../plan/state.ts'
import { buildDatabase, DICTIONARY, type Environment } from '../project/environment.ts'
import { isStaging } from './incremental-statements.ts'
import { neededBuilds } from './needed-builds.ts'
import { sparesOf } from './spare.ts'

/**
 * Drops builds that nobody can need: all but the two newest published generations of each model, what a run that published
 * nothing had built last, what their views read, a spare of each model made by interval, and stagings whose names begin with
 * one of `unfinished`. Only under the run lock: another run's unpublished builds would look like litter.
 */
export async function dropOldBuilds(
  warehouse: Warehouse,
  environment: Environment,
  state: PublishedState,
  unfinished: readonly string[],
): Promise<readonly string[]> {
  const database = buildDatabase(environment)
  const [builds, needed, journalled] = await Promise.all([
    warehouse.rows<Build & { readonly partitioned: boolean }>(
      `SELECT name, engine, partition_key != '' AS partitioned FROM system.tables WHERE database = ${quoteText(database)}`,
    ),
    neededBuilds(warehouse, environment, state),
    journalledTables(warehouse, environment),
  ])
  const names = builds.map(({ name }) => name)
  // What has no partitions is appended to, what is in parts has a view of its name: both are copied, never brought up to date.
  const onServer = builds.filter(({ engine, partitioned }) => engine !== 'View' && partitioned).map(({ name }) => name)
  const keep = new Set([...needed, ...sparesOf(onServer, journalled, needed)])
  const stays = (name: string) =>
    keep.has(tableUnder(name)) || (isStaging(name) && unfinished.some((prefix) => name.startsWith(prefix)))
  const old = builds.filter(({ name }) => !stays(name))
  if (warehouse.cluster === undefined) await drop(warehouse, database, old)
  else await Promise.all(nodesOf(warehouse).map((node) => dropOnNode(node, database, stays)))
  const gone = [...journalled].filter((name) => !names.includes(name) || !stays(name))
  await forgetBuiltSlices(warehouse, environment, gone)
  return old.filter(({ engine }) => engine !== 'Dictionary').map(({ name }) => name)
}

interface Build {
  readonly name: string
  readonly engine: string
}

/** Drops them on one node of a cluster: what stands for parts first, then the parts. */
async function dropOnNode(node: Warehouse, database: string, stays: (name: string) => boolean): Promise<void> {
  for (const place of [database, wholeDatabase(database), shardDatabase(database)]) {
    const standing = await node.rows<Build>(
      `SELECT name, engine FROM system.tables WHERE database = ${quoteText(place)}`,
    )
    await drop(
      node,
      place,
      standing.filter(({ name }) => !stays(name)),
    )
  }
}

async function drop(server: Warehouse, database: string, builds: readonly Build[]): Promise<void> {
  const dropAll = (which: (engine: string) => boolean) =>
    Promise.all(
      builds
        .filter(({ engine }) => which(engine))
        .map(({ name, engine }) => {
          const what = engine === 'View' ? 'VIEW' : engine === 'Dictionary' ? 'DICTIONARY' : 'TABLE'
          return server.command(`DROP ${what} IF EXISTS ${quoteIdentifier(database)}.${quoteIdentifier(name)}`)
        }),
    )
  // The server keeps a table as long as there is a dictionary over it.
  await dropAll((engine) => engine === 'Dictionary')
  await dropAll((engine) => engine !== 'Dictionary')
}

/** The build that a name in the build database belongs to: of a dictionary, the table under it. */
function tableUnder(name: string): string {
  return name.endsWith(DICTIONARY) ? name.slice(0, -DICTIONARY.length) : name
}
