import type { Event } from '../../ingest/contracts/index.ts'
import { Balance } from './balance.ts'
import { DAY_MS, weekdayOf } from './calendar.ts'
import { hoursOf, monthFactor, officeFactor, weekdayFactor } from './hours.ts'
import { loginOf } from './life_cycle.ts'
import { emptySums, type Line, type Stint, type UsageSums } from './line.ts'
import { isPrepaid } from './offerings.ts'
import type { PriceList } from './price.ts'
import type { Random } from './random.ts'
import { drawUse, type Served, type Use } from './use.ts'
import type { World } from './world.ts'

/**
 * Makes a line's usage in the order of time, and what goes with it on a prepaid balance. Answers what the usage of each
 * billing period costs, by service. Events later delivered a second time are added to `late`.
 */
export function useLine(world: World, random: Random, line: Line, sink: Event[], late: Event[]): UsageSums {
  const { calendar } = line.account
  const periods = calendar.periods(line.account.cycleDay)
  const sums = emptySums(periods.length)
  const begin = Math.max(world.window.from, line.activatedAt, line.account.since)
  const end = Math.min(world.window.until, line.terminatedAt ?? Infinity, line.suspendedAt ?? Infinity)
  if (begin >= end) return sums
  const balance = new Balance(
    {
      subscriptionId: line.id,
      billingAccountId: line.account.id,
      currency: line.account.currency,
      until: world.window.until,
    },
    random,
    sink,
  )
  const business = line.segment === 'business' || line.segment === 'soho'
  const dayFactor = business ? officeFactor : weekdayFactor
  const noticed = line.terminatedAt !== undefined && line.reason !== 'debt' ? line.terminatedAt - 45 * DAY_MS : Infinity
  const served = makeServed(world, line)
  const seconds: number[] = []
  let period = 0
  let plan = planAt(world, line, begin)
  let sequence = 0

  const lastDay = calendar.dayOf(end - 1)
  for (let day = calendar.dayOf(begin); day <= lastDay; day++) {
    while (period < periods.length - 1 && day >= periods[period]!.toDay) period++
    const midnight = calendar.midnight(day)
    const dayEnd = Math.min(end, calendar.midnight(day + 1))
    const weekday = weekdayOf(day)
    let mean = line.usePerDay * dayFactor[weekday - 1]! * monthFactor[new Date(day * DAY_MS).getUTCMonth()]!
    if (midnight > noticed) mean *= 0.55
    const count = random.poisson(Math.exp(-mean))
    if (count === 0) continue
    drawSeconds(random, hoursOf(business, weekday > 5), count, seconds)
    for (let i = 0; i < count; i++) {
      const second = seconds[i]!
      const at = midnight + second * 1000 + (random.uint32() % 1000)
      if (at < begin || at >= dayEnd) continue
      if (line.silentFrom !== undefined && at >= line.silentFrom && at < (line.silentTo ?? Infinity)) continue
      if (at >= plan.until) plan = planAt(world, line, at)
      const clock = calendar.clockSecond(day, second)
      const hourOfWeek = (weekday - 1) * 24 + Math.floor(clock / 3600)
      const eventId = `cdr-${line.index}-${++sequence}`
      const use = drawUse(world, random, line, served, plan.prices, at, hourOfWeek, eventId)
      if (isPrepaid(plan.stint.type) && !balance.spend(use.amount, at, eventId)) continue
      sink.push(use.event)
      deliver(world, random, use, late)
      if (!use.lost) sums[period]![use.service] += use.amount
    }
  }
  return sums
}

/** Counts the event and, once in a thousand, has the network deliver it a second time. */
function deliver(world: World, random: Random, use: Use, late: Event[]): void {
  const counts = world.imperfections
  counts.usage++
  if (use.lost) counts.unknownNumbers++
  else if (use.unrated) counts.unrated++
  if (!random.chance(0.001)) return
  counts.duplicates++
  late.push(use.event)
}

function drawSeconds(random: Random, hours: Float64Array, count: number, seconds: number[]): void {
  for (let i = 0; i < count; i++) {
    const second = random.index(hours) * 3600 + random.below(3600)
    let j = i - 1
    for (; j >= 0 && seconds[j]! > second; j--) seconds[j + 1] = seconds[j]!
    seconds[j + 1] = second
  }
}

interface PlanInForce {
  readonly stint: Stint
  readonly prices: PriceList
  /** Until when neither the plan nor its prices change. */
  readonly until: number
}

function planAt(world: World, line: Line, at: number): PlanInForce {
  const i = line.stints.findLastIndex((stint) => stint.from <= at)
  const stint = line.stints[Math.max(0, i)]!
  const next = line.stints[i + 1]?.from ?? Infinity
  const changed = at >= world.rateChange
  return {
    stint,
    prices: world.pricesOf(stint.tariffId, changed),
    until: changed ? next : Math.min(next, world.rateChange),
  }
}

function makeServed(world: World, line: Line): Served {
  return {
    numbers: line.numbers,
    cells: world.cellsOf.get(line.region) ?? [],
    login: line.mobile ? undefined : loginOf(line),
  }
}
