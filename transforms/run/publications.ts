import type { Warehouse } from '../../warehouse/connect.ts'
import { DERIVED_FROM } from '../plan/base.ts'
import { fingerprints } from '../plan/fingerprint.ts'
import { inputTable, type Plan, type PlanStep, versionAfter } from '../plan/plan.ts'
import type { SourceVersions } from '../plan/source-versions.ts'
import { type Publication, type PublishedState, storedPublication } from '../plan/state.ts'
import { compileModel } from '../project/compile.ts'
import { type Environment, PRODUCTION, published } from '../project/environment.ts'
import type { Project } from '../project/project.ts'
import { append } from './append.ts'

/** What a run has done when it comes to publishing. */
export interface Ran {
  readonly project: Project
  readonly state: PublishedState
  readonly sources: SourceVersions
  readonly plan: Plan
  readonly run: number
  /** Name of each build by its model. */
  readonly builds: ReadonlyMap<string, string>
}

/** The rows of the journal that publish a run. */
export function publicationsOf(ran: Ran): readonly Publication[] {
  const { plan, run } = ran
  const due = plan.steps.filter(({ model }) => plan.due.includes(model))
  const without = (status: PlanStep['status'], name: string) =>
    plan.steps
      .filter((step) => step.status === status)
      .map(({ model, kind, code, fingerprint }) => ({
        ...{ run, model, kind, code, fingerprint, physical: name },
        ...{ inputs: {}, version: '', versions: {}, columns: {}, sql: '' },
      }))
  return [
    ...due.map((step) => publicationOf(ran, step)),
    ...without('production', PRODUCTION),
    ...without('removed', ''),
  ]
}

/** Remembers what a run that publishes nothing has built, so that the next one need not build it again. */
export async function keepUnpublished(warehouse: Warehouse, environment: Environment, ran: Ran): Promise<void> {
  const built = ran.plan.steps.filter(({ model }) => ran.builds.has(model))
  const rows = built.map((step) => storedPublication(publicationOf(ran, step)))
  await append(warehouse, environment, 'unpublished', rows)
}

function publicationOf({ project: { graph }, state, sources, plan, run, builds }: Ran, step: PlanStep): Publication {
  const { model, kind, code, fingerprint } = step
  const statuses = new Map(plan.steps.map((each) => [each.model, each.status]))
  const parents = graph.parents.get(model) ?? []
  const of = (find: (parent: string) => string) => Object.fromEntries(parents.map((parent) => [parent, find(parent)]))
  const version = (parent: string) =>
    graph.sources.has(parent) ? (sources.get(parent) ?? '') : versionAfter(state, builds, statuses, parent)
  return {
    run,
    model,
    // A model that turned out to be current stays where it is, but says what it is known to agree with now.
    physical: builds.get(model) ?? state.current.get(model)!.physical,
    kind,
    code,
    fingerprint,
    inputs: of((parent) => builds.get(parent) ?? inputTable(graph, state, sources, parent)),
    version: versionAfter(state, builds, statuses, model),
    versions: { ...of(version), ...derivedFrom(state, step) },
    columns: fingerprints(graph).get(model)!.columns,
    sql: compileModel(graph.models.get(model)!, published({ prefix: '' })).sql,
  }
}

/** What production had of a model when its definition in an environment was made: promoting must not undo what came since. */
function derivedFrom({ current, base }: PublishedState, { model, code }: PlanStep): Readonly<Record<string, string>> {
  if (base === undefined) return {}
  const before = current.get(model)
  const kept = before?.code === code ? before.versions[DERIVED_FROM] : undefined
  return { [DERIVED_FROM]: kept ?? base.current.get(model)?.fingerprint ?? '' }
}
