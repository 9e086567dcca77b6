import type { Event } from '../../contracts/index.ts'
import { instant } from '../instant.ts'
import { FieldError } from '../mapping.ts'
import { momentBefore } from '../moment_before.ts'

/** A SAMIS record by the names of its fields; the names differ in case and endings from one release to the next. */
export type SamisFields = Readonly<Record<string, unknown>>

/** RecType of DOCSIS SAMIS, by number and name. */
const STEPS: Readonly<Record<string, 'start' | 'interim' | 'stop' | 'event'>> = {
  1: 'interim',
  interim: 'interim',
  2: 'stop',
  stop: 'stop',
  3: 'start',
  start: 'start',
  4: 'event',
  event: 'event',
}

/**
 * One service flow of a cable modem at one time (DOCSIS SAMIS), as a report of what it has passed since it was made: octets are
 * 64-bit counters of one direction, so the flow with the time it was made is the session.
 *
 * @throws FieldError naming the field.
 */
export function samisReport(fields: SamisFields, zone: string): Event {
  const read = reader(fields)
  const mac = read.text('CmMacAddr', 'CmMacAddress')
  if (mac === undefined) throw new FieldError('the address of the modem', undefined, 'CmMacAddr')
  const at = recordTime(read.text('IPDRcreationTime', 'RecCreationTime'), zone)
  const written = read.text('RecType')
  const step = STEPS[(written ?? '').toLowerCase()]
  if (step === undefined) throw new FieldError('Interim (1), Stop (2), Start (3) or Event (4)', written, 'RecType')
  const octets = read.whole('ServiceOctetsPassed') ?? 0n
  const upward = isUpward(read.text('ServiceDirection'))
  const created = read.whole('ServiceTimeCreated')
  const age = ageOf(read.whole('CmtsSysUpTime'), created, read.whole('ServiceTimeActive'))
  const flow = [
    read.text('CmtsHostName'),
    read.text('CmtsMdIfName', 'CmtsMdIfIndex'),
    macText(mac),
    read.text('ServiceIdentifier'),
    created,
  ]
  return {
    contract: 'usage_partial',
    session_id: flow.filter((part) => part !== undefined).join('/'),
    step,
    // Two reports of one flow differ by their time; a record that is collected twice has one.
    sequence: BigInt(Math.floor(Date.parse(at) / 1000)),
    counts: 'since start',
    reported_at: at,
    started_at: momentBefore(at, age, 'ServiceTimeActive'),
    service: 'data',
    served_number: macText(mac),
    duration_s: read.whole('ServiceTimeActive') ?? age / 1000n,
    bytes_up: upward ? octets : 0n,
    bytes_down: upward ? 0n : octets,
    service_name: read.text('ServiceClassName'),
  }
}

/** Twelve hexadecimal digits in pairs, lower case, with colons; another identifier as it is. */
function macText(given: string): string {
  const digits = given.replace(/^0x/i, '').replace(/[:.\-\s]/g, '')
  return /^[0-9A-Fa-f]{12}$/.test(digits) ? digits.toLowerCase().match(/../g)!.join(':') : given
}

function isUpward(direction: string | undefined): boolean {
  if (/^(2|us|up|upstream)$/i.test(direction ?? '')) return true
  if (/^(1|ds|down|downstream)$/i.test(direction ?? '')) return false
  throw new FieldError('downstream (1) or upstream (2)', direction, 'ServiceDirection')
}

/** Milliseconds since the flow was made; the CMTS counts hundredths of a second since it started. */
function ageOf(up: bigint | undefined, created: bigint | undefined, active: bigint | undefined): bigint {
  return up !== undefined && created !== undefined && created <= up ? (up - created) * 10n : (active ?? 0n) * 1000n
}

function recordTime(text: string | undefined, zone: string): string {
  try {
    return instant(text ?? '', /^\d{11,14}$/.test(text ?? '') ? 'epoch ms' : 'ISO', zone)
  } catch (error) {
    throw error instanceof FieldError ? new FieldError('a time', text, 'IPDRcreationTime') : error
  }
}

function reader(fields: SamisFields) {
  const byName = new Map(Object.entries(fields).map(([name, value]) => [name.toLowerCase(), value]))
  const text = (...names: readonly string[]): string | undefined => {
    for (const name of names) {
      const value = byName.get(name.toLowerCase())
      if (value === undefined || value === '') continue
      if (typeof value !== 'string') throw new FieldError('one text', value, name)
      if (value.trim() !== '') return value.trim()
    }
    return undefined
  }
  const whole = (name: string): bigint | undefined => {
    const value = text(name)
    if (value === undefined) return undefined
    if (!/^\d{1,20}$/.test(value)) throw new FieldError('a whole number, not negative', value, name)
    return BigInt(value)
  }
  return { text, whole }
}
