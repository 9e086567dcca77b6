const TEXT = /^([+-]?)(\d+)(?:\.(\d+))?$/

/** `0.10` -> `0.1`, `+5` -> `5`, `-0` -> `0`; undefined when it is no plain decimal. */
export function plainDecimal(text: string): string | undefined {
  const match = TEXT.exec(text.replaceAll('_', ''))
  if (match === null) return undefined
  const whole = match[2]!.replace(/^0+(?=\d)/, '')
  const fraction = (match[3] ?? '').replace(/0+$/, '')
  const size = fraction === '' ? whole : `${whole}.${fraction}`
  return match[1] === '-' && size !== '0' ? `-${size}` : size
}

/** Negative, zero or positive, as `a` is below, equal to or above `b`; exact. Digit by digit: a rate deck compares millions. */
export function compareDecimals(a: string, b: string): number {
  const below = a.startsWith('-')
  if (below !== b.startsWith('-')) return below ? -1 : 1
  return below ? compareSizes(b.slice(1), a.slice(1)) : compareSizes(a, b)
}

function compareSizes(a: string, b: string): number {
  const [points, others] = [pointOf(a), pointOf(b)]
  const whole = Math.max(points, others)
  const [one, other] = [a.padStart(a.length + whole - points, '0'), b.padStart(b.length + whole - others, '0')]
  const width = Math.max(one.length, other.length)
  const [left, right] = [padded(one, whole, width), padded(other, whole, width)]
  return left < right ? -1 : left > right ? 1 : 0
}

const padded = (text: string, whole: number, width: number): string =>
  text.length === width ? text : (text.length === whole ? `${text}.` : text).padEnd(width, '0')

const pointOf = (text: string): number => (text.includes('.') ? text.indexOf('.') : text.length)

export const decimalsOf = (text: string): number => (text.includes('.') ? text.length - text.indexOf('.') - 1 : 0)
