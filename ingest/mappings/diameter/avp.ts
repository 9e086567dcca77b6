import { FieldError } from '../mapping.ts'

/** A grouped AVP, or a whole message, as a log writes it. */
export type Avps = Readonly<Record<string, unknown>>

/** Logs write `CC-Request-Type`, `cc_request_type` and `ccRequestType`; letters and digits tell the AVP. */
const plainNames = new Map<string, string>()

function plain(name: string): string {
  let known = plainNames.get(name)
  if (known === undefined) {
    known = name.toLowerCase().replace(/[^a-z0-9]/g, '')
    // Names come from the input: a log of ever new ones must not fill the memory.
    if (plainNames.size > 10_000) plainNames.clear()
    plainNames.set(name, known)
  }
  return known
}

/** The value of an AVP by its name in RFC 8506 or 3GPP TS 32.299; undefined when absent, null or empty. */
export function avp(group: Avps, name: string): unknown {
  let value = Object.hasOwn(group, name) ? group[name] : undefined
  if (value === undefined) {
    const wanted = plain(name)
    for (const key in group) if (plain(key) === wanted) value = group[key]
  }
  return value === null || value === '' ? undefined : value
}

/** A grouped AVP that may be repeated: a list, a single group, or none; groups that hold nothing left out. */
export function groupsOf(group: Avps, name: string): readonly Avps[] {
  const value = avp(group, name)
  const list = Array.isArray(value) ? value : value === undefined ? [] : [value]
  const groups = list.map((each) => {
    if (each !== null && typeof each === 'object' && !Array.isArray(each)) return each as Avps
    throw new FieldError('a group of AVPs', each, name)
  })
  return groups.filter((each) => Object.keys(each).length > 0)
}

/** The first group by name, or an empty one. */
export function groupOf(group: Avps, name: string): Avps {
  return groupsOf(group, name)[0] ?? {}
}

/** @throws FieldError naming the AVP when it is there and no text or number. */
export function textOf(group: Avps, name: string): string | undefined {
  const value = avp(group, name)
  const first = Array.isArray(value) ? value[0] : value
  if (first === undefined) return undefined
  if (typeof first === 'string') return first.trim() || undefined
  if (typeof first === 'number' || typeof first === 'bigint') return String(first)
  throw new FieldError('a text or number', first, name)
}

/** @throws FieldError naming the AVP when it is there and no whole number that is not negative. */
export function wholeOf(group: Avps, name: string): bigint | undefined {
  const text = textOf(group, name)
  if (text === undefined) return undefined
  if (!/^\d{1,20}$/.test(text)) throw new FieldError('a whole number, not negative', text, name)
  return BigInt(text)
}

/**
 * The number of an enumerated AVP, written as a number, its name, or both: `2`, `UPDATE_REQUEST`, `UPDATE_REQUEST (2)`. `names`
 * are in the order of their numbers, the first is `first`.
 *
 * @throws FieldError naming the AVP when it is none of them.
 */
export function enumOf(group: Avps, name: string, names: readonly string[], first = 0): number | undefined {
  const text = textOf(group, name)
  if (text === undefined) return undefined
  const digits = /^(?:.*\()?(\d+)\)?$/.exec(text)?.[1]
  const number = digits === undefined ? -1 : Number(digits)
  if (number >= first && number < first + names.length) return number
  const word = plain(text.replace(/\s*\(.*$/, ''))
  const at = names.findIndex(
    (each) => plain(each) === word || plain(each.replace(/_REQUEST$|_ROLE$|^END_USER_/, '')) === word,
  )
  if (at >= 0) return at + first
  throw new FieldError(`one of ${names.map((each, i) => `${each} (${i + first})`).join(', ')}`, text, name)
}
