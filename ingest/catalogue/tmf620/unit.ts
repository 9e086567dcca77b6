/** What a unit of measure of TMF620 measures here: a service with so many of its units, or a metric of that name. */
export interface Unit {
  readonly service?: 'voice' | 'sms' | 'mms' | 'data'
  readonly metric?: string
  /** Units (seconds, messages, bytes) in one. */
  readonly per: number
}

const units: Readonly<Record<string, Unit>> = {
  second: { service: 'voice', per: 1 },
  minute: { service: 'voice', per: 60 },
  hour: { service: 'voice', per: 3600 },
  sms: { service: 'sms', per: 1 },
  message: { service: 'sms', per: 1 },
  mms: { service: 'mms', per: 1 },
  byte: { service: 'data', per: 1 },
  kb: { service: 'data', per: 1000 },
  mb: { service: 'data', per: 1_000_000 },
  gb: { service: 'data', per: 1_000_000_000 },
  tb: { service: 'data', per: 1_000_000_000_000 },
  kib: { service: 'data', per: 1024 },
  mib: { service: 'data', per: 1024 ** 2 },
  gib: { service: 'data', per: 1024 ** 3 },
}

const short: Readonly<Record<string, string>> = {
  ...{ s: 'second', sec: 'second', min: 'minute', h: 'hour', b: 'byte', octet: 'byte', msg: 'message' },
  ...{ kilobyte: 'kb', megabyte: 'mb', gigabyte: 'gb', terabyte: 'tb' },
  ...{ kibibyte: 'kib', mebibyte: 'mib', gibibyte: 'gib' },
}

/** Sizes that SigScale OCS writes behind a number: `1g`, `500m`, `60s`, `1msg`. */
const sizes: Readonly<Record<string, string>> = { b: 'byte', k: 'kb', m: 'mb', g: 'gb', s: 'second', msg: 'message' }

/** A unit of measure: {amount, units}, its name, or both in one text: `1 GB`, `500m`. */
export function measureOf(measure: unknown): { readonly name: string; readonly amount: string } {
  const of = (typeof measure === 'object' && measure !== null ? measure : { units: measure }) as {
    readonly units?: unknown
    readonly amount?: unknown
  }
  const text = of.units === undefined || of.units === null ? '' : String(of.units).trim()
  const both = of.amount === undefined ? /^(\d+)( ?)([A-Za-z]+)$/.exec(text) : null
  if (both === null) return { name: text === '' ? 'unit' : text, amount: String(of.amount ?? '1') }
  const size = both[2] === '' ? sizes[both[3]!] : undefined
  return { name: size ?? both[3]!, amount: both[1]! }
}

/** The unit by its name, singular or plural, whatever the case: `GB`, `minutes`; any other is a metric. */
export function unitOf(name: string): Unit {
  const plain = name.trim().toLowerCase()
  const singular = plain.replace(/s$/, '')
  const found = units[plain] ?? units[singular] ?? units[short[plain] ?? short[singular] ?? '']
  return found ?? { metric: identifierOf(name), per: 1 }
}

/** An identifier of the catalogue's format from any name. */
export function identifierOf(name: string): string {
  const plain = name
    .trim()
    .replace(/[^A-Za-z0-9._:/ -]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
  return plain.slice(0, 100) || 'unnamed'
}
