import { Buffer } from 'node:buffer'
import { type BerElement, berChildren } from './element.ts'
import { BerError } from './fault.ts'

/** Long numbers cost more than their length to work out, and none of the field's standards has one. */
const MAX_OCTETS = 64

/** INTEGER or ENUMERATED (X.690 8.3): a number, a bigint where a JS number would not be exact. */
export function berInteger(element: BerElement): number | bigint {
  const { bytes, from, to } = primitive(element)
  if (from === to) throw new BerError('an integer', 'no octets', from)
  if (to - from > MAX_OCTETS) throw new BerError(`an integer of ${MAX_OCTETS} octets at most`, `${to - from}`, from)
  if (to - from <= 6) {
    let value = bytes[from]! >= 0x80 ? -1 : 0
    for (let at = from; at < to; at++) value = value * 256 + bytes[at]!
    return value
  }
  const digits = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('hex')
  const value = BigInt.asIntN((to - from) * 8, BigInt(`0x${digits}`))
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}

/** BOOLEAN (X.690 8.2): any octet but zero is true. */
export function berBoolean(element: BerElement): boolean {
  const { bytes, from, to } = primitive(element)
  if (to - from !== 1) throw new BerError('a boolean of one octet', `${to - from} octets`, from)
  return bytes[from] !== 0
}

/** NULL (X.690 8.8): that it is there is all it says. */
export function berNull(element: BerElement): true {
  const { from, to } = primitive(element)
  if (to !== from) throw new BerError('no octets', `${to - from} octets`, from)
  return true
}

/** Octets of an OCTET STRING, a view; copied only where they come in segments (X.690 8.7.3). */
export function berOctets(element: BerElement): Uint8Array {
  if (!element.constructed) return element.bytes.subarray(element.from, element.to)
  const segments: Uint8Array[] = []
  for (const child of berChildren(element)) segments.push(berOctets(child))
  return Buffer.concat(segments)
}

/** IA5String, VisibleString, NumericString, PrintableString and UTF8String, all of which UTF-8 reads. */
export function berText(element: BerElement): string {
  const octets = berOctets(element)
  const text = Buffer.from(octets.buffer, octets.byteOffset, octets.length).toString('utf8')
  if (text.includes('\ufffd')) throw new BerError('text', 'octets that are none', element.from)
  return text
}

/** Flags of a BIT STRING (X.690 8.6), first bit first: `true` where it is set. */
export function berBits(element: BerElement): boolean[] {
  const { bytes, from, to } = primitive(element)
  const unused = bytes[from] ?? 0
  if (from === to || unused > 7 || (to - from === 1 && unused > 0)) {
    throw new BerError('a bit string', 'no count of unused bits', from)
  }
  const count = (to - from - 1) * 8 - unused
  return Array.from({ length: count }, (_, i) => (bytes[from + 1 + (i >> 3)]! & (0x80 >> (i & 7))) !== 0)
}

/** OBJECT IDENTIFIER (X.690 8.19) as `1.2.840`. */
export function berObjectIdentifier(element: BerElement): string {
  const { bytes, from, to } = primitive(element)
  if (to - from > MAX_OCTETS) throw new BerError(`an identifier of ${MAX_OCTETS} octets at most`, `${to - from}`, from)
  const arcs: bigint[] = []
  let arc = 0n
  for (let at = from; at < to; at++) {
    arc = (arc << 7n) | BigInt(bytes[at]! & 0x7f)
    if (bytes[at]! >= 0x80) continue
    if (arcs.length === 0) {
      const first = arc < 40n ? 0n : arc < 80n ? 1n : 2n
      arcs.push(first, arc - first * 40n)
    } else arcs.push(arc)
    arc = 0n
  }
  if (from === to || bytes[to - 1]! >= 0x80) throw new BerError('an object identifier', 'one that is cut off', from)
  return arcs.join('.')
}

function primitive(element: BerElement): BerElement {
  if (element.constructed) throw new BerError('a primitive element', 'one made of others', element.at)
  return element
}
