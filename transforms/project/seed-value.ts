import type { Column } from '../../warehouse/columns.ts'

const bits: Readonly<Record<string, readonly [bigint, bigint]>> = {
  uint8: [0n, 2n ** 8n - 1n],
  uint16: [0n, 2n ** 16n - 1n],
  uint32: [0n, 2n ** 32n - 1n],
  uint64: [0n, 2n ** 64n - 1n],
  int32: [-(2n ** 31n), 2n ** 31n - 1n],
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
}

/** What a column wants instead of a value, such as `true or false`; undefined where it takes it. */
export function expectation(column: Column<unknown>, value: string | null): string | undefined {
  const { kind, nullable, values } = column
  if (value === null) return nullable ? undefined : (expectation(column, '') ?? 'a text')
  const range = bits[kind]
  if (range !== undefined) {
    const fits = /^-?\d{1,20}$/.test(value) && BigInt(value) >= range[0] && BigInt(value) <= range[1]
    return fits ? undefined : `a whole number from ${range[0]} to ${range[1]}`
  }
  switch (kind) {
    case 'string':
      return values === undefined || values.includes(value) ? undefined : `one of ${values.join(', ')}`
    case 'bool':
      return value === 'true' || value === 'false' ? undefined : 'true or false'
    case 'float64':
      return value !== '' && Number.isFinite(Number(value)) ? undefined : 'a number'
    case 'date':
    case 'date32':
      return isDay(value, kind === 'date' ? 1970 : 1900, kind === 'date' ? 2148 : 2299)
        ? undefined
        : 'a day as YYYY-MM-DD'
    case 'instant': {
      const match = /^(\d{4}-\d\d-\d\d)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,3})?Z$/.exec(value)
      return match !== null && isDay(match[1]!, 1900, 2299) ? undefined : 'an instant as YYYY-MM-DDThh:mm:ss[.sss]Z'
    }
    case 'decimal': {
      const { precision = 0, scale = 0 } = column
      const match = /^-?(\d+)(?:\.(\d+))?$/.exec(value)
      const fits =
        match !== null && match[1]!.replace(/^0+/, '').length <= precision - scale && (match[2] ?? '').length <= scale
      return fits ? undefined : `a decimal of up to ${precision - scale} digits before the point and ${scale} after`
    }
    case 'array':
      return 'nothing: a seed has no lists; give each element a row'
    case 'state':
      return 'nothing: a state of an aggregate is made by ClickHouse, a seed has values'
    default:
      return `a value of ${kind}`
  }
}

function isDay(value: string, first: number, last: number): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(value)) return false
  const at = new Date(`${value}T00:00:00Z`)
  const year = Number(value.slice(0, 4))
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value) && year >= first && year <= last
}
