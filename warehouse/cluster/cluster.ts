import type { StatementOptions, Warehouse } from '../connect.ts'
import { PlatformError } from '../errors.ts'
import { quoteIdentifier } from '../quote.ts'

/** One server of a cluster. */
export interface ClusterNode {
  /** Number of its shard and of the replica in it, from 1. */
  readonly shard: number
  readonly replica: number
  /** Where the other nodes reach it, by the native protocol. */
  readonly host: string
  readonly port: number
  /** A connection to this node alone. */
  readonly warehouse: Warehouse
}

/** What statements for a cluster are written by. */
export interface ClusterLayout {
  /** Its name in the servers' `remote_servers`. */
  readonly name: string
  /** With Keeper tables are replicated and DDL goes ON CLUSTER; without it each node is told by itself. */
  readonly keeper: boolean
  /** Where what is kept once lies: the landing ledger, the register, the quarantine, the engine's records. */
  readonly home: Pick<ClusterNode, 'host' | 'port'>
  readonly username?: string
  readonly password?: string
}

/** Servers that hold one warehouse together. */
export interface Cluster extends ClusterLayout {
  readonly home: ClusterNode
  /** In order of shard and replica. */
  readonly nodes: readonly ClusterNode[]
}

/** The first replica of each shard, in order; the warehouse itself where it is one node. */
export function shardsOf(warehouse: Warehouse): readonly Warehouse[] {
  if (warehouse.cluster === undefined) return [warehouse]
  return shardNodesOf(warehouse.cluster).map((node) => node.warehouse)
}

/** The first replica of each shard of a cluster, in order. */
export function shardNodesOf({ nodes }: Cluster): readonly ClusterNode[] {
  const first = new Map(nodes.map((node) => [node.shard, node]).reverse() as [number, ClusterNode][])
  return [...first.values()].sort((a, b) => a.shard - b.shard)
}

/** Every node's own connection; the warehouse itself where it is one node. */
export function nodesOf(warehouse: Warehouse): readonly Warehouse[] {
  return warehouse.cluster?.nodes.map((node) => node.warehouse) ?? [warehouse]
}

/** Nodes other than the home. */
export function othersOf({ nodes, home }: Cluster): readonly ClusterNode[] {
  return nodes.filter((node) => node !== home)
}

/** ` ON CLUSTER <name>` where Keeper carries DDL, nothing elsewhere. */
export function onCluster(layout: ClusterLayout | undefined): string {
  return layout?.keeper ? ` ON CLUSTER ${quoteIdentifier(layout.name)}` : ''
}

/**
 * Runs DDL everywhere: as it is on one node, on each node of a cluster, or, with Keeper, once with the ON CLUSTER handed
 * to `statement`: `onEveryNode(warehouse, (on) => `DROP VIEW IF EXISTS a.b${on}`)`. The home comes last, so that what
 * stands there stands everywhere.
 *
 * @throws PlatformError naming the node that does not answer.
 */
export async function onEveryNode(
  warehouse: Warehouse,
  statement: (onCluster: string) => string,
  options?: StatementOptions,
): Promise<void> {
  const { cluster } = warehouse
  const text = statement(onCluster(cluster))
  if (cluster === undefined || cluster.keeper) return warehouse.command(text, options)
  await Promise.all(othersOf(cluster).map((node) => node.warehouse.command(text, options)))
  await cluster.home.warehouse.command(text, options)
}

/** @throws PlatformError naming the nodes that do not answer: before what must happen on all of them or on none. */
export async function requireNodes(warehouse: Warehouse): Promise<void> {
  const { cluster } = warehouse
  if (cluster === undefined) return
  const down = await Promise.all(
    cluster.nodes.map((node) =>
      node.warehouse.command('SELECT 1 FROM system.one').then(
        () => undefined,
        () => node,
      ),
    ),
  )
  const names = down.flatMap((node) => (node ? [`${node.host}:${node.port} (shard ${node.shard})`] : []))
  if (names.length === 0) return
  throw new PlatformError(
    `of cluster ${cluster.name} these nodes do not answer: ${names.join(', ')}`,
    'Nothing was published. Start them, then run the same command again.',
  )
}
