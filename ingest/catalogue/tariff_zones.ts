import type { Catalogue } from './catalogue.ts'
import type { Tariff } from './entities/tariff.ts'
import type { UsagePrice } from './entities/usage_price.ts'
import type { UsageRate } from './entities/usage_rate.ts'
import { inBoth, joined, type TimeSpan, without } from './time_span.ts'
import { restPrefixes, zonePrefixes } from './zone_prefixes.ts'

/** What zones of a tariff depend on. */
export interface ZoneHolder extends TimeSpan {
  readonly zones: readonly string[]
  readonly fallbacks: readonly string[]
  readonly prices: readonly UsagePrice[]
}

/** By what a use is found to be of a zone: its number or how that begins, the network it was in or that of the other party. */
type Is = 'prefix' | 'number' | 'visited' | 'other'

/** What of a use is of which zone, and when. */
export interface Destination {
  readonly is: Is
  readonly text: string
  readonly zone: string
  readonly name: string
  readonly span: TimeSpan
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
const ranksOf = (holder: ZoneHolder, catalogue: Catalogue): ZoneHolder[][] => [
  [holder],
  ...Map.groupBy(fallbacksOf(holder, catalogue), ({ rank }) => rank).values(),
]

/**
 * Where a tariff looks numbers and networks up: in its own zones and rate decks, then in those of its fallbacks while none
 * before has the number. A number that one of its own prefixes matches is its own, however long the prefix of a fallback.
 */
export function* destinationsOf(holder: ZoneHolder, catalogue: Catalogue): Generator<Destination> {
  const known = new Map<string, TimeSpan[]>()
  for (const versions of ranksOf(holder, catalogue)) {
    const own = [...versions.flatMap((each) => [...ofZones(each, catalogue)]), ...ofDecks(versions)]
    for (const one of own) {
      const before = known.size === 0 ? [] : keysBefore(one).flatMap((key) => known.get(key) ?? [])
      const left = before.reduce((spans, other) => spans.flatMap((span) => without(span, other)), [one.span])
      for (const span of left) yield { ...one, span }
    }
    for (const one of own) {
      const key = keyOf(one)
      known.set(key, [...(known.get(key) ?? []), one.span])
    }
  }
}

const keyOf = ({ is, text }: Pick<Destination, 'is' | 'text'>): string => `${is} ${text}`

/** What of a tariff before takes what this is of: the same, or a prefix of the number. */
const keysBefore = (one: Destination): string[] => [
  ...(one.is === 'prefix' ? [] : [keyOf(one)]),
  ...(one.is === 'prefix' || one.is === 'number' ? Array.from(one.text, (_, i) => one.text.slice(0, i + 1)) : []).map(
    (text) => keyOf({ is: 'prefix', text }),
  ),
]

function* ofZones(each: ZoneHolder, catalogue: Catalogue): Generator<Destination> {
  const named = each.prices.flatMap(({ rates }) => rates.map(({ zone }) => zone))
  const wanted = new Set(each.zones.length > 0 ? each.zones : named)
  const zones = catalogue.zones.filter(({ id }) => wanted.has(id))
  const deck = zones.some((zone) => zone.all_numbers) ? spansOfDeck([each]) : undefined
  for (const zone of zones) {
    const span = inBoth(each, zone)
    if (span === undefined) continue
    const of = { zone: zone.id, name: zone.name, span }
    for (const text of zonePrefixes(zone)) yield { is: 'prefix', text, ...of }
    for (const rest of restPrefixes(zone, zones, span)) {
      const spans = deck?.get(rest.prefix) ?? []
      const left = spans.reduce((parts, other) => parts.flatMap((part) => without(part, other)), [rest.span])
      for (const part of left) yield { is: 'prefix', text: rest.prefix, ...of, span: part }
    }
    for (const text of zone.numbers) yield { is: 'number', text, ...of }
    for (const text of zone.networks) yield { is: 'visited', text, ...of }
    for (const text of zone.operators) yield { is: 'other', text, ...of }
  }
}

/** Prefixes of rate decks: each is a zone of its own, under its own digits, while any price has a rate for it. */
function* ofDecks(versions: readonly ZoneHolder[]): Generator<Destination> {
  const names = new Map<string, string>()
  for (const { prefix, name } of versions.flatMap(({ prices }) => prices.flatMap(({ rates }) => rates))) {
    if (prefix !== undefined && !names.has(prefix)) names.set(prefix, name)
  }
  for (const [text, spans] of spansOfDeck(versions)) {
    for (const span of spans) yield { is: 'prefix', text, zone: text, name: names.get(text) ?? '', span }
  }
}

function spansOfDeck(versions: readonly ZoneHolder[]): ReadonlyMap<string, readonly TimeSpan[]> {
  const spans = new Map<string, TimeSpan[]>()
  for (const each of versions) {
    for (const { prefix, from = each.from, to = each.to } of each.prices.flatMap(({ rates }) => rates)) {
      const span = prefix === undefined ? undefined : inBoth(each, { from, to })
      if (prefix === undefined || span === undefined) continue
      const before = spans.get(prefix)
      if (before === undefined) spans.set(prefix, [span])
      else before.push(span)
    }
  }
  return new Map([...spans].map(([prefix, found]) => [prefix, joined(found)]))
}
