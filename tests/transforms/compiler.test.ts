import { describe, expect, it } from 'vitest'
import { compileBuild, compileModel } from '../../transforms/project/compile.ts'
import { published } from '../../transforms/project/environment.ts'
import { type AnyBuild, model } from '../../transforms/project/model.ts'
import { source } from '../../transforms/project/source.ts'
import {
  antiJoin,
  any,
  arrayJoin,
  asof,
  desc,
  limitBy,
  over,
  param,
  prewhere,
  semiJoin,
  settings,
} from '../../transforms/sql/clauses.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { t } from '../../warehouse/columns.ts'
import { testWarehouse, uniquePrefix } from '../test-warehouse.ts'
import { calls, landShop, rates } from './shop.ts'

const warehouse = testWarehouse()
const prefix = uniquePrefix()
const place = published({ prefix })
const compiled = (m: Parameters<typeof compileModel>[0]) =>
  compileModel(m, published({ prefix: '' })).sql.replace(/ settings join_use_nulls.*?= 1, prefer\S+ = 1/g, '')
const onCalls = model('x.y', { c: calls })
const both = model('x.y', { c: calls, r: rates })

describe('the compiler', () => {
  const nasty = [
    "a\\' or 1=1 --",
    "it's ? {p:String} $1 :x",
    '`back`tick\\',
    'new\nline\ttab\0nul',
    '\\\\\\',
    "');DROP TABLE x;--",
    'é😀\u2028',
  ]

  it.each(nasty)('carries the text %j to ClickHouse and back', async (text) => {
    const build = ((q: { selectNoFrom(e: unknown): unknown }) =>
      q.selectNoFrom([ch.text(text).as('v'), ch.length(ch.text(text)).as(text.replaceAll('\0', ''))])) as unknown
    const { sql } = compileBuild('test.text', {}, build as AnyBuild, place)
    const [row] = await warehouse.rows<Record<string, string>>(sql)
    expect(row?.v).toBe(text)
    expect(row?.[text.replaceAll('\0', '')]).toBe(String(Buffer.byteLength(text)))
  })

  it('carries dates, big integers and booleans', async () => {
    const query = onCalls.query((q) =>
      q
        .selectFrom('c')
        .select((eb) => [
          eb.val(new Date('2026-01-02T03:04:05.678Z').toISOString()).as('text'),
          ch.instant('2026-01-02T03:04:05.678Z').as('instant'),
          ch.literal(-9007199254740993n).as('big'),
          ch.literal(true).as('yes'),
          ch.literal(-5).as('small'),
        ])
        .where('c.account_id', '=', 7n)
        .where('c.started_at', '<', '2026-01-01'),
    )
    const sql = compiled(query.view())
    expect(sql).toContain("toDateTime64('2026-01-02 03:04:05.678', 3, 'UTC') as `instant`")
    expect(sql).toContain('toInt64(-9007199254740993) as `big`')
    expect(sql).toContain('`c`.`account_id` = toInt64(7)')
  })

  it.each([
    ['no equality', [['c.started_at', '>=', 'r.valid_from']], 'it has no equality'],
    ['no inequality', [['c.zone', '=', 'r.zone']], 'its last condition is =, not one of <, <=, >, >='],
    [
      'the inequality first',
      [
        ['c.started_at', '>=', 'r.valid_from'],
        ['c.zone', '=', 'r.zone'],
      ],
      'its last condition is =',
    ],
    [
      'two inequalities',
      [
        ['c.zone', '=', 'r.zone'],
        ['c.started_at', '>', 'r.valid_from'],
        ['c.started_at', '>=', 'r.valid_from'],
      ],
      '> stands before its last condition',
    ],
  ] as const)('refuses an ASOF join with %s', (_, conditions, message) => {
    const query = both.query((q) =>
      q
        .selectFrom('c')
        .leftJoin('r', (join) => {
          for (const [left, operator, right] of conditions) join = join.onRef(left as never, operator, right as never)
          return asof(join)
        })
        .select('c.account_id'),
    )
    expect(() => compiled(query.view())).toThrow(message)
  })

  it('refuses what has no literal', () => {
    const bad = (value: unknown) => () =>
      compiled(onCalls.query((q) => q.selectFrom('c').select((eb) => eb.val(value as string).as('v'))).view())
    expect(bad(Number.NaN)).toThrow('x.y: NaN has no SQL literal')
    expect(bad(undefined)).toThrow('has no SQL literal')
    expect(bad({ a: 1 })).toThrow('has no SQL literal')
  })

  it('says every output column by its name', () => {
    const joined = both.query((q) =>
      q.selectFrom('c').innerJoin('r', 'r.zone', 'c.zone').select(['c.event_id', 'r.zone', 'c.seconds as length']),
    )
    expect(compiled(joined.view())).toBe(
      'select `c`.`event_id` as `event_id`, `r`.`zone` as `zone`, `c`.`seconds` as `length` from `raw`.`calls` as `c` inner join `raw`.`rates` as `r` on `r`.`zone` = `c`.`zone`',
    )
    const star = both.query((q) => q.selectFrom('c').innerJoin('r', 'r.zone', 'c.zone').selectAll('c'))
    expect(() => compiled(star.view())).toThrow('* of a join')
  })

  it('writes the clauses kysely does not know where ClickHouse wants them', () => {
    const query = onCalls.query((q, { final }) =>
      q
        .selectFrom(final('c', 'k', 0.1))
        .$call(arrayJoin('digit', (eb) => ch.splitBy(eb.ref('k.event_id'), '')))
        .$call(prewhere((eb) => eb('k.seconds', '>', 0)))
        .select((eb) => ['k.zone', 'digit', ch.count().as('n'), ch.sum(eb.ref('k.seconds')).as('s')])
        .where('k.zone', '!=', 'xx')
        .groupBy(['k.zone', 'digit'])
        .having((eb) => eb(ch.count(), '>', 1n))
        .orderBy('n', 'desc')
        .$call(limitBy(2, (eb) => [eb.ref('k.zone')]))
        .limit(10)
        .$call(settings({ max_threads: 1 })),
    )
    expect(compileModel(query.view(), published({ prefix: '' })).sql).toBe(
      "select `k`.`zone` as `zone`, `digit`, count() as `n`, sum(`k`.`seconds`) as `s` from `raw`.`calls` as `k` final sample 0.1 array join splitByString('', `k`.`event_id`) as `digit` prewhere `k`.`seconds` > 0 where `k`.`zone` != 'xx' group by `k`.`zone`, `digit` having count() > toInt64(1) order by `n` desc limit 2 by `k`.`zone` limit 10 settings join_use_nulls = 1, prefer_column_name_to_alias = 1, max_threads = 1",
    )
  })

  it('runs every join strictness', async () => {
    await landShop(warehouse, prefix, 30)
    const joined = both.query((q) =>
      q
        .selectFrom('c')
        .leftJoin('r', (join) => any(join.onRef('r.zone', '=', 'c.zone')))
        .select(ch.count().as('n')),
    )
    const deciding = (step: typeof semiJoin) =>
      both.query((q) =>
        q
          .selectFrom('c')
          .$call(step('r', (join) => join.onRef('r.zone', '=', 'c.zone')))
          .select(ch.count().as('n')),
      )
    const count = async (m: Parameters<typeof compileModel>[0]) =>
      (await warehouse.rows<{ n: string }>(compileModel(m, place).sql))[0]?.n
    expect(await count(joined.view())).toBe('30')
    expect(await count(deciding(semiJoin).view())).toBe('20')
    expect(await count(deciding(antiJoin).view())).toBe('10')
    expect(compiled(deciding(antiJoin).view())).toBe(
      'select count() as `n` from `raw`.`calls` as `c` anti left join `raw`.`rates` as `r` on `r`.`zone` = `c`.`zone`',
    )
    const closest = model('x.asof_join', { c: calls, later: calls })
      .query((q) =>
        q
          .selectFrom('c')
          .leftJoin('later as l', (join) =>
            asof(join.onRef('l.zone', '=', 'c.zone').onRef('l.started_at', '>', 'c.started_at')),
          )
          .select((eb) => [ch.countIf(ch.isNull(eb.ref('l.event_id'))).as('n')]),
      )
      .view()
    expect(await count(closest)).toBe('3')
  })

  it('gives every branch of a union the settings, also inside CTEs and subqueries', async () => {
    const joined = both.query((q) => {
      const branch = q
        .with('found', (w) =>
          w
            .selectFrom('c')
            .leftJoin('r', 'r.zone', 'c.zone')
            .select(['c.event_id', 'r.price'])
            .where('c.zone', '=', 'xx'),
        )
        .selectFrom('found')
        .selectAll()
      const nested = q
        .selectFrom((w) =>
          w
            .selectFrom('c')
            .leftJoin('r', 'r.zone', 'c.zone')
            .select(['c.event_id', 'r.price'])
            .where('c.zone', '=', 'xx')
            .as('s'),
        )
        .selectAll()
      return branch.unionAll(nested)
    })
    const { sql } = compileModel(joined.view(), place)
    expect(sql.match(/join_use_nulls = 1/g)).toHaveLength(2)
    await warehouse.command(`CREATE DATABASE IF NOT EXISTS ${prefix}x`)
    await warehouse.command(`CREATE VIEW ${prefix}x.joined AS ${sql}`)
    const [row] = await warehouse.rows(
      `SELECT count() AS n, countIf(price IS NULL) AS nulls, any(toTypeName(price)) AS type FROM ${prefix}x.joined`,
    )
    expect(row).toEqual({ n: '20', nulls: '20', type: 'Nullable(Decimal(18, 9))' })
  })

  it('reads a column, not the alias of the same name', async () => {
    const hidden = onCalls.query((q) =>
      q
        .selectFrom('c')
        .select((eb) => [ch.sum(eb.ref('c.seconds')).as('seconds'), ch.count().as('n')])
        .where('seconds', '=', 60),
    )
    const [row] = await warehouse.rows(compileModel(hidden.view(), place).sql)
    expect(row).toEqual({ seconds: '1800', n: '30' })
  })

  it('says DISTINCT where kysely says union, and refuses to sort one branch', () => {
    const union = onCalls.query((q) => q.selectFrom('c').select('c.zone').union(q.selectFrom('c').select('c.zone')))
    expect(compiled(union.view())).toContain(' union distinct select ')
    const sorted = onCalls.query((q) =>
      q.selectFrom('c').select('c.zone').union(q.selectFrom('c').select('c.zone')).orderBy('zone'),
    )
    expect(() => compiled(sorted.view())).toThrow('belong to its last branch')
  })

  it('refuses a ref nobody reads, a CTE that hides one, and names that cannot be quoted', () => {
    expect(() => compiled(both.query((q) => q.selectFrom('c').select('c.zone')).view())).toThrow(
      'x.y: declared but never read: r',
    )
    const hiding = onCalls.query((q) =>
      q
        .with('c', (w) => w.selectFrom('c').select('zone'))
        .selectFrom('c')
        .select('zone'),
    )
    expect(() => compiled(hiding.view())).toThrow('CTE c hides the ref of the same name')
    expect(() => settings({ 'max_threads = 1; drop': 1 } as never)).toThrow('is not the name of a ClickHouse setting')
    expect(() => param('x:String}; drop', t.string)).toThrow('is not a query parameter')
    expect(() => over(ch.count(), { frame: 'rows between 1 or 1=1 preceding and current row' as never })).toThrow(
      'not a window frame',
    )
    expect(() => model('rating.`x`', {})).toThrow("'rating.`x`' is not a relation's name")
    expect(() => source('Raw.x', { a: t.string })).toThrow("'Raw.x' is not a relation's name")
  })

  it('writes windows with frames', () => {
    const query = onCalls.query((q) =>
      q.selectFrom('c').select((eb) => [
        over(ch.sum(eb.ref('c.seconds')), {
          partitionBy: [eb.ref('c.account_id')],
          orderBy: [desc(eb.ref('c.started_at')), eb.ref('c.event_id')],
          frame: 'rows between unbounded preceding and 1 preceding',
        }).as('before'),
      ]),
    )
    expect(compiled(query.view())).toBe(
      'select sum(`c`.`seconds`) over (partition by `c`.`account_id` order by `c`.`started_at` desc, `c`.`event_id` rows between unbounded preceding and 1 preceding) as `before` from `raw`.`calls` as `c`',
    )
  })
})
