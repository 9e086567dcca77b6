import type { Calendar } from '../../../ingest/catalogue/entities/calendar.ts'
import type { UsagePrice } from '../../../ingest/catalogue/entities/usage_price.ts'
import type { UsageRate } from '../../../ingest/catalogue/entities/usage_rate.ts'
import { rateAt } from './band.ts'
import { add, compare, type Fraction, fractionOf, over, times, zero } from './fraction.ts'
import { ratesFor } from './price.ts'

/** A use priced by rate. `quantity` in units: seconds, messages, bytes. */
export interface Call {
  readonly zone: string | undefined
  /** When it began. */
  readonly at: number
  readonly quantity: number
  /** Whether units are seconds, so that what follows happens later. */
  readonly timed: boolean
  /** Time on the wall so many seconds after the start, as if it were UTC, in milliseconds. */
  local(after: number): number
}

/** A stretch of increments at one price; `from` and `quantity` in charged units. */
export interface Part {
  readonly from: number
  readonly quantity: number
  readonly band: string
  readonly after: number
  readonly rate: string
  readonly per: number
  /** Fees of the slot and of the band that the stretch enters. */
  readonly fee: Fraction
}

/** What holds for all of an event: the rate at its start says so, or else its price. */
export interface Terms {
  readonly connectFee: string
  readonly includedUnits: number
  readonly minimumCost: string | undefined
  readonly maximumCost: string | undefined
  readonly disconnects: boolean
}

export interface PricedCall {
  readonly price: UsagePrice
  readonly terms: Terms
  /** Band in which it begins. */
  readonly band: string
  readonly parts: readonly Part[]
  /** Of the band in which it begins. */
  readonly entryFee: Fraction
  /** Units in whole increments. */
  readonly charged: number
  /** Units granted: less than asked where the maximum cost disconnects. */
  readonly granted: number
  /** Whether anything is granted: the connect fee is for an event that takes place. */
  readonly takesPlace: boolean
}

/** Cuts a use into increments from its start and prices each by the band and slot it starts in; or why it cannot. */
export function priceCall(
  price: UsagePrice,
  calendar: Calendar | undefined,
  call: Call,
): PricedCall | 'no rate' | 'blocked' {
  const rates = ratesFor(price, call)
  const first = rateAt(rates, calendar, call.local(0))
  if (first === undefined) return 'no rate'
  if (first.blocked) return 'blocked'
  const terms = termsOf(price, first)
  const whole = { price, terms, band: first.band, entryFee: fractionOf(first.entry_fee) }
  if (call.quantity === 0) return { ...whole, parts: [], charged: 0, granted: 0, takesPlace: false }
  const rateOf = (at: number): UsageRate | undefined =>
    price.whole_call_by_start || !call.timed ? first : rateAt(rates, calendar, call.local(at))
  const quantity = Math.max(call.quantity, price.minimum_quantity)
  const parts: Part[] = []
  const reached = new Set<string>()
  let at = terms.includedUnits
  let charged = 0
  /** Where the last increment that is paid for ends. */
  let paid = at
  let spent = price.maximum_cost_includes_connect_fee ? fractionOf(terms.connectFee) : zero
  let ended = false
  while (at < quantity) {
    // Where the connect fee alone is more than the maximum, it ends before the next rate is asked for.
    if (terms.disconnects && compare(spent, fractionOf(terms.maximumCost!)) > 0) {
      ended = true
      break
    }
    const rate = rateOf(at)
    if (rate === undefined) return 'no rate'
    const slot = slotAt(rate, at)
    // Where a slot begins the first increment is its own, as any other.
    const step =
      charged === 0 && slot === undefined
        ? (rate.first_increment ?? price.first_increment)
        : nextIncrement(price, rate, slot)
    const key = `${rate.band} ${slot?.after ?? 0}`
    const before = parts.at(-1)
    const entered = before?.band === rate.band ? '0' : rate.entry_fee
    const fee = add(fractionOf(reached.has(key) ? '0' : (slot?.connect_fee ?? '0')), fractionOf(entered))
    const part: Part = {
      ...{ from: charged, quantity: step, band: rate.band, after: slot?.after ?? 0, fee },
      ...{ rate: slot?.rate ?? rate.rate ?? '0', per: slot?.per ?? rate.per ?? price.per },
    }
    if (terms.disconnects) {
      spent = add(spent, costOf(part))
      if (compare(spent, fractionOf(terms.maximumCost!)) > 0) {
        ended = true
        break
      }
    }
    reached.add(key)
    if (before && before.band === part.band && before.after === part.after) {
      parts[parts.length - 1] = { ...before, quantity: before.quantity + part.quantity }
    } else parts.push(part)
    charged += step
    paid = at + step
    at = price.at_boundary === 'restart' ? boundary(rateOf, at, step) : at + step
  }
  const takesPlace = !ended || charged > 0 || terms.includedUnits > 0
  return { ...whole, parts, charged, granted: Math.min(ended ? paid : at, call.quantity), takesPlace }
}

function termsOf(price: UsagePrice, rate: UsageRate): Terms {
  const maximumCost = rate.maximum_cost ?? price.maximum_cost
  return {
    connectFee: rate.connect_fee,
    includedUnits: rate.included_units ?? price.included_units,
    minimumCost: rate.minimum_cost ?? price.minimum_cost,
    maximumCost,
    disconnects: maximumCost !== undefined && (rate.maximum_cost_then ?? price.maximum_cost_then) === 'disconnect',
  }
}

type Slot = UsageRate['slots'][number]

const slotAt = ({ slots }: UsageRate, at: number): Slot | undefined =>
  slots.filter(({ after }) => at >= after).sort((a, b) => b.after - a.after)[0]

const nextIncrement = (price: UsagePrice, rate: UsageRate, slot: Slot | undefined): number =>
  slot?.increment ?? rate.next_increment ?? price.next_increment

/** Where an increment ends, or the band or slot that it starts in, if that is sooner. */
function boundary(rateOf: (at: number) => UsageRate | undefined, at: number, step: number): number {
  const here = rateOf(at)!
  const slot = slotAt(here, at)?.after
  for (let next = at + 1; next < at + step; next++) {
    const there = rateOf(next)
    if (there?.band !== here.band || slotAt(there, next)?.after !== slot) return next
  }
  return at + step
}

const costOf = ({ rate, quantity, per, fee }: Part): Fraction =>
  add(times(fractionOf(rate), over(fractionOf(quantity), fractionOf(per))), fee)
