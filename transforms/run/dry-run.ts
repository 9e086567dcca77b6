import type { Credentials } from '../../warehouse/connect.ts'
import { standingBuild } from '../plan/base.ts'
import type { DueOptions } from '../plan/due-intervals.ts'
import { incrementalOf } from '../plan/interval-versions.ts'
import { readBuiltSlices } from '../plan/model-intervals.ts'
import type { Plan, PlanStatus, PlanStep } from '../plan/plan.ts'
import { type PredictedIntervals, predictIntervals } from '../plan/predict-intervals.ts'
import { chunksOf } from '../plan/slice.ts'
import type { SourceVersions } from '../plan/source-versions.ts'
import type { PublishedState } from '../plan/state.ts'
import { dictionaryKey } from '../project/compile.ts'
import { buildDatabase, placed } from '../project/environment.ts'
import type { Project } from '../project/project.ts'
import { physicalName } from './build.ts'
import { planAppend } from './build-append.ts'
import { dictionaryStatements } from './build-dictionary.ts'
import { standsIn } from './build-on-cluster.ts'
import { describeRelation } from './describe.ts'
import { appended, atHome, slicesInParts, wholeStatements } from './dry-run-on-cluster.ts'
import { cloneTable, createStaging, insertChunk, replaceSlices, stagingName } from './incremental-statements.ts'
import { nextRun } from './lock.ts'
import type { RunOptions } from './run.ts'
import { copyStatements } from './spare.ts'

/** One model of a run that is not made. */
export interface DryStep {
  readonly model: string
  readonly status: PlanStatus
  readonly reason: string
  /** Of a model built by interval; undefined where only its parents' builds can tell. */
  readonly intervals?: PredictedIntervals | undefined
  /**
   * The statements that build it, in order, but that a copy of what stands is made while slices are. A slice that comes out
   * empty is dropped instead of replaced. Of a snapshot with a history those of its first run: what else it takes follows
   * from what its query gives then. On a cluster each begins with a comment that names the nodes it is for.
   */
  readonly statements: readonly string[]
}

/** What a run would do now, statement by statement, were nobody else to run before it. Nothing is built. */
export async function dryRun(
  project: Project,
  options: Pick<RunOptions, 'warehouse' | 'environment'> & { readonly due: DueOptions },
  { plan, state, sources }: { readonly plan: Plan; readonly state: PublishedState; readonly sources: SourceVersions },
): Promise<readonly DryStep[]> {
  const { warehouse, environment, due } = options
  const { graph } = project
  const steps = plan.steps.filter(({ model }) => plan.due.includes(model))
  const run = await nextRun(warehouse, environment)
  const predicted = await predictIntervals({ warehouse, environment, graph, state, sources, steps, due })
  const builds = new Map(steps.map(({ model, fingerprint }) => [model, physicalName(model, fingerprint, run)]))
  const place = placed(environment, (model) => builds.get(model) ?? standingBuild(state, model))
  const database = buildDatabase(environment)

  const statementsOf = async ({ model: name, fingerprint, code }: PlanStep): Promise<readonly string[]> => {
    const model = graph.models.get(name)!
    const { materialized } = model
    const target = { database, name: builds.get(name)! }
    const standing = state.current.get(name)
    const before = standing?.kind === 'table' ? { database, name: standing.physical } : undefined
    if (materialized.kind === 'table' && materialized.append) {
      const table = { base: standing?.code === code ? before : undefined, full: due.full ?? false }
      const sourceTable = place(model.refs[materialized.append.from]!)
      const append = { warehouse, environment, model, place, target, sourceTable, ...table }
      const { create, inserts } = await planAppend(append, materialized.append)
      return appended(
        warehouse,
        model,
        target,
        create,
        inserts.map(({ sql }) => sql),
      )
    }
    const incremental = incrementalOf(model)
    if (incremental === undefined) {
      const types = dictionaryKey(model) && (await describeRelation(warehouse, model))
      return [
        ...wholeStatements(warehouse, { model, target, place, stands: standsIn(graph, place) }),
        ...(types
          ? dictionaryStatements(model, target, types, hidden(warehouse.credentials)).map((text) => text(''))
          : []),
      ]
    }
    const staging = { database, name: stagingName(name, fingerprint, run) }
    const { due: slices, kept } = predicted.get(name) ?? { due: [], kept: [] }
    const now = state.current.get(name)
    const base = kept.length > 0 && now?.code === code ? { database, name: now.physical } : undefined
    const made = new Set(slices.map(({ slice }) => slice))
    const stored = { model, place, incremental, stands: standsIn(graph, place) }
    const parts = slicesInParts(warehouse, stored, { staging, target, base }, slices)
    if (parts !== undefined) return parts
    const held = base && (await readBuiltSlices(warehouse, environment, base.name))
    return atHome(warehouse, model, target, [
      createStaging(model, staging, place),
      ...chunksOf(slices).map((chunk) => insertChunk(model, incremental, staging, place, chunk)),
      ...(base === undefined
        ? [cloneTable(target, staging)]
        : [
            ...(await copyStatements({ warehouse, environment, state, base, target, before: held!, made })),
            ...replaceSlices(
              target,
              staging,
              slices.map(({ slice }) => ({ slice, rows: 1 })),
            ),
          ]),
    ])
  }
  return Promise.all(
    steps.map(async (step) => {
      const { model, status, reason } = step
      const intervals = predicted.has(model) ? { intervals: predicted.get(model) } : {}
      return { model, status, reason, ...intervals, statements: await statementsOf(step) }
    }),
  )
}

/** Credentials as they may be printed. */
function hidden(credentials: Credentials | undefined): Credentials {
  return credentials?.password ? { ...credentials, password: '[HIDDEN]' } : { ...credentials }
}
