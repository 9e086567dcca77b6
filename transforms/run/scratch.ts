import type { Columns } from '../../warehouse/columns.ts'
import { compiling, type Warehouse } from '../../warehouse/connect.ts'
import { ConfigurationError } from '../../warehouse/errors.ts'
import { quoteIdentifier, quoteRelation } from '../../warehouse/quote.ts'
import { compileModel, type Placement } from '../project/compile.ts'
import type { Model } from '../project/model.ts'
import type { Project } from '../project/project.ts'
import type { Source } from '../project/source.ts'
import type { PhysicalName } from '../sql/compiler.ts'
import type { Settings } from '../sql/nodes.ts'
import { buildSettings } from './build.ts'
import { askWhichAreEmpty, certainlyEmpty } from './empty-inputs.ts'
import { checkKeys } from './scratch-keys.ts'
import { scratchShape } from './scratch-shape.ts'
import { columnList, readColumns, tableKey } from './table-columns.ts'

/** A database of its own in which models are built once and looked at, then dropped: nothing is published or journaled. */
export interface Scratch {
  readonly database: string
  /** Sources that the models read. */
  readonly sources: readonly Source[]
  /** Empty tables of the sources that the models read, and of what is given; `views` reads some from elsewhere instead. */
  createSources(views?: Readonly<Record<string, string>>): Promise<void>
  /** Builds the models in order, from what the sources hold; CheckError where one has rows of one key twice. */
  build(options?: ScratchBuildOptions): Promise<void>
  drop(): Promise<void>
}

export interface ScratchBuildOptions {
  readonly onProgress?: (done: number, total: number, model: string) => void
  /** Whether the sources hold so little that analysing a statement takes longer than running it. */
  readonly few?: boolean
}

export interface ScratchOptions {
  /** Models that are looked at. */
  readonly wanted: readonly string[]
  /** Models that are not built but filled, with their columns. */
  readonly given?: Readonly<Record<string, Columns>>
  /** Whether tables lie on disk instead of in memory: for as much data as the warehouse has. */
  readonly onDisk?: boolean
}

/**
 * Of few rows: what a plan's optimization, compiled expressions and a second core save is less than they cost. For the same
 * reason views are tables then: a view is analysed anew in each statement that reads it, one of them in twelve.
 */
const fewRowsSettings: Settings = Object.freeze({
  ...buildSettings,
  max_threads: 1,
  query_plan_enable_optimizations: 0,
  ...compiling(false),
})

/**
 * Builds models and all they read in one throw-away database, from the same SELECTs as a run. Models in `given` are not
 * built but are tables of these columns, to be filled like sources. What certainly has no rows is not computed.
 *
 * `const scratch = await openScratch(warehouse, 'trunkline_rate_17', project, { wanted: ['rating.rated_usage'] })`
 */
export async function openScratch(
  warehouse: Warehouse,
  database: string,
  project: Project,
  { wanted, given = {}, onDisk = false }: ScratchOptions,
): Promise<Scratch> {
  const models = withParents(project, wanted, given)
  const inputs = new Map<string, Columns>(Object.entries(given))
  const sources = new Map<string, Source>()
  for (const model of models) {
    for (const ref of Object.values(model.refs)) {
      if (ref.kind !== 'source') continue
      sources.set(ref.name, ref as Source)
      inputs.set(ref.name, (ref as Source).columns)
    }
  }
  const place: Placement = ({ name }) => scratchTable(database, name)
  const engine = onDisk ? 'MergeTree ORDER BY tuple()' : 'Memory'
  const shape = await scratchShape(warehouse, inputs, models)
  const like = (name: string) =>
    `CREATE TABLE ${quoteRelation(scratchTable(database, name))} AS ${quoteRelation(scratchTable(shape, name))} ENGINE = ${engine}`
  // Of tables in memory nothing is written to disk, which took the server three times as long as to make them.
  await warehouse.command(`CREATE DATABASE ${quoteIdentifier(database)}${onDisk ? '' : ' ENGINE = Memory'}`)
  return {
    database,
    sources: [...sources.values()],
    createSources: async (views = {}) => {
      const statements = [...inputs.keys()].map((name) =>
        views[name] === undefined
          ? like(name)
          : `CREATE VIEW ${quoteRelation(scratchTable(database, name))} AS ${views[name]}`,
      )
      await Promise.all(statements.map((statement) => warehouse.command(statement)))
    },
    build: async ({ onProgress = () => {}, few = false } = {}) => {
      let done = 0
      const settings = few ? fewRowsSettings : buildSettings
      const known = new Map<string, boolean>()
      // A view that is made with its columns is not worked out before it is read.
      const columns = await readColumns(
        warehouse,
        models.map(({ name }) => scratchTable(shape, name)),
      )
      const filled: Model[] = []
      await askWhichAreEmpty(warehouse, [...sources], place, known)
      await inOrder(models, async (model) => {
        if (await certainlyEmpty(warehouse, model, place, known)) {
          await warehouse.command(like(model.name))
          known.set(model.name, true)
        } else if (model.materialized.kind === 'view' && !few) {
          const { sql } = compileModel(model, place)
          const list = columnList(columns.get(tableKey(scratchTable(shape, model.name)))!)
          await warehouse.command(`CREATE VIEW ${quoteRelation(place(model))} ${list} AS ${sql}`, {
            settings: buildSettings,
          })
        } else {
          const { sql } = compileModel(model, place)
          await warehouse.command(like(model.name))
          await warehouse.command(`INSERT INTO ${quoteRelation(place(model))} ${sql}`, { settings })
          filled.push(model)
        }
        onProgress(++done, models.length, model.name)
      })
      // Of as much as the warehouse has, only of what is looked at: a key of every use takes its memory.
      await checkKeys(warehouse, onDisk ? filled.filter(({ name }) => wanted.includes(name)) : filled, place)
    },
    drop: () => warehouse.command(`DROP DATABASE IF EXISTS ${quoteIdentifier(database)} SYNC`),
  }
}

/** Models at once: a scratch is small, and most of its time goes into reading statements, each on one core. */
const AT_ONCE = 3

/** Works through models, parents first, several at once; after an error it waits for what has begun, and begins no more. */
async function inOrder(models: readonly Model[], work: (model: Model) => Promise<void>): Promise<void> {
  const left = new Set(models)
  const working = new Map<Model, Promise<void>>()
  const failures: unknown[] = []
  const waits = (model: Model) =>
    Object.values(model.refs).some((ref) => left.has(ref as Model) || working.has(ref as Model))
  while (left.size > 0 && failures.length === 0) {
    for (const model of left) {
      if (working.size >= AT_ONCE) break
      if (waits(model)) continue
      left.delete(model)
      const ended = work(model)
        .catch((error: unknown) => void failures.push(error))
        .finally(() => working.delete(model))
      working.set(model, ended)
    }
    await Promise.race(working.values())
  }
  await Promise.all(working.values())
  if (failures.length > 0) throw failures[0]
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
  for (const name of wanted) {
    const model = project.graph.models.get(name)
    if (model === undefined) throw new ConfigurationError(`there is no model ${name}`)
    need(model)
  }
  return models.filter(({ name }) => needed.has(name))
}
