import { ConfigurationError } from '../../warehouse/errors.ts'
import { PRODUCTION } from '../project/environment.ts'
import type { Graph } from '../project/graph.ts'
import { standing, standingBuild } from './base.ts'
import { type Fingerprint, fingerprints, ROWS } from './fingerprint.ts'
import type { DayRange } from './interval.ts'
import { incrementalOf } from './interval-versions.ts'
import type { SourceVersions } from './source-versions.ts'
import type { Publication, PublishedState } from './state.ts'

/**
 * `new`: never published. `changed`: its definition, or what it reads of another, is another. `columns`: the same
 * rows with columns that come, go or are computed otherwise, or stored another way: of its readers only those are built
 * again that name such a column. `data`: what it reads has new
 * rows. `production`: an environment shows what production has, because it defines it alike. `forced`: asked for. `current`: nothing to do. `removed`: published, but no longer in the project.
 */
export type PlanStatus = 'new' | 'changed' | 'columns' | 'data' | 'production' | 'forced' | 'current' | 'removed'

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
  const spared = new Set<string>()
  for (const name of graph.models.keys()) {
    if (!options.selected.has(name)) continue
    requireParents(graph, state, options.selected, name)
    const fingerprint = wanted.get(name)!
    if (isProductions(state, wanted, name) && !options.force) {
      const shown = state.current.get(name)
      const stands = shown?.physical === PRODUCTION && shown.fingerprint === fingerprint.whole
      const status = stands && !state.base?.columnsOtherwise.has(name) ? 'current' : 'production'
      steps.push({
        model: name,
        status,
        reason: 'as in production',
        kind: 'view',
        code: fingerprint.code,
        fingerprint: fingerprint.whole,
      })
      continue
    }
    const [status, reason] = decide({ graph, state, versions, wanted, due, spared, ...options }, name)
    if (status === 'columns') spared.add(name)
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
  /** Of these, those whose readers need not be. */
  readonly spared: ReadonlySet<string>
  readonly force?: boolean
  readonly range?: DayRange
}

/** Whether an environment has a model as production has it. */
function isProductions({ base }: PublishedState, wanted: ReadonlyMap<string, Fingerprint>, name: string): boolean {
  return base?.current.get(name)?.fingerprint === wanted.get(name)!.whole && !base.seededOtherwise.has(name)
}

function decide(situation: Situation, name: string): readonly [PlanStatus, string] {
  const { graph, state, wanted, due, force, range } = situation
  const now = state.current.get(name)
  if (now === undefined || now.physical === PRODUCTION) {
    return ['new', state.base?.current.has(name) ? 'not as in production' : 'not published yet']
  }
  const { code, whole, columns } = wanted.get(name)!
  const data = dataReason(situation, name, now)
  if (now.code !== code) {
    if (now.columns[ROWS] === undefined || now.columns[ROWS] !== columns[ROWS])
      return ['changed', 'its definition changed']
    const reason = columnsReason(now.columns, columns)
    return data === undefined ? ['columns', reason] : ['changed', `${reason}; ${data}`]
  }
  if (now.fingerprint !== whole) {
    const parents = graph.parents.get(name) ?? []
    const redefined = parents.filter(
      (parent) => due.has(parent) && standing(state, parent)?.fingerprint !== wanted.get(parent)?.whole,
    )
    return ['changed', redefined.length > 0 ? `${redefined.join(', ')} changed` : 'what it reads is defined otherwise']
  }
  if (data !== undefined) return ['data', data]
  const asked = force || (range !== undefined && incrementalOf(graph.models.get(name)!) !== undefined)
  return asked ? ['forced', 'asked for'] : ['current', 'up to date']
}

/** Why the rows that a model reads are others than when it was built. */
function dataReason(situation: Situation, name: string, now: Publication): string | undefined {
  const { graph, state, versions, due, spared } = situation
  const parents = graph.parents.get(name) ?? []
  const rebuilt = parents.filter((parent) => due.has(parent) && !spared.has(parent))
  if (rebuilt.length > 0) return `${rebuilt.join(', ')} is rebuilt`
  const version = (parent: string) =>
    graph.sources.has(parent) ? (versions.get(parent) ?? '') : (standing(state, parent)?.version ?? '')
  const others = parents.filter((parent) => now.versions[parent] !== version(parent))
  const sources = others.filter((parent) => graph.sources.has(parent))
  const models = others.filter((parent) => !graph.sources.has(parent))
  const reasons = [
    ...(sources.length > 0 ? [`new data in ${sources.join(', ')}`] : []),
    ...(models.length > 0 ? [`${models.join(', ')} was rebuilt`] : []),
  ]
  return reasons.length > 0 ? reasons.join('; ') : undefined
}

function columnsReason(before: Publication['columns'], now: Publication['columns']): string {
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])]
  const some = (what: string, of: (name: string) => boolean) => {
    const found = names.filter(of)
    return found.length > 0 ? [`${what} ${found.join(', ')}`] : []
  }
  const reasons = [
    ...some('adds', (name) => before[name] === undefined),
    ...some('drops', (name) => now[name] === undefined),
    ...some('computes otherwise', (name) => name in before && name in now && before[name] !== now[name]),
  ]
  return reasons.length > 0 ? reasons.join('; ') : 'it is stored another way'
}

/** Where a parent that is not built in this run is: a source's data version, or a model's physical table. */
export function inputTable(graph: Graph, state: PublishedState, versions: SourceVersions, parent: string): string {
  return (graph.sources.has(parent) ? versions.get(parent) : standingBuild(state, parent)) ?? ''
}

/** What a model's readers know its content by once a run has built what `builds` says. */
export function versionAfter(
  state: PublishedState,
  builds: ReadonlyMap<string, string>,
  statuses: ReadonlyMap<string, PlanStatus>,
  model: string,
): string {
  const before = standing(state, model)?.version
  const built = builds.get(model)
  return (statuses.get(model) === 'columns' ? before : (built ?? before)) ?? ''
}

function requireParents(graph: Graph, state: PublishedState, selected: ReadonlySet<string>, name: string): void {
  const missing = (graph.parents.get(name) ?? []).filter(
    (parent) => graph.models.has(parent) && !selected.has(parent) && standing(state, parent) === undefined,
  )
  if (missing.length > 0) {
    throw new ConfigurationError(`${name} reads ${missing.join(', ')}, not published yet`, `Select +${name}.`)
  }
}

function removal({ model, kind, code, fingerprint }: Publication): PlanStep {
  return { model, status: 'removed', reason: 'no longer in the project', kind, code, fingerprint }
}
