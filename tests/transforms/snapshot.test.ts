import { beforeAll, describe, expect, it } from 'vitest'
import { columnLineage } from '../../transforms/docs/lineage.ts'
import { model } from '../../transforms/project/model.ts'
import { defineProject } from '../../transforms/project/project.ts'
import { source } from '../../transforms/project/source.ts'
import { runProject } from '../../transforms/run/run.ts'
import { t } from '../../warehouse/columns.ts'
import { testWarehouse, uniquePrefix } from '../test-warehouse.ts'

const warehouse = testWarehouse()
const plans = source('crm.plan', { line: t.string, plan: t.nullable(t.string), updated_at: t.instant })

const seen = model('history.plan_seen', { plans })
  .query((q) => q.selectFrom('plans as p').select(['p.line', 'p.plan']))
  .snapshot({ key: ['line'] })
const updated = model('history.plan_updated', { plans })
  .query((q) => q.selectFrom('plans as p').select(['p.line', 'p.plan', 'p.updated_at']))
  .snapshot({ key: ['line'], updated: 'updated_at' })
const open = model('history.open', { seen })
  .query((q) => q.selectFrom('seen as s').select(['s.line', 's.plan', 's.valid_from']).where('s.valid_to', 'is', null))
  .view()
const project = defineProject({ models: [seen, updated, open] })

type Plan = readonly [line: string, plan: string | null, day: number]

