import type { ReadPrice, Validity } from './price.ts'

/** A version of an offering: the prices in force in all of `[from, to)`. */
export interface OfferingVersion {
  readonly validFor: Validity
  readonly prices: readonly ReadPrice[]
}

/**
 * The offering cut where one of its prices begins or ends: prices of the catalogue have no validity of their own. Spans
 * that no price is for are left out, unless the offering has no prices at all.
 */
export function versionsOf(offering: Validity, prices: readonly ReadPrice[]): OfferingVersion[] {
  const [first, last] = [startOf(offering), endOf(offering)]
  const texts = new Map<number, string>()
  for (const { from, to } of [offering, ...prices.map(({ validFor }) => validFor)]) {
    for (const text of [from, to]) if (text !== undefined) texts.set(Date.parse(text), text)
  }
  const cuts = [...texts.keys()].filter((at) => at > first && at < last).sort((a, b) => a - b)
  const bounds = [first, ...cuts, last]
  const versions = bounds.slice(0, -1).map((start, i) => {
    const end = bounds[i + 1]!
    const [from, to] = [texts.get(start), texts.get(end)]
    return {
      validFor: { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) },
      prices: prices.filter(({ validFor }) => startOf(validFor) <= start && endOf(validFor) >= end),
    }
  })
  return prices.length === 0 ? versions : versions.filter((version) => version.prices.length > 0)
}

const startOf = ({ from }: Validity): number => (from === undefined ? -Infinity : Date.parse(from))
const endOf = ({ to }: Validity): number => (to === undefined ? Infinity : Date.parse(to))
