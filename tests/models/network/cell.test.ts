import { expect, it } from 'vitest'
import * as network from '../../../models/network/index.ts'
import { testWarehouse } from '../../test-warehouse.ts'
import { account, zones } from '../customers/events.ts'
import { built } from '../customers/given.ts'

const warehouse = testWarehouse()

it('the busy hour is found on the network’s wall clock, measured traffic before usage records', async () => {
  const session = (started_at: string, bytes_down: number) =>
    ({ service: 'data', subscription_id: 'S-1', cell_id: 'X', started_at, bytes_down }) as const
  const measured = (metric: string, measured_at: string, value: string) => ({
    cell_id: 'X',
    metric,
    measured_at,
    value,
  })
  const marts = await built(
    warehouse,
    {
      ...zones,
      billing_account: [
        account('A-1', 'C-1', 'Europe/Berlin'),
        account('A-2', 'C-2', 'Europe/Berlin'),
        account('A-3', 'C-3', 'Asia/Ho_Chi_Minh'),
      ],
      network_cell: [{ cell_id: 'X', region: 'north', technology: '5g' }],
      usage: [
        session('2026-06-01T18:10:00Z', 700),
        session('2026-06-01T18:50:00Z', 100),
        session('2026-06-01T20:00:00Z', 800),
        { service: 'voice', subscription_id: 'S-1', cell_id: 'X', started_at: '2026-06-01T20:30:00Z', duration_s: 61 },
        { service: 'voice', subscription_id: 'S-1', cell_id: 'X', started_at: '2026-06-01T20:31:00Z', answered: false },
        // Berlin's 2 June.
        session('2026-06-01T22:00:00Z', 10),
        session('2026-06-02T08:00:00Z', 5000),
      ],
      network_measurement: [
        measured('traffic_bytes', '2026-06-02T07:00:00Z', '9000'),
        measured('utilisation_ratio', '2026-06-02T07:00:00Z', '0.5'),
        measured('utilisation_ratio', '2026-06-02T07:30:00Z', '0.7'),
        measured('traffic_bytes', '2026-06-02T08:00:00Z', '6000'),
      ],
    },
    network.models,
  )
  expect(marts.failed).toEqual([])
  expect(await marts.rows('SELECT * EXCEPT (cell_id) FROM {p}network.cell_busy_hour ORDER BY day')).toEqual([
    // 18:00 and 20:00 UTC carried 800 bytes each: the earlier one.
    {
      day: '2026-06-01',
      region: 'north',
      technology: '5g',
      busy_hour: 20,
      traffic_bytes: 800,
      day_bytes: 1600,
      share_of_day: 0.5,
      utilisation: null,
    },
    {
      day: '2026-06-02',
      region: 'north',
      technology: '5g',
      busy_hour: 9,
      traffic_bytes: 9000,
      day_bytes: 15010,
      share_of_day: 9000 / 15010,
      utilisation: 0.6,
    },
  ])
  const [evening] = await marts.rows(
    `SELECT events, calls, call_seconds, bytes FROM {p}network.cell_hour WHERE hour = '2026-06-01 20:00:00'`,
  )
  expect(evening).toEqual({ events: '3', calls: '1', call_seconds: '61', bytes: '800' })
})
