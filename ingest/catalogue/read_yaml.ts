import { parseDocument } from 'yaml'
import { type Reading, readValue } from './read_value.ts'
import type { RecordShape } from './schema/shape.ts'

/** A YAML text as a record, or undefined after its faults were noted. */
export function readYaml(text: string, record: RecordShape, reading: Reading): object | undefined {
  // With the failsafe schema every scalar stays the text that was written: 0.10 never passes through a number.
  const document = parseDocument(text, { lineCounter: reading.lines, schema: 'failsafe', prettyErrors: false })
  for (const error of document.errors) {
    const { line, col } = reading.lines.linePos(error.pos[0])
    reading.problems.push({ file: reading.file, line, column: col, path: '', expected: 'YAML', got: error.message })
  }
  if (document.errors.length > 0) return undefined
  const before = reading.problems.length
  const value = readValue(document.contents, { is: 'record', record }, '', reading) as object
  return reading.problems.length > before ? undefined : value
}
