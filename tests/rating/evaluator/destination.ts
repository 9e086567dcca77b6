import { type CountryCode, getCountryCallingCode } from 'libphonenumber-js'
import type { Catalogue } from '../../../ingest/catalogue/catalogue.ts'
import type { UsagePrice } from '../../../ingest/catalogue/entities/usage_price.ts'
import type { Zone } from '../../../ingest/catalogue/entities/zone.ts'
import { versionsOf } from './line.ts'

/** Where a use goes to or takes place, as the feed says it. */
export interface Towards {
  readonly at: number
  readonly otherParty: string | undefined
  readonly otherNetwork: string | undefined
  readonly roaming: boolean
  readonly visitedNetwork: string | undefined
}

export interface Destination {
  readonly zone: string | undefined
  readonly prefix: string | undefined
}

/** The zones that a tariff looks numbers up in: those it lists, or those its rates name. */
export function zonesOf(
  catalogue: Catalogue,
  tariff: { readonly zones: readonly string[]; readonly prices: readonly UsagePrice[] },
): readonly Zone[] {
  const named = new Set(
    tariff.zones.length > 0 ? tariff.zones : tariff.prices.flatMap(({ rates }) => rates.map(({ zone }) => zone)),
  )
  return [...named].flatMap((id) => versionsOf(catalogue.zones, id))
}

/** The zone of the visited network, else of the other party's operator, else of the longest prefix. */
export function destination(zones: readonly Zone[], use: Towards): Destination {
  const standing = zones.filter(({ from, to }) => Date.parse(from) <= use.at && (!to || use.at < Date.parse(to)))
  // A tariff that knows no visited networks prices use abroad like use at home.
  if (use.roaming && standing.some(({ networks }) => networks.length > 0)) {
    const within = (name: string | undefined) => standing.find(({ networks }) => name && networks.includes(name))
    return { zone: (within(use.visitedNetwork) ?? within(use.visitedNetwork?.slice(0, 3)))?.id, prefix: undefined }
  }
  const ported = standing.find(
    ({ operators }) => use.otherNetwork !== undefined && operators.includes(use.otherNetwork),
  )
  if (ported !== undefined) return { zone: ported.id, prefix: undefined }
  const number = use.otherParty ?? ''
  for (let length = number.length; length > 0; length--) {
    const prefix = number.slice(0, length)
    const zone = standing.find((one) => one.prefixes.includes(prefix) || codesOf(one).includes(prefix))
    if (zone !== undefined) return { zone: zone.id, prefix }
  }
  const rest = standing.find(({ all_numbers }) => all_numbers)
  return rest !== undefined && /^\d/.test(number)
    ? { zone: rest.id, prefix: number[0] }
    : { zone: undefined, prefix: undefined }
}

const codesOf = ({ countries }: Zone): readonly string[] =>
  countries.map((country) => getCountryCallingCode(country as CountryCode))
