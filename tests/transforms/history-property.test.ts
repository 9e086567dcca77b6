import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { model } from '../../transforms/project/model.ts'
import { defineProject } from '../../transforms/project/project.ts'
import { source } from '../../transforms/project/source.ts'
import { runProject } from '../../transforms/run/run.ts'
import { t } from '../../warehouse/columns.ts'
import { testWarehouse, uniquePrefix } from '../test-warehouse.ts'
import { dying } from './dying.ts'
import { calls, land, openIntervalShop } from './interval-shop.ts'

const warehouse = testWarehouse()
const HISTORIES = Number(process.env.TRUNKLINE_HISTORIES ?? 4)

const plans = source('crm.plan', { line: t.string, plan: t.uint32 })
const seen = model('history.plan', { plans })
  .query((q) => q.selectFrom('plans as p').select(['p.line', 'p.plan']))
  .snapshot({ key: ['line'] })
const log = model('history.call', { calls })
  .query((q) => q.selectFrom('calls as c').select(['c.event_id', 'c._batch as batch']))
  .append({ orderBy: ['event_id'], from: 'calls' })
const project = defineProject({ models: [seen, log] })

/** A moment: what the CRM holds, how many events land and on which landing day, and how the run ends. */
const moment = fc.record({
  plans: fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.nat(2)),
  lands: fc.nat(3),
  landedOn: fc.nat(2),
  diesAfter: fc.option(fc.nat(60)),
  force: fc.boolean(),
})

describe('histories that cannot be built again', () => {
  it(
    'are right whatever is landed, changed and killed: a batch counts once, a line is in one state at a time',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(moment, { minLength: 2, maxLength: 7 }), async (moments) => {
          const prefix = uniquePrefix()
          await warehouse.command(`CREATE DATABASE ${prefix}crm`)
          await openIntervalShop(warehouse, prefix)
          // What each line was, as runs that were published saw it: [plan, since, until].
          const expected = new Map<string, [number, number, number | null][]>()
          let landed = 0
          for (const [index, each] of [
            ...moments,
            { ...moments.at(-1)!, lands: 0, diesAfter: null, force: false },
          ].entries()) {
            await warehouse.command(
              `CREATE OR REPLACE TABLE ${prefix}crm.plan (line String, plan UInt32) ENGINE = MergeTree ORDER BY line`,
            )
            const rows = Object.entries(each.plans).map(([line, plan]) => `('${line}', ${plan})`)
            if (rows.length > 0) await warehouse.command(`INSERT INTO ${prefix}crm.plan VALUES ${rows.join(', ')}`)
            const events = Array.from({ length: each.lands }, () => ({
              id: landed++,
              account: null,
              zone: 'be',
              minute: 0,
              seconds: 1,
            }))
            await land(warehouse, prefix, 'calls', `b${index}`, each.landedOn, events)
            const at = Date.UTC(2026, 0, 1 + index)
            const before = await published(prefix)
            const run = runProject(project, {
              warehouse: each.diesAfter === null ? warehouse : dying(warehouse, each.diesAfter),
              environment: { prefix },
              force: each.force && each.diesAfter === null,
              clock: () => at,
            })
            const ended = await run.catch((error: Error) => error)
            if (each.diesAfter === null) {
              if (ended instanceof Error) throw ended
              expect(ended.failure).toBeUndefined()
            }
            // A run that died may have died behind its commit: then the next one completes it, as of its own time.
            if ((await published(prefix)) !== before) observe(expected, each.plans, at)
          }
          const history = await warehouse.rows<{ line: string; plan: number; since: string; until: string | null }>(
            `SELECT line, plan, toUnixTimestamp64Milli(valid_from) AS since, toUnixTimestamp64Milli(valid_to) AS until
               FROM ${prefix}history.plan ORDER BY line, valid_from`,
          )
          const found = history.map(({ line, plan, since, until }) => [
            line,
            plan,
            Number(since),
            until === null ? null : Number(until),
          ])
          const wanted = [...expected]
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .flatMap(([line, states]) => states.map((state) => [line, ...state]))
          expect(found).toEqual(wanted)
          const ids = await warehouse.rows<{ event_id: string }>(
            `SELECT event_id FROM ${prefix}history.call ORDER BY event_id`,
          )
          expect(ids.map(({ event_id }) => Number(event_id))).toEqual(Array.from({ length: landed }, (_, id) => id))
        }),
        { numRuns: HISTORIES, endOnFailure: HISTORIES < 5 },
      )
    },
    60_000 + HISTORIES * 20_000,
  )

  /** The build that the journal says is published: a run's one insert into it is its commit. */
  async function published(prefix: string): Promise<string> {
    const rows = await warehouse
      .rows<{ physical: string }>(
        `SELECT argMax(physical, run) AS physical FROM ${prefix}trunkline.publication WHERE model = 'history.plan'`,
      )
      .catch(() => [])
    return rows[0]?.physical ?? ''
  }

  function observe(
    expected: Map<string, [number, number, number | null][]>,
    now: Readonly<Record<string, number>>,
    at: number,
  ): void {
    for (const line of new Set([...expected.keys(), ...Object.keys(now)])) {
      const states = expected.get(line) ?? []
      expected.set(line, states)
      const last = states.at(-1)
      const open = last !== undefined && last[2] === null ? last : undefined
      if (open !== undefined && open[0] === now[line]) continue
      if (open !== undefined) open[2] = at
      if (now[line] !== undefined) states.push([now[line], at, null])
    }
  }
})
