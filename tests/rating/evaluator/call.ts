import type { Calendar } from '../../../ingest/catalogue/entities/calendar.ts'
import type { UsagePrice } from '../../../ingest/catalogue/entities/usage_price.ts'
import type { UsageRate } from '../../../ingest/catalogue/entities/usage_rate.ts'
import { rateAt } from './band.ts'
import {
  add,
  compare,
  type Fraction,
  fractionOf,
  least,
  over,
  rounded,
  subtract,
  sum,
  times,
  zero,
} from './fraction.ts'
import { ratesFor } from './price.ts'

/** A use priced by rate. `quantity` in units: seconds, messages, bytes. */
export interface Call {
  readonly zone: string | undefined
  readonly quantity: number
  /** Whether units are seconds, so that what follows happens later. */
  readonly timed: boolean
  /** Time on the wall so many seconds after the start, as if it were UTC, in milliseconds. */
  local(after: number): number
}

/** A stretch of increments at one price. */
export interface Part {
  readonly from: number
  readonly quantity: number
  readonly band: string
  readonly after: number
  readonly rate: string
  readonly per: number
  /** Fee of the slot, due because the stretch is the first in it. */
  readonly fee: string
}

export interface PricedCall {
  readonly price: UsagePrice
  readonly parts: readonly Part[]
  readonly connectFee: string
  /** Units in whole increments. */
  readonly charged: number
  /** Units granted: less than asked where the maximum cost disconnects. */
  readonly granted: number
  readonly ended: boolean
}

/** Cuts a use into increments from its start and prices each by the band and slot it starts in. */
export function priceCall(price: UsagePrice, calendar: Calendar | undefined, call: Call): PricedCall | undefined {
  const rates = ratesFor(price, call.zone)
  const first = rateAt(rates, calendar, call.local(0))
  if (first === undefined) return undefined
  const nothing = { price, parts: [], connectFee: '0', charged: 0, granted: 0, ended: false }
  if (call.quantity === 0) return nothing
  const quantity = Math.max(call.quantity, price.minimum_quantity)
  const disconnects = price.maximum_cost !== undefined && price.maximum_cost_then === 'disconnect'
  const parts: Part[] = []
  const reached = new Set<string>()
  let at = 0
  let spent = price.maximum_cost_includes_connect_fee ? fractionOf(first.connect_fee) : zero
  let ended = false
  while (at < quantity) {
    const rate = price.whole_call_by_start || !call.timed ? first : rateAt(rates, calendar, call.local(at))
    if (rate === undefined) return undefined
    const part = increment(price, rate, at)
    const key = `${rate.band} ${part.after}`
    const fee = reached.has(key) ? '0' : part.fee
    if (disconnects) {
      spent = add(spent, costOf({ ...part, fee }))
      if (compare(spent, fractionOf(price.maximum_cost!)) > 0) {
        ended = true
        break
      }
    }
    reached.add(key)
    const before = parts.at(-1)
    if (before && before.band === part.band && before.after === part.after) {
      parts[parts.length - 1] = { ...before, quantity: before.quantity + part.quantity }
    } else parts.push({ ...part, fee })
    at += part.quantity
  }
  // Nothing was granted: the connect fee is for an event that takes place.
  if (parts.length === 0) return { ...nothing, ended }
  return { price, parts, connectFee: first.connect_fee, charged: at, granted: Math.min(at, call.quantity), ended }
}

function increment(price: UsagePrice, rate: UsageRate, at: number): Part {
  const slot = rate.slots.filter(({ after }) => at >= after).sort((a, b) => b.after - a.after)[0]
  const next = slot?.increment ?? rate.next_increment ?? price.next_increment
  return {
    from: at,
    quantity: at === 0 ? (rate.first_increment ?? price.first_increment) : next,
    band: rate.band,
    after: slot?.after ?? 0,
    rate: slot?.rate ?? rate.rate,
    per: slot?.per ?? rate.per ?? price.per,
    fee: slot?.connect_fee ?? '0',
  }
}

const costOf = ({ rate, quantity, per, fee }: Part): Fraction =>
  add(times(fractionOf(rate), over(fractionOf(quantity), fractionOf(per))), fractionOf(fee))

/**
 * What is paid of a call of which allowances cover the first `covered` units and refuse the last `refused`, before rounding.
 * `within`: what the covered units cost all the same.
 */
export function costOfCall(
  call: PricedCall,
  { covered = zero, refused = zero, within = zero }: { covered?: Fraction; refused?: Fraction; within?: Fraction } = {},
): Fraction {
  const { price, parts, connectFee } = call
  if (parts.length === 0) return zero
  const end = subtract(fractionOf(call.charged), refused)
  // Nothing was granted: the connect fee is for an event that takes place.
  if (compare(end, zero) <= 0) return zero
  const units = parts.map((part) => {
    const from = fractionOf(part.from)
    const to = fractionOf(part.from + part.quantity)
    const [low, high] = [compare(covered, from) > 0 ? covered : from, least(end, to)]
    if (compare(high, low) <= 0) return zero
    return add(times(fractionOf(part.rate), over(subtract(high, low), fractionOf(part.per))), fractionOf(part.fee))
  })
  const all = compare(covered, end) >= 0
  const connect = all && compare(covered, zero) > 0 && !price.connect_fee_when_covered ? zero : fractionOf(connectFee)
  const rest = add(sum(units), within)
  if (price.maximum_cost === undefined) return add(connect, rest)
  const maximum = fractionOf(price.maximum_cost)
  return price.maximum_cost_includes_connect_fee
    ? least(add(connect, rest), maximum)
    : add(connect, least(rest, maximum))
}

/** Rounded as the price says, once. A sum that is rounded by the period keeps nine decimals an event. */
export function roundedEvent(price: UsagePrice, amount: Fraction): Fraction {
  const { method, decimals, of } = price.rounding ?? { method: 'half_up', decimals: 6, of: 'event' }
  return of === 'period' ? rounded(amount, 'half_up', 9) : rounded(amount, method, decimals)
}
