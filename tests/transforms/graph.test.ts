import { describe, expect, it } from 'vitest'
import { columnLineage, modelFlow } from '../../transforms/docs/lineage.ts'
import { unique } from '../../transforms/project/check.ts'
import { buildGraph } from '../../transforms/project/graph.ts'
import { type Model, model } from '../../transforms/project/model.ts'
import { defineProject } from '../../transforms/project/project.ts'
import { select } from '../../transforms/project/selection.ts'
import { arrayJoin, prewhere } from '../../transforms/sql/clauses.ts'
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

  it('a plus that stands alone is told as such', () => {
    expect(() => chosen('rating.rated +')).toThrow("'+' in '--select' stands alone")
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

  it('refuses order, intervals and checks by a column that is not there, where tsc was not heard', () => {
    const query = model('a.wrong', { calls }).query((q) => q.selectFrom('calls').select(['event_id', 'started_at']))
    const by = { orderBy: ['event_id'], interval: 'day', time: 'started_at', from: { calls: 'started_at' } } as const
    for (const [wrong, message] of [
      [query.table({ orderBy: ['evnt'] as never }), 'is ordered by columns it does not have: evnt'],
      [query.incremental({ ...by, time: 'at' as never }), 'is kept up to date by columns it does not have: at'],
      [query.snapshot({ key: ['id'] as never }), 'is ordered by columns it does not have: id'],
      [query.view().check(unique('event_id', 'zone') as never), 'checks columns it does not have: zone'],
    ] as const) {
      expect(() => defineProject({ models: [wrong] })).toThrow(`a.wrong ${message}`)
    }
    expect(defineProject({ models: [query.snapshot({ key: ['event_id'], updated: 'started_at' })] })).toBeDefined()
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

  it('marks what only decides the rows: conditions, joins, groups and subqueries in them', () => {
    const few = model('a.few', { calls, rates })
      .query((q) =>
        q
          .selectFrom('calls as c')
          .innerJoin('rates as r', 'r.zone', 'c.zone')
          .$call(prewhere((eb) => eb('c.seconds', '>', 0)))
          .where((eb) => eb('c.zone', 'in', eb.selectFrom('rates as x').select('x.zone').where('x.price', '>', '0')))
          .select((eb) => ['c.event_id', ch.max(eb.ref('c.started_at')).as('last')])
          .groupBy(['c.event_id', 'c.account_id']),
      )
      .view()
    expect([...modelFlow(few).filters].sort()).toEqual([
      'raw.calls.account_id',
      'raw.calls.event_id',
      'raw.calls.seconds',
      'raw.calls.zone',
      'raw.rates.price',
      'raw.rates.zone',
    ])
    expect(lines(few)).toEqual({ event_id: ['raw.calls.event_id'], last: ['raw.calls.started_at'] })
  })

  it('follows a HAVING on a computed column, and an ORDER BY only where a LIMIT cuts', () => {
    const build = (limited: boolean) =>
      model('a.top', { calls })
        .query((q) =>
          q
            .selectFrom('calls as c')
            .select((eb) => ['c.zone', ch.sum(eb.ref('c.seconds')).as('total')])
            .groupBy('c.zone')
            .having((eb) => eb(ch.max(eb.ref('c.started_at')), '>', '2026-01-01'))
            .orderBy('total')
            .$if(limited, (limit) => limit.limit(3)),
        )
        .view()
    expect([...modelFlow(build(false)).filters].sort()).toEqual(['raw.calls.started_at', 'raw.calls.zone'])
    expect([...modelFlow(build(true)).filters].sort()).toEqual([
      'raw.calls.seconds',
      'raw.calls.started_at',
      'raw.calls.zone',
    ])
  })

  it('follows a correlated subquery to the query around it', () => {
    const correlated = model('a.priced', { calls, rates })
      .query((q) =>
        q.selectFrom('calls as c').select((eb) =>
          eb
            .selectFrom('rates as r')
            .select((s) => ch.max(ch.mul(s.ref('r.price'), s.ref('c.seconds'))).as('x'))
            .whereRef('r.zone', '=', 'c.zone')
            .as('price'),
        ),
      )
      .view()
    expect(lines(correlated as Model)).toEqual({ price: ['raw.calls.seconds', 'raw.rates.price'] })
    expect([...modelFlow(correlated as Model).filters].sort()).toEqual(['raw.calls.zone', 'raw.rates.zone'])
  })

  it('takes EXCEPT for a filter and UNION for a value', () => {
    const build = (all: boolean) =>
      model('a.zones', { calls, rates })
        .query((q) => {
          const zones = q.selectFrom('calls').select('calls.zone')
          const priced = q.selectFrom('rates').select('rates.zone')
          return all ? zones.unionAll(priced) : zones.except(priced)
        })
        .view()
    expect(lines(build(true))).toEqual({ zone: ['raw.calls.zone', 'raw.rates.zone'] })
    expect(lines(build(false))).toEqual({ zone: ['raw.calls.zone'] })
    expect([...modelFlow(build(false)).filters]).toEqual(['raw.rates.zone'])
  })
})
