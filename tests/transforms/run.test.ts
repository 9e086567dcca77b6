import { hostname } from 'node:os'
import { beforeAll, describe, expect, it } from 'vitest'
import { readState } from '../../transforms/plan/state.ts'
import { relationship } from '../../transforms/project/check.ts'
import { model } from '../../transforms/project/model.ts'
import { defineProject } from '../../transforms/project/project.ts'
import { checkPublished } from '../../transforms/run/check-published.ts'
import { readRunChecks } from '../../transforms/run/check-results.ts'
import type { RunEvent } from '../../transforms/run/event.ts'
import { rollback } from '../../transforms/run/rollback.ts'
import { planProject, runProject } from '../../transforms/run/run.ts'
import { latestChecks, latestRun, modelStatus } from '../../transforms/run/status.ts'
import type { Warehouse } from '../../warehouse/connect.ts'
import { CheckError, ConfigurationError } from '../../warehouse/errors.ts'
import { testWarehouse, uniquePrefix } from '../test-warehouse.ts'
import { calls, landCalls, landShop, shop } from './shop.ts'

const warehouse = testWarehouse()
const prefix = uniquePrefix()
const environment = { prefix }
const options = { warehouse, environment }

const best = async () =>
  (await warehouse.rows<{ revenue: string }>(`SELECT * FROM ${prefix}finance.best_day`))[0]?.revenue
const builds = () =>
  warehouse.rows<{ name: string }>(`SELECT name FROM system.tables WHERE database = '${prefix}trunkline_build'`)
const statuses = (plan: { steps: readonly { model: string; status: string }[] }) =>
  Object.fromEntries(plan.steps.map(({ model, status }) => [model, status]))

