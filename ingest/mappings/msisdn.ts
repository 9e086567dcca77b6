import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { FieldError } from './mapping.ts'

/** Numbers repeat within a feed, and reading one takes microseconds. */
const read = new Map<string, string>()
const REMEMBERED = 200_000

/**
 * A number as E.164 digits without `+`: `msisdn('0171 234567', 'DE')` is `49171234567`. `country` (ISO 3166) says whose
 * national numbers these are; without it only international numbers are read. Short numbers, of six digits at most,
 * and service codes stay as dialled.
 */
export function msisdn(given: string, country?: string): string {
  const key = country ? `${country} ${given}` : given
  const known = read.get(key)
  if (known !== undefined) return known
  const number = normalised(given, country)
  if (read.size >= REMEMBERED) read.clear()
  read.set(key, number)
  return number
}

function normalised(given: string, country: string | undefined): string {
  const text = given.trim()
  const dialled = text.replace(/[\s().\-/]/g, '')
  if (/^[*#\d]{1,6}#?$/.test(dialled)) return dialled
  if (country !== undefined && /^\d+$/.test(dialled) && parsePhoneNumberFromString(`+${dialled}`)?.country === country)
    return dialled
  const international = country === undefined && /^\d/.test(dialled) ? `+${dialled.replace(/^00/, '')}` : text
  const number = parsePhoneNumberFromString(international, country as CountryCode | undefined)
  if (number?.isPossible()) return number.number.slice(1)
  throw new FieldError(
    country ? `a phone number of ${country}, or an international one` : 'an international phone number',
    given,
  )
}
