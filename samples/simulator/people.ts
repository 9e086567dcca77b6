import { DAY_MS, type ZoneCalendar } from './calendar.ts'
import { habitOf } from './habit.ts'
import type { Account, Line } from './line.ts'
import { type Region, regions } from './network.ts'
import type { Segment } from './offerings.ts'
import type { Random } from './random.ts'
import { activation, makeLine } from './timeline.ts'
import type { World } from './world.ts'

export interface Customer {
  readonly id: string
  readonly kind: 'individual' | 'organization'
  readonly segment: Segment
  readonly region: Region
  readonly country: string
  readonly parentId: string | undefined
  readonly since: number
  readonly gender: string | undefined
  readonly ageBand: string | undefined
  readonly household: string | undefined
}

/** A household or a company with its branches: what is simulated at once, and independently of all others. */
export interface Unit {
  readonly customers: readonly Customer[]
  readonly accounts: readonly Account[]
  readonly lines: readonly Line[]
}

const cycleDays = [1, 1, 8, 15, 28] as const
const MEAN_TENURE_DAYS = 900

/** The next household or company. Its lines are numbered from `firstLine`, at most `room` of them. */
export function makeUnit(world: World, random: Random, firstLine: number, room: number): Unit {
  const segment = random.weighted<Segment>([
    ['consumer', 62],
    ['youth', 14],
    ['senior', 12],
    ['soho', 8],
    ['business', 4],
  ])
  const [zone, country] = random.weighted([
    [['Europe/Berlin', 'DE'] as const, 94],
    [['Asia/Kolkata', 'IN'] as const, 3],
    [['Asia/Ho_Chi_Minh', 'VN'] as const, 3],
  ])
  const calendar = world.usedIn(zone)
  const place = { segment, region: random.pick(regions), country, calendar }
  return segment === 'business'
    ? makeCompany(world, random, firstLine, room, place)
    : makeHousehold(world, random, firstLine, room, place)
}

interface Place {
  readonly segment: Segment
  readonly region: Region
  readonly country: string
  readonly calendar: ZoneCalendar
}

function makeHousehold(world: World, random: Random, firstLine: number, room: number, place: Place): Unit {
  const wanted = place.segment === 'soho' ? random.between(1, 3) : random.chance(0.15) ? 2 : 1
  const starts = activations(world, random, Math.min(wanted, room), place.calendar)
  const customer: Customer = {
    id: `C-${firstLine}`,
    kind: 'individual',
    segment: place.segment,
    region: place.region,
    country: place.country,
    parentId: undefined,
    since: starts[0]! - random.between(1, 48) * 3_600_000,
    gender: random.weighted([
      ['female' as const, 49] as const,
      ['male' as const, 49] as const,
      [undefined, 2] as const,
    ]),
    ageBand: ageBandOf(random, place.segment),
    household: random.weighted([
      ['single' as const, 4] as const,
      ['partner' as const, 3] as const,
      ['partner, dependents' as const, 3] as const,
    ]),
  }
  const account = makeAccount(world, random, customer, `A-${firstLine}`, undefined, place.calendar, starts[0]!)
  const lines = starts.map((start, i) => makeLine(world, random, firstLine + i, customer, account, start))
  return { customers: [customer], accounts: [account], lines }
}

/** A company: the head office and up to three branches; most branches have their bills paid by the head office. */
function makeCompany(world: World, random: Random, firstLine: number, room: number, place: Place): Unit {
  const branches = random.weighted([[0, 5] as const, [1, 2] as const, [2, 2] as const, [3, 1] as const])
  const customers: Customer[] = []
  const accounts: Account[] = []
  const lines: Line[] = []
  for (let b = 0; b <= branches && lines.length < room; b++) {
    const head = accounts[0]
    const wanted = Math.min(random.between(1, 6), room - lines.length)
    const starts = activations(world, random, wanted, place.calendar).map((start) =>
      Math.max(start, lines[0]?.activatedAt ?? start),
    )
    const first = firstLine + lines.length
    const customer: Customer = {
      id: `C-${first}`,
      kind: 'organization',
      segment: 'business',
      region: place.region,
      country: place.country,
      parentId: customers[0]?.id,
      since: starts[0]! - random.between(1, 20) * DAY_MS,
      gender: undefined,
      ageBand: undefined,
      household: undefined,
    }
    const account = makeAccount(
      world,
      random,
      customer,
      `A-${first}`,
      head && random.chance(0.7) ? head : undefined,
      place.calendar,
      starts[0]!,
    )
    customers.push(customer)
    accounts.push(account)
    lines.push(...starts.map((start, i) => makeLine(world, random, first + i, customer, account, start)))
  }
  return { customers, accounts, lines }
}

function activations(world: World, random: Random, count: number, calendar: ZoneCalendar): number[] {
  const starts = [activation(world, random, calendar, MEAN_TENURE_DAYS)]
  while (starts.length < count) {
    const later = activation(world, random, calendar, MEAN_TENURE_DAYS / 2)
    starts.push(Math.max(later, starts[0]!))
  }
  return starts.sort((a, b) => a - b)
}

function makeAccount(
  world: World,
  random: Random,
  customer: Customer,
  id: string,
  payer: Account | undefined,
  calendar: ZoneCalendar,
  firstActivation: number,
): Account {
  const cycleDay = payer?.cycleDay ?? random.pick(cycleDays)
  const method = random.weighted([
    ['direct debit', 55],
    ['bank', 20],
    ['card', 15],
    ['wallet', 7],
    ['cash', 3],
  ])
  const since = Math.max(firstActivation, calendar.periods(cycleDay)[0]!.from)
  const taxExempt = customer.kind === 'organization' && !payer && random.chance(0.05)
  return {
    id,
    customerId: customer.id,
    payerId: payer?.id,
    calendar,
    currency: 'EUR',
    cycleDay,
    since,
    billedSince: payer?.since ?? since,
    termsDays: payer?.termsDays ?? (customer.kind === 'organization' ? 30 : 14),
    method: payer?.method ?? method,
    taxExempt: payer?.taxExempt ?? taxExempt,
    habit: payer?.habit ?? habitOf(random, method, world.window.months),
    taxPermille: 190n,
  }
}

function ageBandOf(random: Random, segment: Segment): string {
  if (segment === 'youth') return '18-25'
  if (segment === 'senior') return '65+'
  return random.weighted([
    ['26-35', 3],
    ['36-50', 4],
    ['51-64', 3],
  ])
}
