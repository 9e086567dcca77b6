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

/**
 * Zones in which a tariff looks numbers and networks up: its own, then of those of its fallbacks what no zone before has.
 * A number that one of its own prefixes matches is its own, however long the prefix of a fallback.
 */
export function zonesOf(holder: ZoneHolder, catalogue: Catalogue): TariffZone[] {
  const found: TariffZone[] = []
  const ids = new Set<string>()
  const decks = new Set<string>()
  for (const each of [holder, ...fallbacksOf(holder, catalogue)]) {
    const named = each.prices.flatMap(({ rates }) => rates.map(({ zone }) => zone))
    const wanted = new Set(each.zones.length > 0 ? each.zones : named)
    const known = new Set([
      ...found.flatMap(({ prefixes, rest }) => [...prefixes, ...rest.map(({ prefix }) => prefix)]),
      ...decks,
    ])
    const deck = new Set(each.prices.flatMap(({ rates }) => rates.flatMap(({ prefix }) => prefix ?? [])))
    const taken = (list: 'numbers' | 'networks' | 'operators') => new Set(found.flatMap((zone) => zone[list]))
    const before = { numbers: taken('numbers'), networks: taken('networks'), operators: taken('operators') }
    const covered = (digits: string) => Array.from(digits, (_, i) => digits.slice(0, i + 1)).some((p) => known.has(p))
    const more = catalogue.zones.filter(({ id }) => wanted.has(id) && !ids.has(id))
    for (const zone of more) {
      const span = inBoth(each, zone)
      if (span === undefined) continue
      found.push({
        zone,
        span,
        prefixes: zonePrefixes(zone).filter((prefix) => !covered(prefix)),
        rest: [...restPrefixes(zone, more, span)].filter(({ prefix }) => !covered(prefix) && !deck.has(prefix)),
        numbers: zone.numbers.filter((number) => !covered(number) && !before.numbers.has(number)),
        networks: zone.networks.filter((network) => !before.networks.has(network)),
        operators: zone.operators.filter((operator) => !before.operators.has(operator)),
      })
    }
    for (const { id } of more) ids.add(id)
    for (const prefix of deck) decks.add(prefix)
  }
  return found
}
