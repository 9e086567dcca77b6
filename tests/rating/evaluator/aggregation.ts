import type { UsagePrice } from '../../../ingest/catalogue/entities/usage_price.ts'
import { add, type Fraction, fraction, fractionOf, least, most, over, sum, times, zero } from './fraction.ts'

/** An event as the period's price sees it; `at` is local time in milliseconds. */
export interface MeteredEvent {
  readonly quantity: Fraction
  /** What percentage and stated prices are of. */
  readonly amount: Fraction
  readonly at: number
  readonly properties: Readonly<Record<string, string>>
  /** capacity: how much of each unit is held. */
  readonly held?: Readonly<Record<string, Fraction>>
}

/** Local time in milliseconds, `to` not included. */
export interface Period {
  readonly from: number
  readonly to: number
}

const day = 86_400_000

/** The quantity of a period, from its events in event order and from those of earlier periods that carry over. */
export function aggregated(
  price: UsagePrice,
  all: readonly MeteredEvent[],
  period: Period,
  earlier: readonly MeteredEvent[],
): Fraction {
  const before = price.carried_over ? counted(price, earlier) : []
  const events = counted(price, all)
  const quantities = events.map(({ quantity }) => quantity)
  switch (price.aggregation) {
    case 'sum':
      return summed(price, before, events, period)
    case 'count':
      return fraction(BigInt(events.length))
    case 'min':
      return quantities.reduce((a, b) => least(a, b), quantities[0] ?? zero)
    case 'average':
      return events.length === 0 ? zero : over(sum(quantities), fraction(BigInt(events.length)))
    case 'max':
      return quantities.reduce((a, b) => most(a, b), zero)
    case 'last':
      return [...before, ...events].at(-1)?.quantity ?? zero
    case 'unique':
      return unique(price, before, events, period)
    case 'weighted_sum': {
      // Each quantity is a change of a level that then holds to the end of the period.
      const length = fraction(BigInt(period.to - period.from))
      const held = events.map(({ quantity, at }) => over(times(quantity, fraction(BigInt(period.to - at))), length))
      return sum([...before.map(({ quantity }) => quantity), ...held])
    }
  }
}

/** Events as they count: where a property is added up, those that have a number in it. */
export function counted(
  { property, aggregation }: UsagePrice,
  events: readonly MeteredEvent[],
): readonly MeteredEvent[] {
  if (property === undefined || aggregation === 'unique') return events
  return events.flatMap((event) => {
    const value = event.properties[property] ?? ''
    return /^-?\d+(\.\d+)?$/.test(value) ? [{ ...event, quantity: fractionOf(value) }] : []
  })
}

/** Days from a local time to the end of its period, its own included, of all its days. */
const shareFrom = (at: number, { from, to }: Period): Fraction =>
  fraction(BigInt((to - Math.floor(at / day) * day) / day), BigInt((to - from) / day))

function summed(
  { prorated, charged_in }: UsagePrice,
  before: readonly MeteredEvent[],
  events: readonly MeteredEvent[],
  period: Period,
): Fraction {
  const carried = sum(before.map(({ quantity }) => quantity))
  if (charged_in === 'arrears')
    return events.reduce(
      (level, { quantity, at }) => add(level, prorated ? times(quantity, shareFrom(at, period)) : quantity),
      carried,
    )
  // What is taken back is not repaid: the highest level counts.
  let [level, highest] = [carried, most(carried, zero)]
  for (const { quantity } of events) {
    level = add(level, quantity)
    highest = most(highest, level)
  }
  return highest
}

function unique(
  { property, removed_where, prorated, charged_in }: UsagePrice,
  before: readonly MeteredEvent[],
  events: readonly MeteredEvent[],
  period: Period,
): Fraction {
  const since = new Map<string, number>()
  const days = new Map<string, Set<number>>()
  const [[removal, removing] = ['', '']] = Object.entries(removed_where)
  const count = (value: string, from: number, to: number) => {
    const held = days.get(value) ?? new Set()
    days.set(value, held)
    for (let at = Math.floor(Math.max(from, period.from) / day); at <= Math.floor(to / day); at++) held.add(at)
  }
  let highest = 0
  const apply = (list: readonly MeteredEvent[]) => {
    for (const { at, properties } of list) {
      const value = properties[property!]
      if (value === undefined) continue
      if (removal !== '' && properties[removal] === removing) {
        const from = since.get(value)
        if (from !== undefined && at >= period.from) count(value, from, at)
        since.delete(value)
      } else if (!since.has(value)) since.set(value, at)
      if (at >= period.from) highest = Math.max(highest, since.size)
    }
  }
  apply(before)
  highest = since.size
  apply(events)
  if (charged_in === 'advance') return fraction(BigInt(highest))
  if (!prorated) return fraction(BigInt(since.size))
  for (const [value, from] of since) count(value, from, period.to - 1)
  return fraction(
    [...days.values()].reduce((all, held) => all + BigInt(held.size), 0n),
    BigInt((period.to - period.from) / day),
  )
}
