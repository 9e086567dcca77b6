import { beforeAll, describe, expect, test } from 'vitest'
import { catalogueEvents } from '../../ingest/catalogue/events.ts'
import type { Event } from '../../ingest/contracts/index.ts'
import { landingDatabases } from '../../ingest/landing/databases.ts'
import { landEvents } from '../../ingest/landing/land_events.ts'
import { createLandingTables } from '../../ingest/landing/tables.ts'
import { landTimeZones } from '../../ingest/landing/time_zones.ts'
import { ratedUsage } from '../../models/rating/rated_usage.ts'
import { rejectedUsage } from '../../models/rating/rejected_usage.ts'
import { subscriberEvents } from '../../operations/rating/subscriber-events.ts'
import { trialInput } from '../../operations/rating/trial-input.ts'
import { defineProject } from '../../transforms/project/project.ts'
import { type RunResult, runProject } from '../../transforms/run/run.ts'
import { inOrder } from '../models/customers/given.ts'
import { testWarehouse, uniquePrefix } from '../test-warehouse.ts'
import { worldOf } from './agreement/cell.ts'
import { byEvaluator, randomCells } from './agreement/run.ts'
import { textOf } from './evaluator/fraction.ts'

const warehouse = testWarehouse()
const prefix = uniquePrefix()
const project = defineProject({ models: inOrder([ratedUsage, rejectedUsage]) })

/** Months whose use may still be billed when the last of it has come. */
const [from, to] = ['2026-01-01T00:00:00Z', '2026-04-01T00:00:00Z'].map((text) => Date.parse(text)) as [number, number]

const cells = randomCells(24, Number(process.env.TRUNKLINE_SEED ?? 20260401))
const given = worldOf(cells)
const world = {
  ...given,
  usage: given.usage.filter(({ started_at }) => Date.parse(started_at) >= from && Date.parse(started_at) < to),
}

/** Use that lands in parts, latest first, with a run after each, is what landed and ran at once. */
describe('splitting use into batches, their order, and running again change nothing', () => {
  let again: RunResult
  let published: ReadonlyMap<string, string>

  const run = async () => {
    const result = await runProject(project, { warehouse, environment: { prefix } })
    if (result.failure) throw result.failure
    return result
  }
  const land = (set: string, events: readonly Event[]) => landEvents(warehouse, 'given', set, () => events, { prefix })

  beforeAll(async () => {
    await createLandingTables(warehouse, landingDatabases(prefix))
    const records = (list: readonly object[]) =>
      list.map((value, i) => ({ file: 'world', line: i + 1, value: value as Readonly<Record<string, unknown>> }))
    const { usage, subscribers } = trialInput(records(world.usage), records(world.lines), world.catalogue, {
      offering: undefined,
      timeZone: 'UTC',
      cycleDay: 1,
      start: '2000-01-01T00:00:00.000Z',
    })
    await landTimeZones(
      warehouse,
      subscribers.map(({ time_zone }) => time_zone),
      { prefix },
    )
    await land('catalogue', [...catalogueEvents(world.catalogue), ...subscriberEvents(subscribers)])
    const latestFirst = [...usage].sort((a, b) => Date.parse(b.started_at) - Date.parse(a.started_at))
    const half = latestFirst.filter((_, i) => i % 3 !== 0)
    const kept = new Set(half)
    await land('first', half)
    await run()
    await land(
      'second',
      latestFirst.filter((use) => !kept.has(use)),
    )
    await run()
    // The same set again, as after a retry: it has landed.
    await land('first', half)
    again = await run()
    const rows = await warehouse.rows<{ event_id: string; said: string }>(`
      SELECT event_id, concat(toString(amount), ' ', toString(covered_quantity), ' ', toString(refused_quantity)) AS said
      FROM ${prefix}rating.rated_usage
      UNION ALL SELECT event_id, toString(reason) FROM ${prefix}rating.rejected_usage`)
    expect(new Set(rows.map(({ event_id }) => event_id)).size).toBe(rows.length)
    published = new Map(rows.map(({ event_id, said }) => [event_id, said]))
  }, 300_000)

  test('each use costs what the evaluator says, which knows of no batches', () => {
    const { rated, rejected } = byEvaluator(world)
    const expected = new Map([
      ...rated.map(({ use, amount, coveredUnits, refusedUnits }): [string, string] => [
        use.event_id,
        [amount, coveredUnits, refusedUnits].map((one) => (one === undefined ? '0' : textOf(one))).join(' '),
      ]),
      ...rejected.map(({ use, reason }): [string, string] => [use.event_id, reason]),
    ])
    expect(expected.size).toBeGreaterThan(60)
    expect([...published].sort()).toEqual([...expected].sort())
  })

  test('a run without anything new rates nothing again', () => {
    expect(again).toMatchObject({ status: 'current', steps: [] })
  })
})