describe('a run', () => {
  beforeAll(() => landShop(warehouse, prefix, 24))

  it('says what it will do before it does it', async () => {
    const plan = await planProject(shop(), options)
    expect(statuses(plan)).toEqual({ 'rating.rated': 'new', 'finance.daily': 'new', 'finance.best_day': 'new' })
  })

  it('builds, checks and publishes everything', async () => {
    const events: RunEvent[] = []
    const result = await runProject(shop(), { ...options, onEvent: (event) => events.push(event) })
    expect(result.failure).toBeUndefined()
    expect(result.status).toBe('published')
    expect(result.steps.map(({ model, rows }) => [model, rows])).toEqual([
      ['rating.rated', 24],
      ['finance.daily', 1],
      ['finance.best_day', 0],
    ])
    expect(result.checks.map(({ status }) => status)).toEqual(Array(6).fill('passed'))
    expect(await best()).toBe('1.68')
    expect(events.map(({ kind }) => kind)).toEqual([
      'started',
      ...Array(3).fill(['modelStarted', 'modelBuilt']).flat(),
      ...Array(6).fill('checked'),
      'published',
    ])
  })

  it('keeps the row type that tsc inferred, NULLs of a LEFT JOIN included', async () => {
    const rows = await warehouse.rows<{ name: string; type: string }>(`DESCRIBE ${prefix}rating.rated`)
    expect(Object.fromEntries(rows.map(({ name, type }) => [name, type]))).toEqual({
      event_id: 'String',
      account_id: 'UInt64',
      zone: 'LowCardinality(Nullable(String))',
      day: 'Date',
      charge: 'Decimal(38, 4)',
      one: 'Int64',
    })
    const unrated = await warehouse.rows<{ n: string }>(
      `SELECT count() AS n FROM ${prefix}rating.rated WHERE zone IS NULL`,
    )
    expect(unrated[0]?.n).toBe('8')
  })

  it('is not rolled back where nothing was published before', async () => {
    await expect(rollback(warehouse, environment)).rejects.toThrow(/run \d+ is the first that published/)
    expect(await best()).toBe('1.68')
  })

  it('can be read by a user who may change no setting', async () => {
    const rows = await warehouse.rows(`SELECT * FROM ${prefix}finance.best_day`, { settings: { readonly: 1 } })
    expect(rows).toHaveLength(1)
  })

  it('does nothing where nothing is due', async () => {
    const result = await runProject(shop(), options)
    expect(result).toMatchObject({ status: 'current', run: undefined, steps: [] })
  })

  it('builds what has new data and what reads it', async () => {
    await landCalls(warehouse, prefix, 24, 48)
    const plan = await planProject(shop(), options)
    expect(plan.steps.map(({ reason }) => reason)).toEqual([
      'new data in raw.calls',
      'rating.rated is rebuilt',
      'finance.daily is rebuilt',
    ])
    const result = await runProject(shop(), options)
    expect(result.status).toBe('published')
    const rows = await warehouse.rows(`SELECT day, revenue, calls FROM ${prefix}finance.daily ORDER BY day`)
    expect(rows).toEqual([
      { day: '2026-01-01', revenue: '1.68', calls: '24' },
      { day: '2026-01-02', revenue: '1.68', calls: '24' },
    ])
  })

  it('builds what a changed definition touches', async () => {
    const plan = await planProject(shop({ scale: 2 }), options)
    expect(statuses(plan)).toEqual({
      'rating.rated': 'columns',
      'finance.daily': 'changed',
      'finance.best_day': 'changed',
    })
  })

  it('builds a model with a column more, and none that do not read it; what lands then reaches them all', async () => {
    const own = { warehouse, environment: { prefix: uniquePrefix(), sourcePrefix: uniquePrefix() } }
    const { sourcePrefix } = own.environment
    await landShop(warehouse, sourcePrefix, 24)
    await runProject(shop(), own)
    const before = await readState(warehouse, own.environment)
    const wider = shop({ wider: true })
    expect((await planProject(wider, own)).steps.map(({ status, reason }) => `${status}: ${reason}`)).toEqual([
      'columns: adds duration_s',
      'current: up to date',
      'current: up to date',
    ])
    const result = await runProject(wider, own)
    expect(result.steps.map(({ model, status }) => [model, status])).toEqual([['rating.rated', 'built']])
    const after = await readState(warehouse, own.environment)
    expect(after.current.get('finance.daily')).toEqual(before.current.get('finance.daily'))
    const seconds = `SELECT sum(duration_s) AS s FROM ${own.environment.prefix}rating.rated`
    expect(await warehouse.rows(seconds)).toEqual([{ s: '1440' }])
    expect(await runProject(wider, own)).toMatchObject({ status: 'current' })
    await landCalls(warehouse, sourcePrefix, 24, 48)
    const later = await runProject(wider, own)
    expect(later.steps.map(({ model }) => model)).toEqual(['rating.rated', 'finance.daily', 'finance.best_day'])
    // Back to the narrower one: nobody reads what goes.
    expect((await planProject(shop(), own)).steps.map(({ status }) => status)).toEqual([
      'columns',
      'current',
      'current',
    ])
  })

  it('takes what an earlier version of Trunkline published, which knew less of it', async () => {
    const own = { warehouse, environment: { prefix: uniquePrefix() } }
    await landShop(warehouse, own.environment.prefix, 24)
    await runProject(shop(), own)
    const state = `${own.environment.prefix}trunkline`
    for (const column of ['version', 'versions', 'columns', 'sql']) {
      await warehouse.command(`ALTER TABLE ${state}.publication DROP COLUMN ${column}`)
    }
    expect(await runProject(shop(), own)).toMatchObject({ status: 'current' })
    expect((await planProject(shop({ wider: true }), own)).steps[0]).toMatchObject({ status: 'changed' })
  })

  it('builds only what is selected', async () => {
    const result = await runProject(shop(), { ...options, selection: 'finance/', force: true })
    expect(result.steps.map(({ model }) => model)).toEqual(['finance.daily', 'finance.best_day'])
  })

  it('leaves a relationship unchecked while the other model was never built, and checks it once it is', async () => {
    const own = { warehouse, environment: { prefix: uniquePrefix(), sourcePrefix: prefix } }
    const account = model('shop.account', { calls }).query((q) =>
      q.selectFrom('calls as c').select('c.account_id').distinct(),
    )
    const accounts = account.table({ orderBy: ['account_id'] })
    const call = model('shop.call', { calls }).query((q) =>
      q.selectFrom('calls as c').select(['c.event_id', 'c.account_id']),
    )
    const related = call.view().check(relationship('account_id', accounts, 'account_id'))
    const both = defineProject({ models: [accounts, related] })
    const alone = await runProject(both, { ...own, selection: 'shop.call' })
    expect(alone).toMatchObject({ status: 'published', checks: [] })
    expect(await checkPublished(both, own)).toEqual([])
    await runProject(both, own)
    expect(await checkPublished(both, own)).toMatchObject([{ model: 'shop.call', status: 'passed' }])
  })

  it('keeps a view alive whose tables were rebuilt without it, and later brings it up to date', async () => {
    for (let round = 0; round < 4; round++) {
      await runProject(shop(), { ...options, selection: 'rating.rated,finance.daily', force: true })
    }
    expect(await best()).toBe('1.68')
    const plan = await planProject(shop(), options)
    expect(plan.steps.at(-1)?.reason).toBe('finance.daily was rebuilt')
    await runProject(shop(), options)
  })

  it('publishes nothing when a check fails, and keeps the rows that failed', async () => {
    await landCalls(warehouse, prefix, 100, 101)
    const before = await warehouse.rows(`SELECT count() AS n FROM ${prefix}rating.rated`)
    const result = await runProject(shop({ strict: true }), options)
    expect(result.failure).toBeInstanceOf(CheckError)
    expect(result.failure?.message).toContain('no call is free')
    expect(await warehouse.rows(`SELECT count() AS n FROM ${prefix}rating.rated`)).toEqual(before)
    const kept = await warehouse.rows<{ failing: string; sample: string }>(
      `SELECT failing, sample FROM ${prefix}trunkline.check_result WHERE run = ${result.run} AND status = 'failed'`,
    )
    expect(kept[0]?.failing).toBe('16')
    expect(JSON.parse(kept[0]!.sample)).toHaveLength(5)
    const read = await readRunChecks(warehouse, environment, result.run)
    expect(read.run).toBe(result.run)
    expect(read.checks.filter(({ status }) => status !== 'passed')).toEqual([
      expect.objectContaining({ check: 'no call is free', severity: 'error', status: 'failed', failing: 16 }),
    ])
    expect((await readRunChecks(warehouse, environment)).run).toBe(result.run)
    await expect(readRunChecks(warehouse, environment, 999_999)).rejects.toThrow('run 999999 checked nothing')
  })

  it('publishes nothing when a model fails, and skips what reads it', async () => {
    const result = await runProject(shop({ broken: true }), options)
    expect(result.failure).toBeInstanceOf(ConfigurationError)
    expect(result.failure?.message).toContain('rating.rated')
    expect(result.steps.map(({ status }) => status)).toEqual(['failed', 'skipped', 'skipped'])
    expect(result.steps[2]?.reason).toBe('finance.daily was not built')
    expect(await best()).toBe('1.68')
  })

  it('goes on where a run failed: what was built from the same is not built again', async () => {
    const own = { warehouse, environment: { prefix: uniquePrefix() } }
    await landShop(warehouse, own.environment.prefix, 24)
    const failed = await runProject(shop({ strict: true }), own)
    expect(failed.status).toBe('failed')
    const kept = await warehouse.rows<{ name: string }>(
      `SELECT name FROM system.tables WHERE database = '${own.environment.prefix}trunkline_build' ORDER BY name`,
    )
    expect(kept).toHaveLength(3)
    const events: RunEvent[] = []
    // A check is no part of a definition.
    const again = await runProject(shop(), { ...own, onEvent: (event) => events.push(event) })
    expect(again).toMatchObject({ status: 'published' })
    expect(
      events.filter(({ kind }) => kind === 'modelAdopted').map((event) => 'model' in event && event.model),
    ).toEqual(['rating.rated', 'finance.daily', 'finance.best_day'])
    expect(again.steps.map(({ status, reason }) => `${status}: ${reason}`)).toEqual(
      Array(3).fill(`built: run ${failed.run} had built it`),
    )
    expect(again.steps.map(({ takenOver }) => takenOver)).toEqual(Array(3).fill(failed.run))
    const [{ built } = { built: -1 }] = await warehouse.rows<{ built: number }>(
      `SELECT built FROM ${own.environment.prefix}trunkline.run WHERE run = ${again.run} AND status = 'published'`,
    )
    expect(built).toBe(0)
    expect(again.checks.map(({ status }) => status)).toEqual(Array(6).fill('passed'))
    expect(await runProject(shop(), own)).toMatchObject({ status: 'current' })
    expect(
      await warehouse.rows(
        `SELECT name FROM system.tables WHERE database = '${own.environment.prefix}trunkline_build' ORDER BY name`,
      ),
    ).toEqual(kept)
  })

  it('builds again what a failed run had built from other rows, and leaves nothing of it behind', async () => {
    const own = { warehouse, environment: { prefix: uniquePrefix() } }
    await landShop(warehouse, own.environment.prefix, 24)
    const failed = await runProject(shop({ strict: true }), own)
    await landCalls(warehouse, own.environment.prefix, 24, 48)
    const again = await runProject(shop(), own)
    expect(again.steps.map(({ reason }) => reason)).toEqual(Array(3).fill('not published yet'))
    const rows = await warehouse.rows<{ name: string }>(
      `SELECT name FROM system.tables WHERE database = '${own.environment.prefix}trunkline_build'`,
    )
    expect(rows.filter(({ name }) => name.endsWith(`__${failed.run}`))).toEqual([])
    // Only what failed is built: its parent is taken over, its child was skipped.
    await runProject(shop({ scale: 2, broken: true }), own)
    expect((await planProject(shop(), own)).due).toEqual([])
  })

  it('takes away a model that left the project', async () => {
    const plan = await planProject(shop({ withoutView: true }), options)
    expect(plan.steps.at(-1)).toMatchObject({ model: 'finance.best_day', status: 'removed' })
    await runProject(shop({ withoutView: true }), options)
    await expect(best()).rejects.toThrow(/best_day/)
    await runProject(shop(), options)
    expect(await best()).toBe('1.68')
  })

  it('keeps no build but the current and the one before', async () => {
    const names = (await builds()).map(({ name }) => name.replace(/__\w+__\d+$/, ''))
    expect(names.filter((name) => name === 'rating__rated').length).toBeLessThanOrEqual(2)
    expect(names.filter((name) => name === 'finance__daily').length).toBeLessThanOrEqual(2)
  })

  it('rolls back to what was published before', async () => {
    await runProject(shop(), options)
    await landCalls(warehouse, prefix, 200, 2000)
    await runProject(shop(), options)
    const count = async () =>
      Number((await warehouse.rows<{ n: string }>(`SELECT count() AS n FROM ${prefix}rating.rated`))[0]?.n)
    expect(await count()).toBe(1849)
    const before = (await latestRun(warehouse, environment))!.run
    await rollback(warehouse, environment)
    expect(await count()).toBe(49)
    // Whoever looks afterwards is told of what is shown, and that it is another than before.
    const told = await latestRun(warehouse, environment)
    expect(told).toMatchObject({ status: 'published', selection: 'rollback' })
    expect(told!.run).toBeGreaterThan(before)
    const rated = (await modelStatus(warehouse, environment)).find((each) => each.model === 'rating.rated')!
    expect(rated).toMatchObject({ rows: 49, builtAt: expect.stringMatching(/^20/) })
    expect(rated.run).toBeLessThan(before)
    expect((await latestChecks(warehouse, environment)).length).toBeGreaterThan(3)
    await runProject(shop(), options)
    expect(await count()).toBe(1849)
  })

  it('logs each run', async () => {
    const runs = await warehouse.rows<{ status: string; built: number }>(
      `SELECT status, built FROM ${prefix}trunkline.run FINAL ORDER BY run`,
    )
    expect(runs[0]).toMatchObject({ status: 'published', built: 3 })
    expect(runs.filter(({ status }) => status === 'failed')).toHaveLength(2)
    expect(runs.filter(({ status }) => status === 'running')).toHaveLength(0)
    const steps = await warehouse.rows(
      `SELECT model, status, rows FROM ${prefix}trunkline.run_step ORDER BY run LIMIT 1`,
    )
    expect(steps).toHaveLength(1)
  })

  it('refuses a second run of one environment at the same time', async () => {
    const [first, second] = await Promise.allSettled([
      runProject(shop(), { ...options, force: true }),
      runProject(shop(), { ...options, force: true }),
    ])
    const refused = [first, second].filter(({ status }) => status === 'rejected')
    expect(refused).toHaveLength(1)
  })

  it('looks again where somebody else ran between its first look and its lock', async () => {
    const own = { warehouse, environment: { prefix: uniquePrefix() } }
    await landShop(warehouse, own.environment.prefix, 24)
    let looks = 0
    const slow: Warehouse = {
      ...warehouse,
      rows: async (sql, asked) => {
        const isLock = sql.includes('.register') && sql.includes("'transforms/run'")
        if (isLock && ++looks === 2) expect((await runProject(shop(), own)).steps).toHaveLength(3)
        return warehouse.rows(sql, asked)
      },
    }
    const second = await runProject(shop(), { ...own, warehouse: slow })
    expect(second).toMatchObject({ steps: [], failure: undefined })
    expect(await modelStatus(warehouse, own.environment)).toMatchObject(Array(3).fill({ run: second.run! - 3 }))
  })

  it('looks again where somebody had the lock at its first look, and has died since', async () => {
    const own = { warehouse, environment: { prefix: uniquePrefix() } }
    const state = `${own.environment.prefix}trunkline`
    await landShop(warehouse, own.environment.prefix, 24)
    await runProject(shop(), own)
    await landCalls(warehouse, own.environment.prefix, 24, 48)
    const dead = { held: true, id: 'dead', pid: 2 ** 30, started: '', host: hostname() }
    await warehouse.command(
      `INSERT INTO ${state}.register (key, step, value) SELECT key, max(step) + 1, '${JSON.stringify(dead)}' FROM ${state}.register GROUP BY key`,
    )
    const starts = `INSERT INTO ${state}.run (run, status, started_at) SELECT max(step), 'running', now() FROM ${state}.register`
    const slow: Warehouse = {
      ...warehouse,
      rows: async <T>(sql: string, asked?: object) => {
        const found = await warehouse.rows<T>(sql, asked)
        if (sql.includes('.run FINAL')) await warehouse.command(starts)
        return found
      },
    }
    expect(await runProject(shop(), { ...own, warehouse: slow })).toMatchObject({ status: 'published' })
    const ends = async () =>
      (await warehouse.rows<{ status: string }>(`SELECT status FROM ${state}.run FINAL ORDER BY run`)).map(
        ({ status }) => status,
      )
    expect(await ends()).toEqual(['published', 'killed', 'published'])
    // One that lost its lock logs its start behind the back of those after it.
    await warehouse.command(`INSERT INTO ${state}.run (run, status, started_at) VALUES (2, 'running', now())`)
    await runProject(shop(), { ...own, force: true })
    expect(await ends()).toEqual(['published', 'killed', 'killed', 'published', 'published'])
  })

  it('is not taken for dead by another of its process while it takes the lock', async () => {
    const own = { warehouse, environment: { prefix: uniquePrefix() } }
    await landShop(warehouse, own.environment.prefix, 1)
    let second: Promise<unknown> | undefined
    const slow: Warehouse = {
      ...warehouse,
      rows: async (sql, asked) => {
        if (sql.includes('AND step = 1')) second ??= runProject(shop(), own).catch((error: Error) => error.message)
        await second
        return warehouse.rows(sql, asked)
      },
    }
    expect(await runProject(shop(), { ...own, warehouse: slow })).toMatchObject({ status: 'published' })
    expect(await second).toMatch(/another run is under way/)
  })

  it("never replaces somebody's table", async () => {
    const other = { prefix: uniquePrefix(), sourcePrefix: prefix }
    await warehouse.command(`CREATE DATABASE ${other.prefix}finance`)
    await warehouse.command(`CREATE TABLE ${other.prefix}finance.daily (a UInt8) ENGINE = MergeTree ORDER BY a`)
    await expect(runProject(shop(), { warehouse, environment: other })).rejects.toThrow(
      /would replace \w+finance\.daily/,
    )
  })

  it('names a source that is not in the warehouse', async () => {
    await expect(planProject(shop(), { warehouse, environment: { prefix: uniquePrefix() } })).rejects.toThrow(
      'not in the warehouse: raw.calls, raw.rates',
    )
  })
})
