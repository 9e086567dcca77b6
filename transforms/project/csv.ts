import { InputError } from '../../warehouse/errors.ts'

/** A record of a CSV file with the line it starts at, counted from 1. */
export interface CsvRecord {
  readonly line: number
  readonly fields: readonly string[]
}

/**
 * Reads CSV after RFC 4180: comma separated, quoted fields may hold commas, line ends and doubled quotes; a byte order mark
 * and empty lines are passed over. Small files: the whole text is in memory.
 *
 * @throws InputError with file and line for a quote that is not closed or stands within a bare field.
 */
export function parseCsv(text: string, file: string): readonly CsvRecord[] {
  const records: CsvRecord[] = []
  const input = text.startsWith('\uFEFF') ? text.slice(1) : text
  // A field at a time: quoted or bare, then what ends it.
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/y
  let line = 1
  let start = 1
  let fields: string[] = []
  while (field.lastIndex < input.length || fields.length > 0) {
    const at = field.lastIndex
    const match = field.exec(input)
    if (match === null) {
      const what =
        input[at] === '"' ? 'a quote is not closed, or text follows it' : 'a quote within a field that is not quoted'
      throw new InputError(`${file}, line ${line}: ${what}`, 'Quote the whole field, and double each quote within.')
    }
    const [, quoted, bare, end] = match
    const value = quoted === undefined ? bare! : quoted.replaceAll('""', '"')
    fields.push(value)
    line += (quoted?.match(/\r\n|\n|\r/g) ?? []).length
    if (end === ',') continue
    if (fields.length > 1 || quoted !== undefined || value !== '') records.push({ line: start, fields })
    fields = []
    if (end !== '') line += 1
    start = line
    if (end === '') break
  }
  return records
}
