import type { Warehouse } from '../../warehouse/connect.ts'
import type { ColumnsRead } from '../plan/columns-read.ts'
import type { DueOptions } from '../plan/due-intervals.ts'
import { definitionOf, fingerprints } from '../plan/fingerprint.ts'
import { type VersionReader, versionReader } from '../plan/interval-versions.ts'
import { readBuiltSlices, readStandingSlices } from '../plan/model-intervals.ts'
import { type PlanStep, versionAfter } from '../plan/plan.ts'
import { isSharded } from '../plan/sharding.ts'
import type { SourceVersions } from '../plan/source-versions.ts'
import type { Publication, PublishedState } from '../plan/state.ts'
import type { Placement } from '../project/compile.ts'
import { buildDatabase, type Environment } from '../project/environment.ts'
import type { Graph } from '../project/graph.ts'
import type { Model } from '../project/model.ts'
import type { PhysicalName } from '../sql/compiler.ts'
import { physicalName, type TableBuild } from './build.ts'
import { buildAppend } from './build-append.ts'
import { buildDictionary } from './build-dictionary.ts'
import { buildIncremental } from './build-incremental.ts'
import { buildOnCluster, copyFromHome, standsIn } from './build-on-cluster.ts'
import { buildSnapshot } from './build-snapshot.ts'
import { buildWhole, type Knowledge } from './build-whole.ts'
import { attempt } from './check.ts'
import { columnMemory } from './column-memory.ts'
import { isBroken, type RunEvent, type StepResult } from './event.ts'
import { sliceStorage } from './slice-storage.ts'

export interface Execution {
  readonly warehouse: Warehouse
  readonly environment: Environment
  readonly graph: Graph
  /** Number of the run. */
  readonly run: number
  readonly state: PublishedState
  readonly sources: SourceVersions
  /** Models to build, parents before children. */
  readonly steps: readonly PlanStep[]
  /** Where each model was built; filled in as they are. */
  readonly builds: Map<string, string>
  /** Says where a model is: what `builds` says, or what is published. */
  readonly place: Placement
  /** Of models built by interval, what is made again although nothing it reads has changed. */
  readonly due: DueOptions
  /** Builds at once. */
  readonly concurrency: number
  readonly clock: () => number
  readonly onEvent: (event: RunEvent) => void
}

/**
 * Builds models as soon as what they read is built. A model that fails takes those that read it along (skipped, with
 * the reason), and no others.
 */
export async function execute(execution: Execution): Promise<readonly StepResult[]> {
  const { warehouse, graph, steps, concurrency } = execution
  const columns = columnMemory(
    warehouse,
    steps.map(({ model }) => graph.models.get(model)!),
  )
  const building = { ...execution, reader: readerOf(execution), known: { columns, empty: new Map() } }
  const due = new Set(steps.map(({ model }) => model))
  const results = new Map<string, StepResult>()
  const waiting = [...steps]

  const next = (): PlanStep | undefined => {
    const index = waiting.findIndex(({ model }) =>
      (graph.parents.get(model) ?? []).every((parent) => !due.has(parent) || results.has(parent)),
    )
    return index === -1 ? undefined : waiting.splice(index, 1)[0]
  }
  await new Promise<void>((resolve, reject) => {
    let running = 0
    const fill = () => {
      if (waiting.length === 0 && running === 0) resolve()
      while (running < concurrency) {
        const step = next()
        if (step === undefined) return
        running += 1
        build(building, step, results).then((result) => {
          results.set(step.model, result)
          running -= 1
          fill()
        }, reject)
      }
    }
    fill()
  })
  await columns.keep()
  return steps.map(({ model }) => results.get(model)!)
}

interface Building extends Execution {
  readonly reader: VersionReader
  readonly known: Knowledge
}

