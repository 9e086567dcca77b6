import { FieldError } from './mapping.ts'

const YES = new Set(['true', 't', 'yes', 'y', '1'])
const NO = new Set(['false', 'f', 'no', 'n', '0'])

/** True or false of a word; other words may be named: `bool(row.roaming, { yes: ['R'], no: ['H'] })`. */
export function bool(
  given: string | boolean,
  words?: { readonly yes: readonly string[]; readonly no: readonly string[] },
): boolean {
  if (typeof given === 'boolean') return given
  const text = String(given).trim()
  const yes = words ? words.yes.includes(text) : YES.has(text.toLowerCase())
  if (yes) return true
  if (words ? words.no.includes(text) : NO.has(text.toLowerCase())) return false
  const known = words ? [...words.yes, ...words.no] : ['true', 'false', 'yes', 'no', '1', '0']
  throw new FieldError(`one of ${known.join(', ')}`, given)
}
