import { Buffer } from 'node:buffer'
import { ipOctets } from './types.ts'

/** Header of a CDR file (TS 32.297 6.1.1), and what was read of the file. */
export interface CdrFile {
  readonly fileLength: number
  readonly headerLength: number
  readonly highRelease: Release
  readonly lowRelease: Release
  /** When the file was opened and the last CDR appended, as ISO text in UTC. */
  readonly fileOpeningTimestamp: string | undefined
  readonly lastCdrAppendTimestamp: string | undefined
  readonly numberOfCdrsInFile: number
  readonly fileSequenceNumber: number
  readonly fileClosureTriggerReason: string
  readonly nodeIpAddress: string
  readonly lostCdrs: LostCdrs
  readonly cdrRouteingFilter: string
  readonly privateExtension: string
  /** CDRs found in the file, unreadable ones included. */
  readonly cdrsRead: number
  /** Octets of the whole file as it was read. */
  readonly octetsRead: number
}

/** 3GPP release, 99 or 4 on, and version within it. */
export interface Release {
  readonly release: number
  readonly version: number
}

/** How many CDRs the node has lost before this file. */
export interface LostCdrs {
  readonly count: number
  readonly atLeast: boolean
}

/** What was found in a file when its end was reached; with the header it makes the file's own record. */
export interface CdrFileCount {
  readonly cdrsRead: number
  readonly octetsRead: number
  /** Latest time of its records: the header's own times have no year. */
  readonly latest: string | undefined
}

/** Octets up to the lost-CDR indicator, without which there is no header. */
export const LEAST_HEADER = 48
/** Filter and private extension of 65,535 octets each are the most that a header can hold. */
export const MOST_HEADER = 48 + 2 * (2 + 65_535) + 2

const CLOSURES: Readonly<Record<number, string>> = {
  0: 'normal',
  1: 'file size limit',
  2: 'file open time limit',
  3: 'maximum number of CDRs',
  4: 'manual intervention',
  5: 'change of release, version or encoding',
  128: 'abnormal',
  129: 'file system error',
  130: 'file system storage exhausted',
  131: 'file integrity error',
}

/** Reads a header of `octets.length` octets, at least `LEAST_HEADER`. */
export function cdrFile(octets: Uint8Array, { cdrsRead, octetsRead, latest }: CdrFileCount): CdrFile {
  const view = new DataView(octets.buffer, octets.byteOffset, octets.length)
  const high = octets[8]! >> 5
  const low = octets[9]! >> 5
  // The last octets, one for each release of 10 on; what stands before them is read as far as it is there.
  const extended = (high === 7 ? 1 : 0) + (low === 7 ? 1 : 0)
  const end = Math.max(LEAST_HEADER, octets.length - extended)
  const filter = counted(octets, LEAST_HEADER, end)
  const extension = counted(octets, filter.end, end)
  return {
    fileLength: view.getUint32(0),
    headerLength: view.getUint32(4),
    highRelease: { release: releaseOf(high, octets[end]), version: octets[8]! & 31 },
    lowRelease: { release: releaseOf(low, octets[end + (high === 7 ? 1 : 0)]), version: octets[9]! & 31 },
    fileOpeningTimestamp: headerTime(view.getUint32(10), latest),
    lastCdrAppendTimestamp: headerTime(view.getUint32(14), latest),
    numberOfCdrsInFile: view.getUint32(18),
    fileSequenceNumber: view.getUint32(22),
    fileClosureTriggerReason: CLOSURES[octets[26]!] ?? `reason ${octets[26]}`,
    nodeIpAddress: nodeAddress(octets.subarray(27, 47)),
    lostCdrs: lostCdrs(octets[47]!),
    cdrRouteingFilter: filter.text,
    privateExtension: extension.text,
    cdrsRead,
    octetsRead,
  }
}

/** A length of two octets and as many octets; empty where the header ends before. */
function counted(octets: Uint8Array, at: number, end: number): { readonly text: string; readonly end: number } {
  if (at + 2 > end) return { text: '', end: at }
  const to = Math.min(end, at + 2 + octets[at]! * 256 + octets[at + 1]!)
  return { text: Buffer.from(octets.subarray(at + 2, to)).toString('hex'), end: to }
}

function releaseOf(identifier: number, extension: number | undefined): number {
  if (identifier === 0) return 99
  return identifier < 7 ? identifier + 3 : 10 + (extension ?? 0)
}

/**
 * Month 4 bits, day 5, hour 5, minute 6, sign 1 (1 is plus), hours 5 and minutes 6 of the offset: local time without a
 * year, which is the one that brings it nearest to the file's records, or to the present where it has none.
 */
export function headerTime(bits: number, near: string | undefined): string | undefined {
  const [month, day, hour, minute] = [bits >>> 28, (bits >>> 23) & 31, (bits >>> 18) & 31, (bits >>> 12) & 63] as const
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59) return undefined
  const offset = ((bits >>> 11) & 1 ? 1 : -1) * (((bits >>> 6) & 31) * 60 + (bits & 63))
  const target = near === undefined ? Date.now() : Date.parse(near)
  const year = new Date(target).getUTCFullYear()
  let nearest: number | undefined
  for (const each of [year - 1, year, year + 1]) {
    const wall = Date.UTC(each, month - 1, day, hour, minute)
    if (new Date(wall).getUTCDate() !== day) continue
    const at = wall - offset * 60_000
    if (nearest === undefined || Math.abs(at - target) < Math.abs(nearest - target)) nearest = at
  }
  return nearest === undefined ? undefined : new Date(nearest).toISOString()
}

/** Twenty octets of which the last sixteen are an IPv6 address, or an IPv4 address in that form; some nodes begin with it. */
function nodeAddress(octets: Uint8Array): string {
  if (octets.subarray(4).every((octet) => octet === 0)) return octets.subarray(0, 4).join('.')
  return ipOctets(octets.subarray(4), 0)
}

/** Bit 8 says that the number is exact; without it, and for 127 and 255, it is the least that was lost. */
function lostCdrs(octet: number): LostCdrs {
  const count = octet & 0x7f
  if (octet === 0) return { count: 0, atLeast: false }
  if (octet === 0x80) return { count: 1, atLeast: true }
  return { count, atLeast: octet < 0x80 || count === 127 }
}
