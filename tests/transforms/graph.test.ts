import { describe, expect, it } from 'vitest'
import { columnLineage } from '../../transforms/docs/lineage.ts'
import { buildGraph } from '../../transforms/project/graph.ts'
import { type Model, model } from '../../transforms/project/model.ts'
import { defineProject } from '../../transforms/project/project.ts'
import { select } from '../../transforms/project/selection.ts'
import { arrayJoin } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { calls, rates, shop } from './shop.ts'

const { graph } = shop()
const chosen = (selection: string) => [...select(graph, selection)]

describe('selection', () => {
  const everything = ['rating.rated', 'finance.daily', 'finance.best_day']

  it.each([
    ['', everything],
    ['*', everything],
    ['rated', ['rating.rated']],
    ['finance.daily', ['finance.daily']],
    ['+daily', ['rating.rated', 'finance.daily']],
    ['daily+', ['finance.daily', 'finance.best_day']],
    ['+daily+', everything],
    ['tag:finance', ['finance.daily']],
    ['finance/', ['finance.daily', 'finance.best_day']],
    ['+finance/', everything],
    ['rated, best_day', ['rating.rated', 'finance.best_day']],
    ['tag:rating tag:finance', ['rating.rated', 'finance.daily']],
    ['source:raw.calls', everything],
  ])('%j', (selection, expected) => expect(chosen(selection)).toEqual(expected))

  it.each([
    ['ratde', 'rated'],
    ['tag:finanse', 'tag:finance'],
    ['finanec/', 'finance/'],
    ['source:raw.call', 'source:raw.calls'],
  ])('%j is an error that names %j', (selection, near) => {
    expect(() => chosen(selection)).toThrow(
      expect.objectContaining({ exitCode: 3, hint: expect.stringContaining(near) }),
    )
  })
})

describe('the graph', () => {
  const one = model('a.one', { calls })
    .query((q) => q.selectFrom('calls').select('event_id'))
    .view()
  const two = model('a.two', { one })
    .query((q) => q.selectFrom('one').select('event_id'))
    .view()

  it('puts parents before children, in whatever order they are listed', () => {
    expect([...buildGraph([two, one]).models.keys()]).toEqual(['a.one', 'a.two'])
  })

  it('refuses two models of one name', () => {
    expect(() => buildGraph([one, one])).toThrow('two models are named a.one')
  })

  it('refuses a ref that is not in the project', () => {
    expect(() => buildGraph([two])).toThrow('a.two reads a.one, which is not in the project')
  })

  it('refuses models that read each other', () => {
    const loop: Model = { ...one, refs: { two } }
    const back: Model = { ...two, refs: { one: loop } }
    expect(() => buildGraph([loop, back])).toThrow(/models read each other: a\.(one|two) -> a\.\w+ -> a\.(one|two)/)
  })

  it('refuses a description of a column that is not there', () => {
    const wrong = model('a.wrong', { calls })
      .describe({ description: '', columns: { evnt: 'x' } })
      .query((q) => q.selectFrom('calls').select('event_id'))
      .view()
    expect(() => defineProject({ models: [wrong] })).toThrow('a.wrong describes columns it does not have: evnt')
  })
})

describe('column lineage', () => {
  const lines = (m: Model) =>
    Object.fromEntries([...columnLineage(m)].map(([column, from]) => [column, [...from].sort()]))

  it('follows joins and functions', () => {
    expect(lines(graph.models.get('rating.rated')!)).toEqual({
      event_id: ['raw.calls.event_id'],
      account_id: ['raw.calls.account_id'],
      zone: ['raw.rates.zone'],
      day: ['raw.calls.started_at'],
      charge: ['raw.calls.seconds', 'raw.rates.price'],
      one: [],
    })
  })

  it('follows CTEs, subqueries, unions by position, * and ARRAY JOIN', () => {
    const all = model('a.all', { calls, rates })
      .query((q) =>
        q
          .with('base', (w) => w.selectFrom('calls').selectAll())
          .selectFrom('base as b')
          .$call(arrayJoin('digit', (eb) => ch.splitBy(eb.ref('b.event_id'), '')))
          .select((eb) => [
            'b.zone',
            'digit',
            eb
              .selectFrom('rates')
              .select((s) => ch.max(s.ref('rates.price')).as('m'))
              .as('top'),
          ])
          .unionAll(
            q
              .selectFrom((w) => w.selectFrom('rates').selectAll().as('s'))
              .select((eb) => [
                's.zone',
                ch.text('').as('digit'),
                eb
                  .selectFrom('rates')
                  .select((s) => ch.max(s.ref('rates.price')).as('m'))
                  .as('top'),
              ]),
          ),
      )
      .view()
    expect(lines(all)).toEqual({
      zone: ['raw.calls.zone', 'raw.rates.zone'],
      digit: ['raw.calls.event_id'],
      top: ['raw.rates.price'],
    })
  })
})
