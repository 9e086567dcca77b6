import { FieldError } from './mapping.ts'
import { msisdn } from './msisdn.ts'

/**
 * A number that a switch or server has written, as E.164 digits when the country is known, otherwise as dialled, without blanks
 * and a leading `+`. What is no number (a login, an extension with letters, `s`) stays as it is.
 */
export function dialled(text: string | undefined, country: string | undefined): string | undefined {
  const number = text
    ?.trim()
    .replace(/^(sips?|tel):/i, '')
    .replace(/[@;].*$/, '')
  if (!number) return undefined
  if (!/^\+?[\d\s().\-/]+$/.test(number)) return number
  const digits = number.replace(/[\s().\-/]/g, '')
  if (country === undefined) return digits.replace(/^\+/, '')
  try {
    return msisdn(number, country)
  } catch (error) {
    // An extension or a code that no numbering plan knows: the use has happened all the same.
    if (error instanceof FieldError) return digits.replace(/^\+/, '')
    throw error
  }
}
