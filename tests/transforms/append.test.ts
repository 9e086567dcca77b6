import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { readState } from '../../transforms/plan/state.ts'
import { model } from '../../transforms/project/model.ts'
import { defineProject } from '../../transforms/project/project.ts'
import { source } from '../../transforms/project/source.ts'
import { dryRunProject, runProject } from '../../transforms/run/run.ts'
import { ch } from '../../transforms/sql/functions.ts'
import { t } from '../../warehouse/columns.ts'
import { testWarehouse, uniquePrefix } from '../test-warehouse.ts'
import { heard } from './heard.ts'
import { calls, type Landing, land, openIntervalShop, prices } from './interval-shop.ts'
import { watched } from './killed-at.ts'

const warehouse = testWarehouse()
const prefix = uniquePrefix()
const options = { warehouse, environment: { prefix } }

const long = model('staging.long_call', { calls })
  .query((q) => q.selectFrom('calls as c').select(['c.event_id', 'c.seconds']).where('c.seconds', '>', 30))
  .append({ orderBy: ['event_id'], from: 'calls' })
const counted = model('finance.long_calls', { long })
  .query((q) => q.selectFrom('long as l').select(ch.count().as('n')))
  .view()
const project = defineProject({ models: [long, counted] })

const event = (id: number, seconds: number): Landing => ({ id, account: 'ana', zone: 'be', minute: id, seconds })
const ids = async () =>
  (await warehouse.rows<{ event_id: string }>(`SELECT event_id FROM ${prefix}staging.long_call ORDER BY event_id`)).map(
    ({ event_id }) => Number(event_id),
  )

describe('a model that is appended to', () => {
  beforeAll(async () => {
    await openIntervalShop(warehouse, prefix)
    await land(warehouse, prefix, 'calls', 'a', 0, [event(1, 60), event(2, 10)])
    await land(warehouse, prefix, 'calls', 'b', 0, [event(3, 60)])
  })

  it('reads each batch once, whatever order they land in', async () => {
    const first = await runProject(project, options)
    expect(first.steps[0]?.intervals).toEqual({ made: ['a', 'b'], kept: 0 })
    expect(await ids()).toEqual([1, 3])
    // A day that has long been read gets another batch; a batch may give nothing.
    await land(warehouse, prefix, 'calls', 'late', 0, [event(4, 60)])
    await land(warehouse, prefix, 'calls', 'short', 1, [event(5, 1)])
    const dry = await dryRunProject(project, options)
    expect(dry.steps[0]!.statements.map((statement) => statement.split(' ')[0])).toEqual(['CREATE', 'INSERT'])
    expect(dry.steps[0]!.statements[1]).toMatch(/_batch in \('late', 'short'\)|_batch in \('short', 'late'\)/)
    const second = await runProject(project, options)
    expect(second.steps[0]?.intervals?.made.toSorted()).toEqual(['late', 'short'])
    expect(second.steps[0]?.intervals?.kept).toBe(2)
    expect(await ids()).toEqual([1, 3, 4])
    expect(await runProject(project, options)).toMatchObject({ status: 'current' })
  })

  it('keeps what it has when landed rows are gone', async () => {
    await warehouse.command(`ALTER TABLE ${prefix}raw.calls DROP PARTITION '2026-01-01'`)
    const { steps, failure } = await runProject(project, options)
    expect(failure).toBeUndefined()
    expect(steps[0]?.status).toBe('current')
    expect(await ids()).toEqual([1, 3, 4])
  })

  it('refuses a batch that grew after it was read', async () => {
    await land(warehouse, prefix, 'calls', 'short', 1, [event(6, 60)])
    const { failure } = await runProject(project, options)
    expect(failure?.message).toContain('batch short had 1 rows when it was read and has 2 now')
    expect(await ids()).toEqual([1, 3, 4])
    const full = await runProject(project, { ...options, force: true })
    expect(full.failure).toBeUndefined()
    expect(await ids()).toEqual([6])
  })

  it('refuses to put rows of other types into what it has', async () => {
    await warehouse.command(`ALTER TABLE ${prefix}raw.calls MODIFY COLUMN seconds UInt64`)
    await land(warehouse, prefix, 'calls', 'long', 2, [event(7, 2 ** 32 + 60)])
    const { failure } = await runProject(project, options)
    expect(failure?.message).toMatch(/long_call: .*seconds UInt32; now .*seconds UInt64/)
    expect(await ids()).toEqual([6])
    expect((await runProject(project, { ...options, force: true })).failure).toBeUndefined()
    const seconds = `SELECT max(seconds) AS most FROM ${prefix}staging.long_call`
    expect(await warehouse.rows(seconds)).toEqual([{ most: String(2 ** 32 + 60) }])
  })

  it('is of a landed source only', () => {
    const bare = source('raw.bare', { n: t.uint32 })
    const draft = model('a.b', { bare, prices }).query((q) => q.selectFrom('bare as b').select('b.n'))
    expect(() => draft.append({ orderBy: ['n'], from: 'bare' })).toThrow('a.b: bare is no landed source')
  })
})

