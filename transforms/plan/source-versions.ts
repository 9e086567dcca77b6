import { tableParts, tableStates } from '../../warehouse/cluster/parts.ts'
import type { Warehouse } from '../../warehouse/connect.ts'
import { ConfigurationError } from '../../warehouse/errors.ts'
import { isOneOf } from '../../warehouse/quote.ts'
import { type Environment, published } from '../project/environment.ts'
import type { Graph } from '../project/graph.ts'

/** Says, for each source, which data it holds: any text that differs when the data does. */
export type SourceVersions = ReadonlyMap<string, string>

/**
 * Versions of a graph's sources from their row counts, inserts and mutations: a table may be loaded anew with as many rows,
 * and a row that a DELETE masks still counts until its part is merged. One statement.
 * ConfigurationError names the sources that are not in the warehouse.
 */
export async function readSourceVersions(
  warehouse: Warehouse,
  environment: Environment,
  graph: Graph,
): Promise<SourceVersions> {
  const place = published(environment)
  const wanted = [...graph.sources.values()].map((source) => ({ source: source.name, ...place(source) }))
  if (wanted.length === 0) return new Map()
  const rows = await warehouse.rows<{ database: string; name: string; version: string | null }>(
    `SELECT t.database AS database, t.name AS name,
        concat(toString(uuid), ' ', toString(total_rows), ' ', toString(blocks), if(mutation > 0, concat(' ', toString(mutation)), '')) AS version
       FROM (SELECT uuid, database, name, total_rows FROM system.tables WHERE ${isOneOf(wanted)}) AS t
       LEFT JOIN (${tableStates(isOneOf(wanted, 'table'))}) AS p
         ON p.database = t.database AND p.table = t.name`,
  )
  const found = new Map(rows.map((row) => [`${row.database}.${row.name}`, row.version]))
  for (const [table, version] of await versionsOfParts(warehouse, wanted))
    if (found.has(table)) found.set(table, version)
  const missing = wanted.filter(({ database, name }) => !found.has(`${database}.${name}`))
  if (missing.length > 0) {
    throw new ConfigurationError(
      `not in the warehouse: ${missing.map(({ source }) => source).join(', ')}`,
      'Models read tables that landing makes: ingest something first.',
    )
  }
  const uncounted = wanted.filter(({ database, name }) => found.get(`${database}.${name}`) === null)
  if (uncounted.length > 0) {
    throw new ConfigurationError(
      `ClickHouse keeps no row count of ${uncounted.map(({ source }) => source).join(', ')}`,
      'A source that is no MergeTree table needs its version told: pass `versions`.',
    )
  }
  return new Map(wanted.map(({ source, database, name }) => [source, found.get(`${database}.${name}`)!]))
}

/** Versions of tables that lie on the shards of a cluster: those of all their parts together. */
async function versionsOfParts(
  warehouse: Warehouse,
  tables: readonly { readonly database: string; readonly name: string }[],
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string[]>()
  if (warehouse.cluster === undefined) return new Map()
  const parts = await tableParts(warehouse, [...new Set(tables.map(({ database }) => database))])
  for (const { of, uuid, rows, mutation, blocks } of parts.flat()) {
    const version = `${uuid} ${rows} ${blocks}${mutation > 0 ? ` ${mutation}` : ''}`
    found.set(of, [...(found.get(of) ?? []), version])
  }
  return new Map([...found].map(([table, versions]) => [table, versions.join('; ')]))
}
