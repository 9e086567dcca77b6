import { InputError } from '../../warehouse/errors.ts'
import type { CsvOptions } from '../mappings/format.ts'
import { columnNames, csvDialect, findDelimiter } from './csv_dialect.ts'
import { quotedFields } from './csv_fields.ts'
import { type FaultyLine, isLonger, KEPT, tooLong } from './faulty_line.ts'
import { type Decoder, MAX_RECORD_BYTES, type SourceRecord } from './record.ts'
import { rowMaker } from './row_maker.ts'
import { textReader } from './text.ts'

/** Lines looked at to find the delimiter. */
const SAMPLE = 10

/**
 * Separated values to records by column name. The frame is the number of the record's first line, whatever the dialect,
 * so that a position means the same record under a changed mapping.
 *
 * Own code, where packages abound, for three things none of them gives together: each record's line and verbatim text;
 * a broken quote that costs its own line and not the rest of the file; and bad bytes that do the same.
 */
export function csvDecoder(options: CsvOptions): Decoder {
  const dialect = csvDialect(options)
  const maxBytes = options.maxRecordBytes ?? MAX_RECORD_BYTES
  const reader = textReader(options.encoding, maxBytes)
  const { quote, comment, trim, nullWords } = dialect
  const plain = !trim && nullWords.size === 0
  let delimiter = dialect.delimiter
  let columns = dialect.header ? undefined : dialect.columns
  let makeRow: ReturnType<typeof rowMaker> | undefined
  let context = ''
  let text = ''
  let line = 1

  const read = (whole: boolean): SourceRecord[] => {
    const { newline } = reader
    if (delimiter === undefined) {
      const sample = sampleLines(text, newline, dialect.skipLines, comment)
      if (sample.length < SAMPLE && !whole && text.length < maxBytes) return []
      delimiter = findDelimiter(sample, quote)
    }
    if (columns && context === '') context = JSON.stringify({ columns, delimiter })
    const records: SourceRecord[] = []
    let at = 0
    let nextQuote = quote === '' ? -1 : text.indexOf(quote)
    while (at < text.length) {
      const end = text.indexOf(newline, at)
      if (end < 0 && !whole) break
      const lineEnd = end < 0 ? text.length : end
      const next = end < 0 ? text.length : end + 1
      if (line <= dialect.skipLines || isBlank(at, lineEnd) || (comment !== '' && text.startsWith(comment, at))) {
        reader.faulty.delete(line)
        at = next
        line++
        continue
      }
      const fault = reader.faulty.size > 0 ? faultOf(1) : undefined
      if (fault) {
        refuse(records, fault.bytes ?? text.slice(at, lineEnd), fault.expected, fault.got)
        at = next
        line++
        continue
      }
      if (isLonger(lineEnd - at, maxBytes, () => text.slice(at, lineEnd))) {
        const { expected, got } = tooLong(maxBytes, undefined)
        refuse(records, text.slice(at, at + KEPT), expected, got)
        at = next
        line++
        continue
      }
      if (nextQuote >= 0 && nextQuote < at) nextQuote = text.indexOf(quote, at)
      if (nextQuote < 0 || nextQuote >= lineEnd) {
        const raw = text.slice(at, text[lineEnd - 1] === '\r' ? lineEnd - 1 : lineEnd)
        take(records, raw.split(delimiter), raw, 1)
        at = next
        line++
        continue
      }
      const found = quotedFields(text, at, newline, delimiter, dialect, whole)
      if (found.is === 'open' && text.length - at <= maxBytes) break
      const firstLine = text.slice(at, text[lineEnd - 1] === '\r' ? lineEnd - 1 : lineEnd)
      if (found.is === 'fields' && (found.lines === 1 || !columns || found.fields.length === columns.length)) {
        take(records, found.fields, withoutEnd(text.slice(at, found.next), newline), found.lines)
        at = found.next
        line += found.lines
        continue
      }
      // The first line is refused and reading goes on at the second: whatever it was, the next records are unharmed.
      const got =
        found.is === 'broken'
          ? found.got
          : found.is === 'open'
            ? 'a quote that is not closed'
            : `${found.fields.length} fields over ${found.lines} lines`
      const expected = found.is === 'fields' ? `${columns?.length} fields` : 'quotes in pairs around a field'
      refuse(records, firstLine, expected, got)
      at = next
      line++
    }
    text = text.slice(at)
    return records
  }

  const take = (records: SourceRecord[], fields: string[], raw: string, lines: number) => {
    const fault = reader.faulty.size > 0 ? faultOf(lines) : undefined
    if (fault) return refuse(records, raw, fault.expected, fault.got)
    if (!plain) tidy(fields, trim, nullWords)
    if (!columns) {
      // The header, or the first record of a file that has none and names no columns.
      columns = dialect.columns ?? columnNames(dialect.header ? fields : fields.map((_, i) => `column_${i + 1}`))
      context = JSON.stringify({ columns, delimiter })
      if (dialect.header) return
    }
    if (fields.length !== columns.length) {
      return refuse(records, raw, `${columns.length} fields`, `${fields.length} fields`)
    }
    makeRow ??= rowMaker(columns)
    records.push({ frame: line, record: 0, line, raw, context, value: makeRow(fields), unreadable: undefined })
  }

  const refuse = (records: SourceRecord[], raw: string | Uint8Array, expected: string, got: string) => {
    if (!columns && dialect.header) {
      throw new InputError(
        `the header on line ${line} cannot be read: expected ${expected}, got ${got}`,
        'nothing of this file has landed',
      )
    }
    records.push({ frame: line, record: 0, line, raw, context, value: undefined, unreadable: { expected, got } })
  }

  /** A blank line is no record, unless blanks are what its only column holds. */
  const isBlank = (from: number, to: number): boolean => {
    for (let i = from; i < to; i++) {
      const code = text.charCodeAt(i)
      if (code !== 32 && code !== 13 && code !== 9) return false
    }
    const empty = to === from || (to === from + 1 && text[from] === '\r')
    return empty || (columns?.length !== 1 && !text.slice(from, to).includes(delimiter!))
  }

  /** The first fault among the lines of the record at hand; forgotten once asked for. */
  const faultOf = (lines: number): FaultyLine | undefined => {
    let fault: FaultyLine | undefined
    for (let i = line; i < line + lines; i++) {
      fault ??= reader.faulty.get(i)
      reader.faulty.delete(i)
    }
    return fault
  }

  return {
    push(bytes) {
      text += reader.push(bytes)
      return read(false)
    },
    end() {
      text += reader.end()
      return read(true)
    },
  }
}

function tidy(fields: string[], trim: boolean, nullWords: ReadonlySet<string>): void {
  for (let i = 0; i < fields.length; i++) {
    const field = trim ? fields[i]!.trim() : fields[i]!
    fields[i] = nullWords.has(field) ? '' : field
  }
}

function withoutEnd(text: string, newline: string): string {
  const line = text.endsWith(newline) ? text.slice(0, -1) : text
  return line.endsWith('\r') ? line.slice(0, -1) : line
}

function sampleLines(text: string, newline: string, skipLines: number, comment: string): string[] {
  const lines = text.split(newline, skipLines + SAMPLE * 2).slice(skipLines)
  return lines.filter((line) => line.trim() !== '' && !(comment && line.startsWith(comment))).slice(0, SAMPLE)
}
