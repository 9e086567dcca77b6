import type { Event } from '../../ingest/contracts/index.ts'
import { DAY_MS, HOUR_MS, type Window } from './calendar.ts'
import type { HomeNetwork } from './destinations.ts'
import { Random } from './random.ts'

export const regions = ['north', 'east', 'south', 'west'] as const
export type Region = (typeof regions)[number]

export interface Cell {
  readonly id: string
  readonly region: Region
  readonly technology: '2g' | '4g' | '5g'
  readonly latitude: number
  readonly longitude: number
  readonly capacityBps: number
  /** Overloaded and faulty cells: their customers open more tickets. */
  readonly poor: boolean
}

const centres: Record<Region, readonly [latitude: number, longitude: number]> = {
  north: [53.55, 9.99],
  east: [52.52, 13.4],
  south: [48.14, 11.58],
  west: [50.94, 6.96],
}
const MEASURED_DAYS = 30

/** A cell for every 150 lines, 12 at least and 60 at most, spread over the regions. */
export function cellsFor(lines: number, home: HomeNetwork, seed: number): readonly Cell[] {
  const random = new Random(seed, -2)
  const count = Math.min(60, Math.max(12, Math.round(lines / 150)))
  return Array.from({ length: count }, (_, i): Cell => {
    const region = regions[i % regions.length]!
    const [latitude, longitude] = centres[region]
    const technology = random.weighted([['4g', 6] as const, ['5g', 3] as const, ['2g', 1] as const])
    return {
      id: `${home.network}-${4700 + Math.floor(i / 8)}-${10 + i}`,
      region,
      technology,
      latitude: Number((latitude + random.next() * 0.4 - 0.2).toFixed(6)),
      longitude: Number((longitude + random.next() * 0.6 - 0.3).toFixed(6)),
      capacityBps: technology === '5g' ? 900_000_000 : technology === '4g' ? 150_000_000 : 2_000_000,
      poor: i % 7 === 3,
    }
  })
}

/** Share of the busy hour's traffic, by hour of the day. */
const hourly = [20, 12, 8, 6, 6, 9, 18, 32, 45, 52, 56, 60, 64, 63, 62, 64, 70, 80, 92, 100, 98, 86, 62, 38]

/** Cells, and four counters a cell and hour over the window's last 30 days. */
export function* networkEvents(
  cells: readonly Cell[],
  home: HomeNetwork,
  window: Window,
  seed: number,
): Generator<Event> {
  const [mcc = '', mnc = ''] = home.network.split('-')
  yield {
    contract: 'network_operator',
    mcc,
    mnc,
    country_code: home.country,
    brand: 'Sample',
    operator: 'Sample Operator',
    status: 'Operational',
  }
  for (const cell of cells) {
    yield {
      contract: 'network_cell',
      cell_id: cell.id,
      region: cell.region,
      technology: cell.technology,
      latitude: cell.latitude,
      longitude: cell.longitude,
      capacity_bps: cell.capacityBps,
    }
  }
  const random = new Random(seed, -3)
  const from = Math.max(window.from, window.until - MEASURED_DAYS * DAY_MS)
  for (let at = from; at < window.until; at += HOUR_MS) {
    const measuredAt = new Date(at)
    const share = hourly[new Date(at).getUTCHours()]! / 100
    for (const cell of cells) {
      const load = Math.min(0.99, share * (cell.poor ? 0.95 : 0.6) * (0.8 + 0.4 * random.next()))
      const trouble = cell.poor ? 4 : 1
      const figures: readonly (readonly [metric: string, value: number])[] = [
        ['traffic_bytes', Math.round((load * cell.capacityBps * 3600) / 8)],
        ['utilisation_ratio', Number(load.toFixed(4))],
        ['setup_success_ratio', Number((1 - 0.004 * trouble * (0.5 + random.next())).toFixed(5))],
        ['drop_ratio', Number((0.003 * trouble * (0.5 + random.next())).toFixed(5))],
      ]
      for (const [metric, value] of figures) {
        yield { contract: 'network_measurement', cell_id: cell.id, metric, measured_at: measuredAt, value }
      }
    }
  }
}
