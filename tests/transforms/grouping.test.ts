import type { Expression } from 'kysely'
import { describe, expect, it } from 'vitest'
import { modelFlow } from '../../transforms/docs/lineage.ts'
import { compileModel, queryNode } from '../../transforms/project/compile.ts'
import { published } from '../../transforms/project/environment.ts'
import { type Model, model } from '../../transforms/project/model.ts'
import { source } from '../../transforms/project/source.ts'
import { yieldsNothing } from '../../transforms/project/yields-nothing.ts'
import { cube, groupingSets, rollup, settings, withFill, withTotals } from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { t } from '../../warehouse/columns.ts'
import { testWarehouse, uniquePrefix } from '../test-warehouse.ts'

const warehouse = testWarehouse()
const prefix = uniquePrefix()
const sales = source('raw.sales', { zone: t.lowCardinality, day: t.date, amount: t.decimal(18, 2) })
const onSales = model('x.y', { s: sales })

/** Three days: 2 January lacks, and nowhere a sale of nothing. */
async function land(): Promise<void> {
  await warehouse.command(`CREATE DATABASE IF NOT EXISTS ${prefix}raw`)
  await warehouse.command(
    `CREATE OR REPLACE TABLE ${prefix}raw.sales (zone LowCardinality(String), day Date, amount Decimal(18, 2)) ORDER BY day`,
  )
  await warehouse.command(
    `INSERT INTO ${prefix}raw.sales VALUES ('eu', '2026-01-01', 1.10), ('eu', '2026-01-03', 2.20), ('us', '2026-01-03', 4.40)`,
  )
}

const textOf = (m: Model) => compileModel(m, published({ prefix: '' })).sql
/** Rows as a reader of the stored view has them, each as its values. */
async function rowsOf(m: Model, order: string): Promise<readonly (readonly unknown[])[]> {
  await land()
  await warehouse.command(`CREATE OR REPLACE VIEW ${prefix}raw.v AS ${compileModel(m, published({ prefix })).sql}`)
  return (await warehouse.rows<object>(`SELECT * FROM ${prefix}raw.v ORDER BY ${order}`)).map((row) =>
    Object.values(row),
  )
}

const selected = (step: ReturnType<typeof rollup<'zone' | 'day'>>) =>
  onSales
    .query((q) =>
      q
        .selectFrom('s')
        .select((eb) => ['s.zone', 's.day', ch.sum(eb.ref('s.amount')).as('amount')])
        .$call(step)
        .select((eb) => ch.grouping(eb.ref('s.zone'), eb.ref('s.day')).as('rolled')),
    )
    .view()

const fine = [
  ['eu', '2026-01-01', '1.1', '0'],
  ['eu', '2026-01-03', '2.2', '0'],
  ['us', '2026-01-03', '4.4', '0'],
]
const byZone = [
  ['eu', null, '3.3', '1'],
  ['us', null, '4.4', '1'],
]
const byDay = [
  [null, '2026-01-01', '1.1', '2'],
  [null, '2026-01-03', '6.6', '2'],
]
const all = [[null, null, '7.7', '3']]

