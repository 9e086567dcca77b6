import { onEveryNode } from '../../warehouse/cluster/cluster.ts'
import type { Warehouse } from '../../warehouse/connect.ts'
import { isOneOf, quoteIdentifier, quoteRelation, quoteText } from '../../warehouse/quote.ts'
import { type Environment, published } from '../project/environment.ts'
import type { Graph } from '../project/graph.ts'
import { isSeed, readSeed, type Seed } from '../project/seed.ts'

/**
 * Loads the seeds whose files are not what their tables hold, each table replaced as a whole, and answers their names. A
 * table is replaced by another, so that the models that read it become due; the fingerprint is kept in its comment.
 *
 * @throws InputError with file, line and column, before any seed is loaded.
 */
export async function loadSeeds(
  warehouse: Warehouse,
  environment: Environment,
  graph: Graph,
): Promise<readonly string[]> {
  const seeds = [...graph.sources.values()].filter(isSeed).map((seed) => ({ seed, content: readSeed(seed) }))
  if (seeds.length === 0) return []
  const place = published(environment)
  const places = seeds.map(({ seed }) => place(seed))
  const loaded = await warehouse.rows<{ table: string; comment: string }>(
    `SELECT concat(database, '.', name) AS table, comment FROM system.tables WHERE ${isOneOf(places)}`,
  )
  const comments = new Map(loaded.map(({ table, comment }) => [table, comment]))
  const due = seeds.filter(({ seed, content }) => {
    const { database, name } = place(seed)
    return comments.get(`${database}.${name}`) !== commentOf(content.fingerprint)
  })
  for (const { seed, content } of due) await load(warehouse, seed, content, place(seed))
  return due.map(({ seed }) => seed.name)
}

async function load(
  warehouse: Warehouse,
  { columns }: Seed,
  { rows, fingerprint }: ReturnType<typeof readSeed>,
  target: { readonly database: string; readonly name: string },
): Promise<void> {
  await onEveryNode(warehouse, (on) => `CREATE DATABASE IF NOT EXISTS ${quoteIdentifier(target.database)}${on}`)
  const list = Object.entries(columns)
    .map(([name, { ddl }]) => `${quoteIdentifier(name)} ${ddl}`)
    .join(', ')
  const lines = quoteText(rows.map((row) => JSON.stringify(row)).join('\n'))
  const from = rows.length === 0 ? `null(${quoteText(list)})` : `format(JSONEachRow, ${quoteText(list)}, ${lines})`
  // One statement: readers see the old table or the new one.
  await onEveryNode(
    warehouse,
    (on) => `CREATE OR REPLACE TABLE ${quoteRelation(target)}${on} (${list}) ENGINE = MergeTree ORDER BY tuple()
     COMMENT ${quoteText(commentOf(fingerprint))} AS SELECT * FROM ${from}`,
    { settings: { date_time_input_format: 'best_effort', max_query_size: 1_000_000_000 } },
  )
}

function commentOf(fingerprint: string): string {
  return `seed ${fingerprint}`
}
