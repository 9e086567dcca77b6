import { ConfigurationError } from '../../warehouse/errors.ts'
import type { Graph } from '../project/graph.ts'
import { type Fingerprint, fingerprints } from './fingerprint.ts'
import type { DayRange } from './interval.ts'
import { incrementalOf } from './interval-versions.ts'
import type { SourceVersions } from './source-versions.ts'
import type { Publication, PublishedState } from './state.ts'

/**
 * `new`: never published. `changed`: its definition, or one it reads, is another. `data`: what it reads has new rows.
 * `forced`: asked for. `current`: nothing to do. `removed`: published, but no longer in the project.
 */
export type PlanStatus = 'new' | 'changed' | 'data' | 'forced' | 'current' | 'removed'

export interface PlanStep {
  readonly model: string
  readonly status: PlanStatus
  /** Why, in words. */
  readonly reason: string
  readonly kind: 'view' | 'table'
  readonly code: string
  readonly fingerprint: string
}

/** What a run will do, as plain data: parents before children; what is printed is what runs. */
export interface Plan {
  readonly steps: readonly PlanStep[]
  /** Models to build. */
  readonly due: readonly string[]
  /** A run died while publishing: the next one completes it first, even if nothing is due. */
  readonly unfinished: boolean
}

export interface PlanOptions {
  readonly selected: ReadonlySet<string>
  /** Builds the selected models whether due or not. */
  readonly force?: boolean
  /** Builds the intervals of the selected models that lie in this range whether due or not. */
  readonly range?: DayRange
}

/** Compares a project with what is published. Pure; ConfigurationError when a model not selected is missing. */
export function plan(graph: Graph, state: PublishedState, versions: SourceVersions, options: PlanOptions): Plan {
  const wanted = fingerprints(graph)
  const steps: PlanStep[] = []
  const due = new Set<string>()
  for (const name of graph.models.keys()) {
    if (!options.selected.has(name)) continue
    requireParents(graph, state, options.selected, name)
    const fingerprint = wanted.get(name)!
    const [status, reason] = decide({ graph, state, versions, wanted, due, ...options }, name)
    if (status !== 'current') due.add(name)
    const kind = graph.models.get(name)!.materialized.kind
    steps.push({ model: name, status, reason, kind, code: fingerprint.code, fingerprint: fingerprint.whole })
  }
  const everything = options.selected.size === graph.models.size
  const removed = everything ? [...state.current.values()].filter(({ model }) => !graph.models.has(model)) : []
  return {
    steps: [...steps, ...removed.map(removal)],
    due: [...due],
    unfinished: state.unfinished.length > 0,
  }
}

interface Situation {
  readonly graph: Graph
  readonly state: PublishedState
  readonly versions: SourceVersions
  readonly wanted: ReadonlyMap<string, Fingerprint>
  readonly due: ReadonlySet<string>
  readonly force?: boolean
  readonly range?: DayRange
}

function decide(situation: Situation, name: string): readonly [PlanStatus, string] {
  const { graph, state, versions, wanted, due, force, range } = situation
  const now = state.current.get(name)
  if (now === undefined) return ['new', 'not published yet']
  const { code } = wanted.get(name)!
  if (now.code !== code) return ['changed', 'its definition changed']
  const parents = graph.parents.get(name) ?? []
  const changed = parents.filter((parent) => due.has(parent))
  // A parent that is due may be so for its code or its data: either way this model's input is another table.
  const redefined = changed.filter((parent) => state.current.get(parent)?.fingerprint !== wanted.get(parent)?.whole)
  if (redefined.length > 0) return ['changed', `${redefined.join(', ')} changed`]
  if (changed.length > 0) return ['data', `${changed.join(', ')} is rebuilt`]
  const others = parents.filter((parent) => now.inputs[parent] !== inputVersion(graph, state, versions, parent))
  if (others.length > 0) {
    const [sources, models] = [
      others.filter((parent) => graph.sources.has(parent)),
      others.filter((p) => !graph.sources.has(p)),
    ]
    const reasons = [
      ...(sources.length > 0 ? [`new data in ${sources.join(', ')}`] : []),
      ...(models.length > 0 ? [`${models.join(', ')} was rebuilt`] : []),
    ]
    return ['data', reasons.join('; ')]
  }
  const asked = force || (range !== undefined && incrementalOf(graph.models.get(name)!) !== undefined)
  return asked ? ['forced', 'asked for'] : ['current', 'up to date']
}

/** The version of a parent that is not built in this run. */
export function inputVersion(graph: Graph, state: PublishedState, versions: SourceVersions, parent: string): string {
  return (graph.sources.has(parent) ? versions.get(parent) : state.current.get(parent)?.physical) ?? ''
}

function requireParents(graph: Graph, state: PublishedState, selected: ReadonlySet<string>, name: string): void {
  const missing = (graph.parents.get(name) ?? []).filter(
    (parent) => graph.models.has(parent) && !selected.has(parent) && !state.current.has(parent),
  )
  if (missing.length > 0) {
    throw new ConfigurationError(`${name} reads ${missing.join(', ')}, not published yet`, `Select +${name}.`)
  }
}

function removal({ model, kind, code, fingerprint }: Publication): PlanStep {
  return { model, status: 'removed', reason: 'no longer in the project', kind, code, fingerprint }
}
