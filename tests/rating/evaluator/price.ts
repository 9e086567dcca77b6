import type { UsagePrice } from '../../../ingest/catalogue/entities/usage_price.ts'
import type { UsageRate } from '../../../ingest/catalogue/entities/usage_rate.ts'

/** What a price is chosen by. */
export interface Asked {
  readonly service: string | undefined
  readonly metric: string | undefined
  readonly zone: string | undefined
  /** When the use began. */
  readonly at: number
  /** What a line receives is charged only by a price that asks for it. */
  readonly received: boolean
  readonly properties: Readonly<Record<string, string>>
}

/** Of the prices that fit, the one with most properties, then the heavier, then the one with rates of the zone itself, then by id. A price by rate fits where it has a rate for the zone. */
export function priceFor(prices: readonly UsagePrice[], asked: Asked): UsagePrice | undefined {
  const fits = (price: UsagePrice) =>
    (asked.metric === undefined ? price.service === asked.service : price.metric === asked.metric) &&
    Object.entries(price.where).every(([name, value]) => isOneOf(asked.properties[name], value)) &&
    (!asked.received || 'direction' in price.where) &&
    (price.model !== 'rate' || ratesFor(price, asked).length > 0)
  const own = (price: UsagePrice) => Number(standing(price, asked).some((rate) => zoneOf(rate) === asked.zone))
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

/** `a|b` is either, `*` any value. */
const isOneOf = (value: string | undefined, asked: string): boolean =>
  value !== undefined && (asked === '*' || asked.split('|').includes(value))

/** Rates of the zone itself; only when it has none those of `*`. */
export function ratesFor(price: UsagePrice, { zone, at }: Pick<Asked, 'zone' | 'at'>): readonly UsageRate[] {
  const rates = standing(price, { at })
  const own = zone === undefined ? [] : rates.filter((rate) => zoneOf(rate) === zone)
  return own.length > 0 ? own : rates.filter((rate) => zoneOf(rate) === '*')
}

const standing = (price: UsagePrice, { at }: Pick<Asked, 'at'>): readonly UsageRate[] =>
  price.rates.filter(({ from, to }) => (!from || Date.parse(from) <= at) && (!to || at < Date.parse(to)))

/** The prefix of a rate deck is a zone of its own. */
export const zoneOf = ({ zone, prefix }: UsageRate): string => prefix ?? zone
