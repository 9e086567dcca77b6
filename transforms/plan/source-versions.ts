import type { Warehouse } from '../../warehouse/connect.ts'
import { ConfigurationError } from '../../warehouse/errors.ts'
import { quoteText } from '../../warehouse/quote.ts'
import { type Environment, published } from '../project/environment.ts'
import type { Graph } from '../project/graph.ts'

/** Says, for each source, which data it holds: any text that differs when the data does. */
export type SourceVersions = ReadonlyMap<string, string>

/**
 * Versions of a graph's sources from their row counts: landed tables only grow, so a count is a version. One statement.
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
  const list = wanted.map(({ database, name }) => `(${quoteText(database)}, ${quoteText(name)})`).join(', ')
  const rows = await warehouse.rows<{ database: string; name: string; version: string | null }>(
    `SELECT database, name, concat(toString(uuid), ' ', toString(total_rows)) AS version
     FROM system.tables WHERE (database, name) IN (${list})`,
  )
  const found = new Map(rows.map((row) => [`${row.database}.${row.name}`, row.version]))
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
