import { describe, expect, it } from 'vitest'
import type { Event } from '../../../ingest/contracts/index.ts'
import { landingDatabases } from '../../../ingest/landing/databases.ts'
import { landEvents } from '../../../ingest/landing/land_events.ts'
import { createLandingTables } from '../../../ingest/landing/tables.ts'
import { landTimeZones } from '../../../ingest/landing/time_zones.ts'
import { cellHour } from '../../../models/network/cell_hour.ts'
import { defineProject } from '../../../transforms/project/project.ts'
import { runProject } from '../../../transforms/run/run.ts'
import { testWarehouse, uniquePrefix } from '../../test-warehouse.ts'
import { differences } from '../../transforms/built-whole.ts'
import { inOrder } from '../customers/given.ts'
import { account, call } from '../given_events.ts'

const warehouse = testWarehouse()
const prefix = uniquePrefix()
const project = defineProject({ models: inOrder([cellHour]) })

async function landed(set: string, events: readonly Event[]) {
  await landEvents(warehouse, 'given', set, () => events, { prefix })
  const { steps, failure } = await runProject(project, { warehouse, environment: { prefix } })
  expect(failure).toBeUndefined()
  expect(await differences(warehouse, prefix, project)).toEqual([])
  return Object.fromEntries(steps.map(({ model, status, intervals }) => [model, intervals?.made ?? status]))
}

const used = (id: string, started_at: string, cell_id = 'X') => call(id, { started_at, cell_id })
const measured = (measured_at: string, value: string): Event => ({
  contract: 'network_measurement',
  cell_id: 'X',
  metric: 'traffic_bytes',
  measured_at,
  value,
})
const cell = (cell_id: string): Event =>
  ({ contract: 'network_cell', cell_id, region: 'north', technology: '5g' }) as Event

describe('traffic of a cell by the hour', () => {
  it('is made again for the days that usage or measurements land for, duplicates included', async () => {
    await createLandingTables(warehouse, landingDatabases(prefix))
    await landTimeZones(warehouse, ['Europe/Berlin'], { prefix })
    const first = await landed('first', [
      account(),
      cell('X'),
      used('1', '2026-01-10T08:00:00Z'),
      used('2', '2026-01-11T08:00:00Z'),
      used('3', '2026-01-12T23:59:59Z'),
      measured('2026-01-11T08:00:00Z', '5'),
    ])
    expect(first['network.cell_hour']).toEqual(['20260110', '20260111', '20260112'])

    const late = await landed('late', [used('4', '2026-01-10T09:00:00Z'), measured('2026-01-13T00:00:00Z', '7')])
    expect(late['staging.network_measurement']).toEqual(['20260113'])
    expect(late['network.cell_hour']).toEqual(['20260110', '20260113'])

    // The network sends an event again a day later than it says it was: the copy is no use, and its day is looked at.
    const again = await landed('again', [used('2', '2026-01-12T08:00:00Z')])
    expect(again['network.cell_hour']).toEqual(['20260111', '20260112'])
    expect(await warehouse.rows(`SELECT sum(events) AS n FROM ${prefix}network.cell_hour`)).toEqual([{ n: '4' }])

    // The inventory is read whole: every day may show another region.
    const inventory = await landed('inventory', [cell('Y'), used('5', '2026-01-13T01:00:00Z', 'Y')])
    expect(inventory['network.cell_hour']).toEqual(['20260110', '20260111', '20260112', '20260113'])
  }, 180_000)
})
