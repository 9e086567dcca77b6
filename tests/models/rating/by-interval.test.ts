import { describe, expect, it } from 'vitest'
import type { Event } from '../../../ingest/contracts/index.ts'
import { landingDatabases } from '../../../ingest/landing/databases.ts'
import { landEvents } from '../../../ingest/landing/land_events.ts'
import { createLandingTables } from '../../../ingest/landing/tables.ts'
import { landTimeZones } from '../../../ingest/landing/time_zones.ts'
import { ratedUsage } from '../../../models/rating/rated_usage.ts'
import { defineProject } from '../../../transforms/project/project.ts'
import { runProject } from '../../../transforms/run/run.ts'
import { testWarehouse, uniquePrefix } from '../../test-warehouse.ts'
import { differences } from '../../transforms/built-whole.ts'
import { inOrder } from '../customers/given.ts'
import { account, call, line, prefix as number, offering, rate } from '../given_events.ts'

const warehouse = testWarehouse()
const prefix = uniquePrefix()
const project = defineProject({ models: inOrder([ratedUsage]) })

/** Days that the run rated again. */
async function rerated(set: string, events: readonly Event[]) {
  await landEvents(warehouse, 'given', set, () => events, { prefix })
  const { steps, failure } = await runProject(project, { warehouse, environment: { prefix } })
  expect(failure).toBeUndefined()
  const step = steps.find(({ model }) => model === 'rating.priced_usage')
  return step?.intervals?.made ?? step?.status
}

const amounts = async () =>
  Object.fromEntries(
    (
      await warehouse.rows<{ event_id: string; amount: string }>(
        `SELECT event_id, toString(amount) AS amount FROM ${prefix}rating.rated_usage ORDER BY event_id`,
      )
    ).map(({ event_id, amount }) => [event_id, amount]),
  )

const used = (id: string, started_at: string, other_party = '491701234567') => call(id, { started_at, other_party })

describe('rating by the day', () => {
  it('rates again only the days that late usage, a price or a line touches', async () => {
    await createLandingTables(warehouse, landingDatabases(prefix))
    await landTimeZones(warehouse, ['Europe/Berlin'], { prefix })
    const first = await rerated('first', [
      account(),
      line(),
      offering(),
      number('49'),
      number('33'),
      rate({ zone: '49', rate: '0.06' }),
      rate({ zone: '33', rate: '0.12' }),
      used('a', '2026-01-10T08:00:00Z'),
      used('b', '2026-01-11T08:00:00Z'),
      used('c', '2026-01-12T08:00:00Z', '33123456789'),
      used('d', '2026-01-13T08:00:00Z'),
    ])
    expect(first).toEqual(['20260110', '20260111', '20260112', '20260113'])
    expect(await amounts()).toEqual({ a: '0.06', b: '0.06', c: '0.12', d: '0.06' })

    expect(await rerated('late', [used('e', '2026-01-11T23:00:00Z')])).toEqual(['20260111'])

    // From the 12th, 12:00, a call to France costs more: what began before, and on days before, stays.
    const dearer = await rerated('dearer', [
      rate({ zone: '33', rate: '0.12', valid_to: '2026-01-12T12:00:00Z' }),
      rate({ zone: '33', rate: '0.18', valid_from: '2026-01-12T12:00:00Z' }),
      used('f', '2026-01-12T13:00:00Z', '33123456789'),
    ])
    expect(dearer).toEqual(['20260112', '20260113'])
    expect(await amounts()).toMatchObject({ c: '0.12', f: '0.18' })

    // A prefix within another that nobody has called: the days from its first on are looked at again.
    expect(await rerated('prefix', [number('4917', { zone: '33', valid_from: '2026-01-13T00:00:00Z' })])).toEqual([
      '20260113',
    ])
    expect(await amounts()).toMatchObject({ b: '0.06', d: '0.18' })

    // Another line's price or plan is no reason for the days before it began.
    expect(await rerated('line', [line({ subscription_id: 'S-2', effective_at: '2026-01-13T10:00:00Z' })])).toEqual([
      '20260113',
    ])

    // The month has passed in which usage of October was the oldest to be billed: nothing of January changes.
    expect(await rerated('later', [used('g', '2026-02-01T08:00:00Z')])).toEqual(['20260201'])
    expect(await differences(warehouse, prefix, project)).toEqual([])
  }, 400_000)
})
