import { connect, isConnectionError, type Warehouse, type WarehouseAddress } from '../connect.ts'
import { ConfigurationError, PlatformError } from '../errors.ts'
import type { Cluster, ClusterNode } from './cluster.ts'

type Credentials = Pick<WarehouseAddress, 'username' | 'password'>

interface Listed {
  readonly shard: number
  readonly replica: number
  readonly host: string
  readonly port: number
  readonly local: number
}

/**
 * Opens a cluster of the servers' `remote_servers`. The first address is the home: what is kept once is kept there, and
 * it must stay the same. One address is enough where all nodes listen for HTTP on one port.
 *
 * @throws ConfigurationError when there is no such cluster, when an address is none of its nodes, or when versions
 * differ; PlatformError naming a node that does not answer.
 */
export async function openCluster(
  name: string,
  urls: readonly string[],
  credentials: Credentials = {},
): Promise<Warehouse> {
  const first = connect({ url: urls[0]!, ...credentials })
  const opened = [first]
  try {
    const listed = await readCluster(first, name)
    const addresses = urls.length === 1 && listed.length > 1 ? addressesOf(urls[0]!, listed) : urls
    opened.push(...addresses.slice(1).map((url) => connect({ url, ...credentials })))
    const nodes = await Promise.all(opened.map((warehouse) => nodeOf(warehouse, name)))
    requireWhole(name, listed, nodes)
    const cluster: Cluster = {
      name,
      keeper: await usesKeeper(first, name, nodes),
      home: nodes[0]!,
      nodes: [...nodes].sort((a, b) => a.shard - b.shard || a.replica - b.replica),
      ...credentials,
    }
    return { ...first, cluster, close: () => closeAll(opened) }
  } catch (error) {
    await closeAll(opened)
    throw error
  }
}

async function closeAll(warehouses: readonly Warehouse[]): Promise<void> {
  await Promise.all(warehouses.map((warehouse) => warehouse.close()))
}

async function readCluster(warehouse: Warehouse, name: string): Promise<readonly Listed[]> {
  const rows = await warehouse.rows<Listed & { readonly cluster: string }>(
    `SELECT cluster, shard_num AS shard, replica_num AS replica, host_name AS host, port, is_local AS local
       FROM system.clusters ORDER BY shard, replica`,
  )
  const listed = rows.filter(({ cluster }) => cluster === name)
  if (listed.length > 0) return listed
  const known = [...new Set(rows.map(({ cluster }) => cluster))]
  throw new ConfigurationError(
    `ClickHouse at ${warehouse.url} knows no cluster ${name}`,
    known.length > 0
      ? `It knows ${known.join(', ')}: set TRUNKLINE_CLUSTER to one of them.`
      : 'Define it in remote_servers of every node’s configuration.',
  )
}

/** Where nodes listen for HTTP, if all do so on the port of the address given, which stays the first. */
function addressesOf(url: string, listed: readonly Listed[]): readonly string[] {
  const others = listed.filter(({ local }) => local === 0)
  return [
    url,
    ...others.map(({ host }) => {
      const address = new URL(url)
      address.hostname = host
      return address.toString().replace(/\/$/, '')
    }),
  ]
}

async function nodeOf(warehouse: Warehouse, name: string): Promise<ClusterNode & { readonly version: string }> {
  try {
    const listed = await readCluster(warehouse, name)
    const own = listed.find(({ local }) => local === 1)
    const [server] = await warehouse.rows<{ version: string }>('SELECT version() AS version FROM system.one')
    if (own === undefined) {
      throw new ConfigurationError(
        `ClickHouse at ${warehouse.url} is no node of cluster ${name}`,
        `Its nodes are ${listed.map(({ host, port }) => `${host}:${port}`).join(', ')}; list their HTTP addresses in CLICKHOUSE_URL.`,
      )
    }
    const { shard, replica, host, port } = own
    return { shard, replica, host, port, version: server!.version, warehouse }
  } catch (error) {
    if (!isConnectionError(error)) throw error
    const lost = new PlatformError(
      `a node of cluster ${name} does not answer: ${(error as Error).message}`,
      'Start it. If it listens for HTTP elsewhere, list every node in CLICKHOUSE_URL, separated by commas.',
    )
    lost.cause = (error as Error).cause
    throw lost
  }
}

function requireWhole(
  name: string,
  listed: readonly Listed[],
  nodes: readonly (ClusterNode & { readonly version: string })[],
): void {
  const key = ({ shard, replica }: { readonly shard: number; readonly replica: number }) => `${shard}.${replica}`
  const named = new Set(nodes.map(key))
  const missing = listed.filter((node) => !named.has(key(node)))
  if (missing.length > 0 || nodes.length !== listed.length) {
    throw new ConfigurationError(
      `CLICKHOUSE_URL names ${nodes.length} addresses, cluster ${name} has ${listed.length} nodes` +
        `${missing.length > 0 ? `; missing: ${missing.map(({ host, port }) => `${host}:${port}`).join(', ')}` : ''}`,
      'List the HTTP address of each node once, the home first.',
    )
  }
  const versions = new Set(nodes.map(({ version }) => version))
  if (versions.size > 1) {
    throw new ConfigurationError(
      `the nodes of cluster ${name} are of different versions: ${nodes.map(({ host, port, version }) => `${host}:${port} ${version}`).join(', ')}`,
      'Bring all nodes to one version of ClickHouse first.',
    )
  }
}

async function usesKeeper(warehouse: Warehouse, name: string, nodes: readonly ClusterNode[]): Promise<boolean> {
  const [found] = await warehouse.rows<{ keeper: string; macros: string }>(
    `SELECT (SELECT count() FROM system.tables WHERE database = 'system' AND name = 'zookeeper') AS keeper,
            (SELECT uniqExact(macro) FROM system.macros WHERE macro IN ('shard', 'replica')) AS macros`,
  )
  const keeper = Number(found!.keeper) > 0
  if (!keeper && nodes.some(({ replica }) => replica > 1)) {
    throw new ConfigurationError(
      `cluster ${name} has replicas, and ClickHouse at ${warehouse.url} knows no Keeper`,
      'Configure Keeper on every node, or use shards of one replica.',
    )
  }
  if (keeper && Number(found!.macros) < 2) {
    throw new ConfigurationError(
      `ClickHouse at ${warehouse.url} has no macros shard and replica`,
      'Define both macros on every node: paths of replicated tables are made of them.',
    )
  }
  return keeper
}
