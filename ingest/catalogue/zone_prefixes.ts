import { type CountryCode, getCountries, getCountryCallingCode } from 'libphonenumber-js'
import type { Zone } from './entities/zone.ts'
import { type TimeSpan, without } from './time_span.ts'

/** Prefixes of a zone, with the calling codes of its countries. */
export function zonePrefixes(zone: Zone): string[] {
  const codes = zone.countries.map((country) => getCountryCallingCode(country as CountryCode) as string)
  return [...new Set([...zone.prefixes, ...codes])]
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
export function hasItsOwnCode(country: string): boolean {
  if (!getCountries().includes(country as CountryCode)) return false
  const code = getCountryCallingCode(country as CountryCode)
  return getCountries().filter((other) => getCountryCallingCode(other) === code).length === 1
}
