const TBCD = '0123456789*#abc'

/**
 * Digits of a TBCD string (TS 29.002), the low half octet first, ended by `1111`: `62 02 f1` is `26201`.
 */
export function tbcdDigits(octets: Uint8Array, from = 0, to = octets.length): string {
  let digits = ''
  for (let at = from; at < to; at++) {
    const octet = octets[at]!
    const low = octet & 0x0f
    const high = octet >> 4
    if (low === 0x0f) break
    digits += TBCD[low]
    if (high === 0x0f) break
    digits += TBCD[high]
  }
  return digits
}

/** Digits of a packed BCD string, the high half octet first; undefined where one is no digit. `f` ends it. */
export function bcdDigits(octets: Uint8Array, from = 0, to = octets.length): string | undefined {
  let digits = ''
  for (let at = from; at < to; at++) {
    for (const half of [octets[at]! >> 4, octets[at]! & 0x0f]) {
      if (half === 0x0f) return digits
      if (half > 9) return undefined
      digits += half
    }
  }
  return digits
}
