import type { Warehouse } from '../../warehouse/connect.ts'
import { CheckError, ConfigurationError, type InputError } from '../../warehouse/errors.ts'
import { readStanding, standingBuild } from '../plan/base.ts'
import type { DueOptions } from '../plan/due-intervals.ts'
import { type DayRange, requireRange } from '../plan/interval.ts'
import { incrementalOf } from '../plan/interval-versions.ts'
import { type Plan, plan } from '../plan/plan.ts'
import { projectOn } from '../plan/sharding.ts'
import { readSourceVersions, type SourceVersions } from '../plan/source-versions.ts'
import { createState, type PublishedState, readState } from '../plan/state.ts'
import { type Environment, placed } from '../project/environment.ts'
import type { Project } from '../project/project.ts'
import { select } from '../project/selection.ts'
import { allDone } from './all-done.ts'
import { runChecks } from './checks.ts'
import { dropOldBuilds } from './cleanup.ts'
import { type DryStep, dryRun } from './dry-run.ts'
import type { CheckResult, RunEvent, StepResult } from './event.ts'
import { execute } from './execute.ts'
import { acquireLock, lockMark, type RunLock } from './lock.ts'
import { anyRunning, logEnd, logStart } from './log.ts'
import { type PlanDetail, planDetails } from './plan-details.ts'
import { keepUnpublished, publicationsOf, type Ran } from './publications.ts'
import { publish, requireFreeNames } from './publish.ts'
import { recover } from './recover.ts'
import { withSizes } from './size.ts'
import { stagingPrefixes, tidyAfterKilled } from './tidy.ts'

export interface RunOptions {
  readonly warehouse: Warehouse
  readonly environment: Environment
  /** See `select`; nothing is everything. */
  readonly selection?: string
  /** Builds what is selected whether due or not. */
  readonly force?: boolean
  /** Of the selected models built by interval, makes the intervals in this range again whether due or not. */
  readonly range?: DayRange
  /** Models built at once, 2 unless told otherwise. */
  readonly concurrency?: number
  /** Which data the sources hold; read from the warehouse unless told otherwise. */
  readonly versions?: SourceVersions
  /** Takes the lock of a run on another host that is known to be dead. */
  readonly breakLock?: boolean
  readonly onEvent?: (event: RunEvent) => void
  /** Milliseconds since the epoch. */
  readonly clock?: () => number
}

export interface RunResult {
  /** `current`: nothing was due. `failed`: nothing was published. */
  readonly status: 'published' | 'current' | 'failed'
  /** Number of the run; undefined when nothing was due. */
  readonly run: number | undefined
  readonly plan: Plan
  readonly steps: readonly StepResult[]
  readonly checks: readonly CheckResult[]
  readonly seconds: number
  /** Why nothing was published: a CheckError, or a ConfigurationError that names the models. */
  readonly failure: InputError | undefined
}

/** What `runProject` would do now. */
export async function planProject(project: Project, options: RunOptions): Promise<Plan> {
  return (await planned(projectOn(options.warehouse, project), options)).plan
}

/** What `runProject` would do now, and what is known of each step beforehand: SQL, columns, who breaks, how much it reads. */
export async function explainPlan(
  project: Project,
  options: RunOptions,
): Promise<{ readonly plan: Plan; readonly details: readonly PlanDetail[] }> {
  const { warehouse, environment } = options
  const on = projectOn(warehouse, project)
  const { plan: todo, state, sources } = await planned(on, options)
  const due = dueOptions(options)
  return {
    plan: todo,
    details: await planDetails({ warehouse, environment, project: on, plan: todo, state, sources, due }),
  }
}

/** What `runProject` would do now, with the intervals of each model and the statements that build it. */
export async function dryRunProject(
  project: Project,
  options: RunOptions,
): Promise<{ readonly plan: Plan; readonly steps: readonly DryStep[] }> {
  const { warehouse, environment } = options
  const on = projectOn(warehouse, project)
  const found = await planned(on, options)
  return { plan: found.plan, steps: await dryRun(on, { warehouse, environment, due: dueOptions(options) }, found) }
}

