import { Buffer } from 'node:buffer'
import { tbcdDigits } from '../ber/bcd.ts'
import { type BerElement, berChildren } from '../ber/element.ts'
import { BerError } from '../ber/fault.ts'
import { berOctets } from '../ber/primitive.ts'
import { tagNumber } from '../ber/tag.ts'

/** A number as signalled: digits, and what kind of number they are (TS 24.008 10.5.4.7). */
export interface DialledNumber {
  readonly typeOfNumber:
    | 'unknown'
    | 'international'
    | 'national'
    | 'network specific'
    | 'subscriber'
    | 'alphanumeric'
    | 'other'
  readonly digits: string
}

const TYPES: readonly DialledNumber['typeOfNumber'][] = [
  'unknown',
  'international',
  'national',
  'network specific',
  'subscriber',
  'alphanumeric',
  'other',
  'other',
]

/** Digits of an IMSI, IMEI or IMEISV. */
export function tbcd(element: BerElement): string {
  return tbcdDigits(berOctets(element))
}

/** Octets as hex text. */
export function hex(element: BerElement): string {
  const octets = berOctets(element)
  return Buffer.from(octets.buffer, octets.byteOffset, octets.length).toString('hex')
}

/** ISDN-AddressString and AddressString (TS 29.002): type and plan of the number in one octet, then its digits. */
export function addressString(element: BerElement): DialledNumber {
  const octets = berOctets(element)
  if (octets.length < 1) throw new BerError('a number', 'no octets', element.from)
  return { typeOfNumber: TYPES[(octets[0]! >> 4) & 7]!, digits: tbcdDigits(octets, 1) }
}

/** BCDDirectoryNumber: as TS 24.008 has it, with presentation and screening in an octet 3a where bit 8 of the first is 0. */
export function bcdDirectoryNumber(element: BerElement): DialledNumber {
  const octets = berOctets(element)
  if (octets.length < 1) throw new BerError('a number', 'no octets', element.from)
  const digits = tbcdDigits(octets, octets[0]! >= 0x80 ? 1 : 2)
  return { typeOfNumber: TYPES[(octets[0]! >> 4) & 7]!, digits }
}

/**
 * SmsTpDestinationNumber: an address field of TS 23.040, which begins with the count of its digits. Where the count does
 * not fit, the octets are an AddressString, as some nodes write.
 */
export function smsAddress(element: BerElement): DialledNumber {
  const octets = berOctets(element)
  const counted = octets.length >= 2 && Math.ceil(octets[0]! / 2) === octets.length - 2
  if (!counted) return addressString(element)
  const typeOfNumber = TYPES[(octets[1]! >> 4) & 7]!
  if (typeOfNumber === 'alphanumeric') return { typeOfNumber, digits: gsm7(octets.subarray(2)) }
  return { typeOfNumber, digits: tbcdDigits(octets, 2).slice(0, octets[0]) }
}

/** Letters packed in seven bits (TS 23.038); those that are not ASCII's come as `?`. */
function gsm7(octets: Uint8Array): string {
  let text = ''
  for (let bit = 0; bit + 7 <= octets.length * 8; bit += 7) {
    const pair = octets[bit >> 3]! | ((octets[(bit >> 3) + 1] ?? 0) << 8)
    const code = (pair >> (bit & 7)) & 0x7f
    text += code === 0 ? '@' : code >= 0x20 ? String.fromCharCode(code) : '?'
  }
  return text.replace(/@$/, '')
}

/** PLMN id in three octets (TS 24.008 10.5.1.3) as MCC-MNC: `62 f2 10` is `262-01`. */
export function plmn(element: BerElement): string {
  const octets = berOctets(element)
  const code = octets.length === 3 ? plmnAt(octets, 0) : undefined
  if (code !== undefined) return code
  throw new BerError('an MCC and MNC in three octets', Buffer.from(octets).toString('hex').slice(0, 40), element.from)
}

