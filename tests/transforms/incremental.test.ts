import { beforeAll, describe, expect, it } from 'vitest'
import { rollback } from '../../transforms/run/rollback.ts'
import { dryRunProject, runProject } from '../../transforms/run/run.ts'
import type { StatementOptions } from '../../warehouse/connect.ts'
import { testWarehouse, uniquePrefix } from '../test-warehouse.ts'
import { differences } from './built-whole.ts'
import { intervalShop, type Landing, land, openIntervalShop, setPrices } from './interval-shop.ts'

const warehouse = testWarehouse()
const prefix = uniquePrefix()
const options = { warehouse, environment: { prefix } }
const DAY = 24 * 60

/** What the last run made of each model, as days or months without their buckets. */
async function madeBy(run: ReturnType<typeof runProject>): Promise<Record<string, readonly string[]>> {
  const { steps, failure } = await run
  expect(failure).toBeUndefined()
  return Object.fromEntries(
    steps.map(({ model, status, intervals }) => [
      model,
      intervals === undefined ? [status] : [...new Set(intervals.made.map((slice) => slice.split('-')[0]!))],
    ]),
  )
}

let id = 0
const event = (minute: number, account: string | null = 'ana', zone = 'be'): Landing => ({
  id: id++,
  account,
  zone,
  minute,
  seconds: 60,
})

/** What each model makes of an event of 21 January. */
const touchedByTheTwentyFirst = {
  'staging.use': ['built'],
  'rating.priced': ['20260121'],
  'finance.daily': ['20260121'],
  'finance.running': ['202601'],
  // From its day on, to the end of the month.
  'finance.month_to_date': Array.from({ length: 11 }, (_, day) => `202601${21 + day}`),
  'finance.share_of_month': Array.from({ length: 31 }, (_, day) => `202601${String(1 + day).padStart(2, '0')}`),
  'finance.two_days': ['20260121', '20260122'],
  'finance.by_account': ['202601'],
  'finance.paid': ['built'],
  'finance.paid_daily': ['20260121'],
  'finance.best_day': ['built'],
}

