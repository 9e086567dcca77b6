import type { UsagePrice } from '../../../ingest/catalogue/entities/usage_price.ts'
import { aggregated, counted, type MeteredEvent, type Period } from './aggregation.ts'
import {
  add,
  ceiling,
  compare,
  type Fraction,
  fraction,
  fractionOf,
  least,
  most,
  over,
  rounded,
  subtract,
  sum,
  times,
  zero,
} from './fraction.ts'

/**
 * What a price costs in a period `[from, to)` (milliseconds), from its events in event order. `earlier`: those of the
 * periods before, of a price that carries over. `share`: the part of the period that its minimum is for.
 */
export function periodCharge(
  price: UsagePrice,
  events: readonly MeteredEvent[],
  period: Period,
  { earlier = [], share = fraction(1n) }: { earlier?: readonly MeteredEvent[]; share?: Fraction } = {},
): Fraction {
  const quantity = priced(price, converted(price, aggregated(price, events, period, earlier)))
  const left = over(subtract(fraction(100n), fractionOf(price.discount_percentage)), fraction(100n))
  const discounted = times(byModel(price, quantity, events), left)
  const amount = most(bounded(price, discounted), times(fractionOf(price.minimum_spend), share))
  return rounded(amount, price.rounding?.method ?? 'half_up', price.rounding?.decimals ?? 6)
}

function converted({ conversion }: UsagePrice, quantity: Fraction): Fraction {
  if (conversion === undefined) return quantity
  const by = fractionOf(conversion.by)
  const result = conversion.operation === 'divide' ? over(quantity, by) : times(quantity, by)
  return conversion.rounding === 'none' ? result : rounded(result, conversion.rounding, conversion.decimals)
}

const priced = (price: UsagePrice, quantity: Fraction): Fraction =>
  most(zero, subtract(quantity, fractionOf(price.free_units)))

function bounded({ maximum_spend }: UsagePrice, amount: Fraction): Fraction {
  return maximum_spend === undefined ? amount : least(amount, fractionOf(maximum_spend))
}

function byModel(price: UsagePrice, quantity: Fraction, events: readonly MeteredEvent[]): Fraction {
  switch (price.model) {
    case 'per_unit':
      return times(quantity, fractionOf(price.amount!))
    case 'package':
      return times(ceiling(over(quantity, fractionOf(price.package_size))), fractionOf(price.amount!))
    case 'graduated':
      return graduated(price, quantity)
    case 'volume':
      return volume(price, quantity)
    case 'graduated_percentage':
      return graduatedPercentage(price, ofWhole(price) ? quantity : sum(turnover(price, events)))
    case 'volume_percentage':
      return volumePercentage(price, ofWhole(price) ? quantity : sum(turnover(price, events)))
    case 'percentage':
      return ofWhole(price) ? ofQuantity(price, quantity, events) : percentage(price, events)
    case 'capacity':
      return capacity(price, quantity, events)
    case 'stated':
      return times(sum(events.map(({ amount }) => amount)), fractionOf(price.multiplier))
    case 'rate':
      throw new Error('a rate is priced by event')
  }
}

type Step = UsagePrice['tiers'][number]

/** The part of a quantity that lies in each tier, for the tiers that are entered. */
function steps(price: UsagePrice, quantity: Fraction): { readonly tier: Step; readonly part: Fraction }[] {
  let above = zero
  return price.tiers.flatMap((tier, index) => {
    const top = tier.up_to === undefined ? quantity : least(quantity, fractionOf(tier.up_to))
    const part = most(zero, subtract(top, above))
    const entered = compare(quantity, above) > 0 || (index === 0 && price.flat_fee_at_zero)
    above = tier.up_to === undefined ? above : fractionOf(tier.up_to)
    return entered ? [{ tier, part }] : []
  })
}

function ofTier(tier: Step, part: Fraction): Fraction {
  const per = fractionOf(tier.per)
  const units = compare(per, fraction(1n)) > 0 ? ceiling(over(part, per)) : over(part, per)
  const amount = add(times(units, fractionOf(tier.amount)), fractionOf(tier.flat_fee))
  return tier.maximum === undefined ? amount : least(amount, fractionOf(tier.maximum))
}

const graduated = (price: UsagePrice, quantity: Fraction) =>
  sum(steps(price, quantity).map(({ tier, part }) => ofTier(tier, part)))

