import type { CsvDialect } from './csv_dialect.ts'

/** What was found at the start of a record. */
export type Fields =
  | { readonly is: 'fields'; readonly fields: string[]; readonly next: number; readonly lines: number }
  /** The text ends within the record. */
  | { readonly is: 'open' }
  | { readonly is: 'broken'; readonly got: string }

/**
 * Reads the fields of a record that holds a quote, from `start` on. A quote opens a quoted field only at the field's
 * beginning; elsewhere it is a character like any other (RFC 4180 is silent, and spreadsheets read it so).
 *
 * `whole` says that the text ends where the file does.
 */
export function quotedFields(
  text: string,
  start: number,
  newline: string,
  delimiter: string,
  dialect: CsvDialect,
  whole: boolean,
): Fields {
  const { quote, escapedBy, trim } = dialect
  const fields: string[] = []
  let at = start
  let lines = 1
  for (;;) {
    if (trim) at = pastBlanks(text, at, delimiter)
    if (text[at] === quote) {
      const field = quotedField(text, at + 1, quote, escapedBy)
      if (!field) return whole ? { is: 'broken', got: 'a quote that is never closed' } : { is: 'open' }
      // The closing quote may be half of an escaped one whose other half has not been read yet.
      if (field.end >= text.length && !whole) return { is: 'open' }
      for (let i = text.indexOf(newline, at); i >= 0 && i < field.end; i = text.indexOf(newline, i + 1)) lines++
      fields.push(field.value)
      at = trim ? pastBlanks(text, field.end, delimiter) : field.end
    } else {
      const end = fieldEnd(text, at, newline, delimiter)
      const value = text.slice(at, end)
      fields.push(trim ? value.trim() : text[end] === newline && value.endsWith('\r') ? value.slice(0, -1) : value)
      at = end
    }
    if (at >= text.length) return whole ? { is: 'fields', fields, next: at, lines } : { is: 'open' }
    if (text.startsWith(delimiter, at)) at += delimiter.length
    else if (text[at] === newline) return { is: 'fields', fields, next: at + 1, lines }
    else if (text[at] === '\r' && text[at + 1] === newline) return { is: 'fields', fields, next: at + 2, lines }
    else if (text[at] === '\r' && at + 1 === text.length) {
      return whole ? { is: 'fields', fields, next: at + 1, lines } : { is: 'open' }
    } else {
      const found = text.slice(at, at + 10).split(newline)[0]
      return { is: 'broken', got: `${JSON.stringify(found)} after a closing quote in field ${fields.length}` }
    }
  }
}

function quotedField(
  text: string,
  start: number,
  quote: string,
  escapedBy: string,
): { value: string; end: number } | undefined {
  let value = ''
  let from = start
  for (;;) {
    const at = text.indexOf(quote, from)
    if (escapedBy !== quote) {
      const escaped = text.indexOf(escapedBy, from)
      if (escaped >= 0 && (at < 0 || escaped < at)) {
        if (escaped + 1 >= text.length) return undefined
        value += text.slice(from, escaped) + text[escaped + 1]
        from = escaped + 2
        continue
      }
    }
    if (at < 0) return undefined
    if (escapedBy === quote && text[at + 1] === quote) {
      value += text.slice(from, at + 1)
      from = at + 2
      continue
    }
    return { value: value + text.slice(from, at), end: at + 1 }
  }
}

function fieldEnd(text: string, at: number, newline: string, delimiter: string): number {
  const line = text.indexOf(newline, at)
  const end = line < 0 ? text.length : line
  const next = text.indexOf(delimiter, at)
  return next >= 0 && next < end ? next : end
}

function pastBlanks(text: string, at: number, delimiter: string): number {
  let past = at
  while ((text[past] === ' ' || text[past] === '\t') && !text.startsWith(delimiter, past)) past++
  return past
}
