import type { Warehouse } from '../../warehouse/connect.ts'
import { standing } from '../plan/base.ts'
import type { PublishedState } from '../plan/state.ts'
import type { Placement } from '../project/compile.ts'
import type { Project } from '../project/project.ts'
import type { Relation } from '../project/relation.ts'
import { checkModel, checkReconciliation } from './check.ts'
import { type CheckResult, isBroken, type RunEvent, type StepResult } from './event.ts'
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
  const broken = new Set(steps.filter(({ status }) => isBroken(status)).map(({ model }) => model))
  const stands = ({ kind, name }: Relation) =>
    kind === 'source' || built.has(name) || (standing(state, name) !== undefined && !broken.has(name))
  const told = async (results: Promise<readonly CheckResult[]>) => {
    for (const result of await results) onEvent({ kind: 'checked', result })
    return results
  }
  const ofModels = await pool([...built], concurrency, (name) => {
    const model = graph.models.get(name)!
    // A relationship to a model that failed says nothing, the run is lost anyway; one to a model that was not selected
    // and never built can be checked only once that is.
    const checks = model.checks.filter(({ rule }) => rule.kind !== 'relationship' || stands(rule.to))
    return told(checkModel(warehouse, { ...model, checks }, place(model), place))
  })
  const due = reconciliations.filter(({ refs }) => {
    const models = Object.values(refs).filter(({ kind }) => kind === 'model')
    return models.every(stands) && models.some(({ name }) => built.has(name))
  })
  const between = await pool(due, concurrency, (each) =>
    told(checkReconciliation(warehouse, each, place).then((result) => [result])),
  )
  return [...ofModels, ...between].flat()
}
