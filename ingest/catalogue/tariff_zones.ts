import type { Catalogue } from './catalogue.ts'
import type { Tariff } from './entities/tariff.ts'
import type { UsagePrice } from './entities/usage_price.ts'
import type { UsageRate } from './entities/usage_rate.ts'
import type { Zone } from './entities/zone.ts'
import { inBoth, type TimeSpan } from './time_span.ts'
import { restPrefixes, zonePrefixes } from './zone_prefixes.ts'

/** What zones of a tariff depend on. */
export interface ZoneHolder extends TimeSpan {
  readonly zones: readonly string[]
  readonly fallbacks: readonly string[]
  readonly prices: readonly UsagePrice[]
}

/** A zone as far as a tariff knows it. */
export interface TariffZone {
  readonly zone: Zone
  readonly span: TimeSpan
  readonly prefixes: readonly string[]
  /** One-digit prefixes of a zone of all numbers, each while no zone beside it has the digit as its own. */
  readonly rest: readonly { readonly prefix: string; readonly span: TimeSpan }[]
  readonly numbers: readonly string[]
  readonly networks: readonly string[]
  readonly operators: readonly string[]
}

/** Zone that a rate is for: a prefix of a rate deck is one of its own. */
export const zoneOfRate = ({ zone, prefix }: UsageRate): string => prefix ?? zone

/** Versions of the tariffs that `holder` falls back on, each within the time that `holder` holds, in their order. */
export function fallbacksOf(holder: ZoneHolder, catalogue: Catalogue): (Tariff & { readonly rank: number })[] {
  return holder.fallbacks.flatMap((id, index) =>
    catalogue.tariffs
      .filter((tariff) => tariff.id === id)
      .flatMap((tariff) => {
        const span = inBoth(holder, tariff)
        return span === undefined ? [] : [{ ...tariff, from: span.from, to: span.to, rank: index + 1 }]
      }),
  )
}

/** A tariff by itself, then all versions of each tariff that it falls back on: later versions are not behind earlier ones. */
export const ranksOf = <H extends ZoneHolder>(holder: H, catalogue: Catalogue): (H | Tariff)[][] => [
  [holder],
  ...Map.groupBy(fallbacksOf(holder, catalogue), ({ rank }) => rank).values(),
]

/**
 * Zones in which a tariff looks numbers and networks up: its own, then of those of its fallbacks what no zone before has.
 * A number that one of its own prefixes matches is its own, however long the prefix of a fallback.
 */
export function zonesOf(holder: ZoneHolder, catalogue: Catalogue): TariffZone[] {
  const found: TariffZone[] = []
  const ids = new Set<string>()
  const decks = new Set<string>()
  for (const versions of ranksOf(holder, catalogue)) {
    const known = new Set([
      ...found.flatMap(({ prefixes, rest }) => [...prefixes, ...rest.map(({ prefix }) => prefix)]),
      ...decks,
    ])
    const taken = (list: 'numbers' | 'networks' | 'operators') => new Set(found.flatMap((zone) => zone[list]))
    const before = { numbers: taken('numbers'), networks: taken('networks'), operators: taken('operators') }
    const covered = (digits: string) => Array.from(digits, (_, i) => digits.slice(0, i + 1)).some((p) => known.has(p))
    const own = versions.flatMap((each) => {
      const named = each.prices.flatMap(({ rates }) => rates.map(({ zone }) => zone))
      const wanted = new Set(each.zones.length > 0 ? each.zones : named)
      const deck = deckOf(each)
      const more = catalogue.zones.filter(({ id }) => wanted.has(id) && !ids.has(id))
      return more.flatMap((zone): TariffZone[] => {
        const span = inBoth(each, zone)
        if (span === undefined) return []
        return [
          {
            zone,
            span,
            prefixes: zonePrefixes(zone).filter((prefix) => !covered(prefix)),
            rest: [...restPrefixes(zone, more, span)].filter(({ prefix }) => !covered(prefix) && !deck.has(prefix)),
            numbers: zone.numbers.filter((number) => !covered(number) && !before.numbers.has(number)),
            networks: zone.networks.filter((network) => !before.networks.has(network)),
            operators: zone.operators.filter((operator) => !before.operators.has(operator)),
          },
        ]
      })
    })
    found.push(...own)
    for (const { zone } of own) ids.add(zone.id)
    for (const each of versions) for (const prefix of deckOf(each)) decks.add(prefix)
  }
  return found
}

const deckOf = ({ prices }: ZoneHolder): Set<string> =>
  new Set(prices.flatMap(({ rates }) => rates.flatMap(({ prefix }) => prefix ?? [])))
