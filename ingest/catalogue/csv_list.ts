import { nearest } from '../../warehouse/nearest.ts'
import { expectation, type Reading, valueOfText } from './read_value.ts'
import type { RecordShape } from './schema/shape.ts'

/**
 * Reads a list file: a header with the names of members, then a row an item. An empty cell is a member left out. Rows with
 * faults are left out after these were noted.
 */
export function readCsvList(
  file: string,
  text: string,
  { members, rules }: RecordShape,
  reading: Pick<Reading, 'problems' | 'places' | 'onRows'>,
): object[] {
  const plain = text.replace(/^\uFEFF/, '')
  const lines = linesOf(plain)
  const header = cellsOf(lines.next().value ?? '')
  const fault = (line: number, column: number, path: string, expected: string, got: string, meant?: string) => {
    reading.problems.push({ file, line, column, path, expected, got, ...(meant === undefined ? {} : { meant }) })
  }
  const names = header.map(({ text: name }) => name.trim())
  const known = Object.keys(members)
  if (names.join('') === '') {
    fault(1, 1, 'file', `a header with columns of ${known.join(', ')}, then a row an item`, 'nothing')
    return []
  }
  for (const [index, name] of names.entries()) {
    const column = header[index]!.column
    if (!known.includes(name)) {
      const comma = /[;\t]/.test(name) ? ', separated by commas' : ''
      fault(
        1,
        column,
        name,
        `a header with columns of ${known.join(', ')}${comma}`,
        said(name),
        nearest(name, known)[0],
      )
    } else if (names.indexOf(name) < index) fault(1, column, name, 'each column once', `${said(name)} again`)
  }
  if (names.some((name) => !known.includes(name))) return []
  for (const [name, member] of Object.entries(members)) {
    if (member.needed && !names.includes(name)) fault(1, 1, name, `a column ${name} (${member.means})`, 'none')
  }
  const columns = Object.entries(members).map(([name, member]) => ({
    name,
    ...member,
    at: names.indexOf(name),
    unsaid: member.otherwise === undefined ? undefined : valueOfText(member.otherwise, member.shape),
  }))
  const items: object[] = []
  const total = reading.onRows ? lineCount(plain) - 1 : 0
  let line = 1
  for (const row of lines) {
    if (line % SAID_EVERY === 0) reading.onRows?.(file, line, total)
    line++
    const cells = cellsOf(row)
    if (cells.length === 1 && cells[0]!.text.trim() === '') continue
    const before = reading.problems.length
    if (cells.length !== names.length) {
      const more = 'as its header has; quote a text with a comma in it, and close each quote'
      fault(line, 1, 'row', `${names.length} columns, ${more}`, String(cells.length))
      continue
    }
    for (const { column, text: cell, quoted } of cells) {
      if (quoted === 'badly') fault(line, column, 'row', 'a quoted text that ends before its comma', said(cell))
    }
    if (row.includes('\uFFFD')) fault(line, 1, 'row', 'a text in UTF-8', 'bytes that are none')
    const item: Record<string, unknown> = {}
    for (const { name, shape, needed, at, unsaid } of columns) {
      const cell = cells[at]
      const given = cell?.text.trim() ?? ''
      if (given === '' && !needed) {
        item[name] = shape.is === 'list' ? [] : unsaid
        continue
      }
      const value = shape.is === 'list' ? undefined : valueOfText(given, shape)
      if (value === undefined && cell) {
        const expected = shape.is === 'list' ? 'nothing: lists are written in YAML' : expectation(shape)
        fault(line, cell.column, name, expected, said(given))
      }
      item[name] = value
    }
    if (reading.problems.length === before) {
      for (const rule of rules) {
        const broken = rule(item)
        if (broken === undefined) continue
        const cell = cells[names.indexOf(broken.member)]
        fault(line, cell?.column ?? 1, broken.member, broken.expected, said(cell?.text.trim() ?? ''))
      }
    }
    if (reading.problems.length > before || columns.some(({ name, needed }) => needed && item[name] === undefined))
      continue
    reading.places.set(item, { file, line, column: 1, path: 'row' })
    items.push(item)
  }
  return items
}

/** Rows between two words of progress. */
const SAID_EVERY = 10_000

function lineCount(text: string): number {
  let count = 0
  for (let at = 0; at < text.length; at = ended(text, at) + 1) count++
  return count
}

const ended = (text: string, from: number): number => {
  const found = text.indexOf('\n', from)
  return found === -1 ? text.length : found
}

/** Line by line: all cells of a rate deck at once take more memory than what they say. */
function* linesOf(text: string): Generator<string> {
  let at = 0
  while (at <= text.length) {
    const end = ended(text, at)
    yield text.slice(at, text[end - 1] === '\r' && end > at ? end - 1 : end)
    at = end + 1
  }
}

const said = (text: string): string => (text === '' ? 'nothing' : JSON.stringify(text))

interface Cell {
  readonly text: string
  readonly column: number
  readonly quoted?: 'well' | 'badly'
}

/** Cells of a line: separated by commas, quoted where a comma is in them. */
function cellsOf(line: string): Cell[] {
  const cells: Cell[] = []
  let at = 0
  while (at <= line.length) {
    const column = at + 1
    if (line[at] === '"') {
      let text = ''
      at++
      while (at < line.length && (line[at] !== '"' || line[at + 1] === '"')) {
        text += line[at]
        at += line[at] === '"' ? 2 : 1
      }
      const comma = line.indexOf(',', at)
      const rest = line.slice(at, comma === -1 ? undefined : comma)
      cells.push({ text, column, quoted: /^"\s*$/.test(rest) ? 'well' : 'badly' })
      at = comma === -1 ? line.length + 1 : comma + 1
    } else {
      const comma = line.indexOf(',', at)
      const end = comma === -1 ? line.length : comma
      cells.push({ text: line.slice(at, end), column })
      at = end + 1
    }
  }
  return cells
}
