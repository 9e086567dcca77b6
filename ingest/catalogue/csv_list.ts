import type { Problem } from './problem.ts'
import { expectation, valueOfText } from './read_value.ts'
import type { Members } from './schema/shape.ts'

/** Reads a list file: a header with the names of members, then a row an item. An empty cell is a member left out. */
export function readCsvList(
  file: string,
  text: string,
  members: Members,
  problems: Problem[],
): Record<string, unknown>[] {
  const [header, ...rows] = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map(cellsOf)
  const names = header!.map(({ text: name }) => name.trim())
  for (const [index, name] of names.entries()) {
    if (name in members) continue
    const expected = `one of ${Object.keys(members).join(', ')}`
    problems.push({ file, line: 1, column: header![index]!.column, path: name, expected, got: `"${name}"` })
  }
  for (const [name, member] of Object.entries(members)) {
    if (member.needed && !names.includes(name)) {
      problems.push({
        file,
        line: 1,
        column: 1,
        path: name,
        expected: `a column ${name} (${member.means})`,
        got: 'none',
      })
    }
  }
  return rows.flatMap((cells, index) => {
    if (cells.length === 1 && cells[0]!.text === '') return []
    const line = index + 2
    const item: Record<string, unknown> = {}
    if (cells.length !== names.length) {
      problems.push({ file, line, column: 1, path: '', expected: `${names.length} columns`, got: String(cells.length) })
      return []
    }
    for (const [name, member] of Object.entries(members)) {
      const cell = cells[names.indexOf(name)]
      const given = cell?.text.trim() ?? ''
      const { shape } = member
      if (given === '' && !member.needed) {
        item[name] =
          shape.is === 'list' ? [] : member.otherwise === undefined ? undefined : valueOfText(member.otherwise, shape)
        continue
      }
      const value = shape.is === 'list' ? undefined : valueOfText(given, shape)
      if (value === undefined) {
        const expected = shape.is === 'list' ? 'nothing: lists are written in YAML' : expectation(shape)
        if (cell) problems.push({ file, line, column: cell.column, path: name, expected, got: JSON.stringify(given) })
      }
      item[name] = value
    }
    return [item]
  })
}

interface Cell {
  readonly text: string
  readonly column: number
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
      cells.push({ text, column })
      const comma = line.indexOf(',', at)
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
