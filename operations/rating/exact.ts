/** Decimals of amounts and of what they are computed with. */
const SCALE = 30

/** Decimals at which sums of quotients are settled before they are rounded, as in models/rating/rounded.ts. */
const SETTLED = 24

/** An exact number with 30 decimals; what is smaller is cut off, as the models cut it. */
export type Exact = bigint

export function exact(text: string): Exact {
  const negative = text.startsWith('-')
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.')
  const value = BigInt(whole + fraction.padEnd(SCALE, '0').slice(0, SCALE))
  return negative ? -value : value
}

export function lesser(a: bigint, b: bigint): bigint {
  if (a < b) return a
  return b
}

export function greater(a: bigint, b: bigint): bigint {
  if (a > b) return a
  return b
}

/** Rounded once to `decimals` (negative for tens) by a catalogue's method; `none` is nine decimals. */
export function roundExact(amount: Exact, method: string, decimals: number): Exact {
  const settled = roundBy(amount, 'half_up', SETTLED)
  return method === 'none' ? roundBy(settled, 'half_up', 9) : roundBy(settled, method, Math.min(decimals, 9))
}

function roundBy(value: Exact, method: string, decimals: number): Exact {
  const unit = 10n ** BigInt(SCALE - decimals)
  const down = (value / unit) * unit
  const rest = value - down
  if (rest === 0n || method === 'down') return down
  const up = down + (value < 0n ? -unit : unit)
  const half = 2n * (rest < 0n ? -rest : rest)
  if (method === 'up') return up
  if (half !== unit) return half > unit ? up : down
  if (method === 'half_down') return down
  return method === 'half_even' && (down / unit) % 2n === 0n ? down : up
}

/** Without zeros that say nothing. */
export function exactText(value: Exact): string {
  const digits = (value < 0n ? -value : value).toString().padStart(SCALE + 1, '0')
  const fraction = digits.slice(-SCALE).replace(/0+$/, '')
  return `${value < 0n ? '-' : ''}${digits.slice(0, -SCALE)}${fraction === '' ? '' : `.${fraction}`}`
}
