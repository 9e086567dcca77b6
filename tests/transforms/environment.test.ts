import { beforeAll, describe, expect, it } from 'vitest'
import { planProject, runProject } from '../../transforms/run/run.ts'
import { testWarehouse, uniquePrefix } from '../test-warehouse.ts'
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

  it('is one of several at once, each with its own writer', async () => {
    const [ana, ben] = [env(), env()]
    const [a, b] = await Promise.all([
      runProject(shop({ wider: true }), { warehouse, environment: ana }),
      runProject(shop({ scale: 2 }), { warehouse, environment: ben }),
    ])
    expect([a.status, b.status]).toEqual(['published', 'published'])
    expect(await one(`SELECT revenue FROM ${production.prefix}finance.best_day`)).toBe('1.68')
  })
})
