import type { Warehouse } from '../../warehouse/connect.ts'
import { ConfigurationError, type InputError } from '../../warehouse/errors.ts'
import { DERIVED_FROM, readStanding, standingBuild } from '../plan/base.ts'
import { adoptBuiltSlices } from '../plan/model-intervals.ts'
import { projectOn } from '../plan/sharding.ts'
import { createState, type Publication, type PublishedState, readState } from '../plan/state.ts'
import { buildDatabase, type Environment, PRODUCTION, placed } from '../project/environment.ts'
import type { Project } from '../project/project.ts'
import { physicalName } from './build.ts'
import { buildDictionary } from './build-dictionary.ts'
import { buildOnCluster, standsIn } from './build-on-cluster.ts'
import { runChecks } from './checks.ts'
import { dropOldBuilds } from './cleanup.ts'
import { type ColumnMemory, columnMemory } from './column-memory.ts'
import { copyBuild } from './copy-build.ts'
import type { CheckResult, RunEvent } from './event.ts'
import { loadSeeds } from './load-seeds.ts'
import { acquireLock } from './lock.ts'
import { logEnd, logStart } from './log.ts'
import { publish } from './publish.ts'
import { recover } from './recover.ts'
import { failureOf, planProject } from './run.ts'
import { withSizes } from './size.ts'
import { stagingPrefixes } from './tidy.ts'

export interface PromoteOptions {
  readonly warehouse: Warehouse
  readonly environment: Environment
  readonly breakLock?: boolean
  readonly onEvent?: (event: RunEvent) => void
  readonly clock?: () => number
}

export interface Promotion {
  readonly status: 'published' | 'failed'
  /** Number of production's run. */
  readonly run: number
  readonly models: readonly string[]
  readonly checks: readonly CheckResult[]
  readonly failure: InputError | undefined
}

/**
 * Publishes an environment's own builds in production: nothing is built again, a table is a copy that shares its files. Checks
 * run beside production first; a failing one publishes nothing. What has landed meanwhile makes models due for the next run.
 *
 * @throws ConfigurationError where the environment reads no production, has nothing of its own, is not up to date with its
 * definitions, or would undo what production got since.
 */
export async function promote(given: Project, options: PromoteOptions): Promise<Promotion> {
  const project = projectOn(options.warehouse, given)
  const { warehouse, environment, onEvent = () => {}, clock = Date.now, breakLock = false } = options
  if (warehouse.cluster?.keeper) {
    // A copy of a replicated table is attached once a shard, not once a node: that was never run.
    throw new ConfigurationError(
      'nothing can be promoted on a cluster with Keeper',
      'Run the same models in production.',
    )
  }
  await requireReady(given, options)
  const own = await acquireLock(warehouse, environment, { breakLock })
  try {
    const from = await readStanding(warehouse, environment, project.graph)
    const production = from.base?.environment
    if (production === undefined) throw noProduction()
    await createState(options.warehouse, production)
    const lock = await acquireLock(options.warehouse, production, { breakLock })
    try {
      const { warehouse } = lock
      const startedAt = clock()
      const stood = await readState(warehouse, production)
      const state = await recover(warehouse, production, stood, lock.run, onEvent)
      const builds = requireOwn(project, from, state)
      const selection = `promote ${environment.prefix}`
      await logStart(warehouse, production, { run: lock.run, selection, startedAt })
      await loadSeeds(warehouse, production, project.graph)
      const names = new Map(builds.map(({ model, fingerprint }) => [model, physicalName(model, fingerprint, lock.run)]))
      const place = placed(production, (model) => names.get(model) ?? standingBuild(state, model))
      const columns = columnMemory(
        warehouse,
        builds.map(({ model }) => project.graph.models.get(model)!),
      )
      const copying = { warehouse, columns, environment, production, place }
      for (const build of builds) await copy(project, copying, build, names)
      await columns.keep()
      const shown = builds.map(({ model }) => ({ ...step(model), startedAt }))
      const steps = await withSizes(warehouse, shown, (name) => place(project.graph.models.get(name)!))
      const checks = await runChecks({ warehouse, project, state, steps, place, concurrency: 2, onEvent })
      const failure = failureOf(steps, checks)
      if (failure === undefined) {
        await lock.confirm()
        await publish(warehouse, production, lock.run, publicationsOf(builds, state, names, lock.run))
        onEvent({ kind: 'published', run: lock.run, models: builds.length })
      }
      const taken = stagingPrefixes(project.graph, () => true)
      await dropOldBuilds(warehouse, production, await readState(warehouse, production), taken)
      const seconds = (clock() - startedAt) / 1000
      await logEnd(warehouse, production, {
        run: lock.run,
        selection,
        startedAt,
        seconds,
        built: steps,
        checks,
        failure,
      })
      const status = failure === undefined ? 'published' : 'failed'
      return { status, run: lock.run, models: [...names.keys()], checks, failure }
    } finally {
      await lock.release()
    }
  } finally {
    await own.release()
  }
}

