import { parseDocument } from 'yaml'
import { type Reading, readValue } from './read_value.ts'
import type { RecordShape } from './schema/shape.ts'

/** A YAML text as a record, as far as it can be read; faults are noted. Undefined where nothing of it can be read. */
export function readYaml(text: string, record: RecordShape, reading: Reading): object | undefined {
  // With the failsafe schema every scalar stays the text that was written: 0.10 never passes through a number.
  const document = parseDocument(text, { lineCounter: reading.lines, schema: 'failsafe', prettyErrors: false })
  for (const error of document.errors) {
    const { line, col } = reading.lines.linePos(error.pos[0])
    reading.problems.push({ file: reading.file, line, column: col, path: '', expected: 'YAML', got: error.message })
  }
  if (document.errors.length > 0) {
    reading.unread.push({ kind: 'file', id: undefined })
    return undefined
  }
  return readValue(document.contents, { is: 'record', record }, '', reading) as object | undefined
}
