import type { Catalogue } from '../../ingest/catalogue/catalogue.ts'
import type { UsageRate } from '../../ingest/catalogue/entities/usage_rate.ts'
import type { Event } from '../../ingest/contracts/index.ts'

/**
 * A catalogue without the rows of rate decks that none of the numbers in `events` begins with: what is left rates them the
 * same, and a trial of a thousand calls need not build a million rates. One row of each time stays, so that versions
 * begin when they did.
 */
export function withNeededRates(catalogue: Catalogue, events: readonly Event[]): Catalogue {
  const begins = beginning(numbersOf(events))
  const needed = <T extends { readonly rates: readonly UsageRate[] }>(price: T): T => {
    const times = new Set<string>()
    const rates = price.rates.filter(({ prefix, from = '', to = '' }) => {
      if (prefix === undefined || begins(prefix)) return true
      const time = `${from} ${to}`
      return !times.has(time) && times.add(time)
    })
    return rates.length === price.rates.length ? price : { ...price, rates }
  }
  return {
    ...catalogue,
    tariffs: catalogue.tariffs.map((tariff) => ({ ...tariff, prices: tariff.prices.map(needed) })),
    offerings: catalogue.offerings.map((offering) => ({ ...offering, usage: offering.usage.map(needed) })),
  }
}

/** Whatever may be a number, in order: digits of all texts that an event says. */
function numbersOf(events: readonly Event[]): string[] {
  const numbers = new Set<string>()
  for (const event of events) for (const value of Object.values(event)) textsOf(value, numbers)
  return [...numbers].sort()
}

function textsOf(value: unknown, numbers: Set<string>): void {
  if (value !== null && typeof value === 'object') for (const inner of Object.values(value)) textsOf(inner, numbers)
  else {
    const digits = String(value).replace(/\D/g, '')
    if (digits !== '') numbers.add(digits)
  }
}

/** Whether any of the sorted numbers begins with a prefix. */
function beginning(numbers: readonly string[]): (prefix: string) => boolean {
  return (prefix) => {
    let [low, high] = [0, numbers.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (numbers[middle]! < prefix) low = middle + 1
      else high = middle
    }
    return numbers[low]?.startsWith(prefix) === true
  }
}
