import { beforeAll, describe, expect, it } from 'vitest'
import { readState } from '../../transforms/plan/state.ts'
import { environmentDifferences } from '../../transforms/run/environment-diff.ts'
import { dropEnvironment, listEnvironments } from '../../transforms/run/environments.ts'
import { promote } from '../../transforms/run/promote.ts'
import { rollback } from '../../transforms/run/rollback.ts'
import { planProject, runProject } from '../../transforms/run/run.ts'
import { modelStatus } from '../../transforms/run/status.ts'
import { testWarehouse, uniquePrefix } from '../test-warehouse.ts'
import { dying } from './dying.ts'
import { watched } from './killed-at.ts'
import { landCalls, landShop, shop } from './shop.ts'

const warehouse = testWarehouse()
const production = { prefix: uniquePrefix() }
const env = () => ({ prefix: uniquePrefix(), sourcePrefix: production.prefix })
const statuses = async (project: ReturnType<typeof shop>, environment: ReturnType<typeof env>) =>
  (await planProject(project, { warehouse, environment })).steps.map(({ status }) => status)
const one = async (sql: string) => Object.values((await warehouse.rows<Record<string, string>>(sql))[0]!)[0]
const tables = async (prefix: string) =>
  (
    await warehouse.rows<{ name: string }>(
      `SELECT name FROM system.tables WHERE database = '${prefix}trunkline_build' AND engine LIKE '%MergeTree'`,
    )
  ).map(({ name }) => name.split('__').slice(0, 2).join('.'))

