import type { Warehouse } from '../../warehouse/connect.ts'
import { type ColumnChange, columnChanges } from '../docs/column-changes.ts'
import { standingBuild } from '../plan/base.ts'
import type { DueOptions } from '../plan/due-intervals.ts'
import type { Plan, PlanStep } from '../plan/plan.ts'
import { type PredictedIntervals, predictIntervals } from '../plan/predict-intervals.ts'
import { type Reader, readersOf } from '../plan/readers.ts'
import type { SourceVersions } from '../plan/source-versions.ts'
import type { PublishedState } from '../plan/state.ts'
import { compileModel } from '../project/compile.ts'
import { type Environment, placed, published } from '../project/environment.ts'
import { type BrokenExposure, brokenExposures } from '../project/exposure.ts'
import type { Model } from '../project/model.ts'
import type { Project } from '../project/project.ts'
import type { Relation } from '../project/relation.ts'
import { describeRelation } from './describe.ts'
import { formatQueries } from './format-sql.ts'
import { readSizes, type Size } from './sizes.ts'
import { publishedTypes } from './status.ts'

/** What there is to know of one step of a plan before it runs. */
export interface PlanDetail {
  readonly model: string
  /** Its SELECT before and now, as ClickHouse lays it out, where its own definition changed; `before` is '' where it is not known. */
  readonly sql?: { readonly before: string; readonly after: string }
  /** Columns that come, go or change their type. */
  readonly columns: readonly ColumnChange[]
  /** Models that read a column that goes or changes its type: they are built again with this one. */
  readonly readers: readonly Reader[]
  /** Pages and notebooks that read such a column: they break. */
  readonly breaks: readonly BrokenExposure[]
  /** Of a model built by interval. */
  readonly intervals?: PredictedIntervals
  /** At most so much is read: all of each input, or of what is due by interval. Undefined where an input is not built yet. */
  readonly reads?: Size
  /** About so much is written: what stands now, or its share that is due. Undefined for what never stood. */
  readonly writes?: Size
}

interface Details {
  readonly warehouse: Warehouse
  readonly environment: Environment
  readonly project: Project
  readonly plan: Plan
  readonly state: PublishedState
  readonly sources: SourceVersions
  readonly due: DueOptions
}

/** Details of every step of a plan that is not current. Reads system tables and describes what changed; nothing is built. */
export async function planDetails(details: Details): Promise<readonly PlanDetail[]> {
  const { warehouse, environment, project, plan, state, sources, due } = details
  const { graph, exposures } = project
  const steps = plan.steps.filter(({ status }) => status !== 'current')
  const redefined = steps.filter(({ status }) => ['new', 'changed', 'columns'].includes(status))
  const place = placed(environment, (model) => standingBuild(state, model))
  const [before, after, texts, predicted, sizes] = await Promise.all([
    publishedTypes(warehouse, environment, project),
    typesAfter(details, redefined),
    changedSql(details, redefined),
    predictIntervals({ warehouse, environment, graph, state, sources, steps: steps.filter(isBuilt), due }),
    readSizes(warehouse, [...graph.sources.values(), ...graph.models.values()].map(place)),
  ])
  const sizeOf = (relation: Relation) => {
    const { database, name } = place(relation)
    return sizes.get(`${database}.${name}`)
  }
  return steps.map((step): PlanDetail => {
    const { model: name } = step
    const types = step.status === 'removed' ? undefined : (after.get(name) ?? before[name])
    const stood = state.current.has(name) ? before[name] : undefined
    const columns = columnChanges(
      stood === undefined ? {} : { [name]: stood },
      types === undefined ? {} : { [name]: types },
    )
    const lost = columns.filter(({ breaking, column }) => breaking && column !== '').map(({ column }) => column)
    const sql = texts.get(name)
    const intervals = predicted.get(name)
    const size = sizesOf(details, step, sizeOf, intervals)
    return {
      model: name,
      ...(sql && { sql }),
      columns,
      readers: readersOf(graph, name, lost),
      breaks:
        stood === undefined
          ? []
          : brokenExposures({ [name]: stood }, types === undefined ? {} : { [name]: types }, exposures).filter(
              (each) => each.model === name,
            ),
      ...(intervals && { intervals }),
      ...size,
    }
  })
}

function isBuilt({ status }: PlanStep): boolean {
  return !['current', 'removed', 'production'].includes(status)
}

async function typesAfter({ warehouse, project }: Details, steps: readonly PlanStep[]) {
  const types = await Promise.all(
    steps.map(
      async ({ model }) => [model, await describeRelation(warehouse, project.graph.models.get(model)!)] as const,
    ),
  )
  return new Map(types)
}

async function changedSql(
  { warehouse, project, state }: Details,
  steps: readonly PlanStep[],
): Promise<ReadonlyMap<string, NonNullable<PlanDetail['sql']>>> {
  const own = steps.filter(({ model, code }) => state.current.has(model) && state.current.get(model)?.code !== code)
  const place = published({ prefix: '' })
  const texts = await formatQueries(
    warehouse,
    own.flatMap(({ model }) => [
      state.current.get(model)!.sql,
      compileModel(project.graph.models.get(model)!, place).sql,
    ]),
  )
  return new Map(own.map(({ model }, index) => [model, { before: texts[2 * index]!, after: texts[2 * index + 1]! }]))
}

function sizesOf(
  { project: { graph }, state }: Details,
  { model: name, status, kind }: PlanStep,
  sizeOf: (relation: Relation) => Size | undefined,
  intervals: PredictedIntervals | undefined,
): Pick<PlanDetail, 'reads' | 'writes'> {
  const model = graph.models.get(name)
  if (status === 'removed' || status === 'production' || kind === 'view' || model === undefined) return {}
  const stands = state.current.has(name) ? sizeOf(model) : undefined
  const inputs = tablesUnder(model).map(sizeOf)
  const all = inputs.every((size) => size !== undefined) ? inputs.reduce(added, NOTHING) : undefined
  if (intervals === undefined) return { ...(all && { reads: all }), ...(stands && { writes: stands }) }
  const rows = intervals.due.reduce((sum, slice) => sum + slice.rows, 0)
  const share = intervals.due.length / Math.max(1, intervals.due.length + intervals.kept.length)
  return {
    ...(all && { reads: { rows, bytes: all.rows === 0 ? 0 : Math.round((all.bytes / all.rows) * rows) } }),
    ...(stands && { writes: { rows: Math.round(stands.rows * share), bytes: Math.round(stands.bytes * share) } }),
  }
}

const NOTHING: Size = { rows: 0, bytes: 0 }

function added(a: Size, b: Size | undefined): Size {
  return { rows: a.rows + (b?.rows ?? 0), bytes: a.bytes + (b?.bytes ?? 0) }
}

/** The tables that a model's query ends up reading: views are looked through. */
function tablesUnder(model: Model): readonly Relation[] {
  const tables = Object.values(model.refs).flatMap((ref): readonly Relation[] =>
    ref.kind === 'model' && (ref as Model).materialized.kind === 'view' ? tablesUnder(ref as Model) : [ref],
  )
  return [...new Set(tables)]
}