function volume(price: UsagePrice, quantity: Fraction): Fraction {
  if (compare(quantity, zero) === 0 && !price.flat_fee_at_zero) return zero
  const tier =
    price.tiers.find(({ up_to }) => up_to === undefined || compare(quantity, fractionOf(up_to)) <= 0) ??
    price.tiers.at(-1)!
  return ofTier(tier, quantity)
}

function graduatedPercentage(price: UsagePrice, amount: Fraction): Fraction {
  return sum(
    steps(price, amount).map(({ tier, part }) =>
      add(times(part, over(fractionOf(tier.percentage), fraction(100n))), fractionOf(tier.flat_fee)),
    ),
  )
}

function volumePercentage(price: UsagePrice, turnedOver: Fraction): Fraction {
  const amount = most(zero, turnedOver)
  if (compare(amount, zero) === 0 && !price.flat_fee_at_zero) return zero
  const tier =
    price.tiers.find(({ up_to }) => up_to === undefined || compare(amount, fractionOf(up_to)) <= 0) ??
    price.tiers.at(-1)!
  return add(times(amount, over(fractionOf(tier.percentage), fraction(100n))), fractionOf(tier.flat_fee))
}

/** Whether percent are of what the period's aggregation makes: a peak or a level is no sum of events. */
const ofWhole = ({ aggregation, carried_over }: UsagePrice): boolean =>
  carried_over || !['sum', 'count'].includes(aggregation)

/** What events are about; where they are counted each is one. */
const turnover = ({ aggregation }: UsagePrice, events: readonly MeteredEvent[]): Fraction[] =>
  events.map(({ amount }) => (aggregation === 'count' ? fraction(1n) : amount))

function ofQuantity(price: UsagePrice, quantity: Fraction, events: readonly MeteredEvent[]): Fraction {
  if (compare(quantity, zero) === 0) return zero
  const fees = price.aggregation === 'unique' ? quantity : fraction(BigInt(counted(price, events).length))
  const paid = most(zero, subtract(fees, fraction(BigInt(price.free_events))))
  return add(
    times(quantity, over(fractionOf(price.percentage), fraction(100n))),
    times(paid, fractionOf(price.fixed_fee)),
  )
}

/** An event is free while both its number and the amount before it are within what is free; it may be so in part. */
function percentage(price: UsagePrice, events: readonly MeteredEvent[]): Fraction {
  const rate = over(fractionOf(price.percentage), fraction(100n))
  const freeAmount = fractionOf(price.free_amount)
  let before = zero
  const costs = turnover(price, events).map((amount, index) => {
    const eventsLeft = price.free_events === 0 || index < price.free_events
    const freeLeft = most(zero, subtract(freeAmount, before))
    const limited = compare(freeAmount, zero) > 0
    const none = price.free_events === 0 && !limited
    const free = none || !eventsLeft ? zero : limited ? least(amount, freeLeft) : amount
    before = add(before, amount)
    const charged = subtract(amount, free)
    if (compare(charged, zero) === 0 && !none && eventsLeft) return zero
    let cost = add(times(charged, rate), fractionOf(price.fixed_fee))
    if (price.minimum_per_event !== undefined) cost = most(cost, fractionOf(price.minimum_per_event))
    return price.maximum_per_event === undefined ? cost : least(cost, fractionOf(price.maximum_per_event))
  })
  return compare(before, zero) === 0 ? zero : sum(costs)
}

function capacity(price: UsagePrice, quantity: Fraction, events: readonly MeteredEvent[]): Fraction {
  const peaks = new Map<string, Fraction>()
  for (const { held = {} } of events) {
    for (const [unit, value] of Object.entries(held)) peaks.set(unit, most(peaks.get(unit) ?? zero, value))
  }
  if (compare(quantity, zero) === 0 && peaks.size === 0) return zero
  const holds = ({ up_to, limits }: Step) =>
    (up_to === undefined || compare(quantity, fractionOf(up_to)) <= 0) &&
    Object.entries(limits).every(([unit, limit]) => compare(peaks.get(unit) ?? zero, fractionOf(limit)) <= 0)
  const tier = price.tiers.find(holds) ?? price.tiers.at(-1)!
  return add(fractionOf(tier.amount), fractionOf(tier.flat_fee))
}
