import { describe, expect, it } from 'vitest'
import { fingerprints } from '../../transforms/plan/fingerprint.ts'
import { plan } from '../../transforms/plan/plan.ts'
import type { Publication, PublishedState } from '../../transforms/plan/state.ts'
import type { Project } from '../../transforms/project/project.ts'
import { select } from '../../transforms/project/selection.ts'
import { shop } from './shop.ts'

const versions = new Map([
  ['raw.calls', '1'],
  ['raw.rates', '1'],
])

function inputsOf(graph: Project['graph'], name: string) {
  const inputs = Object.fromEntries(
    (graph.parents.get(name) ?? []).map((parent) => [parent, graph.sources.has(parent) ? '1' : `${parent}__1`]),
  )
  return { inputs, versions: inputs }
}

/** The state after `project` was published, with every build named after its model. */
function stateOf({ graph }: Project): PublishedState {
  const wanted = fingerprints(graph)
  const rows = [...graph.models.values()].map(
    ({ name, materialized }): Publication => ({
      run: 1,
      model: name,
      physical: `${name}__1`,
      kind: materialized.kind,
      code: wanted.get(name)!.code,
      fingerprint: wanted.get(name)!.whole,
      ...inputsOf(graph, name),
      version: `${name}__1`,
      columns: wanted.get(name)!.columns,
      sql: '',
    }),
  )
  return {
    current: new Map(rows.map((row) => [row.model, row])),
    generations: rows,
    unpublished: new Map(),
    unfinished: [],
  }
}

const empty: PublishedState = { current: new Map(), generations: [], unpublished: new Map(), unfinished: [] }
const all = { selected: select(shop().graph) }
const steps = (...args: Parameters<typeof plan>) =>
  plan(...args).steps.map(({ status, reason }) => `${status}: ${reason}`)

describe('a plan', () => {
  it('is plain data that survives JSON', () => {
    const made = plan(shop().graph, empty, versions, all)
    expect(JSON.parse(JSON.stringify(made))).toEqual(made)
  })

  it('builds nothing where nothing changed', () => {
    const made = plan(shop().graph, stateOf(shop()), versions, all)
    expect(made.due).toEqual([])
  })

  it('says new, changed, data, forced and removed apart', () => {
    expect(steps(shop().graph, empty, versions, all)).toEqual(Array(3).fill('new: not published yet'))
    expect(steps(shop({ scale: 2 }).graph, stateOf(shop()), versions, all)).toEqual([
      'columns: computes otherwise charge',
      'changed: rating.rated changed',
      'changed: finance.daily changed',
    ])
    expect(steps(shop().graph, stateOf(shop()), new Map([...versions, ['raw.rates', '2']]), all)).toEqual([
      'data: new data in raw.rates',
      'data: rating.rated is rebuilt',
      'data: finance.daily is rebuilt',
    ])
    expect(
      steps(shop().graph, stateOf(shop()), versions, { selected: new Set(['rating.rated']), force: true }),
    ).toEqual(['forced: asked for'])
    const smaller = shop({ withoutView: true })
    expect(steps(smaller.graph, stateOf(shop()), versions, { selected: select(smaller.graph) }).at(-1)).toBe(
      'removed: no longer in the project',
    )
  })

  it('removes nothing where only a part is selected', () => {
    const smaller = shop({ withoutView: true })
    expect(plan(smaller.graph, stateOf(shop()), versions, { selected: new Set(['rating.rated']) }).steps).toHaveLength(
      1,
    )
  })

  it('names the parents that a selection would need', () => {
    expect(() => plan(shop().graph, empty, versions, { selected: new Set(['finance.daily']) })).toThrow(
      'finance.daily reads rating.rated, not published yet',
    )
  })

  it('fingerprints a definition the same way in every environment, and another definition otherwise', () => {
    const [a, b, c] = [shop(), shop(), shop({ scale: 2 })].map(({ graph }) => fingerprints(graph).get('finance.daily')!)
    expect(a).toEqual(b)
    expect(c?.code).toBe(a?.code)
    expect(c?.whole).not.toBe(a?.whole)
  })
})
