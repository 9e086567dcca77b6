import { FieldError } from './mapping.ts'

export interface NumberStyle {
  /** `.` when absent. */
  readonly decimalSeparator?: string
  /** Separates groups of three digits, such as `,` or `.` or a blank. */
  readonly thousands?: string
}

/**
 * An exact decimal as text: `decimal('1.234,50', { decimalSeparator: ',', thousands: '.' })` is `1234.50`.
 * Takes a JSON number too, whose shortest text is what the file said; no arithmetic is done on it.
 */
export function decimal(
  given: string | number | bigint,
  { decimalSeparator = '.', thousands }: NumberStyle = {},
): string {
  if (typeof given === 'bigint') return String(given)
  if (typeof given === 'number') {
    if (!Number.isFinite(given)) throw new FieldError('a decimal', given)
    return withoutExponent(String(given))
  }
  let text = given.trim()
  if (thousands) {
    const [whole = '', ...rest] = text.split(decimalSeparator)
    const groups = whole.replace(/^[+-]/, '').split(thousands)
    if (groups.length > 1 && !groups.every((group, i) => (i === 0 ? /^\d{1,3}$/ : /^\d{3}$/).test(group))) {
      throw new FieldError(`a decimal with "${thousands}" between thousands`, given)
    }
    text = [whole.replaceAll(thousands, ''), ...rest].join(decimalSeparator)
  }
  if (decimalSeparator !== '.') {
    if (text.includes('.')) throw new FieldError(`a decimal with "${decimalSeparator}"`, given)
    text = text.replace(decimalSeparator, '.')
  }
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text)) throw new FieldError('a decimal', given)
  return text
}

/** A whole number; `integer('1,024', { thousands: ',' })` is 1024. A bigint where a JS number would not be exact. */
export function integer(given: string | number | bigint, style: NumberStyle = {}): number | bigint {
  if (typeof given === 'bigint' || Number.isSafeInteger(given)) return given as number | bigint
  const text = decimal(given, style)
  if (!/^[+-]?\d+(\.0*)?$/.test(text)) throw new FieldError('a whole number', given)
  const whole = text.replace(/^\+|\..*$/g, '')
  const value = Number(whole)
  return Number.isSafeInteger(value) ? value : BigInt(whole)
}

/** `1.5e-7` as `0.00000015`: JavaScript writes small and large numbers with an exponent. */
export function withoutExponent(text: string): string {
  const match = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/i.exec(text)
  if (!match) return text
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match
  const digits = whole + fraction
  const point = whole.length + Number(exponent)
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  if (point >= digits.length) return `${sign}${digits}${'0'.repeat(point - digits.length)}`
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`
}
