import { type BerElement, berElement } from '../ber/element.ts'
import { BerError } from '../ber/fault.ts'
import { context, tagText } from '../ber/tag.ts'
import type { Unreadable } from '../record.ts'
import { type ChargingRecord, chargingFunctionRecord } from './chf_records.ts'
import {
  type MOCallRecord,
  type MOSMSRecord,
  type MTCallRecord,
  type MTSMSRecord,
  moCallRecord,
  moSMSRecord,
  mtCallRecord,
  mtSMSRecord,
} from './cs_records.ts'
import type { CdrFile } from './file_header.ts'
import { type PGWRecord, pGWRecord, type SGWRecord, sGWRecord } from './gprs_records.ts'
import type { Read } from './shape.ts'

/**
 * What a mapping of 3GPP records is given: the alternative of the CHOICE of TS 32.298, under the standard's names, or at
 * the end of a file what the file says of itself.
 */
export interface ThreeGppRecord {
  readonly moCallRecord?: MOCallRecord
  readonly mtCallRecord?: MTCallRecord
  readonly moSMSRecord?: MOSMSRecord
  readonly mtSMSRecord?: MTSMSRecord
  readonly sGWRecord?: SGWRecord
  readonly pGWRecord?: PGWRecord
  readonly chargingFunctionRecord?: ChargingRecord
  readonly cdrFile?: CdrFile
}

/** Tags of the alternatives; the recordType within is another number for some. */
const RECORDS: readonly [number, keyof ThreeGppRecord, Read<unknown>][] = [
  [0, 'moCallRecord', moCallRecord],
  [1, 'mtCallRecord', mtCallRecord],
  [6, 'moSMSRecord', moSMSRecord],
  [7, 'mtSMSRecord', mtSMSRecord],
  [78, 'sGWRecord', sGWRecord],
  [79, 'pGWRecord', pGWRecord],
  [200, 'chargingFunctionRecord', chargingFunctionRecord],
]

const byTag = new Map(RECORDS.map(([number, name, read]) => [context(number), { name, read }]))
const KNOWN = RECORDS.map(([number, name]) => `${name} [${number}]`).join(', ')

/** Reads one record of TS 32.298; never throws for what the octets hold. */
export function threeGppRecord(octets: Uint8Array): { value: ThreeGppRecord } | { unreadable: Unreadable } {
  try {
    const element = berElement(octets)
    const known = byTag.get(element.tag)
    if (!known) return { unreadable: { expected: `one of ${KNOWN}`, got: tagText(element.tag) } }
    const value: ThreeGppRecord = { [known.name]: known.read(element) }
    const rest = restOf(octets, element)
    return rest ? { unreadable: rest } : { value }
  } catch (error) {
    if (!(error instanceof BerError)) throw error
    return { unreadable: { expected: error.expected, got: `${error.got}, at octet ${error.at} of the record` } }
  }
}

function restOf(octets: Uint8Array, { end }: BerElement): Unreadable | undefined {
  for (let at = end; at < octets.length; at++) {
    if (octets[at] !== 0) return { expected: 'one record', got: `${octets.length - end} octets behind it` }
  }
  return undefined
}

/** The latest time that a record tells of itself, as ISO text. */
export function recordTime(value: ThreeGppRecord): string | undefined {
  let latest: string | undefined
  const record = Object.values(value)[0] as Readonly<Record<string, unknown>> | undefined
  for (const name of TIMES) {
    const time = record?.[name]
    if (typeof time === 'string' && (latest === undefined || time > latest)) latest = time
  }
  return latest
}

const TIMES = [
  'recordOpeningTime',
  'stopTime',
  'releaseTime',
  'answerTime',
  'seizureTime',
  'originationTime',
  'deliveryTime',
]
