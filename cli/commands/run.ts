import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { lineageEmitter } from '../../transforms/docs/openlineage.ts'
import { requireRange } from '../../transforms/plan/interval.ts'
import type { Environment } from '../../transforms/project/environment.ts'
import { brokenExposures, brokenExposureText } from '../../transforms/project/exposure.ts'
import type { Project } from '../../transforms/project/project.ts'
import type { RunEvent } from '../../transforms/run/event.ts'
import { loadSeeds } from '../../transforms/run/load-seeds.ts'
import { dryRunProject, type RunResult, runProject } from '../../transforms/run/run.ts'
import { publishedTypes } from '../../transforms/run/status.ts'
import { InputError } from '../../warehouse/errors.ts'
import { environmentOf } from '../environment.ts'
import { loadProject } from '../project.ts'
import { prepareArtifacts, runArtifact, writeRunArtifact } from '../run-artifact.ts'
import { type Session, withSession } from '../session.ts'
import { intervalsText } from '../terminal/intervals.ts'
import { lineageSink } from '../terminal/lineage-sink.ts'
import type { Progress } from '../terminal/progress.ts'
import type { ModelOptions } from './plan.ts'

export interface RunCommandOptions extends ModelOptions {
  readonly breakLock?: boolean
  readonly openlineage?: string
  /** First day and the day after the last of intervals to make again. */
  readonly from?: string
  readonly to?: string
  readonly dryRun?: boolean
  /** Folder that takes what came of the run as JSON. */
  readonly artifacts?: string
}

/** `trunkline run`: builds what is due, checks it, publishes it. */
export async function run(options: RunCommandOptions): Promise<void> {
  requireRange(options)
  if (options.full && (options.from ?? options.to) !== undefined) {
    throw new InputError('--full makes every interval again', 'Leave out --from and --to, or --full.')
  }
  const project = await loadProject(options.project)
  if (options.artifacts !== undefined) {
    if (options.dryRun) throw new InputError('--dry-run makes no run to record', 'Leave out --artifacts, or --dry-run.')
    prepareArtifacts(options.artifacts)
  }
  await withSession(options, async (session) => {
    if (options.dryRun) return showDryRun(session, project, options)
    const result = await recordedRun(session, project, options)
    if (options.json) session.print(JSON.stringify(result))
    else session.print(runSummary(result))
    if (result.failure) throw result.failure
  })
}

/** Runs, and writes what came of it to --artifacts; of a run that could not be made, why. */
async function recordedRun(session: Session, project: Project, options: RunCommandOptions): Promise<RunResult> {
  const { artifacts } = options
  if (artifacts === undefined) return runModels(session, project, options)
  const environment = await environmentOf(session)
  const startedAt = Date.now()
  const record = (end: { readonly result?: RunResult; readonly error?: unknown }) =>
    writeRunArtifact(artifacts, runArtifact({ environment, startedAt, finishedAt: Date.now(), ...end }))
  const result = await runModels(session, project, options).catch((error) => {
    record({ error })
    throw error
  })
  record({ result })
  return result
}

/** Runs with progress; a failed run is a result, not an exception. */
export async function runModels(
  session: Session,
  project: Project,
  options: Omit<RunCommandOptions, 'dryRun' | 'project'>,
): Promise<RunResult> {
  const { warehouse, progress } = session
  const environment = await environmentOf(session)
  const tell = runProgress(progress)
  const seeds = await loadSeeds(warehouse, environment, project.graph)
  if (seeds.length > 0) progress.note(`loaded seeds ${seeds.join(', ')}`)
  const lineage =
    options.openlineage === undefined
      ? undefined
      : await tellLineage(session, project, environment, options.openlineage)
  // Pages that read nothing of the project break by nothing.
  const types = async () => (project.exposures.length === 0 ? {} : publishedTypes(warehouse, environment, project))
  const before = await types()
  const result = await runProject(project, {
    warehouse,
    environment,
    ...runOptions(options),
    breakLock: options.breakLock ?? false,
    onEvent: (event) => {
      lineage?.onEvent(event)
      tell(event)
    },
  }).catch(async (error) => {
    await lineage?.end('failed')
    throw error
  })
  await lineage?.end(result.status)
  progress.clear()
  if (result.status === 'published') {
    for (const each of brokenExposures(before, await types(), project.exposures)) {
      progress.note(`what was published breaks ${brokenExposureText(each)}`)
    }
  }
  return result
}

function runOptions({ select, full = false, from, to }: RunCommandOptions) {
  const range = from === undefined && to === undefined ? undefined : { ...(from && { from }), ...(to && { to }) }
  return { selection: select?.join(' ') ?? '', force: full, ...(range && { range }) }
}

