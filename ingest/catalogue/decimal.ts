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

/** Negative, zero or positive, as `a` is below, equal to or above `b`; exact. */
export function compareDecimals(a: string, b: string): number {
  const scale = Math.max(decimalsOf(a), decimalsOf(b))
  const difference = scaled(a, scale) - scaled(b, scale)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

export const decimalsOf = (text: string): number => text.split('.')[1]?.length ?? 0

function scaled(text: string, scale: number): bigint {
  const [whole, fraction = ''] = text.split('.')
  return BigInt(whole + fraction.padEnd(scale, '0'))
}
