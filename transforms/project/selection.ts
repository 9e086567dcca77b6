import { ConfigurationError } from '../../warehouse/errors.ts'
import { nearest } from '../../warehouse/nearest.ts'
import { type Graph, reach } from './graph.ts'
import { splitName } from './relation.ts'

/**
 * Chooses models by name, tag, folder or source, joined by commas or spaces: `rating.rated_usage`, `rated_usage` where
 * that is one model, `tag:finance`, `billing/`, `source:raw.usage`; a `+` before adds what it reads, a `+` after what
 * reads it. Nothing, or `*`, is every model. ConfigurationError for a selector that selects nothing, with near names.
 */
export function select(graph: Graph, selection = ''): ReadonlySet<string> {
  const selectors = selection.split(/[\s,]+/).filter((selector) => selector !== '')
  if (selectors.length === 0 || selectors.includes('*')) return new Set(graph.models.keys())
  const chosen = new Set(selectors.flatMap((selector) => [...selectOne(graph, selector)]))
  return new Set([...graph.models.keys()].filter((name) => chosen.has(name)))
}

function selectOne(graph: Graph, selector: string): Iterable<string> {
  const [, before, body, after] = /^(\+?)(.*?)(\+?)$/.exec(selector)!
  if (body === '') {
    throw new ConfigurationError(
      `'${selector}' in '--select' stands alone`,
      'A + belongs to a name, without a space: +rating.charge, rating.charge+.',
    )
  }
  const names = matching(graph, body!)
  const found = new Set(names)
  for (const name of names) {
    if (before) for (const parent of reach(graph.parents, name)) found.add(parent)
    if (after || body!.startsWith('source:')) for (const child of reach(graph.children, name)) found.add(child)
  }
  return [...found].filter((name) => graph.models.has(name))
}

function matching(graph: Graph, body: string): readonly string[] {
  const models = [...graph.models.values()]
  const sources = [...graph.sources.keys()]
  const candidates = body.startsWith('tag:')
    ? models.filter((model) => model.description.tags?.includes(body.slice('tag:'.length)))
    : body.endsWith('/')
      ? models.filter((model) => splitName(model.name).database === body.slice(0, -1))
      : models.filter((model) => model.name === body || splitName(model.name).table === body)
  const names = body.startsWith('source:')
    ? sources.filter((name) => name === body.slice('source:'.length))
    : candidates.map((model) => model.name)
  if (names.length === 0) throw unknown(graph, body)
  const exact = names.filter((name) => name === body)
  if (exact.length === 0 && names.length > 1 && /^\w+$/.test(body)) {
    throw new ConfigurationError(`'${body}' is more than one model`, `Say which: ${names.join(', ')}.`)
  }
  return exact.length > 0 ? exact : names
}

function unknown(graph: Graph, body: string): ConfigurationError {
  const models = [...graph.models.values()]
  const known = [
    ...models.flatMap((model) => [model.name, splitName(model.name).table]),
    ...models.flatMap((model) => (model.description.tags ?? []).map((tag) => `tag:${tag}`)),
    ...models.map((model) => `${splitName(model.name).database}/`),
    ...[...graph.sources.keys()].map((name) => `source:${name}`),
  ]
  const near = nearest(body, known)
  const hint = near.length > 0 ? `Did you mean ${near.join(', ')}?` : 'Select by model, folder/, tag: or source:.'
  return new ConfigurationError(`nothing is selected by '${body}'`, hint)
}
