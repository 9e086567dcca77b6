import type { Window } from './calendar.ts'
import { ZoneCalendar } from './calendar.ts'
import { abroad, type HomeNetwork } from './destinations.ts'
import { type Cell, cellsFor, type Region, regions } from './network.ts'
import type { Offering } from './offerings.ts'
import { offerings } from './offerings.ts'
import { type PriceList, priceList } from './price.ts'
import { cumulative } from './random.ts'
import { type Tariff, tariffs } from './tariffs.ts'

/** How many events of each deliberate imperfection a run made: the known answers of the sample. */
export interface Imperfections {
  usage: number
  duplicates: number
  unknownNumbers: number
  unrated: number
  broken: number
}

/** What all customers of one run share. */
export interface World {
  readonly seed: number
  readonly window: Window
  readonly home: HomeNetwork
  readonly lines: number
  /** Usage events a month of a line that is neither a light nor a heavy user. */
  readonly eventsPerMonth: number
  readonly cells: readonly Cell[]
  readonly cellsOf: ReadonlyMap<Region, readonly Cell[]>
  readonly abroadShares: Float64Array
  readonly rateChange: number
  readonly imperfections: Imperfections
  readonly usedIn: (zone: string) => ZoneCalendar
  readonly pricesOf: (tariffId: string, changed: boolean) => PriceList
  readonly offering: (id: string) => Offering
}

export interface WorldOptions {
  readonly seed: number
  readonly window: Window
  readonly home: HomeNetwork
  readonly lines: number
  readonly eventsPerMonth: number
  /** Tariffs by the id that offerings name. */
  readonly tariffs?: ReadonlyMap<string, Tariff>
}

export function makeWorld(options: WorldOptions): World {
  const { window, home } = options
  const cells = cellsFor(options.lines, home, options.seed)
  const calendars = new Map<string, ZoneCalendar>()
  const known = options.tariffs ?? new Map(tariffs.map((tariff) => [tariff.id, tariff]))
  const lists = new Map([...known].map(([id, t]) => [id, [priceList(t, false), priceList(t, true)] as const]))
  const byId = new Map(offerings.map((offering) => [offering.id, offering]))
  return {
    seed: options.seed,
    window,
    home,
    lines: options.lines,
    eventsPerMonth: options.eventsPerMonth,
    cells,
    cellsOf: new Map(regions.map((region) => [region, cells.filter((cell) => cell.region === region)])),
    abroadShares: cumulative(abroad.map((_, i) => 1 / (1 + ((i * 7) % abroad.length)))),
    rateChange: rateChangeOf(window),
    imperfections: { usage: 0, duplicates: 0, unknownNumbers: 0, unrated: 0, broken: 0 },
    usedIn: (zone) => {
      const calendar = calendars.get(zone) ?? new ZoneCalendar(zone, window)
      calendars.set(zone, calendar)
      return calendar
    },
    pricesOf: (tariffId, changed) => must(lists.get(tariffId), `tariff ${tariffId}`)[changed ? 1 : 0],
    offering: (id) => must(byId.get(id), `offering ${id}`),
  }
}

/** The one rate change of the sample: midnight in Berlin on the first of the window's middle month. */
function rateChangeOf(window: Window): number {
  const start = new Date(window.from)
  const middle = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + Math.ceil(window.months / 2), 1)
  const calendar = new ZoneCalendar('Europe/Berlin', window)
  return calendar.midnight(middle / 86_400_000)
}

function must<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new RangeError(`the sample has no ${name}`)
  return value
}
