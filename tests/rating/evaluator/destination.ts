import { type CountryCode, getCountryCallingCode } from 'libphonenumber-js'
import type { Catalogue } from '../../../ingest/catalogue/catalogue.ts'
import type { UsagePrice } from '../../../ingest/catalogue/entities/usage_price.ts'
import type { Zone } from '../../../ingest/catalogue/entities/zone.ts'
import { chainOf, type PlanPrices, versionsOf } from './line.ts'

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

/** The zones that a plan looks numbers up in, then those of each tariff it falls back on. */
export const zonesOf = (catalogue: Catalogue, plan: PlanPrices): readonly (readonly Zone[])[] =>
  chainOf(plan).map((tariff) => zonesOfTariff(catalogue, tariff))

/** Those that it lists, or those its rates name, and the prefixes of its rate decks. */
function zonesOfTariff(catalogue: Catalogue, tariff: PlanPrices): readonly Zone[] {
  const named = new Set(
    tariff.zones.length > 0 ? tariff.zones : tariff.prices.flatMap(({ rates }) => rates.map(({ zone }) => zone)),
  )
  return [...[...named].flatMap((id) => versionsOf(catalogue.zones, id)), ...tariff.prices.flatMap(deckOf)]
}

/** Each prefix of a rate deck is a zone while a rate for it is in force. */
const deckOf = ({ rates }: UsagePrice): readonly Zone[] =>
  rates.flatMap(({ prefix, from, to }) => {
    if (prefix === undefined) return []
    const zone: Zone = {
      ...{ id: prefix, name: '', kind: 'national', prefixes: [prefix], prefixes_file: undefined, numbers: [] },
      ...{ networks: [], countries: [], operators: [], all_numbers: false },
      ...{ from: from ?? '2000-01-01T00:00:00Z', to },
    }
    return [zone]
  })

/** The zone of the visited network, else of the other party's operator, of the number in full, of the longest prefix. */
export function destination(chain: readonly (readonly Zone[])[], use: Towards): Destination {
  const byTariff = chain.map((zones) =>
    zones.filter(({ from, to }) => Date.parse(from) <= use.at && (!to || use.at < Date.parse(to))),
  )
  const standing = byTariff.flat()
  // A tariff that knows no visited networks prices use abroad like use at home.
  if (use.roaming && standing.some(({ networks }) => networks.length > 0)) {
    const within = (name: string | undefined) => standing.find(({ networks }) => name && networks.includes(name))
    return { zone: (within(use.visitedNetwork) ?? within(use.visitedNetwork?.slice(0, 3)))?.id, prefix: undefined }
  }
  const number = use.otherParty ?? ''
  const ported = standing.find(
    ({ operators }) => use.otherNetwork !== undefined && operators.includes(use.otherNetwork),
  )
  if (ported !== undefined) return { zone: ported.id, prefix: undefined }
  for (const zones of byTariff) {
    const found = byNumber(zones, number)
    if (found !== undefined) return found
  }
  return { zone: undefined, prefix: undefined }
}

function byNumber(standing: readonly Zone[], number: string): Destination | undefined {
  const exact = standing.find(({ numbers }) => numbers.includes(number))
  if (exact !== undefined) return { zone: exact.id, prefix: number }
  for (let length = number.length; length > 0; length--) {
    const prefix = number.slice(0, length)
    const zone = standing.find((one) => one.prefixes.includes(prefix) || codesOf(one).includes(prefix))
    if (zone !== undefined) return { zone: zone.id, prefix }
  }
  const rest = standing.find(({ all_numbers }) => all_numbers)
  return rest !== undefined && /^\d/.test(number) ? { zone: rest.id, prefix: number[0] } : undefined
}

const codesOf = ({ countries }: Zone): readonly string[] =>
  countries.map((country) => getCountryCallingCode(country as CountryCode))
