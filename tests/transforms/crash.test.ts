import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { readState, storedPublication } from '../../transforms/plan/state.ts'
import { append } from '../../transforms/run/append.ts'
import { runProject } from '../../transforms/run/run.ts'
import { latestRun } from '../../transforms/run/status.ts'
import { testWarehouse, uniquePrefix } from '../test-warehouse.ts'
import { landCalls, landShop, shop } from './shop.ts'

const warehouse = testWarehouse()
const prefix = uniquePrefix()
const environment = { prefix }
const script = fileURLToPath(new URL('run-once.ts', import.meta.url))
const start = (): ChildProcess => spawn(process.execPath, [script, inject('clickhouseUrl'), prefix], { stdio: 'pipe' })

/** What no reader may ever see otherwise: each published model agrees with the run that published it. */
async function totals() {
  const [row] = await warehouse.rows<{ rated: string; daily: string; best: string }>(
    `SELECT (SELECT sum(charge) FROM ${prefix}rating.rated) AS rated, (SELECT sum(revenue) FROM ${prefix}finance.daily) AS daily,
       (SELECT any(revenue) FROM ${prefix}finance.best_day) AS best`,
  )
  return row!
}

async function buildNames(): Promise<readonly string[]> {
  const rows = await warehouse.rows<{ name: string }>(
    `SELECT name FROM system.tables WHERE database = '${prefix}trunkline_build' ORDER BY name`,
  )
  return rows.map(({ name }) => name)
}

/** Kills; the soak asks for more: `npm run soak`. */
const KILLS = Number(process.env.TRUNKLINE_KILLS ?? 6)

describe('a run that is killed', () => {
  let seconds = 0

  beforeAll(async () => {
    await landShop(warehouse, prefix, 24 * 40)
    await runProject(shop(), { warehouse, environment })
    const before = performance.now()
    const child = start()
    const [code] = await once(child, 'exit')
    expect(code).toBe(0)
    seconds = (performance.now() - before) / 1000
  })

  it(
    'leaves what was published as it was or as it became, and the next run completes it',
    async () => {
      // Spread over the whole life of a run, its publication included.
      const moments = Array.from({ length: KILLS }, (_, index) => 0.3 + (0.75 * index) / KILLS)
      let from = 24 * 40
      for (const share of moments) {
        const before = await totals()
        await landCalls(warehouse, prefix, from, from + 24)
        from += 24
        const child = start()
        const ended = once(child, 'exit')
        await new Promise((resolve) => setTimeout(resolve, share * seconds * 1000))
        child.kill('SIGKILL')
        await ended
        const after = await totals()
        // The day that landed is worth one day's revenue: it is in or it is not.
        expect(['0.00', '1.68'].map((day) => (Number(before.daily) + Number(day)).toFixed(2))).toContain(
          Number(after.daily).toFixed(2),
        )
        expect(after.best).toBe('1.68')

        const result = await runProject(shop(), { warehouse, environment })
        expect(result.failure).toBeUndefined()
        const { current, generations, unfinished } = await readState(warehouse, environment)
        expect(unfinished).toEqual([])
        const known = new Set(generations.map(({ physical }) => physical))
        for (const { physical } of current.values()) expect(await buildNames()).toContain(physical)
        if (result.status === 'published') expect((await buildNames()).filter((name) => !known.has(name))).toEqual([])
        const complete = await totals()
        expect(complete.rated).toBe(complete.daily)
        const [{ n } = { n: '' }] = await warehouse.rows<{ n: string }>(
          `SELECT count() AS n FROM ${prefix}rating.rated`,
        )
        expect(Number(n)).toBe(from)
      }
    },
    60_000 + KILLS * 10_000,
  )
})

describe('a reader', () => {
  it('always sees whole models, whatever is being published', async () => {
    const seen = new Set<string>()
    let reading = true
    const reader = (async () => {
      while (reading) {
        const [row] = await warehouse.rows<{ days: string; calls: string }>(
          `SELECT count() AS days, sum(calls) AS calls FROM ${prefix}finance.daily`,
        )
        seen.add(`${row!.days} ${row!.calls}`)
      }
    })()
    const [{ n } = { n: '0' }] = await warehouse.rows<{ n: string }>(`SELECT count() AS n FROM ${prefix}raw.calls`)
    const counts = [Number(n)]
    for (let round = 0; round < 5; round++) {
      const from = counts.at(-1)!
      await landCalls(warehouse, prefix, from, from + 24)
      await runProject(shop(), { warehouse, environment })
      counts.push(from + 24)
    }
    reading = false
    await reader
    const whole = counts.map((count) => `${count / 24} ${count}`)
    expect([...seen].filter((state) => !whole.includes(state))).toEqual([])
    expect(seen.size).toBeGreaterThan(1)
  })
})

describe('a run that died between its commit and its last view', () => {
  it('is completed by the next run, even if nothing else is due', async () => {
    await landCalls(warehouse, prefix, 9_600, 9_624)
    await runProject(shop(), { warehouse, environment })
    const rows = async () => warehouse.rows(`SELECT count() AS n FROM ${prefix}rating.rated`)
    const newest = await rows()
    const { generations, current } = await readState(warehouse, environment)
    const run = Math.max(...generations.map((row) => row.run)) + 1
    const before = generations.filter(({ model, physical }) => current.get(model)?.physical !== physical)
    // The journal says the builds before are published again; no view has been touched yet.
    await append(
      warehouse,
      environment,
      'publication',
      before.map((row) => storedPublication({ ...row, run, inputs: current.get(row.model)!.inputs })),
    )
    expect(await rows()).toEqual(newest)
    const events: string[] = []
    await runProject(shop(), {
      warehouse,
      environment,
      selection: 'best_day',
      onEvent: ({ kind }) => events.push(kind),
    })
    expect(events[0]).toBe('recovered')
    expect(await rows()).not.toEqual(newest)
    expect((await readState(warehouse, environment)).unfinished).toEqual([])
  })
})

describe('a run that was killed', () => {
  it('is told as killed at once, and in its own row as soon as another run has begun', async () => {
    const rows = (where: string) =>
      warehouse.rows<{ run: string; status: string; started_at: string; error: string }>(
        `SELECT run, status, started_at, error FROM ${prefix}trunkline.run FINAL WHERE ${where} ORDER BY run`,
      )
    await runProject(shop(), { warehouse, environment })
    await landCalls(warehouse, prefix, 9_624, 9_648)
    const child = start()
    const ended = once(child, 'exit')
    while ((await rows("status = 'running'")).length === 0) await new Promise((resolve) => setTimeout(resolve, 2))
    child.kill('SIGKILL')
    await ended
    const [killed] = await rows("status = 'running'")
    expect(killed).toBeDefined()
    const told = { run: Number(killed!.run), status: 'killed', startedAt: killed!.started_at }
    expect(await latestRun(warehouse, environment)).toMatchObject({ ...told, error: expect.stringContaining('killed') })

    await landCalls(warehouse, prefix, 9_648, 9_672)
    expect((await runProject(shop(), { warehouse, environment })).status).toBe('published')
    expect(await rows("status = 'running'")).toEqual([])
    expect(await rows(`run = ${killed!.run}`)).toEqual([
      { ...killed, status: 'killed', error: expect.stringContaining('killed') },
    ])
    expect((await latestRun(warehouse, environment))?.status).toBe('published')
  })
})