/** What stands, what the sources hold, and what there is to do. */
interface Look {
  readonly plan: Plan
  readonly state: PublishedState
  readonly sources: SourceVersions
}

async function planned(project: Project, options: RunOptions): Promise<Look> {
  const { warehouse, environment } = options
  await createState(warehouse, environment)
  return look(project, options, () => readStanding(warehouse, environment, project.graph))
}

async function look(project: Project, options: RunOptions, stand: () => Promise<PublishedState>): Promise<Look> {
  const [sources, state] = await allDone([versionsOf(project, options), stand()])
  return { plan: planOf(project, options, state, sources), state, sources }
}

/** A look before the lock is taken. */
interface FirstLook extends Look {
  /** See `lockMark`. */
  readonly mark: string | undefined
  /** Whether a run before was killed, and nobody has said so yet. */
  readonly running: boolean
}

async function firstLook(project: Project, options: RunOptions): Promise<FirstLook> {
  const { warehouse, environment } = options
  await createState(warehouse, environment)
  // Before anything else is looked at: what is seen is as old as the mark, or newer.
  const mark = await lockMark(warehouse, environment)
  const [seen, running] = await allDone([
    look(project, options, () => readStanding(warehouse, environment, project.graph)),
    anyRunning(warehouse, environment),
  ])
  return { ...seen, mark, running }
}

/** Whether a look shows what stands under the lock too: nobody had it since, and nobody died with it. */
function stillStands({ mark, running, state }: FirstLook, lock: RunLock): boolean {
  // Production, which an environment reads, has a lock of its own.
  return mark === lock.before && !running && state.unfinished.length === 0 && state.base === undefined
}

/**
 * Brings the selected models up to date: builds what is due beside what is published, checks it there, and publishes all
 * of it or, when a model or a check of severity `error` fails, nothing. Throws only where no run could be made: another
 * run is under way, the selection or a source is unknown, the server is gone.
 */
export async function runProject(project: Project, options: RunOptions): Promise<RunResult> {
  const clock = options.clock ?? Date.now
  const startedAt = clock()
  const first = await firstLook(projectOn(options.warehouse, project), options)
  const { plan: todo } = first
  if (isIdle(todo)) {
    await tidyAfterKilled(project, options, ({ name }) => todo.steps.some(({ model }) => model === name))
    const seconds = (clock() - startedAt) / 1000
    return { status: 'current', run: undefined, plan: todo, steps: [], checks: [], seconds, failure: undefined }
  }
  const { environment, breakLock = false } = options
  const lock = await acquireLock(options.warehouse, environment, { breakLock })
  const { warehouse } = lock
  try {
    return await runLocked(projectOn(warehouse, project), { ...options, warehouse }, first, lock, clock, startedAt)
  } finally {
    await lock.release()
  }
}