describe('an environment', () => {
  beforeAll(async () => {
    await landShop(warehouse, production.prefix, 24)
    await runProject(shop(), { warehouse, environment: production })
  })

  it('builds nothing that production defines alike, and shows all of it', async () => {
    const dev = env()
    const result = await runProject(shop(), { warehouse, environment: dev })
    expect(result).toMatchObject({ status: 'published', steps: [] })
    expect(await tables(dev.prefix)).toEqual([])
    expect(await one(`SELECT revenue FROM ${dev.prefix}finance.best_day`)).toBe('1.68')
    expect(await runProject(shop(), { warehouse, environment: dev })).toMatchObject({ status: 'current' })
  })

  it('builds what differs, and what reads what differs', async () => {
    const wider = env()
    expect(await statuses(shop({ wider: true }), wider)).toEqual(['new', 'production', 'production'])
    await runProject(shop({ wider: true }), { warehouse, environment: wider })
    expect(await tables(wider.prefix)).toEqual(['rating.rated'])
    expect(await one(`SELECT sum(duration_s) FROM ${wider.prefix}rating.rated`)).toBe('1440')
    expect(
      await one(
        `SELECT count() FROM system.columns WHERE database = '${production.prefix}rating' AND name = 'duration_s'`,
      ),
    ).toBe('0')

    const rounded = env()
    expect(await statuses(shop({ scale: 2 }), rounded)).toEqual(['new', 'new', 'new'])
    const result = await runProject(shop({ scale: 2 }), { warehouse, environment: rounded, selection: 'finance.daily' })
    // Only what is selected: its parent is production's.
    expect(result.steps.map(({ model }) => model)).toEqual(['finance.daily'])
    expect(await one(`SELECT sum(revenue) FROM ${rounded.prefix}finance.daily`)).toBe('1.68')
  })

  it('follows what production builds, for as long as it differs and afterwards', async () => {
    const dev = env()
    await runProject(shop({ wider: true }), { warehouse, environment: dev })
    // More generations than production keeps.
    for (let hour = 24; hour < 28; hour++) {
      await landCalls(warehouse, production.prefix, hour, hour + 1)
      await runProject(shop(), { warehouse, environment: production })
    }
    expect(await one(`SELECT sum(calls) FROM ${dev.prefix}finance.daily`)).toBe('28')
    expect(await one(`SELECT count() FROM ${dev.prefix}rating.rated`)).toBe('24')
    expect(await statuses(shop({ wider: true }), dev)).toEqual(['data', 'current', 'current'])
    await runProject(shop({ wider: true }), { warehouse, environment: dev })
    expect(await one(`SELECT count() FROM ${dev.prefix}rating.rated`)).toBe('28')
    // Its author gives the change up.
    expect(await statuses(shop(), dev)).toEqual(['production', 'current', 'current'])
    await runProject(shop(), { warehouse, environment: dev })
    expect(
      await one(`SELECT count() FROM system.columns WHERE database = '${dev.prefix}rating' AND name = 'duration_s'`),
    ).toBe('0')
    expect(await one(`SELECT count() FROM ${dev.prefix}rating.rated`)).toBe('28')
  })

  it('shows columns with the types that production has them with, when a source has got others', async () => {
    const own = { prefix: uniquePrefix() }
    const dev = { prefix: uniquePrefix(), sourcePrefix: own.prefix }
    const wider = shop({ wider: true })
    const run = (environment: typeof own) => runProject(wider, { warehouse, environment })
    await landShop(warehouse, own.prefix, 1)
    await run(own)
    await run(dev)
    await warehouse.command(`ALTER TABLE ${own.prefix}raw.calls MODIFY COLUMN seconds UInt64`)
    await warehouse.command(
      `INSERT INTO ${own.prefix}raw.calls VALUES ('long', 1, 'be', '2026-01-01 01:00:00', 4294967356)`,
    )
    await run(own)
    const plan = await planProject(wider, { warehouse, environment: dev })
    expect(plan.steps.map(({ status }) => status)).toEqual(['production', 'current', 'current'])
    await run(dev)
    expect(await one(`SELECT max(duration_s) FROM ${dev.prefix}rating.rated`)).toBe('4294967356')
    expect(await run(dev)).toMatchObject({ status: 'current' })
  })

  it('is one of several at once, each with its own writer', async () => {
    const [ana, ben] = [env(), env()]
    const [a, b] = await Promise.all([
      runProject(shop({ wider: true }), { warehouse, environment: ana }),
      runProject(shop({ scale: 2 }), { warehouse, environment: ben }),
    ])
    expect([a.status, b.status]).toEqual(['published', 'published'])
    expect(await one(`SELECT revenue FROM ${production.prefix}finance.best_day`)).toBe('1.68')
  })

  it('is compared with production model by model', async () => {
    const dev = env()
    await runProject(shop({ wider: true }), { warehouse, environment: dev })
    const found = await environmentDifferences(warehouse, dev, shop({ wider: true }))
    expect(found).toMatchObject([
      {
        model: 'rating.rated',
        columns: [{ column: 'duration_s', change: 'column added', breaking: false }],
        rows: { before: 28, after: 28 },
      },
    ])
    const { before, after } = found[0]!.sql
    expect(after.split('\n').length).toBe(before.split('\n').length + 1)
  })
})

