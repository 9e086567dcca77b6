import type { Event } from '../../ingest/contracts/index.ts'
import { DAY_MS, windowBefore } from './calendar.ts'
import { consentEvents, contactEvents } from './care.ts'
import { tariffEvents } from './catalogue.ts'
import { contactData } from './contacts.ts'
import { germany, unitedStates } from './destinations.ts'
import type { ExistingLine } from './existing_line.ts'
import { habitOf } from './habit.ts'
import { numberEvents } from './life_cycle.ts'
import type { Account, Line } from './line.ts'
import { nanoOf } from './money.ts'
import { networkEvents, regions } from './network.ts'
import { isMobile, type Segment, segments } from './offerings.ts'
import { Random } from './random.ts'
import type { SimulationOptions } from './simulate.ts'
import { homeTariff } from './tariffs.ts'
import { ticketEvents } from './tickets.ts'
import { useAndPay } from './unit.ts'
import { type Imperfections, makeWorld, type World } from './world.ts'

const simulationForDefaults = { seed: 1, months: 6, until: '2026-07-01', eventsPerMonth: 10 } as const

/**
 * Adds to customers of a real file what the file lacks, and nothing that it says: numbers, rates of the tariffs their
 * plans name, usage, payments, tickets, contacts, consents and the network. Always the same for the same lines.
 *
 *     simulateFor(await readExistingLines(warehouse, 'raw', 'ibm_telco_churn'), { months: 6 })
 */
export function* simulateFor(
  existing: readonly ExistingLine[],
  options: Omit<SimulationOptions, 'subscribers'> = {},
): Generator<Event, Imperfections> {
  const { seed, months, until, eventsPerMonth } = { ...simulationForDefaults, ...options }
  const window = windowBefore(until, months)
  const home = existing[0]?.time_zone.startsWith('America/') ? unitedStates : germany
  const tariffIds = [...new Set(existing.map((line) => line.tariff_id))].sort()
  const world = makeWorld({
    seed,
    window,
    home,
    lines: existing.length,
    eventsPerMonth,
    tariffs: new Map(tariffIds.map((id) => [id, homeTariff])),
  })
  for (const id of tariffIds) yield* tariffEvents(homeTariff, id, home)
  yield* networkEvents(world.cells, home, window, seed)
  const random = new Random(seed)
  const sink: Event[] = []
  let index = 0
  for (const [customerId, lines] of Map.groupBy(existing, (line) => line.customer_id)) {
    random.reseed(seed, index)
    sink.length = 0
    liveCustomer(world, random, customerId, lines, index, sink)
    index += lines.length
    for (let i = 0; i < sink.length; i++) yield sink[i]!
  }
  return world.imperfections
}

function liveCustomer(
  world: World,
  random: Random,
  customerId: string,
  existing: readonly ExistingLine[],
  firstIndex: number,
  sink: Event[],
): void {
  const since = Math.min(...existing.map((line) => Date.parse(line.activated_at)))
  const customer = { id: customerId, since, kind: existing[0]!.kind, region: random.pick(regions) }
  const accounts = new Map<string, Account>()
  const lines = existing.map((line, i) => {
    const account = accounts.get(line.billing_account_id) ?? makeAccount(world, random, line)
    accounts.set(account.id, account)
    return makeLine(world, random, line, account, firstIndex + i, customer.region)
  })
  contactData(random, customer, sink)
  consentEvents(random, customer, world.window, sink)
  contactEvents(
    random,
    customer,
    lines.reduce((n, line) => n + line.ticketsAt.length, 0),
    world.window,
    sink,
  )
  for (const line of lines) {
    numberEvents(line, sink)
    ticketEvents(random, line, world.window, sink)
  }
  useAndPay(world, random, [...accounts.values()], lines, sink)
}

/** Bills of different payers are not consolidated here: a file of customers has no hierarchy. */
function makeAccount(world: World, random: Random, line: ExistingLine): Account {
  const since = Date.parse(line.billed_from)
  return {
    id: line.billing_account_id,
    customerId: line.customer_id,
    payerId: undefined,
    calendar: world.usedIn(line.time_zone),
    currency: line.currency,
    cycleDay: line.cycle_day,
    since,
    billedSince: since,
    termsDays: line.payment_terms_days,
    method: line.payment_method,
    taxExempt: line.tax_exempt,
    habit: habitOf(random, line.payment_method, world.window.months),
    taxPermille: nanoOf(line.tax_rate) / 1_000_000n,
  }
}

function makeLine(
  world: World,
  random: Random,
  line: ExistingLine,
  account: Account,
  index: number,
  region: Line['region'],
): Line {
  const activatedAt = Date.parse(line.activated_at)
  const terminatedAt = line.terminated_at === null ? undefined : Date.parse(line.terminated_at)
  const mobile = isMobile(line.type)
  const { from, until } = world.window
  const number = `${mobile ? world.home.mobileRange : world.home.fixedRange}${1_000_000 + index}`
  const start = Math.max(from, activatedAt)
  const end = Math.min(until, terminatedAt ?? until)
  // Who left had more to complain about.
  const tickets = random.poisson(Math.exp(-(Math.max(0, end - start) / DAY_MS) * (terminatedAt ? 0.006 : 0.0015)))
  return {
    id: line.subscription_id,
    index,
    customerId: line.customer_id,
    account,
    segment: segmentOf(line.segment),
    region,
    mobile,
    online: line.access !== 'none',
    activatedAt,
    stints: [
      {
        from: activatedAt,
        offeringId: line.offering_id,
        type: line.type,
        access: line.access,
        recurring: nanoOf(line.recurring_price),
        tariffId: line.tariff_id,
      },
    ],
    suspendedAt: undefined,
    terminatedAt,
    reason: terminatedAt === undefined ? undefined : 'not stated',
    silentFrom: undefined,
    silentTo: undefined,
    contractMonths: line.contract_months,
    numbers: [{ number, from: activatedAt, to: undefined }],
    imsi: mobile ? `${world.home.network.replace('-', '')}${1_000_000_000 + index}` : undefined,
    channel: 'unknown',
    usePerDay: (world.eventsPerMonth / 30.4) * random.spread(0.6),
    abroadShare: 0.03,
    ticketsAt: Array.from(
      { length: tickets },
      () => Math.floor((start + random.next() * (end - start)) / 1000) * 1000,
    ).sort((a, b) => a - b),
    homeCell: 0,
  }
}

const segmentOf = (segment: string): Segment => segments.find((known) => known === segment) ?? 'consumer'
