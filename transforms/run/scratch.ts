import type { Columns } from '../../warehouse/columns.ts'
import type { Warehouse } from '../../warehouse/connect.ts'
import { quoteIdentifier, quoteRelation } from '../../warehouse/quote.ts'
import { compileModel, type Placement } from '../project/compile.ts'
import type { Model } from '../project/model.ts'
import type { Project } from '../project/project.ts'
import type { Source } from '../project/source.ts'
import type { PhysicalName } from '../sql/compiler.ts'
import { buildSettings } from './build.ts'
import { pool } from './pool.ts'

/** Models that are built at once: of little data they are mostly planning, which takes one thread. */
const AT_ONCE = 4

/** A database of its own in which models are built once and looked at, then dropped: nothing is published or journaled. */
export interface Scratch {
  readonly database: string
  readonly place: Placement
  /** Empty tables of the sources that the models read, and of what is given. */
  createSources(): Promise<void>
  /** Builds the models in order, from what the sources hold. */
  build(): Promise<void>
  drop(): Promise<void>
}

/**
 * Builds models and all they read in one throw-away database, from the same SELECTs as a run. Models in `given` are not
 * built but are tables of these columns, to be filled like sources.
 *
 * `const scratch = await openScratch(warehouse, 'trunkline_rate_17', project, { wanted: ['rating.rated_usage'] })`
 */
export async function openScratch(
  warehouse: Warehouse,
  database: string,
  project: Project,
  { wanted, given = {} }: { readonly wanted: readonly string[]; readonly given?: Readonly<Record<string, Columns>> },
): Promise<Scratch> {
  const models = withParents(project, wanted, given)
  const sources = new Map<string, Source>()
  for (const model of models) {
    for (const ref of Object.values(model.refs)) if (ref.kind === 'source') sources.set(ref.name, ref as Source)
  }
  const place: Placement = ({ name }) => scratchTable(database, name)
  await warehouse.command(`CREATE DATABASE ${quoteIdentifier(database)}`)
  return {
    database,
    place,
    createSources: async () => {
      const inputs = [
        ...[...sources.values()].map(({ name, columns }) => ({ name, columns })),
        ...Object.entries(given).map(([name, columns]) => ({ name, columns })),
      ]
      await Promise.all(
        inputs.map(({ name, columns }) => warehouse.command(inputTable(scratchTable(database, name), columns))),
      )
    },
    build: async () => {
      // Parents come first in the list, so whatever a model waits for has been begun.
      const built = new Map<string, Promise<void>>()
      await pool(models, AT_ONCE, (model) => {
        const building = Promise.all(Object.values(model.refs).map((ref) => built.get(ref.name))).then(() =>
          warehouse.command(statementOf(model, place), { settings: buildSettings }),
        )
        built.set(model.name, building)
        return building
      })
    },
    drop: () => warehouse.command(`DROP DATABASE IF EXISTS ${quoteIdentifier(database)} SYNC`),
  }
}

/** Where a relation of this name lies in a scratch database. */
export const scratchTable = (database: string, name: string): PhysicalName => ({
  database,
  name: name.replace('.', '__'),
})

/** The models of these names and all they read but for what is given, parents first. */
function withParents(project: Project, wanted: readonly string[], given: Readonly<Record<string, Columns>>): Model[] {
  const needed = new Set<string>()
  const need = (model: Model): void => {
    if (needed.has(model.name) || given[model.name] !== undefined) return
    needed.add(model.name)
    for (const ref of Object.values(model.refs)) if (ref.kind === 'model') need(ref as Model)
  }
  const models = [...project.graph.models.values()]
  for (const model of models) if (wanted.includes(model.name)) need(model)
  return models.filter(({ name }) => needed.has(name))
}

function inputTable(table: PhysicalName, columns: Columns): string {
  const list = Object.entries(columns).map(([name, { ddl }]) => `${quoteIdentifier(name)} ${ddl}`)
  return `CREATE TABLE ${quoteRelation(table)} (${list.join(', ')}) ENGINE = Memory`
}

function statementOf(model: Model, place: Placement): string {
  const { sql } = compileModel(model, place)
  const target = quoteRelation(place(model))
  return model.materialized.kind === 'view'
    ? `CREATE VIEW ${target} AS ${sql}`
    : `CREATE TABLE ${target} ENGINE = Memory AS ${sql}`
}
