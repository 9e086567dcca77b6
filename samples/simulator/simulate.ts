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

const simulationDefaults = {
  seed: 1,
  subscribers: 3000,
  months: 6,
  until: '2026-07-01',
  eventsPerMonth: 26,
} as const satisfies Required<SimulationOptions>

/** Lines in one part of a sample. */
const PART_LINES = 10_000

/** A part of a sample: landed on its own, under a name that says what is in it. */
export interface SimulationPart {
  readonly partition: string
  /** Always the same events in the same order. The generator returns the imperfections it made. */
  readonly events: () => Generator<Event, Imperfections>
}

/**
 * A sample in parts of 10,000 lines, which can be landed side by side; the first part has the catalogue and the network.
 *
 *     for (const part of simulationParts()) await landEvents(warehouse, SIMULATOR_FEED, part.partition, part.events)
 */
export function simulationParts(options: SimulationOptions = {}): readonly SimulationPart[] {
  const given = { ...simulationDefaults, ...options }
  const { seed, subscribers, months, until, eventsPerMonth } = given
  const sample = `seed ${seed}, ${subscribers} lines, ${months} months to ${until}, ${eventsPerMonth} a month`
  return Array.from({ length: Math.max(1, Math.ceil(subscribers / PART_LINES)) }, (_, i) => {
    const from = i * PART_LINES
    const to = Math.min(subscribers, from + PART_LINES)
    return { partition: `${sample}: ${from} to ${to}`, events: () => simulatePart(given, from, to) }
  })
}

/**
 * The sample operator's events: catalogue, network, then customer by customer in bounded memory, always the same for
 * the same options. Returns the number of usage events and of each deliberate imperfection.
 *
 *     for (const event of simulate({ subscribers: 100 })) console.log(event.contract)
 */
export function* simulate(options: SimulationOptions = {}): Generator<Event, Imperfections> {
  const total: Imperfections = { usage: 0, duplicates: 0, unknownNumbers: 0, unrated: 0, broken: 0 }
  for (const part of simulationParts(options)) {
    const made = yield* part.events()
    for (const name of Object.keys(total) as (keyof Imperfections)[]) total[name] += made[name]
  }
  return total
}

function* simulatePart(
  { seed, subscribers, months, until, eventsPerMonth }: Required<SimulationOptions>,
  from: number,
  to: number,
): Generator<Event, Imperfections> {
  const window = windowBefore(until, months)
  const home = germany
  const world = makeWorld({ seed, window, home, lines: subscribers, eventsPerMonth })
  if (from === 0) {
    yield* catalogueEvents(home, new Date(world.rateChange))
    yield* networkEvents(world.cells, home, window, seed)
  }
  const random = new Random(seed)
  const sink: Event[] = []
  for (let line = from; line < to; ) {
    random.reseed(seed, line)
    const unit = makeUnit(world, random, line, to - line)
    line += unit.lines.length
    sink.length = 0
    liveUnit(world, random, unit, sink)
    for (let i = 0; i < sink.length; i++) yield sink[i]!
  }
  return world.imperfections
}
