import type { UsagePrice } from '../../../ingest/catalogue/entities/usage_price.ts'
import type { UsageRate } from '../../../ingest/catalogue/entities/usage_rate.ts'

/** What a price is chosen by. */
export interface Asked {
  readonly service: string | undefined
  readonly metric: string | undefined
  readonly zone: string | undefined
  readonly properties: Readonly<Record<string, string>>
}

/** Of the prices that fit, the one with most properties, then the heavier, then the one with rates of the zone itself, then by id. A price by rate fits where it has a rate for the zone. */
export function priceFor(prices: readonly UsagePrice[], asked: Asked): UsagePrice | undefined {
  const fits = (price: UsagePrice) =>
    (asked.metric === undefined ? price.service === asked.service : price.metric === asked.metric) &&
    Object.entries(price.where).every(([name, value]) => asked.properties[name] === value) &&
    (price.model !== 'rate' || ratesFor(price, asked.zone).length > 0)
  const own = (price: UsagePrice) => Number(price.rates.some(({ zone }) => zone === asked.zone))
  return prices
    .filter(fits)
    .sort(
      (a, b) =>
        Object.keys(b.where).length - Object.keys(a.where).length ||
        b.weight - a.weight ||
        own(b) - own(a) ||
        (a.id < b.id ? -1 : 1),
    )[0]
}

/** Rates of the zone itself; only when it has none those of `*`. */
export function ratesFor(price: UsagePrice, zone: string | undefined): readonly UsageRate[] {
  const own = zone === undefined ? [] : price.rates.filter((rate) => rate.zone === zone)
  return own.length > 0 ? own : price.rates.filter((rate) => rate.zone === '*')
}
