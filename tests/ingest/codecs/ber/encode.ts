import { Buffer } from 'node:buffer'

/** An element to be written: contents as octets, or other elements. */
export interface Tlv {
  /** 0 universal, 1 application, 2 context-specific, 3 private. */
  readonly tagClass: 0 | 1 | 2 | 3
  readonly number: number
  readonly contents: Uint8Array | readonly Tlv[]
  /** Ends with an end-of-contents mark instead of telling its length; constructed elements only. */
  readonly indefinite?: boolean
  /** Octets of length to write at least, more than are needed (allowed in BER). */
  readonly lengthOctets?: number
}

export function encode({ tagClass, number, contents, indefinite, lengthOctets = 0 }: Tlv): Uint8Array {
  const constructed = !(contents instanceof Uint8Array)
  const body = constructed ? Buffer.concat(contents.map(encode)) : contents
  const identifier = identifierOctets(tagClass, constructed, number)
  if (indefinite && constructed)
    return Buffer.concat([identifier, [0x80], body, [0, 0]].map((part) => Buffer.from(part)))
  return Buffer.concat([identifier, Buffer.from(lengthOf(body.length, lengthOctets)), body])
}

/** `[number]` with contents. */
export function context(number: number, contents: Uint8Array | readonly Tlv[]): Tlv {
  return { tagClass: 2, number, contents }
}

/** `[APPLICATION number]` with contents. */
export function application(number: number, contents: Uint8Array | readonly Tlv[]): Tlv {
  return { tagClass: 1, number, contents }
}

export function sequence(contents: readonly Tlv[]): Tlv {
  return { tagClass: 0, number: 16, contents }
}

/** Contents of an INTEGER in the fewest octets (X.690 8.3.2). */
export function integer(value: number | bigint): Uint8Array {
  let rest = BigInt(value)
  const octets: number[] = []
  for (;;) {
    octets.unshift(Number(rest & 0xffn))
    rest >>= 8n
    const negative = octets[0]! >= 0x80
    if ((rest === 0n && !negative) || (rest === -1n && negative)) return Uint8Array.from(octets)
  }
}

export function text(value: string): Uint8Array {
  return Buffer.from(value, 'utf8')
}

export function hex(value: string): Uint8Array {
  return Buffer.from(value.replace(/\s/g, ''), 'hex')
}

/** Digits with the first in the low half octet, filled with `f`. */
export function tbcd(digits: string): Uint8Array {
  return hex((digits.length % 2 === 0 ? digits : `${digits}f`).replace(/(.)(.)/g, '$2$1'))
}

function identifierOctets(tagClass: number, constructed: boolean, number: number): Uint8Array {
  const first = tagClass * 64 + (constructed ? 32 : 0)
  if (number < 31) return Uint8Array.of(first + number)
  const octets = [number & 0x7f]
  for (let rest = number >> 7; rest > 0; rest >>= 7) octets.unshift((rest & 0x7f) | 0x80)
  return Uint8Array.of(first + 31, ...octets)
}

function lengthOf(length: number, least: number): number[] {
  if (length < 128 && least === 0) return [length]
  const octets: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256)
  while (octets.length < least) octets.unshift(0)
  return [0x80 + octets.length, ...octets]
}