async function showDryRun(session: Session, project: Project, options: RunCommandOptions): Promise<void> {
  const { warehouse, print } = session
  const environment = await environmentOf(session)
  await loadSeeds(warehouse, environment, project.graph)
  const { plan, steps } = await dryRunProject(project, { warehouse, environment, ...runOptions(options) })
  if (options.json)
    return print(JSON.stringify({ steps, removed: plan.steps.filter(({ status }) => status === 'removed') }))
  for (const { model, status, reason, intervals } of steps) {
    print(`${model}: ${status}, ${reason}`)
    for (const line of intervalsText(intervals?.due ?? [])) print(`  ${line}`)
    if (intervals !== undefined && intervals.kept.length > 0) print(`  ${intervals.kept.length} stay as they are`)
    if (intervals?.dependsOn.length) print(`  and what becomes due by ${intervals.dependsOn.join(', ')}`)
  }
  const built = plan.steps.length - steps.length
  print(`${steps.length} of ${plan.steps.length} models would be built${built > 0 ? `, ${built} are current` : ''}`)
}

/** Tells OpenLineage of a run; a collector that does not answer is noted, and the run goes on. */
async function tellLineage(
  { warehouse, progress }: Session,
  project: Project,
  environment: Environment,
  target: string,
) {
  const sink = lineageSink(target)
  const emitter = lineageEmitter({
    project,
    environment,
    // A local server gets another port at every start; a dataset's name must not change with it.
    namespace: `clickhouse://${process.env.CLICKHOUSE_URL ? new URL(warehouse.url).host : hostname()}`,
    types: await publishedTypes(warehouse, environment, project),
    clock: Date.now,
    seed: randomUUID(),
    emit: sink.emit,
  })
  return {
    onEvent: emitter.onEvent,
    end: async (outcome: RunResult['status']) => {
      emitter.end(outcome)
      const { lost, reason } = await sink.close()
      if (lost > 0) progress.note(`${target} did not take ${lost} lineage events: ${reason}`)
    },
  }
}

function runProgress(progress: Progress): (event: RunEvent) => void {
  let models = 0
  let done = 0
  let checks = 0
  return (event) => {
    switch (event.kind) {
      case 'started':
        models = event.models
        return
      case 'recovered':
        return progress.note(`completed run ${event.run}, which was killed while publishing (${event.models} models)`)
      case 'modelStarted':
        return progress.update(`building ${event.model}`, done, models)
      case 'modelBuilt':
        return progress.update(`built ${event.model}`, ++done, models)
      case 'modelProgress':
        return progress.update(`building ${event.model}: interval ${event.done} of ${event.due}, models`, done, models)
      case 'modelCurrent':
        return progress.update(`${event.model} is current`, ++done, models)
      case 'modelAdopted':
        return progress.update(`took ${event.model} from run ${event.run}`, ++done, models)
      case 'modelFailed':
        return progress.note(`failed   ${event.model}: ${event.error}`)
      case 'modelSkipped':
        return progress.note(`skipped  ${event.model}: ${event.reason}`)
      case 'checked':
        checks++
        if (event.result.status === 'passed') return progress.update('checks', checks)
        return progress.note(failedCheck(event.result))
      case 'published':
        return
    }
  }
}

/** A check that did not pass, with up to five of the rows that fail. */
export function failedCheck(result: RunResult['checks'][number]): string {
  const rows = result.sample.map((row) => `\n           ${JSON.stringify(row)}`).join('')
  const what = result.error || `${result.failing.toLocaleString('en')} rows`
  return `${result.status.padEnd(8)} ${result.model}: ${result.check}: ${what}${rows}`
}

function runSummary(result: RunResult): string {
  if (result.status === 'current') return 'nothing to do: every selected model is current'
  const done = result.steps.filter(({ status }) => status === 'built')
  const built = done.filter(({ takenOver }) => takenOver === undefined)
  const taken = done.length - built.length
  const rows = built.reduce((sum, step) => sum + step.rows, 0)
  const intervals = built.reduce((sum, step) => sum + (step.intervals?.made.length ?? 0), 0)
  const removed = result.plan.steps.filter(({ status }) => status === 'removed').length
  const passed = result.checks.filter(({ status }) => status === 'passed').length
  const what = [
    `${built.length} models built${intervals > 0 ? ` (${intervals} intervals)` : ''}`,
    ...(taken > 0 ? [`${taken} taken over`] : []),
    ...(removed > 0 && result.status === 'published' ? [`${removed} taken away that the project no longer has`] : []),
    `${rows.toLocaleString('en')} rows`,
  ]
  return (
    `run ${result.run} ${result.status}: ${what.join(', ')}, ` +
    `${passed} of ${result.checks.length} checks passed, ${result.seconds.toFixed(1)} s`
  )
}
