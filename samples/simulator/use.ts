import type { Event } from '../../ingest/contracts/index.ts'
import { premiumMessage, visitedNetworks } from './destinations.ts'
import type { Line, NumberAssignment } from './line.ts'
import { nanoOf } from './money.ts'
import type { Cell } from './network.ts'
import { drawCaller, drawDestination, drawMessaged, numberTo } from './other_party.ts'
import { amountOf, type Price, type PriceList } from './price.ts'
import type { Random } from './random.ts'
import type { World } from './world.ts'

type UsageEvent = Extract<Event, { contract: 'usage' }>

/** One use: its event, what it costs in nano, and whether the operator will not be able to charge it. */
export interface Use {
  readonly event: UsageEvent
  readonly service: 'voice' | 'sms' | 'mms' | 'data' | 'content'
  readonly amount: bigint
  /** Delivered with a number that nobody has. */
  readonly lost: boolean
  /** To a destination that no prefix covers. */
  readonly unrated: boolean
}

/** How the served line appears in its records. */
export interface Served {
  readonly numbers: readonly NumberAssignment[]
  readonly cells: readonly Cell[]
  readonly login: string | undefined
}

const contents = [
  { name: 'music', price: '0.99' },
  { name: 'games', price: '1.99' },
  { name: 'video', price: '2.99' },
  { name: 'news', price: '4.99' },
].map((item) => ({ ...item, nano: nanoOf(item.price) }))

export function drawUse(
  world: World,
  random: Random,
  line: Line,
  served: Served,
  prices: PriceList,
  at: number,
  hourOfWeek: number,
  eventId: string,
): Use {
  const kind = random.next()
  const lost = random.chance(0.0008)
  const common: Common = { startedAt: new Date(at), eventId, lost, number: numberAt(served.numbers, at) }
  if (line.mobile) {
    if (kind < 0.43) return call(world, random, line, served, prices, hourOfWeek, common)
    if (kind < 0.6) return message(world, random, line, served, prices, hourOfWeek, common)
    if (kind < 0.98) return session(world, random, line, served, prices, hourOfWeek, common)
    return content(world, random, line, common)
  }
  if (kind < 0.5 || !line.online) return call(world, random, line, served, prices, hourOfWeek, common)
  return session(world, random, line, served, prices, hourOfWeek, common)
}

interface Common {
  readonly startedAt: Date
  readonly eventId: string
  readonly lost: boolean
  readonly number: string
}

function call(
  world: World,
  random: Random,
  line: Line,
  served: Served,
  prices: PriceList,
  hourOfWeek: number,
  common: Common,
): Use {
  const incoming = random.chance(0.3)
  const destination = incoming ? drawCaller(world, random) : drawDestination(world, random, line)
  const answered = !random.chance(0.05)
  const duration = answered ? 1 + Math.floor(random.exponential(destination.zone === 'free' ? 40 : 130)) : 0
  const unrated = !incoming && answered && destination.zone === ''
  const price = incoming || unrated ? undefined : prices.voice.get(destination.zone)
  const event: UsageEvent = {
    contract: 'usage',
    event_id: common.eventId,
    service: 'voice',
    direction: incoming ? 'terminating' : 'originating',
    started_at: common.startedAt,
    served_number: servedNumber(world, random, line, common),
    imsi: common.lost ? undefined : line.imsi,
    other_party: numberTo(world, random, destination),
    answered,
    duration_s: duration,
    elapsed_s: duration + 3 + random.below(25),
    cell_id: cellAt(random, line, served),
    cause: answered ? '16' : random.chance(0.5) ? '17' : '19',
    ...roaming(random, line),
  }
  return {
    event,
    service: 'voice',
    amount: charge(price, hourOfWeek, duration, common.lost),
    lost: common.lost,
    unrated,
  }
}

