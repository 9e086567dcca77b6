import { ConfigurationError } from '../../warehouse/errors.ts'
import type { Model } from './model.ts'
import type { Relation } from './relation.ts'
import type { Source } from './source.ts'

/** Models with what they read, parents before children. */
export interface Graph {
  readonly models: ReadonlyMap<string, Model>
  readonly sources: ReadonlyMap<string, Source>
  /** Models and sources a model reads, by name. */
  readonly parents: ReadonlyMap<string, readonly string[]>
  /** Models that read a model or a source. */
  readonly children: ReadonlyMap<string, readonly string[]>
}

/**
 * Orders models so that each comes after what it reads. ConfigurationError on two models of one name, on a ref that is
 * not in the project, and on a cycle; each names the models.
 */
export function buildGraph(models: readonly Model[]): Graph {
  const byName = new Map<string, Model>()
  for (const model of models) {
    if (byName.has(model.name)) {
      throw new ConfigurationError(`two models are named ${model.name}`, 'Rename one of them.')
    }
    byName.set(model.name, model)
  }
  const sources = new Map<string, Source>()
  const parents = new Map<string, readonly string[]>()
  for (const model of models) {
    const relations = Object.values(model.refs)
    for (const ref of relations) if (ref.kind === 'source') addSource(sources, ref as Source)
    for (const ref of [...relations, ...checkedRelations(model)]) requireInProject(byName, model, ref)
    parents.set(model.name, [...new Set(relations.map((ref) => ref.name))])
  }
  for (const name of sources.keys()) {
    if (byName.has(name)) throw new ConfigurationError(`${name} is both a source and a model`, 'Rename the model.')
  }
  const order = sorted(byName, parents)
  return {
    models: new Map(order.map((name) => [name, byName.get(name)!])),
    sources,
    parents,
    children: inverted(parents, order),
  }
}

/** `start` and everything reachable from it. */
export function reach(edges: ReadonlyMap<string, readonly string[]>, start: string): ReadonlySet<string> {
  const found = new Set<string>()
  const visit = (name: string) => {
    if (found.has(name)) return
    found.add(name)
    edges.get(name)?.forEach(visit)
  }
  visit(start)
  return found
}

function addSource(sources: Map<string, Source>, source: Source): void {
  const other = sources.get(source.name)
  if (other !== undefined && other !== source) {
    throw new ConfigurationError(`two sources are named ${source.name}`, 'Import the one its contract makes.')
  }
  sources.set(source.name, source)
}

function checkedRelations(model: Model): readonly Relation[] {
  return model.checks.flatMap(({ rule }) => (rule.kind === 'relationship' ? [rule.to] : []))
}

function requireInProject(models: ReadonlyMap<string, Model>, model: Model, ref: Relation): void {
  if (ref.kind === 'source') return
  const known = models.get(ref.name)
  if (known === undefined) {
    throw new ConfigurationError(
      `${model.name} reads ${ref.name}, which is not in the project`,
      `Add ${ref.name} to it.`,
    )
  }
  // `.check()` makes a new value of the same model: what counts is that the query is the same.
  if (known.query !== (ref as Model).query) {
    throw new ConfigurationError(`${model.name} reads another ${ref.name} than the project's`, 'Import the same value.')
  }
}

function sorted(
  models: ReadonlyMap<string, Model>,
  parents: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const order: string[] = []
  const done = new Set<string>()
  const path: string[] = []
  const visit = (name: string) => {
    if (done.has(name) || !models.has(name)) return
    if (path.includes(name)) {
      const cycle = [...path.slice(path.indexOf(name)), name].join(' -> ')
      throw new ConfigurationError(`models read each other: ${cycle}`, 'Break the cycle.')
    }
    path.push(name)
    parents.get(name)?.forEach(visit)
    path.pop()
    done.add(name)
    order.push(name)
  }
  for (const name of models.keys()) visit(name)
  return order
}

function inverted(
  parents: ReadonlyMap<string, readonly string[]>,
  order: readonly string[],
): ReadonlyMap<string, readonly string[]> {
  const children = new Map<string, string[]>()
  for (const name of order) {
    for (const parent of parents.get(name) ?? []) children.set(parent, [...(children.get(parent) ?? []), name])
  }
  return children
}
