import type { Warehouse } from '../../warehouse/connect.ts'
import { ConfigurationError } from '../../warehouse/errors.ts'
import { quoteIdentifier, quoteRelation, quoteText } from '../../warehouse/quote.ts'
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
  await append(warehouse, environment, 'publication', publications.map(storedPublication))
  await repoint(warehouse, environment, run, publications)
}

/** Points every published view at what the journal says, and says that it is done. Harmless to repeat. */
export async function repoint(
  warehouse: Warehouse,
  environment: Environment,
  run: number,
  publications: readonly Publication[],
): Promise<void> {
  const databases = new Set(publications.map(({ model }) => databaseOf(environment, model)))
  await Promise.all([...databases].map((database) => warehouse.command(`CREATE DATABASE IF NOT EXISTS ${database}`)))
  await Promise.all(publications.map((row) => warehouse.command(publicationStatement(environment, row))))
  await append(warehouse, environment, 'publication_done', [{ run }])
}

/** What makes one published name show one build. A plain SELECT needs no settings; a build that is a view holds its own. */
function publicationStatement(environment: Environment, { model, physical }: Publication): string {
  const name = `${databaseOf(environment, model)}.${quoteIdentifier(splitName(model).table)}`
  if (physical === '') return `DROP VIEW IF EXISTS ${name}`
  const build = quoteRelation(
    physical === PRODUCTION
      ? published({ prefix: environment.sourcePrefix ?? environment.prefix })({
          kind: 'model',
          name: model as RelationName,
        })
      : { database: buildDatabase(environment), name: physical },
  )
  return `CREATE OR REPLACE VIEW ${name} AS SELECT * FROM ${build}`
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
    return `(${quoteText(`${environment.prefix}${database}`)}, ${quoteText(table)})`
  })
  const taken = await warehouse.rows<{ taken: string; engine: string }>(
    `SELECT concat(database, '.', name) AS taken, engine FROM system.tables
     WHERE (database, name) IN (${names.join(', ')}) AND engine != 'View'`,
  )
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