describe('a snapshot', () => {
  const prefix = uniquePrefix()
  const on = (day: number) => `2026-01-${String(day).padStart(2, '0')}`

  async function crmHolds(plan: readonly Plan[]): Promise<void> {
    await warehouse.command(`CREATE OR REPLACE TABLE ${prefix}crm.plan (line String, plan Nullable(String),
      updated_at DateTime64(3, 'UTC')) ENGINE = MergeTree ORDER BY line`)
    if (plan.length === 0) return
    const rows = plan.map(([line, name, day]) => `('${line}', ${name === null ? 'NULL' : `'${name}'`}, '${on(day)}')`)
    await warehouse.command(`INSERT INTO ${prefix}crm.plan VALUES ${rows.join(', ')}`)
  }

  const run = (day: number, more: object = {}) =>
    runProject(project, {
      warehouse,
      environment: { prefix },
      clock: () => Date.parse(`${on(day)}T12:00:00Z`),
      ...more,
    })

  async function history(table: string): Promise<readonly string[]> {
    const rows = await warehouse.rows<{ row: string }>(
      `SELECT concat(line, ' ', ifNull(plan, '-'), ' ', formatDateTime(valid_from, '%d.%H'), ' ',
         ifNull(formatDateTime(valid_to, '%d.%H'), 'now')) AS row FROM ${prefix}history.${table} ORDER BY line, valid_from`,
    )
    return rows.map(({ row }) => row)
  }

  beforeAll(() => warehouse.command(`CREATE DATABASE ${prefix}crm`))

  it('begins with what is there', async () => {
    await crmHolds([
      ['a', 'small', 1],
      ['b', null, 2],
      ['c', 'big', 3],
    ])
    expect((await run(5)).failure).toBeUndefined()
    expect(await history('plan_seen')).toEqual(['a small 05.12 now', 'b - 05.12 now', 'c big 05.12 now'])
    expect(await history('plan_updated')).toEqual(['a small 01.00 now', 'b - 02.00 now', 'c big 03.00 now'])
  })

  it('ends what changed and what is gone, and begins what is new', async () => {
    await crmHolds([
      ['a', 'small', 1],
      ['b', 'big', 6],
      ['d', 'small', 7],
    ])
    await run(8)
    expect(await history('plan_seen')).toEqual([
      'a small 05.12 now',
      'b - 05.12 08.12',
      'b big 08.12 now',
      'c big 05.12 08.12',
      'd small 08.12 now',
    ])
    expect(await history('plan_updated')).toEqual([
      'a small 01.00 now',
      'b - 02.00 06.00',
      'b big 06.00 now',
      'c big 03.00 08.12',
      'd small 07.00 now',
    ])
    expect(await warehouse.rows(`SELECT line FROM ${prefix}history.open ORDER BY line`)).toHaveLength(3)
  })

  it('does not begin before it had ended when it comes back, and takes no older state for a new one', async () => {
    await crmHolds([
      ['a', 'ancient', 1],
      ['b', 'big', 6],
      ['c', 'big', 3],
      ['d', 'small', 7],
    ])
    await run(9)
    expect(await history('plan_updated')).toEqual([
      'a small 01.00 now',
      'b - 02.00 06.00',
      'b big 06.00 now',
      'c big 03.00 08.12',
      'c big 08.12 now',
      'd small 07.00 now',
    ])
    expect((await history('plan_seen')).slice(0, 2)).toEqual(['a small 05.12 09.12', 'a ancient 09.12 now'])
  })

  it('stays as it is when it is taken again, also by force', async () => {
    const before = await Promise.all([history('plan_seen'), history('plan_updated')])
    const { steps, failure } = await run(10, { force: true })
    expect(failure).toBeUndefined()
    expect(steps.slice(0, 2).map(({ status }) => status)).toEqual(['current', 'current'])
    expect(await Promise.all([history('plan_seen'), history('plan_updated')])).toEqual(before)
  })

  it('notices rows that changed in place and are as many as before: loaded anew, or replaced by a merge', async () => {
    const own = { prefix: uniquePrefix() }
    const table = `${own.prefix}crm.plan`
    const take = async () => (await runProject(project, { warehouse, environment: own })).status
    const now = async () =>
      (await warehouse.rows<{ plan: string }>(`SELECT plan FROM ${own.prefix}history.open ORDER BY line`)).map(
        ({ plan }) => plan,
      )
    await warehouse.command(`CREATE DATABASE ${own.prefix}crm`)
    await warehouse.command(`CREATE TABLE ${table} (line String, plan Nullable(String), updated_at DateTime64(3, 'UTC'))
      ENGINE = ReplacingMergeTree(updated_at) ORDER BY line`)
    await warehouse.command(`INSERT INTO ${table} VALUES ('a', 'small', '2026-01-01'), ('b', 'big', '2026-01-01')`)
    expect([await take(), await take(), await now()]).toEqual(['published', 'current', ['small', 'big']])
    await warehouse.command(`INSERT INTO ${table} VALUES ('a', 'large', '2026-01-02')`)
    await warehouse.command(`OPTIMIZE TABLE ${table} FINAL`)
    expect([await take(), await take(), await now()]).toEqual(['published', 'current', ['large', 'big']])
    await warehouse.command(`TRUNCATE TABLE ${table}`)
    await warehouse.command(`INSERT INTO ${table} VALUES ('a', 'large', '2026-01-02'), ('b', 'huge', '2026-01-03')`)
    expect([await take(), await take(), await now()]).toEqual(['published', 'current', ['large', 'huge']])
  })

  it('refuses a key that rows share, and publishes nothing', async () => {
    const before = await history('plan_seen')
    await crmHolds([
      ['a', 'small', 1],
      ['a', 'big', 2],
    ])
    const { failure } = await run(11)
    expect(failure?.message).toContain('history.plan_seen: 1 rows share line with another row')
    expect(await history('plan_seen')).toEqual(before)
  })

  it('refuses other columns than its history has', async () => {
    const wider = model('history.plan_seen', { plans })
      .query((q) => q.selectFrom('plans as p').select(['p.line', 'p.plan', 'p.updated_at']))
      .snapshot({ key: ['line'] })
    await crmHolds([['a', 'small', 1]])
    const result = await runProject(defineProject({ models: [wider] }), {
      warehouse,
      environment: { prefix },
      selection: 'history.plan_seen',
    })
    expect(result.failure?.message).toContain('its history has other columns than its query')
  })

  it('ends everything when nothing is left, and leaves no table behind', async () => {
    await crmHolds([])
    const { failure } = await run(12)
    expect(failure).toBeUndefined()
    expect(await warehouse.rows(`SELECT * FROM ${prefix}history.open`)).toEqual([])
    expect(await history('plan_updated')).toHaveLength(6)
    const left = await warehouse.rows<{ name: string }>(
      `SELECT name FROM system.tables WHERE database = '${prefix}trunkline_build' AND match(name, '__(seen|changes)$')`,
    )
    expect(left).toEqual([])
  })

  it('says in its lineage where its validity comes from', () => {
    expect(columnLineage(updated).get('valid_from')).toEqual(new Set(['crm.plan.updated_at']))
    expect(columnLineage(seen).get('valid_to')).toEqual(new Set())
  })
})
