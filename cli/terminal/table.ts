import { printable } from './hex-dump.ts'

/**
 * Draws rows as a table: numbers to the right, words to the left, nothing cut that fits the width. Columns of `money` keep the
 * decimals that their currency gave them: 2.250 KWD, 300,000 VND.
 */
export function renderTable(values: readonly object[], width = 120, money: readonly string[] = []): string {
  const rows = values as readonly Readonly<Record<string, unknown>>[]
  const first = rows[0]
  if (first === undefined) return '(no rows)'
  const names = Object.keys(first)
  // A sum without a fraction stands among others as 2,996.00, not as 2996.
  const fractions = names.map((name) => rows.some((row) => isFraction(row[name])))
  const cells = rows.map((row) =>
    names.map((name, i) => {
      const value = row[name]
      return typeof value === 'string' && money.includes(name) ? groupDigits(value) : cellText(value, fractions[i]!)
    }),
  )
  const limit = Math.max(12, Math.floor(width / Math.min(names.length, 4)))
  const widths = names.map((name, i) =>
    Math.min(limit, Math.max(name.length, ...cells.map((row) => displayWidth(row[i]!)))),
  )
  const numeric = names.map((name) => rows.every((row) => row[name] === null || isNumeric(row[name])))
  const line = (texts: readonly string[]) =>
    texts
      .map((text, i) => pad(clip(text, widths[i]!), widths[i]!, numeric[i]!))
      .join('  ')
      .trimEnd()
  return [line(names), widths.map((n) => '─'.repeat(n)).join('  '), ...cells.map(line)].join('\n')
}

/** `1234567.8` -> `1,234,567.80`: grouping by text, so that an exact decimal stays exact. */
export function groupDigits(number: string | number | bigint, decimals?: number): string {
  const text = typeof number === 'number' && decimals !== undefined ? number.toFixed(decimals) : String(number)
  const [whole = '0', fraction = ''] = text.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  const shown = decimals === undefined ? fraction : fraction.padEnd(decimals, '0')
  // Trailing zeros of a wider scale are no information; a digit that is would stay.
  const kept = decimals === undefined ? shown : shown.slice(0, decimals) + shown.slice(decimals).replace(/0+$/, '')
  return kept ? `${grouped}.${kept}` : grouped
}

const isFraction = (value: unknown): boolean => typeof value === 'string' && /^-?\d+\.\d+$/.test(value)

function cellText(value: unknown, fraction: boolean): string {
  if (value === null || value === undefined) return '–'
  if (typeof value === 'number')
    return Number.isInteger(value) ? String(value) : value.toPrecision(6).replace(/\.?0+$/, '')
  if (typeof value === 'string')
    return isFraction(value) || (fraction && /^-?\d+$/.test(value))
      ? groupDigits(value, 2)
      : printable(value.replace(/T00:00:00\.000Z$/, ''))
  return JSON.stringify(value)
}

function isNumeric(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && /^-?[\d,]+(\.\d+)?$/.test(value))
}

function clip(text: string, width: number): string {
  const flat = text.replace(/\s+/g, ' ')
  return displayWidth(flat) > width ? `${[...flat].slice(0, width - 1).join('')}…` : flat
}

function pad(text: string, width: number, right: boolean): string {
  const gap = ' '.repeat(Math.max(0, width - displayWidth(text)))
  return right ? gap + text : text + gap
}

function displayWidth(text: string): number {
  return [...text].length
}
