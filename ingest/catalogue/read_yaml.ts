import { parseDocument } from 'yaml'
import { type Reading, readValue } from './read_value.ts'
import type { RecordShape } from './schema/shape.ts'
import { yamlFault } from './yaml_fault.ts'

/** A YAML text as a record, as far as it can be read; faults are noted. Undefined where nothing of it can be read. */
export function readYaml(text: string, record: RecordShape, reading: Reading): object | undefined {
  const strange = text.indexOf('\uFFFD')
  if (strange !== -1) {
    const before = text.slice(0, strange)
    const at = { line: before.split('\n').length, column: strange - before.lastIndexOf('\n') }
    reading.problems.push({
      file: reading.file,
      ...at,
      path: '',
      expected: 'a text in UTF-8',
      got: 'bytes that are none',
    })
    reading.unread.push({ kind: 'file', id: undefined })
    return undefined
  }
  // With the failsafe schema every scalar stays the text that was written: 0.10 never passes through a number.
  const document = parseDocument(text, { lineCounter: reading.lines, schema: 'failsafe', prettyErrors: false })
  // What follows the first of them mostly follows from it.
  const [broken] = document.errors
  if (broken !== undefined) {
    reading.problems.push({ file: reading.file, path: '', ...yamlFault(broken, text, reading.lines) })
    reading.unread.push({ kind: 'file', id: undefined })
    return undefined
  }
  return readValue(document.contents, { is: 'record', record }, '', reading) as object | undefined
}
