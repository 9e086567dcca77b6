import { DAY_MS, MONTH_DAYS, type Period, type ZoneCalendar } from './calendar.ts'
import { debtOf, noticeOf, silenceOf } from './leaving.ts'
import type { Account, Line, NumberAssignment, Stint } from './line.ts'
import { isMobile, isPrepaid, type Offering, offerings, type Segment } from './offerings.ts'
import type { Customer } from './people.ts'
import type { Random } from './random.ts'
import type { World } from './world.ts'

const ADDS_A_MONTH = 0.022

/** When a line is activated: most before the window, by an exponential tenure; the others in it, in opening hours. */
export function activation(world: World, random: Random, calendar: ZoneCalendar, meanTenureDays: number): number {
  const { from, until, months } = world.window
  if (random.chance(1 - Math.exp(-ADDS_A_MONTH * months))) {
    const day = calendar.dayOf(from) + 1 + random.below((until - from) / DAY_MS - 2)
    return calendar.midnight(day) + random.between(9 * 3600, 18 * 3600) * 1000
  }
  const tenure = Math.min(3600, 2 + random.exponential(meanTenureDays))
  return Math.floor((from - tenure * DAY_MS) / 1000) * 1000
}

/** Decides a line's whole life: plans, tickets, suspension, silence, termination. */
export function makeLine(
  world: World,
  random: Random,
  index: number,
  customer: Customer,
  account: Account,
  activatedAt: number,
): Line {
  const first = pickOffering(random, customer.segment)
  const prepaid = isPrepaid(first.type)
  const contractMonths = prepaid ? 0 : random.weighted([[0, 4] as const, [12, 2] as const, [24, 4] as const])
  const homeCell = random.below(Math.max(1, world.cellsOf.get(customer.region)!.length))
  const ticketsAt = ticketTimes(world, random, customer, activatedAt, homeCell)
  const periods = account.calendar.periods(account.cycleDay)
  const stints = plansOf(random, customer.segment, first, activatedAt, periods)
  const debt = prepaid ? undefined : debtOf(account, periods, activatedAt)
  const leaving = prepaid
    ? silenceOf(world, random, activatedAt)
    : noticeOf(random, account, periods, activatedAt, contractMonths, first, ticketsAt)
  const byDebt = debt?.terminatedAt !== undefined && debt.terminatedAt < (leaving.terminatedAt ?? Infinity)
  const terminatedAt = byDebt ? debt.terminatedAt : leaving.terminatedAt
  const suspendedAt = debt && debt.suspendedAt < (terminatedAt ?? Infinity) ? debt.suspendedAt : undefined
  const mobile = isMobile(first.type)
  return {
    id: `S-${index}`,
    index,
    customerId: customer.id,
    account,
    segment: customer.segment,
    region: customer.region,
    mobile,
    online: true,
    activatedAt,
    stints: stints.filter((stint) => stint.from < (terminatedAt ?? Infinity)),
    suspendedAt: suspendedAt !== undefined && suspendedAt < world.window.until ? suspendedAt : undefined,
    terminatedAt: terminatedAt !== undefined && terminatedAt < world.window.until ? terminatedAt : undefined,
    reason: byDebt ? 'debt' : leaving.reason,
    silentFrom: leaving.silentFrom,
    silentTo: leaving.silentTo,
    contractMonths,
    numbers: numbersOf(world, random, index, mobile, activatedAt),
    imsi: mobile ? `${world.home.network.replace('-', '')}${1_000_000_000 + index}` : undefined,
    channel: random.weighted([
      ['shop', 5],
      ['portal', 4],
      ['phone', 2],
      ['partner', 1],
    ]),
    usePerDay: (world.eventsPerMonth / MONTH_DAYS) * useFactor[customer.segment] * random.spread(0.6),
    abroadShare: account.calendar.zone === 'Europe/Berlin' ? 0.05 : 0.3,
    ticketsAt,
    homeCell,
  }
}

/** Divided by the mean of spread(0.6), so that `eventsPerMonth` is the mean of a consumer line. */
const useFactor: Record<Segment, number> = { consumer: 0.84, youth: 1.2, senior: 0.5, soho: 1.0, business: 1.1 }

function pickOffering(random: Random, segment: Segment, type?: Offering['type']): Offering {
  const choices = offerings
    .filter((offering) => offering.soldTo[segment] && (!type || offering.type === type))
    .map((offering) => [offering, offering.soldTo[segment]!] as const)
  return choices.length > 0 ? random.weighted(choices) : pickOffering(random, 'consumer', type)
}

const stintOn = (offering: Offering, from: number): Stint => ({
  from,
  offeringId: offering.id,
  type: offering.type,
  access: offering.access,
  recurring: offering.recurring,
  tariffId: offering.tariffId,
})

/** The plan at activation, and now and then another one from a cycle day on; a few prepaid lines become postpaid. */
function plansOf(
  random: Random,
  segment: Segment,
  first: Offering,
  activatedAt: number,
  periods: readonly Period[],
): Stint[] {
  const stints = [stintOn(first, activatedAt)]
  if (!random.chance(0.012 * periods.length)) return stints
  const change = random.pick(periods).from
  if (change <= activatedAt) return stints
  const type = first.type === 'mobile prepaid' && random.chance(0.4) ? 'mobile postpaid' : first.type
  const next = pickOffering(random, segment, type)
  if (next.id !== first.id) stints.push(stintOn(next, change))
  return stints
}

function ticketTimes(
  world: World,
  random: Random,
  customer: Customer,
  activatedAt: number,
  homeCell: number,
): readonly number[] {
  const { from, until } = world.window
  const poor = world.cellsOf.get(customer.region)?.[homeCell]?.poor ?? false
  const start = Math.max(from, activatedAt)
  if (start >= until) return []
  const mean = ((until - start) / DAY_MS / MONTH_DAYS) * (poor ? 0.14 : 0.04)
  const count = random.poisson(Math.exp(-mean))
  return Array.from({ length: count }, () => Math.floor((start + random.next() * (until - start)) / 1000) * 1000).sort(
    (a, b) => a - b,
  )
}

/** One number for life; one line in a hundred changes its number in the window. */
function numbersOf(
  world: World,
  random: Random,
  index: number,
  mobile: boolean,
  activatedAt: number,
): readonly NumberAssignment[] {
  const range = mobile ? world.home.mobileRange : world.home.fixedRange
  const first = `${range}${1_000_000 + index}`
  const { from, until } = world.window
  const start = Math.max(from, activatedAt)
  if (!random.chance(0.01)) return [{ number: first, from: activatedAt, to: undefined }]
  const change = Math.floor((start + random.next() * (until - start)) / 1000) * 1000
  return [
    { number: first, from: activatedAt, to: change },
    { number: `${range}${5_000_000 + index}`, from: change, to: undefined },
  ]
}
