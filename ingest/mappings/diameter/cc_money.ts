import { currencyOfNumber } from '../currency_number.ts'
import { FieldError } from '../mapping.ts'
import { type Avps, groupOf, groupsOf, textOf } from './avp.ts'

/** An exact amount and its currency, when the message names one. */
export interface Money {
  /** Units of 10^-9. */
  readonly units: bigint
  readonly currency: string | undefined
}

const SCALE = 9

/**
 * CC-Money of a Service-Unit (RFC 8506, 8.22): Value-Digits x 10^Exponent, and the numeric code of ISO 4217.
 *
 * @throws FieldError for a value that has more than nine decimals or no such currency.
 */
export function moneyOf(serviceUnit: Avps): Money | undefined {
  const [group] = groupsOf(serviceUnit, 'CC-Money')
  if (!group) return undefined
  const value = groupOf(group, 'Unit-Value')
  const holder = Object.keys(value).length > 0 ? value : group
  const digits = textOf(holder, 'Value-Digits')
  if (digits === undefined || !/^-?\d{1,19}$/.test(digits)) throw new FieldError('whole digits', digits, 'Value-Digits')
  const exponent = textOf(holder, 'Exponent') ?? '0'
  if (!/^[+-]?\d{1,2}$/.test(exponent)) throw new FieldError('a whole exponent', exponent, 'Exponent')
  const shift = SCALE + Number(exponent)
  return { units: shifted(BigInt(digits), shift, exponent), currency: currencyIn(group) }
}

function shifted(digits: bigint, shift: number, exponent: string): bigint {
  if (shift >= 0) return digits * 10n ** BigInt(shift)
  const divisor = 10n ** BigInt(-shift)
  if (digits % divisor !== 0n) throw new FieldError(`at most ${SCALE} decimals`, exponent, 'Exponent')
  return digits / divisor
}

function currencyIn(group: Avps): string | undefined {
  const code = textOf(group, 'Currency-Code')
  if (code === undefined) return undefined
  if (/^[A-Z]{3}$/.test(code)) return code
  const letters = /^\d{1,3}$/.test(code) ? currencyOfNumber(Number(code)) : undefined
  if (letters === undefined) throw new FieldError('a currency of ISO 4217', code, 'Currency-Code')
  return letters
}

/** Units of 10^-9 as text: `-0.99`. */
export function amountText(units: bigint): string {
  const digits = String(units < 0n ? -units : units).padStart(SCALE + 1, '0')
  return `${units < 0n ? '-' : ''}${digits.slice(0, -SCALE)}.${digits.slice(-SCALE)}`
}
