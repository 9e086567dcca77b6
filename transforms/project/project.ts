import { ConfigurationError } from '../../warehouse/errors.ts'
import { columnLineage } from '../docs/lineage.ts'
import { compileBuild, compileModel, requireRead } from './compile.ts'
import { published } from './environment.ts'
import { type Exposure, requireExposed } from './exposure.ts'
import { buildGraph, type Graph } from './graph.ts'
import type { Model } from './model.ts'
import type { ModelTest } from './model-test.ts'
import type { Reconciliation } from './reconciliation.ts'

/** Everything the engine runs. */
export interface Project {
  readonly graph: Graph
  readonly reconciliations: readonly Reconciliation[]
  /** Unit tests that `trunkline test --unit` runs. */
  readonly tests: readonly ModelTest[]
  readonly exposures: readonly Exposure[]
}

/**
 * Collects models and the checks between them: `export const project = defineProject({ models: [ratedUsage, ...] })`.
 * Compiles every model once, so that a mistake is a ConfigurationError here and not half way through a run.
 */
export function defineProject(parts: {
  readonly models: readonly Model[]
  readonly reconciliations?: readonly Reconciliation[]
  readonly tests?: readonly ModelTest[]
  readonly exposures?: readonly Exposure[]
}): Project {
  const graph = buildGraph(parts.models)
  for (const model of graph.models.values()) {
    compileModel(model, published({ prefix: '' }))
    requireColumns(model)
  }
  const reconciliations = parts.reconciliations ?? []
  const names = new Set<string>()
  for (const { name, refs, left, right } of reconciliations) {
    if (names.has(name)) throw new ConfigurationError(`two reconciliations are named '${name}'`, 'Rename one of them.')
    names.add(name)
    const sides = [left, right].map((side) => compileBuild(name, refs, side, published({ prefix: '' })))
    requireRead(
      name,
      refs,
      sides.flatMap(({ dependsOn }) => dependsOn),
    )
    for (const ref of Object.values(refs)) {
      if (ref.kind === 'model' && !graph.models.has(ref.name)) {
        throw new ConfigurationError(
          `'${name}' reads ${ref.name}, which is not in the project`,
          `Add ${ref.name} to it.`,
        )
      }
    }
  }
  const { tests = [], exposures = [] } = parts
  requireExposed(graph, exposures)
  return Object.freeze({ graph, reconciliations, tests, exposures })
}

// What tsc says of a model too, to a project that tsc was not run on.
function requireColumns(model: Model): void {
  const columns = columnLineage(model)
  for (const [what, named] of namedColumns(model)) {
    const unknown = named.filter((column) => !columns.has(column))
    if (unknown.length === 0) continue
    throw new ConfigurationError(
      `${model.name} ${what} columns it does not have: ${unknown.join(', ')}`,
      `It has ${[...columns.keys()].join(', ')}.`,
    )
  }
}

function namedColumns({ description, materialized, checks }: Model): readonly (readonly [string, readonly string[]])[] {
  const described = Object.keys(description.columns ?? {})
  const checked = checks.flatMap(({ rule }) =>
    'columns' in rule ? rule.columns : 'column' in rule ? [rule.column] : [],
  )
  const ofAll = [
    ['describes', described],
    ['checks', checked],
  ] as const
  if (materialized.kind === 'view') return ofAll
  const { orderBy, shardBy, incremental, snapshot } = materialized
  const { time, bucket } = incremental ?? {}
  const kept = [shardBy, time, bucket?.by, snapshot?.updated].filter((column) => column !== undefined)
  return [...ofAll, ['is ordered by', orderBy], ['is kept up to date by', kept]]
}
