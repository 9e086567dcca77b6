import { ConfigurationError } from '../../warehouse/errors.ts'

/**
 * ClickHouse's text of a value that kysely writes otherwise or not at all; undefined for one that it writes right.
 *
 * @throws ConfigurationError for what has no literal: NaN, objects, undefined.
 */
export function literalText(value: unknown): string | undefined {
  if (value instanceof Date) {
    const text = value.toISOString().replace('T', ' ').replace('Z', '')
    return `toDateTime64('${text}', 3, 'UTC')`
  }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new ConfigurationError(`${value} has no SQL literal`, 'Guard the computation that made it.')
  }
  // Without the cast a literal takes the smallest type that holds it, and UNION and if() would follow.
  if (typeof value === 'bigint') return value > 9223372036854775807n ? `toUInt64(${value})` : `toInt64(${value})`
  if (value === undefined || (typeof value === 'object' && value !== null)) {
    throw new ConfigurationError(
      `${String(value)} has no SQL literal`,
      'Use strings, numbers, bigints, booleans, dates or null.',
    )
  }
  return undefined
}
