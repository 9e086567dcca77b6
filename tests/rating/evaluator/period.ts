import type { Catalogue } from '../../../ingest/catalogue/catalogue.ts'
import type { UsagePrice } from '../../../ingest/catalogue/entities/usage_price.ts'
import type { MeteredEvent, Period } from './aggregation.ts'
import { localTime } from './clock.ts'
import { type Fraction, fraction, fractionOf, least, most, rounded, subtract, sum, times, zero } from './fraction.ts'
import { heldAt, instantOf, type Line, monthlyPeriod, offeringAt, pricesAt } from './line.ts'
import { periodCharge } from './quantity.ts'
import type { Priced } from './rate.ts'

const day = 86_400_000

/** What a price charges for a period of a line or an account. */
export interface PeriodCharge {
  readonly subject: string
  readonly price: UsagePrice
  readonly from: number
  readonly events: number
  /** The whole of a quantity model; of a price by rate what is added to its rated events. */
  readonly amount: Fraction
}

interface Sum {
  readonly line: Line
  readonly subject: string
  readonly price: UsagePrice
  readonly version: string
  readonly period: Period
  readonly group: string
  readonly uses: Priced[]
}

/** What was used in each period, and what is due without use in the periods that have a day of `[from, to)`. */
export function periodCharges(
  catalogue: Catalogue,
  lines: ReadonlyMap<string, Line>,
  rated: readonly Priced[],
  span: Period,
): PeriodCharge[] {
  const sums = new Map<string, Sum>()
  const sumOf = (line: Line, price: UsagePrice, version: string, period: Period, group: string): Sum => {
    const subject = price.scope === 'account' ? line.account : line.id
    const key = [subject, version, price.id, group, period.from].join('|')
    const known = sums.get(key) ?? { line, subject, price, version, period, group, uses: [] }
    sums.set(key, known)
    return known
  }
  for (const one of rated) {
    const { price, line, version, local } = one
    if (price === undefined || !isByPeriod(price)) continue
    sumOf(line, price, version, pricePeriod(price, line, local), groupOf(price, one)).uses.push(one)
  }
  for (const line of lines.values()) {
    const plans = periodsOf(span, (local) => monthlyPeriod(local, line.cycleDay)).map((one) =>
      pricesAtEnd(catalogue, line, one),
    )
    const due = new Map(plans.flat().map((one) => [`${one.version} ${one.price.id}`, one]))
    for (const { price, version } of due.values()) {
      if (!isDueWithoutUse(price)) continue
      for (const period of periodsOf(span, (local) => pricePeriod(price, line, local))) {
        if (pricesAtEnd(catalogue, line, period).some((one) => one.version === version))
          sumOf(line, price, version, period, '')
      }
    }
  }
  for (const { line, price, version, period, group } of [...sums.values()]) {
    if (!price.carried_over) continue
    for (const later of periodsOf({ ...span, from: period.to }, (local) => pricePeriod(price, line, local)))
      sumOf(line, price, version, later, group)
  }
  const known = Map.groupBy(sums.values(), ({ subject, version, price, group }) =>
    [subject, version, price.id, group].join('|'),
  )
  return [...known.values()].flatMap((one) => one.map((each) => chargeOf(each, one)))
}

/** Prices of the plan that a line has when a period ends. */
function pricesAtEnd(catalogue: Catalogue, line: Line, period: Period) {
  const at = instantOf(line, period.to) - 1
  const held = heldAt(line, at)
  const offering = held && held.status !== 'terminated' ? offeringAt(catalogue, held.offering, at) : undefined
  const plan = offering && pricesAt(catalogue, offering, at)
  return (plan?.prices ?? []).map((price) => ({ price, version: plan!.key }))
}

/** Periods that have a day of those that are charged. */
function periodsOf(span: Period, periodAt: (local: number) => Period): Period[] {
  const periods = []
  for (let at = periodAt(span.from); at.from < span.to; at = periodAt(at.to)) periods.push(at)
  return periods
}

/** Each set of values of the grouping properties is a charge of its own. */
const groupOf = ({ group_by }: UsagePrice, { use }: Priced): string =>
  group_by.map((name) => JSON.stringify(use.properties?.[name] ?? '')).join()

/** The monthly period of the payer's cycle, or local days, weeks from Monday, calendar months, quarters or years. */
function pricePeriod({ period }: UsagePrice, line: Line, local: number): Period {
  const date = new Date(local)
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()]
  const midnight = Math.floor(local / day) * day
  switch (period) {
    case 'cycle':
      return monthlyPeriod(local, line.cycleDay)
    case 'day':
      return { from: midnight, to: midnight + day }
    case 'week': {
      const monday = midnight - ((date.getUTCDay() + 6) % 7) * day
      return { from: monday, to: monday + 7 * day }
    }
    case 'month':
      return { from: Date.UTC(year, month), to: Date.UTC(year, month + 1) }
    case 'quarter': {
      const first = month - (month % 3)
      return { from: Date.UTC(year, first), to: Date.UTC(year, first + 3) }
    }
    case 'year':
      return { from: Date.UTC(year, 0), to: Date.UTC(year + 1, 0) }
  }
}

function isByPeriod(price: UsagePrice): boolean {
  if (price.model === 'stated') return bounds(price)
  return price.model !== 'rate' || bounds(price) || price.rounding?.of === 'period'
}

const bounds = (price: UsagePrice) => price.maximum_spend !== undefined || fractionOf(price.minimum_spend).n > 0n

const isDueWithoutUse = (price: UsagePrice): boolean => fractionOf(price.minimum_spend).n > 0n || price.flat_fee_at_zero

function chargeOf({ line, subject, price, period, uses }: Sum, all: readonly Sum[]): PeriodCharge {
  const rest = { subject, price, from: period.from, events: uses.length }
  if (price.model !== 'rate') {
    const earlier = all.filter((one) => one.period.from < period.from).flatMap((one) => one.uses)
    const options = { earlier: inOrder(earlier).map(meteredEvent), share: shareHeld(price, line, period) }
    return { ...rest, amount: periodCharge(price, inOrder(uses).map(meteredEvent), period, options) }
  }
  const events = sum(uses.map(({ amount }) => amount))
  const capped = price.maximum_spend === undefined ? events : least(events, fractionOf(price.maximum_spend))
  const bounded = most(capped, times(fractionOf(price.minimum_spend), shareHeld(price, line, period)))
  const { method, decimals } = price.rounding ?? { method: 'half_up', decimals: 6 }
  return { ...rest, amount: subtract(rounded(bounded, method, decimals), events) }
}

const inOrder = (uses: readonly Priced[]): readonly Priced[] =>
  [...uses].sort((a, b) => a.at - b.at || (a.use.event_id < b.use.event_id ? -1 : 1))

/** The days of a period since the line began, where its minimum goes by days; an account's is whole. */
function shareHeld({ minimum_spend_proration, scope }: UsagePrice, line: Line, { from, to }: Period): Fraction {
  if (minimum_spend_proration === 'full' || scope === 'account') return fraction(1n)
  const start = Math.floor(localTime(line.held[0]!.from, line.zone) / day) * day
  return fraction(BigInt(Math.max(0, to - Math.max(from, start)) / day), BigInt((to - from) / day))
}

function meteredEvent({ use, quantity, local, covered }: Priced): MeteredEvent {
  const properties = use.properties ?? {}
  const left = subtract(quantity, covered ?? zero)
  return { quantity: left, amount: use.amount === undefined ? left : fractionOf(use.amount), at: local, properties }
}
