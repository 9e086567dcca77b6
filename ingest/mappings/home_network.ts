import mccMncList from 'mcc-mnc-list'

/** A mobile network (E.212). */
export interface MobileNetwork {
  /** MCC-MNC, such as `262-01`. */
  readonly code: string
  /** ISO 3166 code of the country that its MCC is of; undefined for international networks. */
  readonly country: string | undefined
  /** Name of its operator; undefined where the list has none. */
  readonly operator: string | undefined
}

interface Country {
  readonly country: string | undefined
  /** Operators' names by MNC. */
  readonly operators: ReadonlyMap<string, string>
  /** Digits of its MNCs, where all have as many. */
  readonly digits: number | undefined
}

let known: ReadonlyMap<string, Country> | undefined

/**
 * Home network of a line by its IMSI (E.212): `homeNetwork('262011234567890')` is `{ code: '262-01', country: 'DE', ... }`.
 * The list of networks decides whether an MNC has two or three digits; one that is not listed has as many as the others of
 * its country, or two. Undefined where the country code is none, or the IMSI too short.
 */
export function homeNetwork(imsi: string): MobileNetwork | undefined {
  if (!/^\d{6,15}$/.test(imsi)) return undefined
  const mcc = imsi.slice(0, 3)
  const list = countries().get(mcc)
  if (!list) return undefined
  const { country, operators } = list
  const digits = [3, 2].find((length) => operators.has(imsi.slice(3, 3 + length))) ?? list.digits ?? 2
  const mnc = imsi.slice(3, 3 + digits)
  return { code: `${mcc}-${mnc}`, country, operator: operators.get(mnc) || undefined }
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
  const byMcc = new Map<string, ReturnType<typeof mccMncList.all>>()
  for (const entry of mccMncList.all()) {
    if (!/^\d{3}$/.test(entry.mcc) || !/^\d{2,3}$/.test(entry.mnc)) continue
    byMcc.set(entry.mcc, [...(byMcc.get(entry.mcc) ?? []), entry])
  }
  return new Map([...byMcc].map(([mcc, entries]) => [mcc, countryOf(entries)]))
}

function countryOf(entries: ReturnType<typeof mccMncList.all>): Country {
  const operators = new Map<string, string>()
  const countries = new Map<string, number>()
  for (const { mnc, countryCode, brand, operator, status } of entries) {
    // A number that was given again is its present holder's.
    if (!operators.has(mnc) || status === 'Operational') operators.set(mnc, brand || operator || '')
    // The list names parts of countries too, such as GE-AB, and several countries of one network, such as BL/GF/GP.
    const iso = /^[A-Z]{2}/.exec(countryCode ?? '')?.[0]
    if (iso) countries.set(iso, (countries.get(iso) ?? 0) + 1)
  }
  const lengths = new Set([...operators.keys()].map((mnc) => mnc.length))
  // Islands share the code of the country that most of its networks are of, and its numbering.
  const [country] = [...countries].sort(([, a], [, b]) => b - a)[0] ?? []
  return { country, operators, digits: lengths.size === 1 ? [...lengths][0] : undefined }
}
