import type { Expression } from 'kysely'
import { describe, expect, it } from 'vitest'
import { modelFlow } from '../../transforms/docs/lineage.ts'
import { compileBuild, compileModel } from '../../transforms/project/compile.ts'
import { published } from '../../transforms/project/environment.ts'
import { type AnyBuild, type Model, model } from '../../transforms/project/model.ts'
import { source } from '../../transforms/project/source.ts'
import {
  arrayJoins,
  desc,
  leftArrayJoin,
  leftArrayJoins,
  over,
  param,
  qualify,
  rangeBetween,
  rowsBetween,
  withTies,
  withTotals,
} from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import type { QueryCreator } from '../../transforms/sql/query.ts'
import { t } from '../../warehouse/columns.ts'
import { testWarehouse, uniquePrefix } from '../test-warehouse.ts'

const warehouse = testWarehouse()
const prefix = uniquePrefix()
const place = published({ prefix })
const digits = source('raw.digits', { n: t.uint8, half: t.uint8 })
const onDigits = model('x.y', { d: digits })

/** A query over 0, 1, ... 5 with their halves rounded down, as text without the settings. */
const textOf = (m: Model) =>
  compileModel(m, published({ prefix: '' })).sql.replace(/ settings join_use_nulls.*?= 1, prefer\S+ = 1/g, '')

async function land(): Promise<void> {
  await warehouse.command(`CREATE DATABASE IF NOT EXISTS ${prefix}raw`)
  await warehouse.command(
    `CREATE OR REPLACE TABLE ${prefix}raw.digits ORDER BY n AS
     SELECT toUInt8(number) AS n, toUInt8(intDiv(number, 2)) AS half FROM numbers(6)`,
  )
}

describe('WITH TOTALS', () => {
  type Build = (q: QueryCreator<{ d: { n: number; half: number } }>) => Expression<unknown>
  const totals: Build = (q) =>
    q
      .selectFrom('d')
      .select(['d.half', ch.count().as('rows')])
      .groupBy('d.half')
      .$call(withTotals)
      .having((eb) => eb(ch.count(), '>', 0n))
      .orderBy('half')
  const stored = (build: Build) => (onDigits.query(build as never) as unknown as { view(): Model }).view()

  it('is read by a query', async () => {
    await land()
    const { sql } = compileBuild('test.totals', { d: digits }, totals as unknown as AnyBuild, place)
    expect(sql).toContain(' group by `d`.`half` with totals having count() > toInt64(0) order by `half`')
    expect(await warehouse.rows(sql)).toEqual([
      { half: 0, rows: '2' },
      { half: 1, rows: '2' },
      { half: 2, rows: '2' },
    ])
  })

  it('is refused in a model, also inside a subquery, where tsc was not heard', () => {
    expect(() => textOf(stored(totals))).toThrow('x.y: WITH TOTALS answers a row beside the others')
    const within: Build = (q) =>
      q.selectFrom((w) => (totals(w as never) as never as { as(n: 's'): never }).as('s')).selectAll()
    expect(() => textOf(stored(within))).toThrow('x.y: WITH TOTALS answers a row beside the others')
  })
})

describe('QUALIFY', () => {
  const last = onDigits
    .query((q) =>
      q
        .selectFrom('d')
        .select('d.n')
        .where('d.n', '<', 5)
        .$call(
          qualify((eb) =>
            eb(over(ch.rowNumber(), { partitionBy: [eb.ref('d.half')], orderBy: [desc(eb.ref('d.n'))] }), '=', 1n),
          ),
        )
        .orderBy('n'),
    )
    .view()

  it('keeps rows by a window', async () => {
    await land()
    expect(textOf(last)).toBe(
      'select `d`.`n` as `n` from `raw`.`digits` as `d` where `d`.`n` < 5 qualify row_number() over (partition by `d`.`half` order by `d`.`n` desc) = toInt64(1) order by `n`',
    )
    expect(await warehouse.rows(compileModel(last, place).sql)).toEqual([{ n: 1 }, { n: 3 }, { n: 4 }])
  })

  it('counts among what decides the rows', () => {
    expect([...modelFlow(last).columns.get('n')!]).toEqual(['raw.digits.n'])
    expect([...modelFlow(last).filters].sort()).toEqual(['raw.digits.half', 'raw.digits.n'])
  })
})

