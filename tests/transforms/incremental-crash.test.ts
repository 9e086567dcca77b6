import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { readState } from '../../transforms/plan/state.ts'
import { runProject } from '../../transforms/run/run.ts'
import { testWarehouse, uniquePrefix } from '../test-warehouse.ts'
import { differences } from './built-whole.ts'
import { intervalShop, type Landing, land, openIntervalShop, setPrices } from './interval-shop.ts'
import { watched } from './killed-at.ts'

const warehouse = testWarehouse()
const prefix = uniquePrefix()
const environment = { prefix }
const project = intervalShop()
const script = fileURLToPath(new URL('run-once.ts', import.meta.url))
const start = () => spawn(process.execPath, [script, inject('clickhouseUrl'), prefix, 'intervals'], { stdio: 'pipe' })

const KILLS = Number(process.env.TRUNKLINE_KILLS ?? 2)
const DAYS = 60

/** An event an hour of some days, each of another account. */
function hours(first: number, days: readonly number[]): readonly Landing[] {
  return days.flatMap((day) =>
    Array.from({ length: 24 }, (_, hour) => ({
      id: first + day * 24 + hour,
      account: `account ${(day + hour) % 11}`,
      zone: hour % 2 === 0 ? 'be' : 'fr',
      minute: (day * 24 + hour) * 60,
      seconds: 60,
    })),
  )
}

async function names(database: string): Promise<readonly string[]> {
  const rows = await warehouse.rows<{ name: string }>(
    `SELECT name FROM system.tables WHERE database = '${prefix}${database}' ORDER BY name`,
  )
  return rows.map(({ name }) => name)
}

describe('a run of models built by interval that is killed', () => {
  let seconds = 0

  beforeAll(async () => {
    await openIntervalShop(warehouse, prefix)
    await setPrices(warehouse, prefix, [
      { zone: 'be', price: '0.5', from: 0, to: null },
      { zone: 'fr', price: '0.7', from: 0, to: 20 * 1440 },
    ])
    await land(
      warehouse,
      prefix,
      'calls',
      'first',
      0,
      hours(
        0,
        Array.from({ length: DAYS }, (_, day) => day),
      ),
    )
    await runProject(project, { warehouse, environment })
    const before = performance.now()
    const [code] = await once(start(), 'exit')
    expect(code).toBe(0)
    seconds = (performance.now() - before) / 1000
  }, 60_000)

  it(
    'publishes all or nothing, and the next run completes it and leaves no orphan',
    async () => {
      for (let kill = 0; kill < KILLS; kill++) {
        const days = [kill % DAYS, (kill * 7) % DAYS]
        await land(
          warehouse,
          prefix,
          'calls',
          `late ${kill}`,
          1 + kill,
          hours((kill + 1) * 100_000, [...new Set(days)]),
        )
        const child = start()
        const ended = once(child, 'exit')
        await new Promise((resolve) => setTimeout(resolve, (0.25 + Math.random() * 0.8) * seconds * 1000))
        child.kill('SIGKILL')
        await ended
        // Whichever side of its commit the run died on: no event counts twice or in part.
        const [row] = await warehouse.rows<{ events: string; ids: string }>(
          `SELECT count() AS events, uniqExact(event_id) AS ids FROM ${prefix}rating.priced`,
        )
        expect(row!.events).toBe(row!.ids)

        const result = await runProject(project, { warehouse, environment })
        expect(result.failure).toBeUndefined()
        expect(await differences(warehouse, prefix, project)).toEqual([])
        const { generations, unfinished } = await readState(warehouse, environment)
        expect(unfinished).toEqual([])
        // A view that can be rolled back to keeps what it reads.
        const read = generations.filter(({ kind }) => kind === 'view').flatMap(({ inputs }) => Object.values(inputs))
        const known = new Set([...generations.map(({ physical }) => physical), ...read])
        // Of a model made by interval one build more stays, for the next to be made of.
        const spares = (await names('trunkline_build')).filter((name) => !known.has(name))
        const definitions = spares.map((name) => name.replace(/__\d+$/, ''))
        expect(new Set(definitions).size).toBe(spares.length)
        expect(definitions.filter((name) => ![...known].some((other) => other.startsWith(`${name}__`)))).toEqual([])
        const journalled = await warehouse.rows<{ physical: string }>(
          `SELECT DISTINCT physical FROM ${prefix}trunkline.built_slice`,
        )
        expect(spares.filter((name) => !journalled.some(({ physical }) => physical === name))).toEqual([])
        const standing = await names('trunkline_build')
        expect(journalled.filter(({ physical }) => !standing.includes(physical))).toEqual([])
      }
    },
    60_000 + KILLS * 20_000,
  )

  it('leaves nothing that was being made where it died between its commit and its views, nothing else being due', async () => {
    await land(warehouse, prefix, 'calls', 'committed', 500, hours(9_000_000, [3]))
    const mortal = watched(warehouse, (sql, options) => {
      if (sql.startsWith('CREATE OR REPLACE VIEW')) throw new Error('killed by the test')
      return [sql, options]
    })
    await expect(runProject(project, { warehouse: mortal, environment })).rejects.toThrow('killed by the test')
    expect((await names('trunkline_build')).some((name) => name.endsWith('__made'))).toBe(true)
    expect((await runProject(project, { warehouse, environment })).failure).toBeUndefined()
    expect((await names('trunkline_build')).filter((name) => name.endsWith('__made'))).toEqual([])
    expect(await differences(warehouse, prefix, project)).toEqual([])
  }, 60_000)

  it('takes over what a killed backfill had made', async () => {
    const child = start()
    const ended = once(child, 'exit')
    const made = async () => {
      const rows = await warehouse.rows<{ slice: string }>(
        `SELECT slice FROM ${prefix}trunkline.built_slice WHERE endsWith(physical, '__made') AND physical LIKE 'rating__priced__%'`,
      )
      return rows.map(({ slice }) => slice)
    }
    let done: readonly string[] = []
    while (done.length === 0) done = await made()
    child.kill('SIGKILL')
    await ended
    expect(done.length).toBeGreaterThan(0)
    const progress: number[] = []
    const result = await runProject(project, {
      warehouse,
      environment,
      force: true,
      onEvent: (event) => {
        if (event.kind === 'modelProgress' && event.model === 'rating.priced') progress.push(event.done)
      },
    })
    expect(result.failure).toBeUndefined()
    expect(progress[0]).toBeGreaterThanOrEqual(done.length)
    expect(await differences(warehouse, prefix, project)).toEqual([])
  }, 60_000)
})
