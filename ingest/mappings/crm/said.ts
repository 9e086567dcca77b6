import { instant } from '../instant.ts'
import { FieldError } from '../mapping.ts'
import { msisdn } from '../msisdn.ts'

/**
 * What a record says, by plain name: null where it says "nothing", absent where it does not say. Exports name the same
 * field `BillingCity`, `billing_city` or `Billing City`.
 */
export type Said = ReadonlyMap<string, unknown>

/** Reads a field of a record: undefined where the record does not say, null where it says "nothing". */
export type Source = (said: Said) => unknown

/** `Billing_City` and `BillingCity` as `billingcity`. */
export function plainName(name: string): string {
  return name.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase()
}

/** What a row of an export says: an empty cell is "nothing". Nested objects are not looked into. */
export function saidOf(row: Readonly<Record<string, unknown>>): Map<string, unknown> {
  const said = new Map<string, unknown>()
  for (const name in row) {
    const value = row[name]
    if (value === undefined || (typeof value === 'object' && value !== null)) continue
    said.set(plainName(name), typeof value === 'string' && value.trim() === '' ? null : value)
  }
  return said
}

/** The first of the named fields that holds something; "nothing" where one was said at least. */
export function from(...names: readonly string[]): Source {
  return read((value) => String(value).trim(), ...names)
}

/**
 * The same, through a reader; what the reader refuses is refused with the field's name.
 * `read(dayOf, 'PersonBirthdate')`, `read((word) => statuses[word], 'Status')`.
 */
export function read(reader: (value: string | number | boolean) => unknown, ...names: readonly string[]): Source {
  const fields = names.map((name) => ({ name, key: plainName(name) }))
  return (said) => {
    let answer: null | undefined
    for (const { name, key } of fields) {
      const value = said.get(key)
      if (value === null) answer = null
      if (value === undefined || value === null) continue
      try {
        return reader(value as string)
      } catch (error) {
        throw error instanceof FieldError ? new FieldError(error.expected, error.got, error.field ?? name) : error
      }
    }
    return answer
  }
}

/** One of a list of words, without regard to case; another is refused. */
export function word<T>(words: Readonly<Record<string, T>>, ...names: readonly string[]): Source {
  const known = new Map(Object.entries(words).map(([name, value]) => [plainName(name), value]))
  return read(
    (value) => {
      const found = known.get(plainName(String(value)))
      if (found === undefined) throw new FieldError(`one of ${Object.keys(words).join(', ')}`, value)
      return found
    },
    ...names,
  )
}

/** An instant as ISO text: ISO, or milliseconds since 1970 where the field is a number; without a zone it is UTC. */
export function instantOf(value: string | number | boolean): string {
  const text = String(value)
  return instant(text, /^\d{11,14}$/.test(text) ? 'epoch ms' : 'ISO', 'UTC')
}

/** A day: `YYYY-MM-DD`, the day of an instant, or of milliseconds since 1970. */
export function dayOf(value: string | number | boolean): string {
  const text = String(value)
  if (typeof value === 'number') return new Date(value).toISOString().slice(0, 10)
  return text.length > 10 ? text.slice(0, 10) : text
}

/** An international number as digits; another stays as it was written, for a CRM's field holds what people type. */
export function phoneOf(value: string | number | boolean): string {
  const text = String(value).trim()
  try {
    return msisdn(text.startsWith('+') || text.startsWith('00') ? text : `+${text}`)
  } catch {
    return text
  }
}

const countryNames = new Map<string, string>()

/** An ISO 3166 code, or the code of an English name; null where it is neither, for nobody is refused for it. */
export function countryOf(value: string | number | boolean): string | null {
  const text = String(value).trim()
  if (/^[A-Za-z]{2}$/.test(text)) return currentCode(text.toUpperCase())
  if (countryNames.size === 0) {
    const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
    for (const code of letters.flatMap((a) => letters.map((b) => a + b))) {
      const name = names.of(code)
      // Codes that are gone have the name of what came after them.
      if (name && currentCode(code) === code) countryNames.set(plainName(name), code)
    }
  }
  return countryNames.get(plainName(text)) ?? null
}

/** `UK` as `GB`, `DD` as `DE`. */
function currentCode(code: string): string {
  return new Intl.Locale(`und-${code}`).region ?? code
}
