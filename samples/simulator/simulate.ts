import type { Event } from '../../ingest/contracts/index.ts'
import { windowBefore } from './calendar.ts'
import { catalogueEvents } from './catalogue.ts'
import { germany } from './destinations.ts'
import { networkEvents } from './network.ts'
import { makeUnit } from './people.ts'
import { Random } from './random.ts'
import { liveUnit } from './unit.ts'
import { type Imperfections, makeWorld } from './world.ts'

/** Feed name of everything made here; models and reports show it as simulated. */
export const SIMULATOR_FEED = 'simulator'

export interface SimulationOptions {
  readonly seed?: number
  /** Lines that are or become active in the window; a customer has one or more. */
  readonly subscribers?: number
  readonly months?: number
  /** End of the window, not included: the first of a month. Fixed, so that a sample does not change from day to day. */
  readonly until?: string
  /** Usage events a month of an average line. */
  readonly eventsPerMonth?: number
}

export const simulationDefaults = {
  seed: 1,
  subscribers: 3000,
  months: 6,
  until: '2026-07-01',
  eventsPerMonth: 26,
} as const satisfies Required<SimulationOptions>

/**
 * The sample operator's events: catalogue, network, then customer by customer in bounded memory, always the same for
 * the same options. Returns the number of usage events and of each deliberate imperfection.
 *
 *     for (const event of simulate({ subscribers: 100 })) console.log(event.contract)
 */
export function* simulate(options: SimulationOptions = {}): Generator<Event, Imperfections> {
  const { seed, subscribers, months, until, eventsPerMonth } = { ...simulationDefaults, ...options }
  const window = windowBefore(until, months)
  const home = germany
  const world = makeWorld({ seed, window, home, lines: subscribers, eventsPerMonth })
  yield* catalogueEvents(home, new Date(world.rateChange))
  yield* networkEvents(world.cells, home, window, seed)
  const random = new Random(seed)
  const sink: Event[] = []
  for (let lines = 0; lines < subscribers; ) {
    random.reseed(seed, lines)
    const unit = makeUnit(world, random, lines, subscribers - lines)
    lines += unit.lines.length
    sink.length = 0
    liveUnit(world, random, unit, sink)
    for (let i = 0; i < sink.length; i++) yield sink[i]!
  }
  return world.imperfections
}
