import type { Warehouse } from '../../warehouse/connect.ts'
import type { PlanStep } from '../plan/plan.ts'
import type { Placement } from '../project/compile.ts'
import type { Graph } from '../project/graph.ts'
import { buildModel, buildStatements } from './build.ts'
import { attempt } from './check.ts'
import type { RunEvent, StepResult } from './event.ts'

export interface Execution {
  readonly warehouse: Warehouse
  readonly graph: Graph
  /** Models to build, parents before children. */
  readonly steps: readonly PlanStep[]
  readonly place: Placement
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
  const { graph, steps, concurrency } = execution
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
        build(execution, step, results).then((result) => {
          results.set(step.model, result)
          running -= 1
          fill()
        }, reject)
      }
    }
    fill()
  })
  return steps.map(({ model }) => results.get(model)!)
}

async function build(
  { warehouse, graph, place, clock, onEvent }: Execution,
  { model: name, reason }: PlanStep,
  results: ReadonlyMap<string, StepResult>,
): Promise<StepResult> {
  const broken = (graph.parents.get(name) ?? []).filter(
    (parent) => (results.get(parent)?.status ?? 'built') !== 'built',
  )
  if (broken.length > 0) {
    const why = `${broken.join(', ')} was not built`
    onEvent({ kind: 'modelSkipped', model: name, reason: why })
    return step(name, 'skipped', why, undefined, 0, '')
  }
  const model = graph.models.get(name)!
  const startedAt = clock()
  onEvent({ kind: 'modelStarted', model: name, reason })
  const outcome = await attempt(() => buildModel(warehouse, buildStatements(model, place(model), place)))
  const seconds = (clock() - startedAt) / 1000
  if ('error' in outcome) {
    onEvent({ kind: 'modelFailed', model: name, error: outcome.error })
    return step(name, 'failed', reason, startedAt, seconds, outcome.error)
  }
  onEvent({ kind: 'modelBuilt', model: name, seconds })
  return step(name, 'built', reason, startedAt, seconds, '')
}

function step(
  model: string,
  status: StepResult['status'],
  reason: string,
  startedAt: number | undefined,
  seconds: number,
  error: string,
): StepResult {
  return { model, status, reason, startedAt, seconds, rows: 0, bytes: 0, error }
}
