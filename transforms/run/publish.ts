import { nodesOf, onEveryNode, requireNodes } from '../../warehouse/cluster/cluster.ts'
import type { Warehouse } from '../../warehouse/connect.ts'
import { ConfigurationError } from '../../warehouse/errors.ts'
import { isOneOf, quoteIdentifier, quoteRelation } from '../../warehouse/quote.ts'
import { type Publication, storedPublication } from '../plan/state.ts'
import { buildDatabase, type Environment, PRODUCTION, published } from '../project/environment.ts'
import { type RelationName, splitName } from '../project/relation.ts'
import { append } from './append.ts'

/**
 * Publishes a run. The journal's one insert is the commit: before it nothing has changed for a reader, after it a run
 * that dies is completed by the next one (`repoint` again). Each view is replaced atomically.
 */
export async function publish(
  warehouse: Warehouse,
  environment: Environment,
  run: number,
  publications: readonly Publication[],
): Promise<void> {
  await requireNodes(warehouse)
  await append(warehouse, environment, 'publication', publications.map(storedPublication))
  await repoint(warehouse, environment, run, publications)
}

/**
 * Points every published view at what the journal says, and says that it is done. Harmless to repeat. On a cluster it is
 * done when every node's views are: a view names one build, which is the same on all shards, so that a reader of any node
 * sees the run before or this one, never parts of both.
 */
export async function repoint(
  warehouse: Warehouse,
  environment: Environment,
  run: number,
  publications: readonly Publication[],
): Promise<void> {
  const databases = new Set(publications.map(({ model }) => databaseOf(environment, model)))
  await Promise.all(
    [...databases].map((database) => onEveryNode(warehouse, (on) => `CREATE DATABASE IF NOT EXISTS ${database}${on}`)),
  )
  await Promise.all(
    publications.map((row) => onEveryNode(warehouse, (on) => publicationStatement(environment, row, on))),
  )
  await append(warehouse, environment, 'publication_done', [{ run }])
}

/** What makes one published name show one build. A plain SELECT needs no settings; a build that is a view holds its own. */
function publicationStatement(environment: Environment, { model, physical }: Publication, on: string): string {
  const name = `${databaseOf(environment, model)}.${quoteIdentifier(splitName(model).table)}`
  if (physical === '') return `DROP VIEW IF EXISTS ${name}${on}`
  const build = quoteRelation(
    physical === PRODUCTION
      ? published({ prefix: environment.sourcePrefix ?? environment.prefix })({
          kind: 'model',
          name: model as RelationName,
        })
      : { database: buildDatabase(environment), name: physical },
  )
  return `CREATE OR REPLACE VIEW ${name}${on} AS SELECT * FROM ${build}`
}

/** ConfigurationError where a model's published name is taken by somebody's table, which publishing would destroy. */
export async function requireFreeNames(
  warehouse: Warehouse,
  environment: Environment,
  models: readonly string[],
): Promise<void> {
  if (models.length === 0) return
  const names = models.map((model) => {
    const { database, table } = splitName(model)
    return { database: `${environment.prefix}${database}`, name: table }
  })
  const sql = `SELECT concat(database, '.', name) AS taken, engine FROM system.tables
     WHERE ${isOneOf(names)} AND engine != 'View'`
  const found = await Promise.all(nodesOf(warehouse).map((node) => node.rows<{ taken: string; engine: string }>(sql)))
  const taken = found.flat()
  if (taken.length > 0) {
    throw new ConfigurationError(
      `models would replace ${taken.map(({ taken: name, engine }) => `${name} (${engine})`).join(', ')}`,
      'Published names are views: move the table or rename the model.',
    )
  }
}

function databaseOf(environment: Environment, model: string): string {
  return quoteIdentifier(`${environment.prefix}${splitName(model).database}`)
}
