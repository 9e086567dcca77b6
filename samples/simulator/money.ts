/** Money as whole numbers: nano = 10^-9 of the currency (rates, rated amounts), cents = 10^-2 (bills, payments). */
export const NANO_PER_CENT = 10_000_000n

/** `nanoOf('0.09')` is 90000000n. */
export function nanoOf(decimal: string): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.')
  return BigInt(whole + fraction.padEnd(9, '0'))
}

/** Nearest whole quotient of non-negative numbers, half up. */
export function roundedQuotient(dividend: bigint, divisor: bigint): bigint {
  return (2n * dividend + divisor) / (2n * divisor)
}

export const centsOfNano = (nano: bigint): bigint => roundedQuotient(nano, NANO_PER_CENT)

/** `textOfCents(-1234n)` is '-12.34'. */
export function textOfCents(cents: bigint): string {
  const digits = (cents < 0n ? -cents : cents).toString().padStart(3, '0')
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}

export function textOfNano(nano: bigint): string {
  const digits = (nano < 0n ? -nano : nano).toString().padStart(10, '0')
  return `${nano < 0n ? '-' : ''}${digits.slice(0, -9)}.${digits.slice(-9)}`
}