describe('promoting an environment', () => {
  const own = { prefix: uniquePrefix() }
  const beside = () => ({ prefix: uniquePrefix(), sourcePrefix: own.prefix })
  const options = (environment: ReturnType<typeof beside>) => ({ warehouse, environment })

  beforeAll(async () => {
    await landShop(warehouse, own.prefix, 24)
    await runProject(shop(), { warehouse, environment: own })
  })

  it('refuses what was not run, and what is as in production already', async () => {
    const dev = beside()
    await runProject(shop(), options(dev))
    await expect(promote(shop(), options(dev))).rejects.toThrow('nothing that production has not')
    await expect(promote(shop({ scale: 2 }), options(dev))).rejects.toThrow(/not what the project says: rating.rated/)
    const reverted = beside()
    await runProject(shop({ scale: 2 }), options(reverted))
    await expect(promote(shop(), options(reverted))).rejects.toThrow(/not what the project says: rating.rated/)
    await expect(promote(shop(), { warehouse, environment: { prefix: own.prefix } })).rejects.toThrow(
      /reads nothing of production/,
    )
  })

  it('publishes its builds without building, and both show the same afterwards', async () => {
    const dev = beside()
    await runProject(shop({ scale: 2 }), options(dev))
    const built = `SELECT toString(groupBitXor(cityHash64(*))) FROM ${dev.prefix}rating.rated`
    const before = await one(built)
    const result = await promote(shop({ scale: 2 }), options(dev))
    expect(result).toMatchObject({ status: 'published', failure: undefined })
    expect([...result.models].sort()).toEqual(['finance.best_day', 'finance.daily', 'rating.rated'])
    expect(result.checks.map(({ status }) => status)).toEqual(Array(6).fill('passed'))
    const shownRows = async (environment: { prefix: string }) =>
      (await modelStatus(warehouse, environment)).map(({ model, rows }) => [model, rows])
    expect(await shownRows(own)).toEqual([
      ['finance.best_day', 0],
      ['finance.daily', 1],
      ['rating.rated', 24],
    ])
    expect(await one(`SELECT toString(groupBitXor(cityHash64(*))) FROM ${own.prefix}rating.rated`)).toBe(before)
    expect((await planProject(shop({ scale: 2 }), { warehouse, environment: own })).due).toEqual([])
    await runProject(shop({ scale: 2 }), options(dev))
    const shown = (await planProject(shop({ scale: 2 }), options(dev))).steps
    expect(shown.map(({ reason }) => reason)).toEqual(Array(3).fill('as in production'))
    expect(await one(built)).toBe(before)
    expect(await shownRows(dev)).toEqual(await shownRows(own))
    // What lands goes on from what was promoted.
    await landCalls(warehouse, own.prefix, 24, 30)
    await runProject(shop({ scale: 2 }), { warehouse, environment: own })
    expect(await one(`SELECT sum(calls) FROM ${dev.prefix}finance.daily`)).toBe('30')
  })

  it('can be rolled back', async () => {
    const dev = beside()
    // What was left out of the run is as in production, and no reason to wait.
    await runProject(shop({ scale: 2, wider: true }), { ...options(dev), selection: 'rating.rated' })
    await promote(shop({ scale: 2, wider: true }), options(dev))
    const columns = `SELECT count() FROM system.columns WHERE database = '${own.prefix}rating' AND name = 'duration_s'`
    expect(await one(columns)).toBe('1')
    await rollback(warehouse, own)
    expect(await one(columns)).toBe('0')
  })

  it('does not undo what another brought to production meanwhile', async () => {
    const [ana, ben] = [beside(), beside()]
    await runProject(shop({ scale: 2, wider: true }), options(ana))
    await runProject(shop({ scale: 4 }), options(ben))
    await promote(shop({ scale: 2, wider: true }), options(ana))
    await expect(promote(shop({ scale: 4 }), options(ben))).rejects.toThrow(
      /production has another rating.rated than when this environment changed it/,
    )
    // Not by running it again, but by changing it again.
    await landCalls(warehouse, own.prefix, 30, 31)
    await runProject(shop({ scale: 4 }), options(ben))
    await expect(promote(shop({ scale: 4 }), options(ben))).rejects.toThrow(/production has another/)
    await runProject(shop({ scale: 4, wider: true }), options(ben))
    expect(await promote(shop({ scale: 4, wider: true }), options(ben))).toMatchObject({ status: 'published' })
  })

  it('publishes nothing where a check fails', async () => {
    const dev = beside()
    await runProject(shop({ scale: 2, wider: true }), options(dev))
    const before = await one(`SELECT toString(groupBitXor(cityHash64(*))) FROM ${own.prefix}rating.rated`)
    const result = await promote(shop({ scale: 2, wider: true, strict: true }), options(dev))
    expect(result.status).toBe('failed')
    expect(result.failure?.message).toContain('no call is free')
    expect(await one(`SELECT toString(groupBitXor(cityHash64(*))) FROM ${own.prefix}rating.rated`)).toBe(before)
  })

  it('first completes what a killed run of production had committed', async () => {
    const changed = { scale: 4, withoutView: true } as const
    await runProject(shop({ scale: 4 }), { warehouse, environment: own })
    const dev = beside()
    await runProject(shop({ ...changed, wider: true }), options(dev))
    const mortal = watched(warehouse, (sql, given) => {
      if (sql.startsWith('DROP VIEW')) throw new Error('killed by the test')
      return [sql, given]
    })
    const killed = runProject(shop(changed), { warehouse: mortal, environment: own })
    await expect(killed).rejects.toThrow('killed by the test')
    const views = () => one(`SELECT count() FROM system.tables WHERE database = '${own.prefix}finance'`)
    expect(await views()).toBe('2')
    expect(await promote(shop({ ...changed, wider: true }), options(dev))).toMatchObject({ models: ['rating.rated'] })
    expect(await views()).toBe('1')
  })

  it('leaves production as it was or as it became at whatever statement it dies, and a run completes it', async () => {
    const home = { prefix: uniquePrefix() }
    await landShop(warehouse, home.prefix, 24)
    await runProject(shop(), { warehouse, environment: home })
    const revenue = () => one(`SELECT toString(sum(revenue)) FROM ${home.prefix}finance.daily`)
    const seen = new Set<string>()
    for (const [round, statements] of [45, 70, 85, 95, 120].entries()) {
      const changed = shop({ scale: round % 2 === 0 ? 2 : 4 })
      const dev = { prefix: uniquePrefix(), sourcePrefix: home.prefix }
      await runProject(changed, { warehouse, environment: dev })
      const before = await revenue()
      const after = await one(`SELECT toString(sum(revenue)) FROM ${dev.prefix}finance.daily`)
      const killed = { warehouse: dying(warehouse, statements), environment: dev }
      const ended = await promote(changed, killed).then(
        () => 'published',
        (error: Error) => error.message,
      )
      seen.add(ended)
      expect(['published', 'killed by the test']).toContain(ended)
      expect([before, after]).toContain(await revenue())
      expect(await runProject(changed, { warehouse, environment: home })).toMatchObject({ failure: undefined })
      expect(await revenue()).toBe(after)
      expect(await runProject(changed, { warehouse, environment: home })).toMatchObject({ status: 'current' })
      const { generations } = await readState(warehouse, home)
      const known = new Set(generations.map(({ physical }) => physical))
      const stand = await warehouse.rows<{ name: string }>(
        `SELECT name FROM system.tables WHERE database = '${home.prefix}trunkline_build'`,
      )
      expect(stand.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([])
      await dropEnvironment(warehouse, dev)
    }
    expect([...seen].sort()).toEqual(['killed by the test', 'published'])
    expect(await one(`SELECT count() FROM ${home.prefix}trunkline.run FINAL WHERE status = 'running'`)).toBe('0')
  })

  it('is dropped with all it has, and nothing else', async () => {
    const dev = beside()
    await runProject(shop({ scale: 2 }), options(dev))
    const listed = (await listEnvironments(warehouse)).find(
      ({ name }) => `${name}__` === dev.prefix || name === dev.prefix,
    )
    expect(listed).toMatchObject({
      landed: false,
      own: ['finance.best_day', 'finance.daily', 'rating.rated'],
      shown: 0,
    })
    const dropped = await dropEnvironment(warehouse, dev)
    expect(dropped.every((name) => name.startsWith(dev.prefix))).toBe(true)
    expect(await one(`SELECT count() FROM system.databases WHERE startsWith(name, '${dev.prefix}')`)).toBe('0')
    expect(await one(`SELECT count() FROM ${own.prefix}rating.rated`)).not.toBe('0')
    await expect(dropEnvironment(warehouse, dev)).rejects.toThrow('there is no environment')
    await expect(dropEnvironment(warehouse, { prefix: own.prefix })).rejects.toThrow('events were landed into')
    await expect(dropEnvironment(warehouse, { prefix: '' })).rejects.toThrow('production cannot be dropped')
  })
})
