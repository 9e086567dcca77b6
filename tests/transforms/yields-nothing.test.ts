import { expect, test } from 'vitest'
import { queryNode } from '../../transforms/project/compile.ts'
import { type AnyBuild, model } from '../../transforms/project/model.ts'
import { source } from '../../transforms/project/source.ts'
import { yieldsNothing } from '../../transforms/project/yields-nothing.ts'
import { antiJoin, asof, over } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { t } from '../../warehouse/columns.ts'

const usage = source('raw.u', { zone: t.string, at: t.date, amount: t.uint64 })
const rate = source('raw.r', { zone: t.string, at: t.date, amount: t.uint64 })
const refs = { usage, rate }

const none = (made: { readonly query: AnyBuild }, ...empty: string[]) =>
  yieldsNothing(queryNode(made.query), (name) => empty.includes(name))

test('a query has no rows where what it reads has none', () => {
  const plain = model('t.plain', refs)
    .query((q) => q.selectFrom('usage as u').select('u.zone').where('u.zone', '=', 'a'))
    .view()
  expect([none(plain), none(plain, 'rate'), none(plain, 'usage')]).toEqual([false, false, true])
  const left = model('t.left', refs)
    .query((q) => q.selectFrom('usage as u').leftJoin('rate as r', 'r.zone', 'u.zone').select('r.amount'))
    .view()
  expect([none(left, 'rate'), none(left, 'usage')]).toEqual([false, true])
  const inner = model('t.inner', refs)
    .query((q) =>
      q
        .selectFrom('usage as u')
        .innerJoin('rate as r', (join) => asof(join.onRef('r.zone', '=', 'u.zone').onRef('u.at', '>=', 'r.at')))
        .select('r.amount'),
    )
    .view()
  expect([none(inner, 'rate'), none(inner, 'usage')]).toEqual([true, true])
  const right = model('t.right', refs)
    .query((q) =>
      q
        .selectFrom('usage as u')
        .rightJoin('rate as r', 'r.zone', 'u.zone')
        .leftJoin('usage as v', 'v.zone', 'r.zone')
        .select('r.amount'),
    )
    .view()
  expect([none(right, 'usage'), none(right, 'rate')]).toEqual([false, true])
  const anti = model('t.anti', refs)
    .query((q) =>
      q
        .selectFrom('usage as u')
        .$call(antiJoin('rate as r', (join) => join.onRef('r.zone', '=', 'u.zone')))
        .select('u.zone'),
    )
    .view()
  expect([none(anti, 'rate'), none(anti, 'usage')]).toEqual([false, true])
})

test('a union and a CTE have none where all of their parts have none', () => {
  const both = model('t.both', refs)
    .query((q) =>
      q
        .with('u', (w) => w.selectFrom('usage as x').select('x.zone'))
        .selectFrom('u')
        .select('u.zone')
        .unionAll(q.selectFrom('rate as r').select('r.zone')),
    )
    .view()
  expect([none(both, 'usage'), none(both, 'rate'), none(both, 'usage', 'rate')]).toEqual([false, false, true])
})

test('a sum over no rows is a row; by groups, or in a window, it is none', () => {
  const sum = model('t.sum', refs)
    .query((q) =>
      q.selectFrom('usage as u').select((eb) => ch.plus(ch.sum(eb.ref('u.amount')), ch.literal<bigint>(1n)).as('a')),
    )
    .view()
  const grouped = model('t.grouped', refs)
    .query((q) =>
      q
        .selectFrom('usage as u')
        .select((eb) => ch.sum(eb.ref('u.amount')).as('a'))
        .groupBy('u.zone'),
    )
    .view()
  const window = model('t.window', refs)
    .query((q) => q.selectFrom('usage as u').select((eb) => over(ch.sum(eb.ref('u.amount')), {}).as('a')))
    .view()
  expect([none(sum, 'usage'), none(grouped, 'usage'), none(window, 'usage')]).toEqual([false, true, true])
})

test('every aggregate of ch counts as a row', async () => {
  const { aggregate } = await import('../../transforms/sql/functions/aggregate.ts')
  const call = aggregate as unknown as Record<string, (...given: unknown[]) => never>
  for (const name of Object.keys(aggregate)) {
    const made = model('t.each', refs)
      .query((q) =>
        q
          .selectFrom('usage as u')
          .select((eb) =>
            (
              call[name]!(
                eb.ref('u.amount'),
                name === 'quantile' ? 0.5 : eb.ref('u.amount'),
                eb.ref('u.amount'),
              ) as ReturnType<typeof ch.count>
            ).as('a'),
          ),
      )
      .view()
    expect([name, none(made, 'usage')]).toEqual([name, false])
  }
})