describe('a model built by interval', () => {
  beforeAll(async () => {
    await openIntervalShop(warehouse, prefix)
    await setPrices(warehouse, prefix, [{ zone: 'be', price: '0.5', from: 0, to: null }])
    const days = Array.from({ length: 40 }, (_, day) => [event(day * DAY + 60, 'ana'), event(day * DAY + 120, null)])
    await land(warehouse, prefix, 'calls', 'b1', 40, days.flat())
    await land(warehouse, prefix, 'messages', 'm1', 40, [event(10 * DAY + 5, 'bo')])
  })

  it('is first built whole, in order', async () => {
    const made = await madeBy(runProject(intervalShop(), options))
    expect(made['finance.daily']).toHaveLength(40)
    expect(made['finance.running']).toEqual(['202601', '202602'])
    expect(await differences(warehouse, prefix, intervalShop())).toEqual([])
  })

  it('is not due while nothing lands', async () => {
    expect(await runProject(intervalShop(), options)).toMatchObject({ status: 'current' })
  })

  it('makes the day of a late row again, and in every model what reads that day', async () => {
    await land(warehouse, prefix, 'calls', 'b2', 41, [event(20 * DAY + 1, 'cy')])
    expect(await madeBy(runProject(intervalShop(), options))).toEqual(touchedByTheTwentyFirst)
    expect(await differences(warehouse, prefix, intervalShop())).toEqual([])
  })

  it('makes one bucket of the day, not the others', async () => {
    await land(warehouse, prefix, 'messages', 'm2', 42, [event(20 * DAY + 2, 'ana')])
    const { steps } = await runProject(intervalShop(), options)
    const priced = steps.find(({ model }) => model === 'rating.priced')!
    expect(priced.intervals!.made).toHaveLength(1)
    const [{ bucket } = { bucket: '' }] = await warehouse.rows<{ bucket: string }>(
      `SELECT toString(cityHash64('ana') % 4) AS bucket`,
    )
    expect(priced.intervals!.made).toEqual([`20260121-${bucket}`])
    const running = steps.find(({ model }) => model === 'finance.running')!
    expect(running.intervals!.made).toEqual([`202601-${bucket}`])
    expect(await differences(warehouse, prefix, intervalShop())).toEqual([])
  })

  it('makes the days that a changed dimension row touches', async () => {
    // The price ends in the middle of day 30 and another begins there: the days before are as they were.
    const change = 29 * DAY + 600
    await setPrices(warehouse, prefix, [
      { zone: 'be', price: '0.5', from: 0, to: change },
      { zone: 'be', price: '0.7', from: change, to: null },
    ])
    const made = await madeBy(runProject(intervalShop(), options))
    expect(made['rating.priced']).toEqual([
      '20260130',
      '20260131',
      ...Array.from({ length: 9 }, (_, d) => `2026020${d + 1}`),
    ])
    expect(await differences(warehouse, prefix, intervalShop())).toEqual([])
  })

  it('makes no day for a dimension row that holds when nothing happened', async () => {
    await setPrices(warehouse, prefix, [
      { zone: 'be', price: '0.5', from: 0, to: 29 * DAY + 600 },
      { zone: 'be', price: '0.7', from: 29 * DAY + 600, to: null },
      { zone: 'fr', price: '0.9', from: 50 * DAY, to: null },
    ])
    const made = await madeBy(runProject(intervalShop(), options))
    expect(made).toMatchObject({
      'rating.priced': ['current'],
      'finance.daily': ['current'],
      'finance.best_day': ['current'],
    })
    expect(await runProject(intervalShop(), options)).toMatchObject({ status: 'current' })
  })

  it('says beforehand just what it will make, by which statements', async () => {
    await land(warehouse, prefix, 'calls', 'b3', 43, [
      event(3 * DAY, 'ana'),
      event(12 * DAY, 'bo'),
      event(45 * DAY, 'cy'),
    ])
    const dry = await dryRunProject(intervalShop(), options)
    const contents: Readonly<Record<string, readonly string[]>> = {
      'finance.by_account': ['rating.priced'],
      'finance.paid_daily': ['finance.paid'],
    }
    const ran: string[] = []
    const recording = {
      ...warehouse,
      command: (sql: string, more?: StatementOptions) => {
        ran.push(sql)
        return warehouse.command(sql, more)
      },
    }
    // A slice that comes out empty is dropped: only the build can tell.
    // Nor does anyone know before whether the columns of a SELECT are remembered when it is made.
    const alike = (sql: string) =>
      sql
        .replaceAll(/(REPLACE|DROP) PARTITION ID ('[\d-]+')( FROM `\w+`\.`\w+`)?/g, '$2')
        .replace(/^(CREATE TABLE \S+) .*?(ENGINE = .*?)( EMPTY AS .*)?$/s, '$1 $2')
        .replace(/^(CREATE VIEW \S+) .*?AS (select|with) /s, '$1 AS $2 ')
    const { steps } = await runProject(intervalShop(), { ...options, warehouse: recording })
    // Not a copy of the table that stands, but one of a few runs ago brought up to date.
    expect(dry.steps.flatMap(({ statements }) => statements).some((sql) => sql.startsWith('RENAME TABLE'))).toBe(true)
    for (const { model, intervals, statements } of dry.steps) {
      // What is told by the contents of a table that is built now is not known before.
      expect([model, intervals?.dependsOn]).toEqual([model, contents[model] ?? (intervals && [])])
      if (contents[model]) continue
      const step = steps.find((each) => each.model === model)!
      expect([model, intervals?.due.map(({ slice }) => slice)]).toEqual([model, step.intervals?.made])
      expect(intervals?.kept.length).toBe(step.intervals?.kept)
      const said = statements.map(alike)
      const done = ran.map(alike).filter((sql) => said.includes(sql))
      expect(done.toSorted()).toEqual(said.toSorted())
      // The copy of what stands is made while slices are.
      const ofSlices = (sql: string) => /^INSERT|__made/.test(sql)
      expect(done.filter(ofSlices)).toEqual(said.filter(ofSlices))
      expect(done.at(-1)).toBe(said.at(-1))
    }
    expect(await differences(warehouse, prefix, intervalShop())).toEqual([])
  })

  it('takes away a day whose rows are gone', async () => {
    await warehouse.command(`DELETE FROM ${prefix}raw.calls WHERE started_at < '2026-01-02'`)
    const made = await madeBy(runProject(intervalShop(), options))
    expect(made['rating.priced']).toEqual(['20260101'])
    expect(await differences(warehouse, prefix, intervalShop())).toEqual([])
  })

  it('makes intervals again that are asked for', async () => {
    const range = { from: '2026-01-10', to: '2026-01-12' }
    const made = await madeBy(runProject(intervalShop(), { ...options, range, selection: 'rating.priced' }))
    expect(made).toEqual({ 'rating.priced': ['20260110', '20260111'] })
    const next = await madeBy(runProject(intervalShop(), options))
    const whole = runProject(intervalShop(), { ...options, range, selection: 'finance.best_day' })
    await expect(whole).rejects.toThrow('none of the selected models is built by interval: finance.best_day')
    // Who made an interval is what its readers know of it.
    expect(next['finance.daily']).toEqual(['20260110', '20260111'])
  })

  it('makes all of it again with force, and when its definition changes', async () => {
    const forced = await runProject(intervalShop(), { ...options, force: true, selection: 'finance.daily' })
    expect(forced.steps[0]!.intervals).toMatchObject({ kept: 0 })
    const dry = await dryRunProject(intervalShop({ scale: 2 }), options)
    const { due } = dry.steps.find(({ model }) => model === 'rating.priced')!.intervals!
    expect(new Set(due.map(({ reason }) => reason))).toEqual(new Set(['its definition changed']))
    const changed = await runProject(intervalShop({ scale: 2 }), options)
    expect(changed.failure).toBeUndefined()
    for (const { intervals } of changed.steps) expect(intervals?.kept ?? 0).toBe(0)
    expect(await differences(warehouse, prefix, intervalShop({ scale: 2 }))).toEqual([])
  })

  it('goes on from what it was rolled back to', async () => {
    const changed = intervalShop({ scale: 2 })
    await land(warehouse, prefix, 'calls', 'b9', 43, [event(5 * DAY, 'ana')])
    await runProject(changed, options)
    await rollback(warehouse, options.environment)
    const made = await madeBy(runProject(changed, options))
    expect(made['rating.priced']).toEqual(['20260106'])
    expect(await differences(warehouse, prefix, changed)).toEqual([])
  })

  it('refuses rows outside the interval that was asked for, and publishes nothing', async () => {
    const { failure, steps } = await runProject(intervalShop({ astray: true }), options)
    expect(failure?.message).toMatch(/rating.priced: building 2026-01-02 up to 2026-\d\d-\d\d gave rows of 2026/)
    expect(steps.filter(({ status }) => status === 'built')).toEqual([])
    expect(await differences(warehouse, prefix, intervalShop({ scale: 2 }))).toEqual([])
  })

  it('has columns more, and its readers make what lands afterwards, or at that moment, and no more than that', async () => {
    const own = uniquePrefix()
    const given = { warehouse, environment: { prefix: own } }
    const made = (project: ReturnType<typeof intervalShop>) => madeBy(runProject(project, given))
    await openIntervalShop(warehouse, own)
    await setPrices(warehouse, own, [{ zone: 'be', price: '0.5', from: 0, to: null }])
    const days = Array.from({ length: 31 }, (_, day) => event(day * DAY + 60, day % 2 === 0 ? 'ana' : 'bo'))
    await land(warehouse, own, 'calls', 'w0', 40, days)
    await made(intervalShop())
    const wider = await made(intervalShop({ wider: true }))
    expect(Object.keys(wider)).toEqual(['staging.use', 'rating.priced'])
    await land(warehouse, own, 'calls', 'w1', 44, [event(20 * DAY + 3, 'ana')])
    expect(await made(intervalShop({ wider: true }))).toEqual(touchedByTheTwentyFirst)
    expect(await differences(warehouse, own, intervalShop({ wider: true }))).toEqual([])
    // Columns that go are another matter: what they were made from may change unseen.
    await made(intervalShop())
    await land(warehouse, own, 'calls', 'w2', 44, [event(20 * DAY + 4, 'ana')])
    await made(intervalShop())
    // A column comes, and a row with it.
    await land(warehouse, own, 'calls', 'w3', 44, [event(20 * DAY + 5, 'ana')])
    const dry = await dryRunProject(intervalShop({ wider: true }), given)
    const both = await made(intervalShop({ wider: true }))
    expect(both).toMatchObject({ ...touchedByTheTwentyFirst, 'rating.priced': both['rating.priced'] })
    expect(both['rating.priced']!.length).toBeGreaterThan(20)
    const said = dry.steps.find(({ model }) => model === 'finance.daily')!
    expect(said.intervals!.due.map(({ slice }) => slice)).toEqual(['20260121'])
    expect(await differences(warehouse, own, intervalShop({ wider: true }))).toEqual([])
  })

  it('leaves no table behind', async () => {
    await runProject(intervalShop({ scale: 2 }), { ...options, force: true })
    const tables = await warehouse.rows<{ name: string }>(
      `SELECT name FROM system.tables WHERE database = '${prefix}trunkline_build' AND endsWith(name, '__made')`,
    )
    expect(tables).toEqual([])
    const journal = await warehouse.rows(
      `SELECT DISTINCT physical FROM ${prefix}trunkline.built_slice WHERE physical NOT IN (
         SELECT name FROM system.tables WHERE database = '${prefix}trunkline_build')`,
    )
    expect(journal).toEqual([])
  })
})