async function runLocked(
  project: Project,
  options: RunOptions,
  first: FirstLook,
  lock: RunLock,
  clock: () => number,
  startedAt: number,
): Promise<RunResult> {
  const { warehouse, environment, selection = '', onEvent = () => {} } = options
  const afterKilled = () => standAfterKilled(project, options, lock.run, onEvent)
  const { plan: todo, state, sources } = stillStands(first, lock) ? first : await look(project, options, afterKilled)
  const steps = todo.steps.filter(({ model }) => todo.due.includes(model))
  const shown = todo.steps.filter(({ status }) => status === 'production').map(({ model }) => model)
  await requireFreeNames(warehouse, environment, [...todo.due, ...shown])
  await logStart(warehouse, environment, { run: lock.run, selection, startedAt })
  onEvent({ kind: 'started', run: lock.run, models: steps.length })

  const { graph } = project
  const builds = new Map<string, string>()
  // A run reads its own builds first, then what is published.
  const place = placed(environment, (model) => builds.get(model) ?? standingBuild(state, model))
  const { concurrency = 2 } = options
  const outcomes = await execute({
    warehouse,
    environment,
    graph,
    run: lock.run,
    state,
    sources,
    steps,
    builds,
    place,
    due: dueOptions(options),
    concurrency,
    clock,
    onEvent,
  })
  const built = await withSizes(warehouse, outcomes, (name) => place(graph.models.get(name)!))
  const checks = await runChecks({ warehouse, project, state, steps: built, place, concurrency, onEvent })
  const failure = failureOf(built, checks)
  const ran: Ran = { project, state, sources, plan: todo, run: lock.run, builds }
  if (failure === undefined) {
    await lock.confirm()
    const rows = publicationsOf(ran)
    await publish(warehouse, environment, lock.run, rows)
    onEvent({ kind: 'published', run: lock.run, models: rows.length })
  } else await keepUnpublished(warehouse, environment, ran)
  const seconds = (clock() - startedAt) / 1000
  // What was made for models that are not published yet is taken over by the run that publishes them.
  const looked = new Set(todo.steps.map(({ model }) => model))
  const unfinished = stagingPrefixes(project.graph, ({ name }) => failure !== undefined || !looked.has(name))
  const end = { run: lock.run, selection, startedAt, seconds, built, checks, failure }
  await dropOldBuilds(warehouse, environment, await readState(warehouse, environment), unfinished)
  // Last, so that a run is under way, or killed, until it has cleaned up.
  await logEnd(warehouse, environment, end)
  const status = failure === undefined ? 'published' : 'failed'
  return { status, run: lock.run, plan: todo, steps: built, checks, seconds, failure }
}

/** What stands, when what runs before have left undone is done and what they have left behind is gone. */
async function standAfterKilled(
  project: Project,
  { warehouse, environment }: Pick<RunOptions, 'warehouse' | 'environment'>,
  run: number,
  onEvent: (event: RunEvent) => void,
): Promise<PublishedState> {
  const standing = await readStanding(warehouse, environment, project.graph)
  const taken = stagingPrefixes(project.graph, () => true)
  // What views show before they are repointed is of the two newest generations, which nobody drops.
  const [state] = await allDone([
    recover(warehouse, environment, standing, run, onEvent),
    dropOldBuilds(warehouse, environment, standing, taken),
  ])
  return state
}

export function failureOf(steps: readonly StepResult[], checks: readonly CheckResult[]): InputError | undefined {
  const failed = steps.filter(({ status }) => status === 'failed')
  if (failed.length > 0) {
    const models = failed.map(({ model, error }) => `${model}: ${error}`).join('\n')
    return new ConfigurationError(`nothing was published, ${failed.length} failed\n${models}`, 'Correct the model.')
  }
  const broken = checks.filter(({ status }) => status === 'failed' || status === 'error')
  if (broken.length === 0) return undefined
  const list = broken.map(({ model, check, failing, error }) => `${model}, ${check}: ${error || `${failing} rows`}`)
  return new CheckError(
    `nothing was published, ${broken.length} checks failed\n${list.join('\n')}`,
    'See the rows shown.',
  )
}

function planOf(project: Project, options: RunOptions, state: PublishedState, versions: SourceVersions): Plan {
  const selected = select(project.graph, options.selection)
  const { force = false, range } = options
  if (range !== undefined) {
    requireRange(range)
    requireIntervals(project, selected)
  }
  return plan(project.graph, state, versions, { selected, force, ...(range && { range }) })
}

function requireIntervals({ graph }: Project, selected: ReadonlySet<string>): void {
  if ([...selected].some((name) => incrementalOf(graph.models.get(name)!) !== undefined)) return
  throw new ConfigurationError(
    `days were asked for, and none of the selected models is built by interval: ${[...selected].join(', ')}`,
    'Build them whole with --full, or select the model whose days they read.',
  )
}

function dueOptions({ force: full = false, range }: RunOptions): DueOptions {
  return { full, ...(range && { range }) }
}

function versionsOf(project: Project, { warehouse, environment, versions }: RunOptions): Promise<SourceVersions> {
  return versions === undefined ? readSourceVersions(warehouse, environment, project.graph) : Promise.resolve(versions)
}

function isIdle({ due, steps, unfinished }: Plan): boolean {
  return due.length === 0 && !unfinished && steps.every(({ status }) => status === 'current')
}
