import type { Warehouse } from '../../warehouse/connect.ts'
import { type ColumnChange, columnChanges } from '../docs/column-changes.ts'
import { readStanding } from '../plan/base.ts'
import { createState } from '../plan/state.ts'
import { buildDatabase, type Environment, PRODUCTION } from '../project/environment.ts'
import type { Project } from '../project/project.ts'
import { formatQueries } from './format-sql.ts'
import { readSizes } from './sizes.ts'
import { publishedTypes } from './status.ts'

/** How a model of an environment differs from production's. */
export interface EnvironmentDifference {
  readonly model: string
  readonly columns: readonly ColumnChange[]
  /** Its SELECT in production and here; '' where production has none. */
  readonly sql: { readonly before: string; readonly after: string }
  /** Rows in production and here; undefined for views. */
  readonly rows: { readonly before: number | undefined; readonly after: number | undefined }
}

/** The models that an environment has built for itself, each beside production's. */
export async function environmentDifferences(
  warehouse: Warehouse,
  environment: Environment,
  project: Project,
): Promise<readonly EnvironmentDifference[]> {
  await createState(warehouse, environment)
  const { current, base } = await readStanding(warehouse, environment, project.graph)
  const production = base?.environment ?? { prefix: environment.sourcePrefix ?? '' }
  const own = [...current.values()].filter(({ physical }) => physical !== PRODUCTION)
  const theirs = own.map(({ model }) => base?.current.get(model))
  const here = own.map(({ physical }) => ({ database: buildDatabase(environment), name: physical }))
  const there = theirs.map((build) => ({ database: buildDatabase(production), name: build?.physical ?? '' }))
  const [before, after, texts, sizes] = await Promise.all([
    publishedTypes(warehouse, production, project),
    publishedTypes(warehouse, environment, project),
    formatQueries(
      warehouse,
      own.flatMap(({ sql }, index) => [theirs[index]?.sql ?? '', sql]),
    ),
    readSizes(warehouse, [...here, ...there]),
  ])
  const only = (types: typeof before, model: string) => (types[model] === undefined ? {} : { [model]: types[model] })
  const rowsOf = ({ database, name }: { database: string; name: string }) => sizes.get(`${database}.${name}`)?.rows
  return own.map(({ model }, index) => ({
    model,
    columns: columnChanges(only(before, model), only(after, model)),
    sql: { before: texts[2 * index]!, after: texts[2 * index + 1]! },
    rows: { before: rowsOf(there[index]!), after: rowsOf(here[index]!) },
  }))
}