/** Kills; the soak asks for more: `npm run soak`. */
const KILLS = Number(process.env.TRUNKLINE_KILLS ?? 2)
const script = fileURLToPath(new URL('run-once.ts', import.meta.url))

describe('a run of it that is killed', () => {
  const own = uniquePrefix()
  const own_ = { warehouse, environment: { prefix: own } }
  const rows = async () =>
    (await warehouse.rows<{ id: string }>(`SELECT event_id AS id FROM ${own}staging.heard ORDER BY event_id`)).map(
      ({ id }) => Number(id),
    )

  it(
    'adds each row once by the next run, wherever it died, and goes on in the server no longer',
    async () => {
      await openIntervalShop(warehouse, own)
      const landed: number[] = []
      const landMore = async (batch: number) => {
        const events = Array.from({ length: 30 }, (_, n) => event(4_000_000 + batch * 100 + n, 60))
        await land(warehouse, own, 'calls', `batch ${batch}`, batch, events)
        landed.push(...events.map(({ id }) => id))
      }
      await landMore(0)
      let statements = 0
      const counting = watched(warehouse, (sql, options) => {
        statements += 1
        return [sql, options]
      })
      expect((await runProject(heard(), { ...own_, warehouse: counting })).failure).toBeUndefined()
      const spread = Array.from({ length: KILLS - 1 }, (_, n) => 1 + Math.floor((n * statements) / (KILLS - 1)))
      for (const [index, at] of ['filling', ...spread].entries()) {
        const before = await rows()
        await landMore(index + 1)
        const child = spawn(process.execPath, [script, inject('clickhouseUrl'), own, 'heard', String(at)], {
          stdio: 'inherit',
        })
        const [, signal] = await once(child, 'exit')
        if (at === 'filling') expect(signal).toBe('SIGKILL')
        expect([before, landed]).toContainEqual(await rows())
        const still = () =>
          warehouse.rows(`SELECT query_id, query, elapsed FROM system.processes WHERE startsWith(query_id, '${own}')`)
        if (at === 'filling') expect(await still()).not.toEqual([])
        expect((await runProject(heard(), own_)).failure).toBeUndefined()
        expect(await rows()).toEqual(landed)
        expect(await still()).toEqual([])
        const { generations } = await readState(warehouse, own_.environment)
        const known = generations.map(({ physical }) => physical)
        const standing = await warehouse.rows<{ name: string }>(
          `SELECT name FROM system.tables WHERE database = '${own}trunkline_build'`,
        )
        expect(standing.map(({ name }) => name).filter((name) => !known.includes(name))).toEqual([])
      }
    },
    60_000 + KILLS * 20_000,
  )
})
