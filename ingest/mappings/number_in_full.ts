import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  Metadata,
  type NumberingPlan,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max'

/** What begins a number that is dialled abroad or within a country, by its numbering plan (ITU-T E.164, E.123). */
interface DiallingPlan {
  readonly code: string
  readonly international: RegExp
  readonly trunk: string | undefined
}

const plans = new Map<string, DiallingPlan>()

/**
 * A number as dialled in a country, as E.164 digits: `numberInFull('0030 1', 'DE')` is `301`, `numberInFull('0171 234567', 'DE')`
 * is `49171234567`. What is in full already stays (`+49…`, `4915123456789`), and so does what no rule of the plan reads: short numbers
 * of six digits at most, codes of services, names.
 */
export function numberInFull(given: string, country: string): string {
  const text = given.trim().replace(/^tel:/i, '')
  const digits = text.replace(/[\s().\-/~]/g, '')
  if (/^\+\d+$/.test(digits)) return digits.slice(1)
  if (!/^\d+$/.test(digits)) return text
  if (digits.length <= 6) return digits
  const { code, international, trunk } = planOf(country)
  const abroad = international.exec(digits)
  if (abroad !== null && digits.length > abroad[0].length) return digits.slice(abroad[0].length)
  const full = parsePhoneNumberFromString(`+${digits}`)
  if (full?.isValid() && full.countryCallingCode === code) return digits
  const national = parsePhoneNumberFromString(digits, country as CountryCode)
  // Where a trunk prefix of 0 goes before areas, what is no mobile number and has none is another country's in full: in
  // Germany 331… is Paris, no area. In China a mobile number 131… is dialled without.
  const unmarked = trunk === '0' && !digits.startsWith(trunk) && national?.getType() !== 'MOBILE'
  if (full?.isValid() && unmarked) return digits
  if (national?.isValid()) return national.number.slice(1)
  // A number too long or too short for its plan: only its trunk prefix is read.
  if (trunk !== undefined && digits.startsWith(trunk)) return code + digits.slice(trunk.length)
  return digits
}

/** Whether the country has a numbering plan that is known. */
export const hasNumberingPlan = (country: string): boolean => isSupportedCountry(country)

function planOf(country: string): DiallingPlan {
  const known = plans.get(country)
  if (known !== undefined) return known
  const metadata = new Metadata()
  metadata.selectNumberingPlan(country as CountryCode)
  // The library's types leave the trunk prefix out.
  const of = metadata.numberingPlan as NumberingPlan & { nationalPrefix(): string | undefined }
  const plan = {
    code: getCountryCallingCode(country as CountryCode) as string,
    international: new RegExp(`^(?:${of.IDDPrefix()})`),
    trunk: of.nationalPrefix() || undefined,
  }
  plans.set(country, plan)
  return plan
}