describe('GROUP BY ROLLUP, CUBE and GROUPING SETS', () => {
  it.each([
    ['rollup(`s`.`zone`, `s`.`day`)', rollup('zone', 'day'), [...fine, ...byZone, ...all]],
    ['cube(`s`.`zone`, `s`.`day`)', cube('zone', 'day'), [...fine, ...byZone, ...byDay, ...all]],
    [
      'grouping sets ((`s`.`day`), (`s`.`zone`), ())',
      groupingSets(['day'], ['zone'], []),
      [...byZone, ...byDay, ...all],
    ],
  ] as const)('%s', async (text, step, expected) => {
    const m = selected(step as never)
    expect(textOf(m)).toContain(` group by ${text} settings join_use_nulls = 1`)
    expect(await rowsOf(m, 'rolled, zone, day')).toEqual(expected)
  })

  it('counts among what decides the rows, and has a row of all though there is none', () => {
    const m = selected(rollup('zone', 'day'))
    expect([...modelFlow(m).filters].sort()).toEqual(['raw.sales.day', 'raw.sales.zone'])
    expect([...modelFlow(m).columns.get('amount')!]).toEqual(['raw.sales.amount'])
    expect(yieldsNothing(queryNode(m.query), () => true)).toBe(false)
  })

  it('takes what a column is computed from, not a column of the same name', async () => {
    const m = onSales
      .query((q) =>
        q
          .selectFrom('s')
          .select((eb) => [ch.toStartOfMonth(eb.ref('s.day')).as('day'), ch.count().as('n')])
          .$call(rollup('day')),
      )
      .view()
    expect(await rowsOf(m, 'n')).toEqual([
      ['2026-01-01', '3'],
      [null, '3'],
    ])
  })

  it('is refused for what is not selected, beside groupBy, and beside totals', () => {
    // As where tsc was not heard.
    const steps = (...more: readonly unknown[]) =>
      onSales
        .query((q) => {
          const query: unknown = q.selectFrom('s').select('s.day')
          return more.reduce((at, step) => (step as (query: unknown) => unknown)(at), query) as Expression<object>
        })
        .view()
    expect(() => textOf(steps(rollup('zone')))).toThrow('x.y: rollup: zone is not selected')
    expect(() => textOf(steps(rollup('day'), rollup('day')))).toThrow(
      'x.y: rollup, cube and groupingSets are the whole',
    )
    expect(() => textOf(steps(rollup('day'), withTotals))).toThrow('x.y: rollup, cube and groupingSets are the whole')
    expect(() => rollup(...([] as unknown as readonly ['zone']))).toThrow('rollup has no key')
  })
})

describe('ORDER BY ... WITH FILL', () => {
  const daily = onSales
    .query((q) =>
      q
        .selectFrom('s')
        .select((eb) => ['s.day', ch.sum(eb.ref('s.amount')).as('amount'), ch.max(eb.ref('s.amount')).as('highest')])
        .groupBy('s.day')
        .$call(
          withFill('day', { from: ch.day('2025-12-31'), to: ch.day('2026-01-05'), step: '1 day', carry: ['highest'] }),
        ),
    )
    .view()

  it('adds the days that lack, with defaults or the row before', async () => {
    expect(textOf(daily)).toContain(
      " order by `day` with fill from toDate('2025-12-31') to toDate('2026-01-05') step interval 1 day interpolate (`highest`) settings ",
    )
    expect(await rowsOf(daily, 'day')).toEqual([
      ['2025-12-31', '0', '0'],
      ['2026-01-01', '1.1', '1.1'],
      ['2026-01-02', '0', '1.1'],
      ['2026-01-03', '6.6', '4.4'],
      ['2026-01-04', '0', '4.4'],
    ])
    expect(yieldsNothing(queryNode(daily.query), () => true)).toBe(false)
  })

  it('fills within what is ordered by before, by numbers too', async () => {
    const byZone = onSales
      .query((q) =>
        q
          .selectFrom('s')
          .select((eb) => ['s.zone', ch.toInt(ch.toDayOfMonth(eb.ref('s.day'))).as('d'), ch.count().as('n')])
          .groupBy(['s.zone', 's.day'])
          .orderBy('s.zone')
          .$call(withFill('d', { to: ch.literal(5), step: 2 })),
      )
      .view()
    expect(await rowsOf(byZone, 'zone, d')).toEqual([
      ['eu', 1, '1'],
      ['eu', 3, '1'],
      ['us', 3, '1'],
    ])
  })

  it.each([0, -1, Number.NaN, '0 day', '1 fortnight'])('refuses a step of %s', (step) => {
    expect(() => withFill('day' as never, { step } as never)).toThrow(`${step} is no step from one value to the next`)
  })
})

describe('SETTINGS', () => {
  it('of a subquery hold there, and ClickHouse refuses a value it cannot take', async () => {
    const within = onSales
      .query((q) =>
        q
          .selectFrom((w) =>
            w
              .selectFrom('s')
              .select((eb) => [
                ch.toString(ch.ratio(ch.literal(1), ch.count())).as('x'),
                ch.max(eb.ref('s.day')).as('d'),
              ])
              .$call(settings({ max_threads: 1, max_memory_usage: 1_000_000_000 }))
              .as('i'),
          )
          .select('i.d'),
      )
      .view()
    expect(textOf(within)).toContain('settings max_threads = 1, max_memory_usage = 1000000000)')
    expect(await rowsOf(within, 'd')).toEqual([['2026-01-03']])
  })
})