async function build(
  execution: Building,
  planned: PlanStep,
  results: ReadonlyMap<string, StepResult>,
): Promise<StepResult> {
  const { environment, graph, run, builds, clock, onEvent } = execution
  const { model: name, reason } = planned
  const result = (status: StepResult['status'], more: Partial<StepResult> = {}): StepResult => ({
    model: name,
    status,
    reason,
    startedAt: undefined,
    seconds: 0,
    rows: 0,
    bytes: 0,
    error: '',
    ...more,
  })
  const broken = (graph.parents.get(name) ?? []).filter((parent) => isBroken(results.get(parent)?.status ?? 'built'))
  if (broken.length > 0) {
    const why = `${broken.join(', ')} was not built`
    onEvent({ kind: 'modelSkipped', model: name, reason: why })
    return result('skipped', { reason: why })
  }
  const startedAt = clock()
  onEvent({ kind: 'modelStarted', model: name, reason })
  const target = { database: buildDatabase(environment), name: physicalName(name, planned.fingerprint, run) }
  const outcome = await attempt(() => buildStep(execution, planned, target))
  const seconds = (clock() - startedAt) / 1000
  if ('error' in outcome) {
    onEvent({ kind: 'modelFailed', model: name, error: outcome.error })
    return result('failed', { startedAt, seconds, error: outcome.error })
  }
  if (outcome.value === 'current') {
    onEvent({ kind: 'modelCurrent', model: name })
    return result('current', { startedAt, seconds })
  }
  const { adopted, ...more } = outcome.value
  builds.set(name, adopted?.physical ?? target.name)
  if (adopted) onEvent({ kind: 'modelAdopted', model: name, run: adopted.run })
  else onEvent({ kind: 'modelBuilt', model: name, seconds })
  return result('built', {
    startedAt,
    seconds,
    ...more,
    ...(adopted && { takenOver: adopted.run, reason: `run ${adopted.run} had built it` }),
  })
}

/** Builds a model, or finds that what is published is what would be built: its parents were due, but came out the same. */
async function buildStep(
  execution: Building,
  { model: name, status, code, fingerprint }: PlanStep,
  target: PhysicalName,
): Promise<'current' | (Pick<StepResult, 'intervals'> & { readonly adopted?: Publication })> {
  const { warehouse, environment, graph, run, state, sources, steps, builds, place, due, reader, known } = execution
  const model = graph.models.get(name)!
  const { materialized } = model
  const now = state.current.get(name)
  const statuses = new Map(steps.map((step) => [step.model, step.status]))
  const version = (parent: string) =>
    graph.sources.has(parent) ? (sources.get(parent) ?? '') : versionAfter(state, builds, statuses, parent)
  const isSame = (from: Publication | undefined) =>
    from !== undefined && (graph.parents.get(name) ?? []).every((parent) => from.versions[parent] === version(parent))
  const kept = state.unpublished.get(name)
  // What is added to what stands, or says when it was seen, is made again.
  const asItWas = materialized.kind === 'view' || !(materialized.append || materialized.snapshot)
  const asked = due.full === true || due.range !== undefined
  if (kept?.fingerprint === fingerprint && asItWas && !asked && isSame(kept)) return { adopted: kept }
  const standing = now?.kind === 'table' ? { ...target, name: now.physical } : undefined
  const table: TableBuild = {
    warehouse,
    environment,
    model,
    place,
    fingerprint,
    run,
    target,
    base: now?.code === code ? standing : undefined,
    history: standing,
    full: due.full ?? false,
    at: execution.clock(),
    onProgress: (done, total) => execution.onEvent({ kind: 'modelProgress', model: name, done, due: total }),
  }
  if (materialized.kind === 'table' && materialized.incremental) {
    const { incremental } = materialized
    const storage = sliceStorage(warehouse, known.columns, {
      model,
      place,
      incremental,
      stands: standsIn(graph, place),
    })
    const intervals = await buildIncremental({
      ...{ ...table, incremental, storage, reader, state, due },
      wanted: fingerprints(graph).get(name)!,
    })
    if (intervals === undefined) return 'current'
    if (!storage.inParts) await copyFromHome(warehouse, model, target)
    return { intervals }
  }
  if (materialized.kind === 'table' && materialized.append) {
    const intervals = await buildAppend(table, materialized.append)
    if (intervals === undefined) return 'current'
    if (!isSharded(model)) await copyFromHome(warehouse, model, target)
    return { intervals }
  }
  if (materialized.kind === 'table' && materialized.snapshot) {
    if (!(await buildSnapshot(table, materialized.snapshot))) return 'current'
    await copyFromHome(warehouse, model, target)
    return {}
  }
  if (status === 'data' && isSame(now)) return 'current'
  if (warehouse.cluster !== undefined) {
    await buildOnCluster(warehouse, { model, target, place, stands: standsIn(graph, place) })
  } else {
    await buildWhole(warehouse, known, model, target, place)
  }
  await buildDictionary(warehouse, model, target)
  return {}
}

function readerOf({ warehouse, environment, graph, state, sources, builds, place }: Execution): VersionReader {
  const wanted = fingerprints(graph)
  const built = (model: Model) => {
    const build = builds.get(model.name)
    return build === undefined
      ? readStandingSlices(warehouse, environment, state, model.name)
      : readBuiltSlices(warehouse, environment, build)
  }
  const definition = (model: string, columns: ColumnsRead) => definitionOf(wanted.get(model)!, columns)
  return versionReader({ warehouse, environment, place, sources, definition, built, standing: built })
}
