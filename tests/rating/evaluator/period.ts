import type { Catalogue } from '../../../ingest/catalogue/catalogue.ts'
import type { UsagePrice } from '../../../ingest/catalogue/entities/usage_price.ts'
import { type Fraction, fractionOf, least, most, rounded, subtract, sum, zero } from './fraction.ts'
import { heldAt, instantOf, type Line, monthlyPeriod, offeringAt, pricesAt } from './line.ts'
import { type MeteredEvent, periodCharge } from './quantity.ts'
import type { Priced } from './rate.ts'

/** What a price charges for a monthly period of a line or an account. */
export interface PeriodCharge {
  readonly subject: string
  readonly price: UsagePrice
  readonly from: number
  readonly events: number
  /** The whole of a quantity model; of a price by rate what is added to its rated events. */
  readonly amount: Fraction
}

interface Sum {
  readonly subject: string
  readonly price: UsagePrice
  readonly period: { readonly from: number; readonly to: number }
  readonly uses: Priced[]
}

/** What was used in each period, and what is due without use in the periods that have a day of `[from, to)`. */
export function periodCharges(
  catalogue: Catalogue,
  lines: ReadonlyMap<string, Line>,
  rated: readonly Priced[],
  span: { readonly from: number; readonly to: number },
): PeriodCharge[] {
  const sums = new Map<string, Sum>()
  const sumOf = (line: Line, price: UsagePrice, version: string, period: Sum['period']): Sum => {
    const subject = price.scope === 'account' ? line.account : line.id
    const key = [subject, version, price.id, period.from].join('|')
    const known = sums.get(key) ?? { subject, price, period, uses: [] }
    sums.set(key, known)
    return known
  }
  for (const one of rated) {
    if (one.price !== undefined && isByPeriod(one.price))
      sumOf(one.line, one.price, one.version, one.period).uses.push(one)
  }
  for (const line of lines.values()) {
    for (const period of periodsOf(line, span)) {
      const held = heldAt(line, instantOf(line, period.to) - 1)
      const offering =
        held && held.status !== 'terminated' && offeringAt(catalogue, held.offering, instantOf(line, period.to) - 1)
      const plan = offering ? pricesAt(catalogue, offering, instantOf(line, period.to) - 1) : undefined
      for (const price of plan?.prices ?? []) if (isDueWithoutUse(price)) sumOf(line, price, plan!.key, period)
    }
  }
  return [...sums.values()].map(chargeOf)
}

/** Monthly periods of a line that have one of the days that are charged. */
function periodsOf(line: Line, span: { readonly from: number; readonly to: number }) {
  const periods = []
  for (let at = monthlyPeriod(span.from, line.cycleDay); at.from < span.to; at = monthlyPeriod(at.to, line.cycleDay))
    periods.push(at)
  return periods
}

function isByPeriod(price: UsagePrice): boolean {
  if (price.model === 'stated') return bounds(price)
  return price.model !== 'rate' || bounds(price) || price.rounding?.of === 'period'
}

const bounds = (price: UsagePrice) => price.maximum_spend !== undefined || fractionOf(price.minimum_spend).n > 0n

const isDueWithoutUse = (price: UsagePrice): boolean =>
  fractionOf(price.minimum_spend).n > 0n ||
  (price.flat_fee_at_zero && (price.model === 'graduated' || price.model === 'volume'))

function chargeOf({ subject, price, period, uses }: Sum): PeriodCharge {
  const rest = { subject, price, from: period.from, events: uses.length }
  const inOrder = [...uses].sort((a, b) => a.at - b.at || (a.use.event_id < b.use.event_id ? -1 : 1))
  if (price.model !== 'rate') return { ...rest, amount: periodCharge(price, inOrder.map(meteredEvent), period) }
  const events = sum(uses.map(({ amount }) => amount))
  const capped = price.maximum_spend === undefined ? events : least(events, fractionOf(price.maximum_spend))
  const bounded = most(capped, fractionOf(price.minimum_spend))
  const { method, decimals } = price.rounding ?? { method: 'half_up', decimals: 6 }
  return { ...rest, amount: subtract(rounded(bounded, method, decimals), events) }
}

function meteredEvent({ use, quantity, local, covered }: Priced): MeteredEvent {
  const properties = use.properties ?? {}
  const left = subtract(quantity, covered ?? zero)
  return { quantity: left, amount: use.amount === undefined ? left : fractionOf(use.amount), at: local, properties }
}
