import { getCountries, getCountryCallingCode } from 'libphonenumber-js'
import type { Zone } from './entities/zone.ts'
import { type TimeSpan, without } from './time_span.ts'

/** Prefixes of a zone, with the calling codes of its countries that have one to themselves. */
export function zonePrefixes(zone: Zone): string[] {
  return [...new Set([...zone.prefixes, ...zone.countries.flatMap((country) => ownCodes().get(country) ?? [])])]
}

/**
 * The one-digit prefixes that make a zone of `all_numbers` of a tariff, for the part of `span` in which no zone of the
 * tariff has the digit as a prefix of its own.
 */
export function* restPrefixes(
  zone: Zone,
  zones: readonly Zone[],
  span: TimeSpan,
): Generator<{ readonly prefix: string; readonly span: TimeSpan }> {
  if (!zone.all_numbers) return
  for (const prefix of '0123456789') {
    let left = [span]
    for (const owner of zones) {
      if (zonePrefixes(owner).includes(prefix)) left = left.flatMap((part) => without(part, owner))
    }
    for (const part of left) yield { prefix, span: part }
  }
}

/** Whether a country has a calling code to itself: 1 is shared by the United States, Canada and others. */
export const hasItsOwnCode = (country: string): boolean => ownCodes().has(country)

let codes: ReadonlyMap<string, string> | undefined
function ownCodes(): ReadonlyMap<string, string> {
  if (codes !== undefined) return codes
  const owners = Map.groupBy(getCountries(), (country) => getCountryCallingCode(country))
  codes = new Map([...owners].flatMap(([code, countries]) => (countries.length === 1 ? [[countries[0]!, code]] : [])))
  return codes
}
