import type { UsagePrice } from '../../../ingest/catalogue/entities/usage_price.ts'
import type { PricedCall } from './call.ts'
import {
  add,
  compare,
  type Fraction,
  fractionOf,
  least,
  most,
  over,
  rounded,
  subtract,
  times,
  zero,
} from './fraction.ts'

/** Charged units of a use that allowances have not taken yet, or have: units `[from, to)` of one part. */
export interface Stretch {
  readonly part: number
  readonly from: Fraction
  readonly to: Fraction
  readonly state: 'open' | 'covered' | 'refused'
}

/** All of a use, to be charged. */
export const stretchesOf = ({ parts }: PricedCall): readonly Stretch[] =>
  parts.map(({ from, quantity }, part) => ({
    ...{ part, from: fractionOf(from), to: fractionOf(from + quantity), state: 'open' as const },
  }))

export const lengthOf = (stretches: readonly Stretch[], state: Stretch['state']): Fraction =>
  stretches.filter((one) => one.state === state).reduce((sum, { from, to }) => add(sum, subtract(to, from)), zero)

/** What is paid of a use, before rounding. `within`: what the covered units cost all the same. */
export function costOfCall(
  call: PricedCall,
  stretches: readonly Stretch[] = stretchesOf(call),
  within: Fraction = zero,
): Fraction {
  const { price, terms, parts, takesPlace } = call
  const refused = stretches.length > 0 && stretches.every(({ state }) => state === 'refused')
  if (!takesPlace || refused) return zero
  const open = stretches.filter(({ state }) => state === 'open')
  // The fee of the band at the start is due though all of it is included.
  if (parts.length === 0) return bounded(call, fractionOf(terms.connectFee), call.entryFee, true)
  const byPart = parts.map((part, i) => {
    const of = open.filter((one) => one.part === i)
    if (of.length === 0) return zero
    const cost = times(fractionOf(part.rate), over(lengthOf(of, 'open'), fractionOf(part.per)))
    return add(cost, part.fee)
  })
  const rest = byPart.reduce(add, within)
  const all = open.length === 0 && stretches.some(({ state }) => state === 'covered')
  const connect = all && !price.connect_fee_when_covered ? zero : fractionOf(terms.connectFee)
  return bounded(call, connect, rest, !all || connect.n > 0n)
}

/** At least the minimum, if anything is charged, and at most the maximum. */
function bounded({ price, terms }: PricedCall, connect: Fraction, rest: Fraction, charged: boolean): Fraction {
  const total = add(connect, rest)
  const raised = charged && terms.minimumCost !== undefined ? most(total, fractionOf(terms.minimumCost)) : total
  if (terms.maximumCost === undefined) return raised
  const maximum = fractionOf(terms.maximumCost)
  return price.maximum_cost_includes_connect_fee
    ? least(raised, maximum)
    : add(connect, least(subtract(raised, connect), maximum))
}

/** Rounded as the price says, once. A sum that is rounded by the period keeps nine decimals an event. */
export function roundedEvent(price: UsagePrice, amount: Fraction): Fraction {
  const { method, decimals, of } = price.rounding ?? { method: 'half_up', decimals: 6, of: 'event' }
  return of === 'period' ? rounded(amount, 'half_up', 9) : rounded(amount, method, decimals)
}

/** Takes the first `units` that are open, of the parts that are asked for, out of what is charged. */
export function taken(
  stretches: readonly Stretch[],
  units: Fraction,
  state: 'covered' | 'refused',
  asked: (part: number) => boolean,
): readonly Stretch[] {
  let left = units
  return stretches.flatMap((one): Stretch[] => {
    if (one.state !== 'open' || !asked(one.part) || compare(left, zero) <= 0) return [one]
    const length = subtract(one.to, one.from)
    if (compare(length, left) <= 0) {
      left = subtract(left, length)
      return [{ ...one, state }]
    }
    const cut = add(one.from, left)
    left = zero
    return [
      { ...one, to: cut, state },
      { ...one, from: cut },
    ]
  })
}
