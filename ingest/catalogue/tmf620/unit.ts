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
  kib: { service: 'data', per: 1024 },
  mib: { service: 'data', per: 1024 ** 2 },
  gib: { service: 'data', per: 1024 ** 3 },
}

const short: Readonly<Record<string, string>> = { s: 'second', sec: 'second', min: 'minute', h: 'hour', b: 'byte' }

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
