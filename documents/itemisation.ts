/** How uses stand on documents: with whom each was, with the number’s last three digits left out, or not one by one at all. */
export const itemisations = ['full', 'masked', 'none'] as const
export type Itemisation = (typeof itemisations)[number]

/** Digits of numbers that are nobody’s: emergency, service and short codes are said in full. */
const SHORT = 6
const HIDDEN = 3

/**
 * A number as it stands on the bill of who asked for shortened ones (Directive 2002/58/EC, Article 7; its recital 33 names “the
 * deletion of a certain number of digits”): `491701234567` is `491701234xxx`. Short codes and names without digits stay; of an
 * address what is before the `@` goes.
 */
export function maskedNumber(party: string): string {
  return party.replace(/[^\s:<>@]+(?=@)/g, 'xxx').replace(/\d(?:[\d ()./-]*\d)?/g, masked)
}

function masked(number: string): string {
  const digits = number.replace(/\D/g, '').length
  if (digits <= SHORT) return number
  let seen = 0
  return number.replace(/\d/g, (digit) => (++seen > digits - HIDDEN ? 'x' : digit))
}
