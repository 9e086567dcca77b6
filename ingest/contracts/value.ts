import type { Column } from '../../warehouse/columns.ts'
import { ConfigurationError } from '../../warehouse/errors.ts'
import type { Field } from './contract.ts'
import { parseDecimal, powerOfTen } from './decimal_text.ts'
import {
  FIRST_DAY_32,
  FIRST_INSTANT,
  INSTANT_RANGE,
  LAST_DAY,
  LAST_DAY_32,
  LAST_INSTANT,
  parseDay,
  parseInstant,
} from './instant_text.ts'

/** Turns a given value into what warehouse/native.ts writes, or undefined when the field does not allow it. */
export type ValueReader = (given: unknown) => unknown

/** Reads one field's values, and says to a person what it takes. */
export interface FieldValue {
  readonly read: ValueReader
  readonly expected: string
}

const WHOLE: Readonly<Record<string, readonly [bigint, bigint]>> = {
  uint8: [0n, 255n],
  uint16: [0n, 65_535n],
  uint32: [0n, 4_294_967_295n],
  int32: [-2_147_483_648n, 2_147_483_647n],
  uint64: [0n, 2n ** 64n - 1n],
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
}

/** How a field's given values become wire values; closed lists, ranges and decimals as its column says. */
export function fieldValue(field: Field<unknown>): FieldValue {
  const { column } = field
  switch (column.kind) {
    case 'string':
      return text(field)
    case 'bool':
      return { read: (given) => (typeof given === 'boolean' ? given : undefined), expected: 'true or false' }
    case 'float64':
      return float(field)
    case 'date':
      return {
        read: (given) => day(given, 0, LAST_DAY),
        expected: 'a day from 1970-01-01 to 2149-06-06, as YYYY-MM-DD',
      }
    case 'date32':
      return {
        read: (given) => day(given, FIRST_DAY_32, LAST_DAY_32),
        expected: 'a day from 1900-01-01 to 2299-12-31, as YYYY-MM-DD',
      }
    case 'instant':
      return { read: instant, expected: `an instant with its zone, such as 2026-03-29T01:59:59Z, ${INSTANT_RANGE}` }
    case 'decimal':
      return decimal(field, column)
    case 'array':
      throw new ConfigurationError(`${column.ddl}: no event has a list`, 'Give the contract an event an element.')
    case 'state':
      throw new ConfigurationError(
        `${column.ddl} is made by ClickHouse: no event has one`,
        'Give the contract the values it is made of.',
      )
    default:
      return whole(field, WHOLE[column.kind]!)
  }
}

function text({ column, pattern, shape }: Field<unknown>): FieldValue {
  if (column.values) {
    const words = new Set(column.values)
    return {
      read: (given) => (words.has(given as string) ? given : undefined),
      expected: `one of ${column.values.join(', ')}`,
    }
  }
  if (!pattern) return { read: (given) => (isText(given) ? given : undefined), expected: 'text' }
  return {
    read: (given) => (isText(given) && pattern.test(given) ? given : undefined),
    expected: shape ?? `text like ${pattern.source}`,
  }
}

/** Text that UTF-8 can hold: JSON may escape half of a surrogate pair, and all halves would land as one and the same U+FFFD. */
function isText(given: unknown): given is string {
  return typeof given === 'string' && given.isWellFormed()
}

function whole({ min, max }: Field<unknown>, [lowest, highest]: readonly [bigint, bigint]): FieldValue {
  const from = min === undefined ? lowest : BigInt(min)
  const to = max === undefined ? highest : BigInt(max)
  const first = Number(from)
  const last = Number(to)
  const read = (given: unknown): number | bigint | undefined => {
    if (typeof given === 'string') {
      if (given.length > 40 || !/^[+-]?\d+$/.test(given)) return undefined
      const value = given.length <= 15 ? Number(given) : BigInt(given)
      return read(value)
    }
    if (typeof given === 'number') {
      return Number.isSafeInteger(given) && given >= first && given <= last ? given : undefined
    }
    if (typeof given !== 'bigint' || given < from || given > to) return undefined
    // Columns of up to 32 bits are written from JS numbers.
    return to <= Number.MAX_SAFE_INTEGER ? Number(given) : given
  }
  return { read, expected: `a whole number from ${from} to ${to}` }
}

function float(field: Field<unknown>): FieldValue {
  const min = Number(field.min ?? Number.NEGATIVE_INFINITY)
  const max = Number(field.max ?? Number.POSITIVE_INFINITY)
  const read = (given: unknown): number | undefined => {
    if (typeof given === 'string' && !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(given)) return undefined
    if (typeof given !== 'number' && typeof given !== 'string' && typeof given !== 'bigint') return undefined
    const value = Number(given)
    return Number.isFinite(value) && value >= min && value <= max ? value : undefined
  }
  const range = Number.isFinite(min) || Number.isFinite(max) ? ` from ${min} to ${max}` : ''
  return { read, expected: `a number${range}` }
}

function decimal({ min, max }: Field<unknown>, { precision, scale }: Column<unknown>): FieldValue {
  const bound = powerOfTen(precision!)
  const from = min === undefined ? -bound : parseDecimal(String(min), scale!)!
  const to = max === undefined ? bound : parseDecimal(String(max), scale!)!
  const read = (given: unknown): bigint | undefined => {
    if (typeof given !== 'string' && typeof given !== 'bigint') return undefined
    const units = typeof given === 'string' ? parseDecimal(given, scale!) : given * powerOfTen(scale!)
    if (units === undefined || units < from || units > to || units >= bound || units <= -bound) return undefined
    return units
  }
  const least = min === undefined ? '' : `, ${min} or more`
  const most = max === undefined ? '' : `, ${max} or less`
  return {
    read,
    expected: `a decimal as text, ${precision! - scale!} digits before and ${scale} after the point at most${least}${most}`,
  }
}

function day(given: unknown, first: number, last: number): number | undefined {
  const value = typeof given === 'string' ? parseDay(given) : undefined
  return value !== undefined && value >= first && value <= last ? value : undefined
}

function instant(given: unknown): number | undefined {
  const value = typeof given === 'string' ? parseInstant(given) : given instanceof Date ? given.getTime() : undefined
  // An invalid Date is NaN, which fails both comparisons.
  return value !== undefined && value >= FIRST_INSTANT && value <= LAST_INSTANT ? value : undefined
}
