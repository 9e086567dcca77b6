import { quoteIdentifier, quoteText } from '../quote.ts'
import type { ClusterLayout } from './cluster.ts'

/** A table by its physical names. */
interface Table {
  readonly database: string
  readonly name: string
}

/** Where a node keeps its own part of the tables of a database. */
export function shardDatabase(database: string): string {
  return `${database}_shard`
}

/** Where the tables are that stand for the parts of all shards. */
export function wholeDatabase(database: string): string {
  return `${database}_whole`
}

/**
 * Engine of stored rows. Replicas of one shard share its part; with `everywhere` every node of the cluster is a replica of
 * one and the same table.
 */
export function storageEngine(layout: ClusterLayout | undefined, everywhere: boolean): string {
  if (!layout?.keeper) return 'MergeTree'
  const [path, replica] = everywhere ? ['everywhere', '{shard}-{replica}'] : ['{shard}', '{replica}']
  return `ReplicatedMergeTree('/clickhouse/tables/${path}/{database}/{table}', '${replica}')`
}

/** Engine of a table that stands for the parts of all shards; rows inserted into it go where `shardBy` says. */
export function distributedEngine({ name }: ClusterLayout, part: Table, shardBy?: string): string {
  const key = shardBy === undefined ? '' : `, ${shardKey(shardBy)}`
  return `Distributed(${[name, part.database, part.name].map(quoteText).join(', ')}${key})`
}

/** Which shard a row is of. NULL has one too: rows that no account owns lie together. */
export function shardKey(column: string): string {
  return `cityHash64(ifNull(toString(${quoteIdentifier(column)}), ''))`
}

/** A table function that reads a table of one node from any other. */
export function remoteTable(
  { host, port }: { readonly host: string; readonly port: number },
  { username, password }: Pick<ClusterLayout, 'username' | 'password'>,
  { database, name }: Table,
): string {
  const address = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
  const user = username === undefined ? [] : [username, password ?? '']
  return `remote(${[address, database, name, ...user].map(quoteText).join(', ')})`
}