async function requireReady(project: Project, { warehouse, environment }: PromoteOptions): Promise<void> {
  const plan = await planProject(project, { warehouse, environment })
  const { current } = await readStanding(warehouse, environment, project.graph)
  const ofItsOwn = (model: string) => (current.get(model)?.physical ?? PRODUCTION) !== PRODUCTION
  const open = plan.steps.filter(({ model, status }) =>
    status === 'production' ? ofItsOwn(model) : !['current', 'data'].includes(status),
  )
  if (open.length === 0 && !plan.unfinished) return
  const named = open.slice(0, 5).map(({ model, reason }) => `${model} (${reason})`)
  const list = [...named, ...(open.length > 5 ? [`${open.length - 5} more`] : [])].join(', ')
  throw new ConfigurationError(
    `the environment is not what the project says: ${list || 'a run was killed while publishing'}`,
    'Run it first, and look at what it shows: trunkline run --env <name>',
  )
}

/** The environment's own builds; ConfigurationError where there are none, or production's model is not the one they began from. */
function requireOwn({ graph }: Project, from: PublishedState, state: PublishedState): readonly Publication[] {
  const own = [...graph.models.keys()].flatMap((name) => {
    const build = from.current.get(name)
    return build === undefined || build.physical === PRODUCTION ? [] : [build]
  })
  if (own.length === 0) throw new ConfigurationError('the environment has nothing that production has not')
  const moved = own.filter(
    ({ model, versions }) => versions[DERIVED_FROM] !== (state.current.get(model)?.fingerprint ?? ''),
  )
  if (moved.length === 0) return own
  throw new ConfigurationError(
    `production has another ${moved.map(({ model }) => model).join(', ')} than when this environment changed it`,
    'Bring that change into your project, run the environment, and promote it then.',
  )
}

interface Copying {
  readonly warehouse: Warehouse
  readonly columns: ColumnMemory
  readonly environment: Environment
  readonly production: Environment
  readonly place: ReturnType<typeof placed>
}

async function copy(
  { graph }: Project,
  { warehouse, columns, environment, production, place }: Copying,
  { model: name, kind, physical }: Publication,
  names: ReadonlyMap<string, string>,
): Promise<void> {
  const target = { database: buildDatabase(production), name: names.get(name)! }
  const model = graph.models.get(name)!
  if (kind === 'view') {
    if (warehouse.cluster === undefined) return columns.createView(model, target, place)
    return buildOnCluster(warehouse, { model, target, place, stands: standsIn(graph, place) })
  }
  await copyBuild(warehouse, model, { from: { database: buildDatabase(environment), name: physical }, to: target })
  await buildDictionary(warehouse, model, target)
  await adoptBuiltSlices(warehouse, { environment, physical }, { environment: production, physical: target.name })
}

function publicationsOf(
  builds: readonly Publication[],
  state: PublishedState,
  names: ReadonlyMap<string, string>,
  run: number,
): readonly Publication[] {
  return builds.map((build) => {
    const { [DERIVED_FROM]: _, ...versions } = build.versions
    const inputs = Object.entries(build.inputs).map(([parent, version]) => {
      return [parent, names.get(parent) ?? state.current.get(parent)?.physical ?? version] as const
    })
    return { ...build, run, physical: names.get(build.model)!, inputs: Object.fromEntries(inputs), versions }
  })
}

function step(model: string) {
  return { model, status: 'built' as const, reason: 'promoted', seconds: 0, rows: 0, bytes: 0, error: '' }
}

function noProduction(): ConfigurationError {
  return new ConfigurationError(
    'this environment has landed events of its own: it reads nothing of production',
    'Only what reads production can be promoted. Bring the definitions over and run production.',
  )
}
