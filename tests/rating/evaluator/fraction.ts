/** An exact fraction; the denominator is positive. The evaluator's only number for quantities and money. */
export interface Fraction {
  readonly n: bigint
  readonly d: bigint
}

export const fraction = (n: bigint, d = 1n): Fraction => (d < 0n ? { n: -n, d: -d } : { n, d })
export const zero = fraction(0n)

/** `fractionOf('-0.10')` is -1/10; a number only where it is whole. */
export function fractionOf(value: string | number): Fraction {
  const text = String(value)
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text)
  if (match === null) throw new Error(`${text} is no decimal`)
  const [, sign, whole, decimals = ''] = match
  const n = BigInt(whole + decimals)
  return reduced(sign === '-' ? -n : n, 10n ** BigInt(decimals.length))
}

export const add = (a: Fraction, b: Fraction) => reduced(a.n * b.d + b.n * a.d, a.d * b.d)
export const subtract = (a: Fraction, b: Fraction) => reduced(a.n * b.d - b.n * a.d, a.d * b.d)
export const times = (a: Fraction, b: Fraction) => reduced(a.n * b.n, a.d * b.d)
export const over = (a: Fraction, b: Fraction) =>
  reduced(b.n < 0n ? -a.n * b.d : a.n * b.d, b.n < 0n ? -a.d * b.n : a.d * b.n)
export const compare = (a: Fraction, b: Fraction): number => Number(signOf(a.n * b.d - b.n * a.d))
export const least = (a: Fraction, b: Fraction) => (compare(a, b) <= 0 ? a : b)
export const most = (a: Fraction, b: Fraction) => (compare(a, b) >= 0 ? a : b)
export const sum = (parts: readonly Fraction[]) => parts.reduce(add, zero)
/** The next whole number, for started blocks. */
export const ceiling = (a: Fraction) => fraction(-floorDiv(-a.n, a.d))
export const floor = (a: Fraction) => fraction(floorDiv(a.n, a.d))

export type RoundingMethod = 'half_up' | 'half_even' | 'half_down' | 'up' | 'down' | 'none'

/** Rounds to `decimals` (negative: tens): up is away from zero, down towards it; half_up takes the half away from zero. */
export function rounded(a: Fraction, method: RoundingMethod, decimals: number): Fraction {
  // What is kept in a Decimal(38, 9) has nine decimals whatever is asked for.
  if (method === 'none') return rounded(a, 'half_up', 9)
  const scale = 10n ** BigInt(Math.abs(decimals))
  const scaled = decimals >= 0 ? reduced(a.n * scale, a.d) : reduced(a.n, a.d * scale)
  const size = scaled.n < 0n ? -scaled.n : scaled.n
  const whole = size / scaled.d
  const rest = size % scaled.d
  const half = Number(signOf(rest * 2n - scaled.d))
  const up =
    rest !== 0n &&
    (method === 'up' ||
      (method !== 'down' &&
        (half > 0 || (half === 0 && (method === 'half_up' || (method === 'half_even' && whole % 2n === 1n))))))
  const result = (up ? whole + 1n : whole) * (scaled.n < 0n ? -1n : 1n)
  return decimals >= 0 ? reduced(result, scale) : fraction(result * scale)
}

/** Plain text with no more decimals than needed, nine at most. */
export function textOf(a: Fraction): string {
  const { n } = rounded(times(rounded(a, 'half_up', 9), fraction(10n ** 9n)), 'down', 0)
  const digits = (n < 0n ? -n : n).toString().padStart(10, '0')
  const text = `${digits.slice(0, -9)}.${digits.slice(-9)}`.replace(/\.?0+$/, '')
  return n < 0n ? `-${text}` : text
}

function reduced(n: bigint, d: bigint): Fraction {
  let [a, b] = [n < 0n ? -n : n, d]
  while (b !== 0n) [a, b] = [b, a % b]
  return a === 0n ? { n: 0n, d: 1n } : { n: n / a, d: d / a }
}

const signOf = (n: bigint): bigint => (n > 0n ? 1n : n < 0n ? -1n : 0n)
const floorDiv = (a: bigint, b: bigint): bigint => (a % b !== 0n && a < 0n !== b < 0n ? a / b - 1n : a / b)
