import type { Warehouse } from '../../warehouse/connect.ts'
import type { PublishedState } from '../plan/state.ts'
import type { Placement } from '../project/compile.ts'
import type { Project } from '../project/project.ts'
import { checkModel, checkReconciliation } from './check.ts'
import type { CheckResult, RunEvent, StepResult } from './event.ts'
import { pool } from './pool.ts'

interface Checking {
  readonly warehouse: Warehouse
  readonly project: Project
  readonly state: PublishedState
  readonly steps: readonly StepResult[]
  readonly place: Placement
  readonly concurrency: number
  readonly onEvent: (event: RunEvent) => void
}

/** Checks what a run built before anyone sees it: each model, then the reconciliations that what was built takes part in. */
export async function runChecks(checking: Checking): Promise<readonly CheckResult[]> {
  const { warehouse, project, state, steps, place, concurrency, onEvent } = checking
  const { graph, reconciliations } = project
  const built = new Set(steps.filter(({ status }) => status === 'built').map(({ model }) => model))
  const broken = new Set(steps.filter(({ status }) => status !== 'built').map(({ model }) => model))
  const told = async (results: Promise<readonly CheckResult[]>) => {
    for (const result of await results) onEvent({ kind: 'checked', result })
    return results
  }
  const ofModels = await pool([...built], concurrency, (name) => {
    const model = graph.models.get(name)!
    // A relationship to a model that failed says nothing: the run is lost anyway.
    const checks = model.checks.filter(({ rule }) => rule.kind !== 'relationship' || !broken.has(rule.to.name))
    return told(checkModel(warehouse, { ...model, checks }, place(model), place))
  })
  const due = reconciliations.filter(({ refs }) => {
    const models = Object.values(refs).filter(({ kind }) => kind === 'model')
    const known = models.every(({ name }) => !broken.has(name) && (built.has(name) || state.current.has(name)))
    return known && models.some(({ name }) => built.has(name))
  })
  const between = await pool(due, concurrency, (each) =>
    told(checkReconciliation(warehouse, each, place).then((result) => [result])),
  )
  return [...ofModels, ...between].flat()
}
