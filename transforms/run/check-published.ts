import type { Warehouse } from '../../warehouse/connect.ts'
import { createState, readState } from '../plan/state.ts'
import { type Environment, published } from '../project/environment.ts'
import type { Project } from '../project/project.ts'
import type { Relation } from '../project/relation.ts'
import { select } from '../project/selection.ts'
import { checkModel, checkReconciliation } from './check.ts'
import type { CheckResult } from './event.ts'

/** Runs the checks of the selected models on what readers see now. Models not published yet are left out. */
export async function checkPublished(
  project: Project,
  options: {
    readonly warehouse: Warehouse
    readonly environment: Environment
    readonly selection?: string
    readonly onResult?: (result: CheckResult) => void
  },
): Promise<readonly CheckResult[]> {
  const { warehouse, environment, selection = '', onResult = () => {} } = options
  await createState(warehouse, environment)
  const { current } = await readState(warehouse, environment)
  const place = published(environment)
  const names = [...select(project.graph, selection)].filter((name) => current.has(name))
  const stands = ({ kind, name }: Relation) => kind === 'source' || current.has(name)
  const results: CheckResult[] = []
  const add = (more: readonly CheckResult[]) => {
    results.push(...more)
    for (const result of more) onResult(result)
  }
  for (const name of names) {
    const model = project.graph.models.get(name)!
    const checks = model.checks.filter(({ rule }) => rule.kind !== 'relationship' || stands(rule.to))
    add(await checkModel(warehouse, { ...model, checks }, place(model), place))
  }
  for (const reconciliation of project.reconciliations) {
    const models = Object.values(reconciliation.refs).filter(({ kind }) => kind === 'model')
    if (!models.every(({ name }) => current.has(name)) || !models.some(({ name }) => names.includes(name))) continue
    add([await checkReconciliation(warehouse, reconciliation, place)])
  }
  return results
}