describe('LIMIT WITH TIES', () => {
  it('also gives the rows level with the last', async () => {
    await land()
    const three = onDigits
      .query((q) => q.selectFrom('d').select('d.half').orderBy('half').limit(3).$call(withTies))
      .view()
    expect(textOf(three)).toBe(
      'select `d`.`half` as `half` from `raw`.`digits` as `d` order by `half` limit 3 with ties',
    )
    expect(await warehouse.rows(compileModel(three, place).sql)).toEqual([0, 0, 1, 1].map((half) => ({ half })))
    const later = onDigits
      .query((q) => q.selectFrom('d').select('d.half').orderBy('half').limit(2).offset(1).$call(withTies))
      .view()
    expect(await warehouse.rows(compileModel(later, place).sql)).toEqual([0, 1, 1].map((half) => ({ half })))
  })

  it('needs an order and a limit', () => {
    const unordered = onDigits.query((q) => q.selectFrom('d').select('d.half').limit(3).$call(withTies)).view()
    const unlimited = onDigits.query((q) => q.selectFrom('d').select('d.half').orderBy('half').$call(withTies)).view()
    expect(() => textOf(unordered)).toThrow('x.y: WITH TIES needs an ORDER BY and a LIMIT')
    expect(() => textOf(unlimited)).toThrow('x.y: WITH TIES needs an ORDER BY and a LIMIT')
  })

  it("does not drop kysely's fetch and distinctOn in silence", () => {
    const fetched = onDigits
      // @ts-expect-error kysely has it at run time, and a query no type of it
      .query((q) => q.selectFrom('d').select('d.half').orderBy('half').fetch(3, 'with ties'))
      .view()
    // @ts-expect-error nor of this
    const distinct = onDigits.query((q) => q.selectFrom('d').select('d.half').distinctOn('d.half')).view()
    expect(() => textOf(fetched)).toThrow('fetch, top and distinctOn are not written')
    expect(() => textOf(distinct)).toThrow('fetch, top and distinctOn are not written')
  })
})

describe('window frames', () => {
  it.each([
    [rowsBetween('unbounded', -1), 'rows between unbounded preceding and 1 preceding', [0, 0, 1, 3, 6, 10]],
    [rowsBetween(-1, 1), 'rows between 1 preceding and 1 following', [1, 3, 6, 9, 12, 9]],
    [rowsBetween(0, 'unbounded'), 'rows between current row and unbounded following', [15, 15, 14, 12, 9, 5]],
    [rowsBetween(1, 2), 'rows between 1 following and 2 following', [3, 5, 7, 9, 5, 0]],
    [rangeBetween(-2, 0), 'range between 2 preceding and current row', [0, 1, 3, 6, 9, 12]],
  ] as const)('%s', async (frame, text, sums) => {
    await land()
    expect(frame).toBe(text)
    const summed = onDigits
      .query((q) =>
        q
          .selectFrom('d')
          .select((eb) => ['d.n', over(ch.sum(eb.ref('d.n')), { orderBy: [eb.ref('d.n')], frame }).as('s')])
          .orderBy('n'),
      )
      .view()
    const rows = await warehouse.rows<{ s: string }>(compileModel(summed, place).sql)
    expect(rows.map(({ s }) => Number(s))).toEqual(sums)
  })

  it('that cannot be are refused', () => {
    expect(() => rowsBetween(1, -1)).toThrow('a window frame from 1 to -1 ends before it starts')
    expect(() => rangeBetween(-1.5, 0)).toThrow('-1.5 is not the offset of a window frame')
    expect(() => rowsBetween(0, Number.NaN)).toThrow('NaN is not the offset of a window frame')
    expect(() => rowsBetween(-(2 ** 31), 0)).toThrow('is not the offset of a window frame')
  })
})

