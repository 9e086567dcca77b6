import type { BerTag } from './tag.ts'

/** Identifier and length octets of one element (X.690 8.1.2, 8.1.3). */
export interface BerHeader {
  readonly tag: BerTag
  readonly constructed: boolean
  /** Octets of the header itself. */
  readonly size: number
  /** Octets of the contents; -1 where an end-of-contents mark ends them. */
  readonly length: number
}

/** Why there is no header. */
export interface BerHeaderFault {
  readonly expected: string
  readonly got: string
}

export const INDEFINITE = -1

/** Reads a header at `at`; undefined where it may go on past `end`. */
export function readHeader(bytes: Uint8Array, at: number, end: number): BerHeader | BerHeaderFault | undefined {
  if (at >= end) return undefined
  const first = bytes[at]!
  let next = at + 1
  let number = first & 0x1f
  if (number === 0x1f) {
    number = 0
    for (;;) {
      if (next >= end) return undefined
      const octet = bytes[next++]!
      number = number * 128 + (octet & 0x7f)
      if (octet < 0x80) break
      if (next - at > 4) return { expected: 'a tag number of four octets at most', got: 'a longer one' }
    }
  }
  if (next >= end) return undefined
  const octet = bytes[next++]!
  const constructed = (first & 0x20) !== 0
  let length = octet
  if (octet === 0x80) {
    if (!constructed) return { expected: 'a length', got: 'an indefinite length of a primitive element' }
    length = INDEFINITE
  } else if (octet > 0x80) {
    const octets = octet & 0x7f
    if (octets > 8) return { expected: 'a length of eight octets at most', got: `${octets} octets` }
    if (next + octets > end) return undefined
    length = 0
    for (let i = 0; i < octets; i++) length = length * 256 + bytes[next++]!
    if (!Number.isSafeInteger(length)) return { expected: 'a length below 2^53', got: String(length) }
  }
  return { tag: number * 4 + (first >> 6), constructed, size: next - at, length }
}

/** Whether what was read is no header. */
export function isFault(header: BerHeader | BerHeaderFault): header is BerHeaderFault {
  return 'got' in header
}
