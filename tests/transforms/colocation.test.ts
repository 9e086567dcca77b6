import { describe, expect, it } from 'vitest'
import { modelSpread } from '../../transforms/plan/colocation.ts'
import { compileExpression } from '../../transforms/project/compile.ts'
import { model } from '../../transforms/project/model.ts'
import { source } from '../../transforms/project/source.ts'
import { AGGREGATE } from '../../transforms/project/yields-nothing.ts'
import { antiJoin, any, limitBy } from '../../transforms/sql/clauses.ts'
import { aggregate } from '../../transforms/sql/functions/aggregate.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { over } from '../../transforms/sql/window.ts'
import { t } from '../../warehouse/columns.ts'

const landed = source('raw.landed', { account: t.nullable(t.string), line: t.string, amount: t.uint32 })
const parts = model('a.parts', { landed })
  .query((q) => q.selectFrom('landed as l').select(['l.account', 'l.line', 'l.amount']))
  .table({ orderBy: ['account'], shardBy: 'account' })
const others = model('a.others', { landed })
  .query((q) => q.selectFrom('landed as l').select(['l.account', 'l.line', 'l.amount']))
  .table({ orderBy: ['account'], shardBy: 'account' })
const copied = model('a.copied', { landed })
  .query((q) => q.selectFrom('landed as l').select(['l.account', 'l.line', 'l.amount']))
  .table({ orderBy: ['account'] })
const opening = () => model('a.tried', { parts, others, copied, landed })
type Build = Parameters<ReturnType<typeof opening>['query']>[0]

/** What a query over these gives on the shards: the key columns, `whole`, or undefined. */
function spreadOf(build: Build) {
  const spread = modelSpread((opening().query(build as never) as unknown as { view(): typeof parts }).view())
  return spread instanceof Set ? [...spread] : spread
}

describe('a query is proven to run on each shard', () => {
  it('where it keeps rows with their key', () => {
    expect(spreadOf((q) => q.selectFrom('parts as p').select(['p.account as payer', 'p.line']))).toEqual(['payer'])
    expect(
      spreadOf((q) => q.selectFrom('parts as p').select((eb) => [ch.notNull(eb.ref('p.account')).as('payer')])),
    ).toEqual(['payer'])
  })

  it('where it groups, partitions windows and limits by the key', () => {
    expect(
      spreadOf((q) =>
        q
          .selectFrom('parts as p')
          .select((eb) => ['p.account', 'p.line', ch.sum(eb.ref('p.amount')).as('amount')])
          .groupBy(['p.line', 'p.account']),
      ),
    ).toEqual(['account'])
    expect(
      spreadOf((q) =>
        q
          .selectFrom('parts as p')
          .select((eb) => [
            'p.account',
            over(ch.sum(eb.ref('p.amount')), { partitionBy: [eb.ref('p.line'), eb.ref('p.account')] }).as('so_far'),
          ]),
      ),
    ).toEqual(['account'])
    expect(
      spreadOf((q) =>
        q
          .selectFrom('parts as p')
          .select(['p.account'])
          .$call(limitBy(1, (eb) => [eb.ref('p.account')])),
      ),
    ).toEqual(['account'])
  })

  it('where it joins copies, or parts by their keys', () => {
    expect(
      spreadOf((q) =>
        q.selectFrom('parts as p').leftJoin('copied as c', 'c.line', 'p.line').select(['p.account', 'c.amount']),
      ),
    ).toEqual(['account'])
    expect(
      spreadOf((q) =>
        q.selectFrom('parts as p').innerJoin('others as o', 'o.account', 'p.account').select(['o.account']),
      ),
    ).toEqual(['account'])
    expect(spreadOf((q) => q.selectFrom('copied as c').select(['c.line']))).toBe('whole')
  })
})

describe('a query is not proven to run on each shard', () => {
  const unproven: Readonly<Record<string, Build>> = {
    'that groups by something else': (q) =>
      q
        .selectFrom('parts as p')
        .select((eb) => ['p.line', ch.max(eb.ref('p.account')).as('account')])
        .groupBy('p.line'),
    'that sums everything up': (q) =>
      q.selectFrom('parts as p').select((eb) => ['p.account', ch.sum(eb.ref('p.amount')).as('amount')]),
    'with a window over all rows': (q) =>
      q.selectFrom('parts as p').select((eb) => ['p.account', over(ch.sum(eb.ref('p.amount'))).as('all')]),
    'with a window over another column': (q) =>
      q
        .selectFrom('parts as p')
        .select((eb) => [
          'p.account',
          over(ch.sum(eb.ref('p.amount')), { partitionBy: [eb.ref('p.line')], orderBy: [eb.ref('p.account')] }).as('n'),
        ]),
    'with a limit': (q) => q.selectFrom('parts as p').select(['p.account']).orderBy('p.account').limit(1),
    'that loses the key': (q) => q.selectFrom('parts as p').select(['p.line']),
    'that alters the key': (q) =>
      q
        .selectFrom('parts as p')
        .select((eb) => [ch.concat(ch.text('x'), ch.notNull(eb.ref('p.account'))).as('account')]),
    'that joins parts by another column': (q) =>
      q.selectFrom('parts as p').innerJoin('others as o', 'o.line', 'p.line').select(['p.account']),
    'that keeps what a copy has and parts have not': (q) =>
      q
        .selectFrom('copied as c')
        .leftJoin('parts as p', 'p.account', 'c.account')
        .select(['c.account', 'p.account as a']),
    'that asks a copy what no part has': (q) =>
      q
        .selectFrom('copied as c')
        .$call(antiJoin('parts as p', (join) => join.onRef('p.account', '=', 'c.account')))
        .select(['c.account']),
    'that takes any part of a copy': (q) =>
      q
        .selectFrom('copied as c')
        .innerJoin('parts as p', (join) => any(join.onRef('p.line', '=', 'c.line')))
        .select(['p.account']),
    'that unites parts with copies': (q) =>
      q
        .selectFrom('parts as p')
        .select(['p.account'])
        .unionAll(q.selectFrom('copied as c').select(['c.account'])),
    'that looks parts up in a subquery': (q) =>
      q
        .selectFrom('parts as p')
        .select(['p.account'])
        .where((eb) => eb('p.line', 'in', eb.selectFrom('others as o').select(['o.line']))),
    'over what lands': (q) => q.selectFrom('landed as l').select(['l.account']),
    'that tells the time': (q) => q.selectFrom('parts as p').select(['p.account', ch.now().as('at')]),
  }
  for (const [what, build] of Object.entries(unproven)) it(what, () => expect(spreadOf(build)).toBeUndefined())
})

it('every aggregate of ch is known to be one', () => {
  const one = ch.literal(1)
  const calls = aggregate as unknown as Readonly<Record<string, (...values: unknown[]) => typeof one>>
  for (const [name, call] of Object.entries(calls)) {
    const level = name === 'quantile' ? 0.5 : one
    expect(compileExpression(name, call(one, level, one)), name).toMatch(AGGREGATE)
  }
})