describe('ARRAY JOIN', () => {
  const row = (n: number, at: string) => ({ n, at })

  it('keeps rows without elements when LEFT, with the default of the type', async () => {
    await land()
    const left = onDigits
      .query((q) =>
        q
          .selectFrom('d')
          .$call(leftArrayJoin('at', (eb) => ch.range(ch.literal(0n), eb.ref('d.half'))))
          .select(['d.n', 'at'])
          .where('d.n', '<', 5)
          .orderBy('n')
          .orderBy('at'),
      )
      .view()
    expect(textOf(left)).toContain(
      ' from `raw`.`digits` as `d` left array join range(toInt64(toInt64(0)), toInt64(`d`.`half`)) as `at` where ',
    )
    expect(await warehouse.rows(compileModel(left, place).sql)).toEqual([
      row(0, '0'),
      row(1, '0'),
      row(2, '0'),
      row(3, '0'),
      row(4, '0'),
      row(4, '1'),
    ])
  })

  it.each([
    [
      'arrayJoins',
      arrayJoins,
      [
        [2, '0', '1'],
        [3, '0', '2'],
      ],
    ],
    [
      'leftArrayJoins',
      leftArrayJoins,
      [
        [0, '0', '0'],
        [1, '0', '0'],
        [2, '0', '1'],
        [3, '0', '2'],
      ],
    ],
  ] as const)('runs through arrays in step: %s', async (_, step, expected) => {
    await land()
    const both = onDigits
      .query((q) =>
        q
          .selectFrom('d')
          .$call(
            step((eb) => ({
              at: ch.range(ch.literal(0n), eb.ref('d.half')),
              next: ch.range(ch.minus(eb.ref('d.n'), eb.ref('d.half')), eb.ref('d.n')),
            })),
          )
          .select(['d.n', 'at', 'next'])
          .where('d.n', '<', 4)
          .orderBy('n'),
      )
      .view()
    expect(await warehouse.rows(compileModel(both, place).sql)).toEqual(
      expected.map(([n, at, next]) => ({ n, at, next })),
    )
    expect([...modelFlow(both).columns]).toEqual([
      ['n', new Set(['raw.digits.n'])],
      ['at', new Set(['raw.digits.half'])],
      ['next', new Set(['raw.digits.n', 'raw.digits.half'])],
    ])
  })

  it('needs arrays of one length, and at least one', async () => {
    await land()
    const unequal = onDigits
      .query((q) =>
        q
          .selectFrom('d')
          .$call(arrayJoins((eb) => ({ a: ch.array(eb.ref('d.n')), b: ch.range(ch.literal(0n), ch.literal(2n)) })))
          .select(['a', 'b']),
      )
      .view()
    await expect(warehouse.rows(compileModel(unequal, place).sql)).rejects.toThrow('do not match')
    const none = onDigits
      .query((q) =>
        q
          .selectFrom('d')
          .$call(arrayJoins(() => ({})))
          .select('d.n'),
      )
      .view()
    expect(() => textOf(none)).toThrow('x.y: an ARRAY JOIN has at least one array')
  })
})

describe('a parameter', () => {
  it.each([
    ['uint8', t.uint8, 4, 4],
    ['a word of a list', t.oneOf('voice', 'sms'), 'sms', 'sms'],
    ['a day', t.date, '2026-01-31', '2026-01-31'],
    ['money', t.decimal(18, 4), '12.3400', '12.34'],
    ['nothing', t.nullable(t.string), null, null],
  ] as const)('carries %s of its column to ClickHouse and back', async (_, column, value, expected) => {
    const build = ((q: { selectNoFrom(e: unknown): unknown }) =>
      q.selectNoFrom([param('p', column as never).as('v')])) as unknown
    const { sql } = compileBuild('test.param', {}, build as AnyBuild, place)
    expect(await warehouse.rows(sql, { params: { p: value } })).toEqual([{ v: expected }])
  })
})