/** PLMN id at a place in octets; undefined where there is none. */
export function plmnAt(octets: Uint8Array, at: number): string | undefined {
  const halves = [0, 1, 2].flatMap((i) => [octets[at + i]! & 15, octets[at + i]! >> 4])
  const [mcc1, mcc2, mcc3, mnc3, mnc1, mnc2] = halves
  const code = `${mcc1}${mcc2}${mcc3}-${mnc1}${mnc2}${mnc3 === 15 ? '' : mnc3}`
  return /^\d{3}-\d{2,3}$/.test(code) ? code : undefined
}

/** LAC, cell id and the like: two octets as a number. */
export function twoOctets(element: BerElement): number {
  const octets = berOctets(element)
  if (octets.length !== 2) throw new BerError('two octets', `${octets.length}`, element.from)
  return octets[0]! * 256 + octets[1]!
}

/** TimeStamp: local time and its offset in nine octets, `YYMMDDhhmmssShhmm`, as ISO text in UTC. Years are 1970 to 2069. */
export function timeStamp(element: BerElement): string {
  const octets = berOctets(element)
  const at = octets.length === 9 ? instantOf(octets) : undefined
  if (at !== undefined) return new Date(at).toISOString()
  throw new BerError('a time stamp YYMMDDhhmmssShhmm', Buffer.from(octets).toString('hex').slice(0, 40), element.from)
}

/** Milliseconds since 1970; by arithmetic, as records have several times each. */
function instantOf(octets: Uint8Array): number | undefined {
  const year = twoDigits(octets[0]!)
  const month = twoDigits(octets[1]!)
  const day = twoDigits(octets[2]!)
  const hour = twoDigits(octets[3]!)
  const minute = twoDigits(octets[4]!)
  const second = twoDigits(octets[5]!)
  const sign = octets[6] === 0x2b ? 1 : octets[6] === 0x2d ? -1 : 0
  const offset = twoDigits(octets[7]!) * 60 + twoDigits(octets[8]!)
  // Comparisons with NaN, which is no two digits, are false.
  if (!(year >= 0 && month >= 1 && month <= 12 && day >= 1 && hour < 24 && minute < 60 && second < 60)) return undefined
  if (sign === 0 || !(offset <= 14 * 60)) return undefined
  const midnight = Date.UTC(year + (year < 70 ? 2000 : 1900), month - 1, day)
  if (day > 28 && new Date(midnight).getUTCDate() !== day) return undefined
  return midnight + ((hour * 60 + minute - sign * offset) * 60 + second) * 1000
}

function twoDigits(octet: number): number {
  const high = octet >> 4
  const low = octet & 0x0f
  return high > 9 || low > 9 ? Number.NaN : high * 10 + low
}

/** IPAddress: four or sixteen octets, or text, by the tag of the alternative. */
export function ipAddress(element: BerElement): string {
  const alternative = tagNumber(element.tag)
  if (alternative === 2 || alternative === 3) return Buffer.from(berOctets(element)).toString('latin1')
  // [4] is an address with the length of its prefix.
  if (element.constructed) for (const child of berChildren(element)) return ipOctets(berOctets(child), child.from)
  return ipOctets(berOctets(element), element.from)
}

/** An IPv4 or IPv6 address of its octets; an IPv4 address in IPv6 form is written as IPv4. */
export function ipOctets(octets: Uint8Array, offset: number): string {
  if (octets.length === 4) return octets.join('.')
  if (octets.length !== 16) throw new BerError('an address of 4 or 16 octets', `${octets.length} octets`, offset)
  const mapped = octets.subarray(0, 10).every((octet) => octet === 0) && octets[10] === 255 && octets[11] === 255
  if (mapped) return octets.subarray(12).join('.')
  const groups = Array.from({ length: 8 }, (_, i) => (octets[i * 2]! * 256 + octets[i * 2 + 1]!).toString(16))
  return new URL(`http://[${groups.join(':')}]/`).hostname.slice(1, -1)
}
