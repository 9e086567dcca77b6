import mccMncList from 'mcc-mnc-list'

/** A mobile network (E.212). */
export interface MobileNetwork {
  /** MCC-MNC, such as `262-01`. */
  readonly code: string
  /** ISO 3166 code of its country; undefined for international networks. */
  readonly country: string | undefined
  /** Name of its operator; undefined where the list has none. */
  readonly operator: string | undefined
}

interface Country {
  readonly country: string | undefined
  /** By MNC. */
  readonly networks: Map<string, MobileNetwork>
  /** Digits of its MNCs, where all have as many. */
  digits: number | undefined
}

let known: ReadonlyMap<string, Country> | undefined

/**
 * Home network of a line by its IMSI (E.212): `homeNetwork('262011234567890')` is `{ code: '262-01', country: 'DE', ... }`.
 * The list of networks decides whether an MNC has two or three digits; one that is not listed has as many as the others of
 * its country, or two. Undefined where the country code is none, or the IMSI too short.
 */
export function homeNetwork(imsi: string): MobileNetwork | undefined {
  if (!/^\d{6,15}$/.test(imsi)) return undefined
  const mcc = countries().get(imsi.slice(0, 3))
  if (!mcc) return undefined
  for (const digits of [3, 2]) {
    const network = mcc.networks.get(imsi.slice(3, 3 + digits))
    if (network) return network
  }
  const mnc = imsi.slice(3, 3 + (mcc.digits ?? 2))
  return { code: `${imsi.slice(0, 3)}-${mnc}`, country: mcc.country, operator: undefined }
}

/** Country of a network code such as `262-01`, ISO 3166; undefined where the code is not known or international. */
export function networkCountry(code: string): string | undefined {
  return countries().get(code.slice(0, 3))?.country
}

function countries(): ReadonlyMap<string, Country> {
  known ??= readList()
  return known
}

function readList(): ReadonlyMap<string, Country> {
  const list = new Map<string, Country>()
  for (const { mcc, mnc, countryCode, brand, operator, status } of mccMncList.all()) {
    if (!/^\d{3}$/.test(mcc) || !/^\d{2,3}$/.test(mnc)) continue
    // The list names parts of countries too, such as GE-AB, and several countries of one code, such as BL/GF/GP.
    const iso = /^[A-Z]{2}/.exec(countryCode ?? '')?.[0]
    const entry: Country = list.get(mcc) ?? { country: iso, networks: new Map(), digits: mnc.length }
    if (entry.digits !== mnc.length) entry.digits = undefined
    const network = { code: `${mcc}-${mnc}`, country: iso, operator: brand || operator || undefined }
    // A number that was given again is its present holder's.
    if (!entry.networks.has(mnc) || status === 'Operational') entry.networks.set(mnc, Object.freeze(network))
    list.set(mcc, entry)
  }
  return list
}
