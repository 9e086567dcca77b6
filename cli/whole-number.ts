import { InputError } from '../warehouse/errors.ts'

/** An option's text as a whole number from `least` to `most`. @throws InputError that names the option. */
export function wholeNumber(option: string, text: string, least: number, most = Number.MAX_SAFE_INTEGER): number {
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= least && value <= most) return value
  const upTo = most === Number.MAX_SAFE_INTEGER ? '' : ` to ${most.toLocaleString('en')}`
  throw new InputError(`${option} is "${text}"`, `expected a whole number from ${least}${upTo}`)
}
