import { ConfigurationError } from '../../warehouse/errors.ts'
import type { CsvOptions } from '../mappings/format.ts'

/** Every choice of a dialect made, but the delimiter, which the first lines may have to tell. */
export interface CsvDialect {
  readonly delimiter: string | undefined
  readonly quote: string
  /** The quote itself, or what makes the next character a plain one within quotes. */
  readonly escapedBy: string
  readonly header: boolean
  readonly columns: readonly string[] | undefined
  readonly comment: string
  readonly trim: boolean
  readonly skipLines: number
  readonly nullWords: ReadonlySet<string>
}

/** @throws ConfigurationError naming the option that cannot be. */
export function csvDialect(options: CsvOptions): CsvDialect {
  const quote = options.quote ?? '"'
  const escapedBy = options.escape ?? quote
  if (quote.length > 1) throw wrong('quote', quote, 'one character, or an empty text')
  if (escapedBy.length > 1) throw wrong('escape', escapedBy, 'one character')
  if (options.delimiter !== undefined && (options.delimiter === '' || /[\r\n]/.test(options.delimiter))) {
    throw wrong('delimiter', options.delimiter, 'at least one character, no line end')
  }
  if (quote !== '' && options.delimiter === quote) throw wrong('delimiter', quote, 'another character than the quote')
  const { columns } = options
  if (columns && new Set(columns).size < columns.length) throw wrong('columns', columns.join(), 'names that differ')
  return {
    delimiter: options.delimiter,
    quote,
    escapedBy,
    header: options.header ?? columns === undefined,
    columns,
    comment: options.comment ?? '',
    trim: options.trim ?? false,
    skipLines: options.skipLines ?? 0,
    nullWords: new Set(options.nullWords),
  }
}

function wrong(option: string, value: string, expected: string): ConfigurationError {
  return new ConfigurationError(`CSV option ${option} is ${JSON.stringify(value)}`, `expected ${expected}`)
}

/** The delimiter that splits the first lines evenly; of several the one that splits them most; a comma when none does. */
export function findDelimiter(lines: readonly string[], quote: string): string {
  let best = { delimiter: ',', even: false, count: 0 }
  for (const delimiter of [',', ';', '\t', '|']) {
    const counts = lines.map((line) => countOutsideQuotes(line, delimiter, quote))
    const count = counts[0] ?? 0
    const even = count > 0 && counts.every((other) => other === count)
    if ((even && !best.even) || (even === best.even && count > best.count)) best = { delimiter, even, count }
  }
  return best.delimiter
}

function countOutsideQuotes(line: string, delimiter: string, quote: string): number {
  let count = 0
  let quoted = false
  for (const character of line) {
    if (character === quote) quoted = !quoted
    else if (character === delimiter && !quoted) count++
  }
  return count
}

/** Column names from a header: blanks around them cut, empty ones numbered, a repeated one numbered too. */
export function columnNames(header: readonly string[]): string[] {
  const taken = new Set<string>()
  return header.map((text, i) => {
    const name = text.trim() || `column_${i + 1}`
    let free = name
    for (let n = 2; taken.has(free); n++) free = `${name}_${n}`
    taken.add(free)
    return free
  })
}
