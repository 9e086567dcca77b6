import type { Calendar } from '../../../ingest/catalogue/entities/calendar.ts'
import type { UsagePrice } from '../../../ingest/catalogue/entities/usage_price.ts'
import type { UsageRate } from '../../../ingest/catalogue/entities/usage_rate.ts'
import {
  add,
  compare,
  type Fraction,
  fraction,
  fractionOf,
  least,
  over,
  rounded,
  subtract,
  times,
  zero,
} from './fraction.ts'

/** A use priced by rate. `start` is local time as if it were UTC, in milliseconds; `quantity` in units (seconds). */
export interface Call {
  readonly zone: string
  readonly start: number
  readonly quantity: number
  /** Whether units are seconds, so that what follows happens later. */
  readonly timed: boolean
}

/** A stretch of increments at one price. */
export interface Part {
  readonly from: number
  readonly quantity: number
  readonly band: string
  readonly after: number
  readonly rate: string
  readonly per: number
}

export interface PricedCall {
  readonly parts: readonly Part[]
  readonly amount: Fraction
  /** Units granted: less than asked where the maximum cost disconnects. */
  readonly granted: number
}

/** Cuts a use into increments from its start and prices each by the band and slot it starts in. */
export function priceCall(price: UsagePrice, calendar: Calendar | undefined, call: Call): PricedCall | undefined {
  const rates = ratesFor(price, call.zone)
  const first = rateAt(rates, calendar, call.start)
  if (first === undefined) return undefined
  if (call.quantity === 0) return { parts: [], amount: zero, granted: 0 }
  const quantity = Math.max(call.quantity, price.minimum_quantity)
  const maximum = price.maximum_cost === undefined ? undefined : fractionOf(price.maximum_cost)
  const connect = fractionOf(first.connect_fee)
  const counted = (total: Fraction) => (price.maximum_cost_includes_connect_fee ? total : subtract(total, connect))
  const parts: Part[] = []
  const reached = new Set<string>()
  let amount = connect
  let at = 0
  while (at < quantity) {
    const rate = price.whole_call_by_start || !call.timed ? first : rateAt(rates, calendar, call.start + at * 1000)
    if (rate === undefined) return undefined
    const slot = [...rate.slots].sort((a, b) => b.after - a.after).find(({ after }) => at >= after)
    const next = rate.next_increment ?? price.next_increment
    const increment = at === 0 ? (rate.first_increment ?? price.first_increment) : (slot?.increment ?? next)
    const per = slot?.per ?? rate.per ?? price.per
    const text = slot?.rate ?? rate.rate
    let cost = times(fractionOf(text), over(fraction(BigInt(increment)), fraction(BigInt(per))))
    const key = `${rate.band}/${slot?.after}`
    if (slot !== undefined && !reached.has(key)) {
      reached.add(key)
      cost = add(cost, fractionOf(slot.connect_fee))
    }
    if (
      maximum !== undefined &&
      price.maximum_cost_then === 'disconnect' &&
      compare(counted(add(amount, cost)), maximum) > 0
    )
      break
    amount = add(amount, cost)
    const before = parts.at(-1)
    const part = { from: at, quantity: increment, band: rate.band, after: slot?.after ?? 0, rate: text, per }
    if (
      before &&
      before.band === part.band &&
      before.after === part.after &&
      before.rate === part.rate &&
      before.per === part.per
    ) {
      parts[parts.length - 1] = { ...before, quantity: before.quantity + increment }
    } else parts.push(part)
    at += increment
  }
  if (maximum !== undefined && price.maximum_cost_then === 'free') {
    amount = price.maximum_cost_includes_connect_fee
      ? least(amount, maximum)
      : add(connect, least(subtract(amount, connect), maximum))
  }
  // Nothing was granted: the connect fee is for an event that takes place.
  if (parts.length === 0) amount = zero
  const { method, decimals } = price.rounding ?? { method: 'half_up' as const, decimals: 6 }
  return { parts, amount: rounded(amount, method, decimals), granted: Math.min(at, quantity) }
}

/** Rates of the zone itself; only when it has none those of `*`. */
function ratesFor(price: UsagePrice, zone: string): readonly UsageRate[] {
  const own = price.rates.filter((rate) => rate.zone === zone)
  return own.length > 0 ? own : price.rates.filter((rate) => rate.zone === '*')
}

/** Holiday bands first on a holiday, then by weight, then the band that begins latest; at last "at any time". */
function rateAt(rates: readonly UsageRate[], calendar: Calendar | undefined, local: number): UsageRate | undefined {
  const named = bandsAt(calendar, local)
  for (const band of named) {
    const rate = rates.find((candidate) => candidate.band === band)
    if (rate !== undefined) return rate
  }
  return rates.find(({ band }) => band === '*')
}

function bandsAt(calendar: Calendar | undefined, local: number): string[] {
  const date = new Date(local)
  const minute = date.getUTCHours() * 60 + date.getUTCMinutes()
  const holiday = calendar?.holidays.includes(date.toISOString().slice(0, 10)) ?? false
  const minuteOf = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))
  return (calendar?.bands ?? [])
    .flatMap((band) => {
      if (band.holidays && !holiday) return []
      const [start, end] = [minuteOf(band.start), minuteOf(band.end)]
      const today = band.holidays || band.weekdays.includes(String(date.getUTCDay() || 7))
      const yesterday = band.holidays || band.weekdays.includes(String((date.getUTCDay() + 6) % 7 || 7))
      const overMidnight = end <= start
      if (today && minute >= start && (overMidnight || minute < end)) return [{ band, start }]
      return overMidnight && yesterday && minute < end ? [{ band, start: 0 }] : []
    })
    .sort(
      (a, b) => Number(b.band.holidays) - Number(a.band.holidays) || b.band.weight - a.band.weight || b.start - a.start,
    )
    .map(({ band }) => band.id)
}
