/**
 * Units of 10^-scale of a plain decimal text such as `-12.50`, or undefined when it is none or has more decimals than
 * the scale (zeros past it are none). No exponent: a text with one was a float before.
 */
export function parseDecimal(text: string, scale: number): bigint | undefined {
  // Longer than any decimal column with zeros to spare; BigInt of a megabyte of digits would take seconds.
  if (text.length > 100) return undefined
  let at = 0
  const sign = text.charCodeAt(0)
  if (sign === 45 || sign === 43) at = 1
  let digits = 0
  let point = -1
  let small = 0
  for (let i = at; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 46 && point < 0) point = i
    else if (code < 48 || code > 57) return undefined
    else {
      digits++
      small = small * 10 + code - 48
    }
  }
  if (digits === 0) return undefined
  const decimals = point < 0 ? 0 : text.length - point - 1
  if (decimals > scale) {
    const end = point + 1 + scale
    for (let i = end; i < text.length; i++) if (text.charCodeAt(i) !== 48) return undefined
    return parseDecimal(text.slice(0, end), scale)
  }
  // Up to fifteen digits a JS number is exact, and several times faster than BigInt(text).
  const whole = digits <= 15 ? BigInt(small) : BigInt(text.slice(at).replace('.', ''))
  const units = whole * powerOfTen(scale - decimals)
  return sign === 45 ? -units : units
}

const POWERS = Array.from({ length: 77 }, (_, exponent) => 10n ** BigInt(exponent))

/** 10^exponent, for whole exponents from 0 to 76. */
export function powerOfTen(exponent: number): bigint {
  return POWERS[exponent]!
}
