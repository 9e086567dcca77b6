import { type CountryCode, getCountries, getCountryCallingCode } from 'libphonenumber-js'
import type { Zone } from './entities/zone.ts'

/** Prefixes of a zone, with the calling codes of its countries and the empty-handed one-digit ones of `all_numbers`. */
export function zonePrefixes(zone: Zone): string[] {
  const codes = zone.countries.map((country) => getCountryCallingCode(country as CountryCode) as string)
  return [...new Set([...zone.prefixes, ...codes, ...(zone.all_numbers ? '0123456789' : '')])]
}

/** Whether a country has a calling code to itself: 1 is shared by the United States, Canada and others. */
export function hasItsOwnCode(country: string): boolean {
  if (!getCountries().includes(country as CountryCode)) return false
  const code = getCountryCallingCode(country as CountryCode)
  return getCountries().filter((other) => getCountryCallingCode(other) === code).length === 1
}