function message(
  world: World,
  random: Random,
  line: Line,
  served: Served,
  prices: PriceList,
  hourOfWeek: number,
  common: Common,
): Use {
  const incoming = random.chance(0.35)
  const service = random.chance(0.04) ? 'mms' : 'sms'
  const destination = incoming
    ? drawCaller(world, random)
    : service === 'sms' && random.chance(0.01)
      ? premiumMessage
      : drawMessaged(world, random, line)
  const unrated = !incoming && destination.zone === ''
  const price = incoming || unrated ? undefined : service === 'mms' ? prices.mms : prices.sms.get(destination.zone)
  const event: UsageEvent = {
    contract: 'usage',
    event_id: common.eventId,
    service,
    direction: incoming ? 'terminating' : 'originating',
    started_at: common.startedAt,
    served_number: servedNumber(world, random, line, common),
    imsi: common.lost ? undefined : line.imsi,
    other_party: numberTo(world, random, destination),
    messages: 1,
    cell_id: cellAt(random, line, served),
  }
  return { event, service, amount: charge(price, hourOfWeek, 1, common.lost), lost: common.lost, unrated }
}

function session(
  world: World,
  random: Random,
  line: Line,
  served: Served,
  prices: PriceList,
  hourOfWeek: number,
  common: Common,
): Use {
  const down = 20_000 + Math.floor(random.exponential(line.mobile ? 18e6 : 700e6))
  const up = 2_000 + Math.floor(down * 0.12 * random.next())
  const event: UsageEvent = {
    contract: 'usage',
    event_id: common.eventId,
    service: 'data',
    started_at: common.startedAt,
    served_number: common.lost || !served.login ? servedNumber(world, random, line, common) : served.login,
    imsi: common.lost ? undefined : line.imsi,
    duration_s: 30 + Math.floor(random.exponential(1500)),
    bytes_up: up,
    bytes_down: down,
    service_name: line.mobile ? 'internet' : 'broadband',
    cell_id: cellAt(random, line, served),
    ...roaming(random, line),
  }
  return {
    event,
    service: 'data',
    amount: charge(prices.data, hourOfWeek, up + down, common.lost),
    lost: common.lost,
    unrated: false,
  }
}

function content(world: World, random: Random, line: Line, common: Common): Use {
  const item = random.pick(contents)
  const event: UsageEvent = {
    contract: 'usage',
    event_id: common.eventId,
    service: 'content',
    started_at: common.startedAt,
    served_number: servedNumber(world, random, line, common),
    imsi: common.lost ? undefined : line.imsi,
    service_name: item.name,
    stated_amount: item.price,
    stated_currency: line.account.currency,
  }
  return { event, service: 'content', amount: common.lost ? 0n : item.nano, lost: common.lost, unrated: false }
}

const charge = (price: Price | undefined, hourOfWeek: number, quantity: number, lost: boolean): bigint =>
  price && !lost ? amountOf(price, hourOfWeek, quantity) : 0n

/** Numbers from 9,900,000 on are never given out. */
function servedNumber(world: World, random: Random, line: Line, common: Common): string {
  if (!common.lost) return common.number
  return (line.mobile ? world.home.mobileRange : world.home.fixedRange) + (9_900_000 + random.below(100_000))
}

function numberAt(numbers: readonly NumberAssignment[], at: number): string {
  for (const { number, to } of numbers) if (to === undefined || at < to) return number
  return numbers[numbers.length - 1]!.number
}

/** Four in five uses happen in the home cell. */
function cellAt(random: Random, line: Line, served: Served): string | undefined {
  if (!line.mobile || served.cells.length === 0) return undefined
  return random.chance(0.8) ? served.cells[line.homeCell]?.id : random.pick(served.cells).id
}

const AT_HOME = {} as const

function roaming(random: Random, line: Line): { roaming?: true; visited_network?: string; cell_id?: undefined } {
  if (!line.mobile || !random.chance(0.01)) return AT_HOME
  return { roaming: true, visited_network: random.pick(visitedNetworks), cell_id: undefined }
}
