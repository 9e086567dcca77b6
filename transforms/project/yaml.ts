import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import { InputError } from '../../warehouse/errors.ts'

/** A row of a YAML file with the line it starts at, counted from 1. */
export interface YamlRecord {
  readonly line: number
  readonly fields: readonly YamlField[]
}

/** A value as the text that was written; null where nothing, `~` or `null` was. */
export interface YamlField {
  readonly name: string
  readonly line: number
  readonly value: string | null
}

/**
 * Reads YAML 1.2 that is a list of rows, each a mapping of columns to plain values. Small files: the whole text is in memory.
 *
 * @throws InputError with file and line for what is no YAML or no such list, and for tags and aliases.
 */
export function parseYaml(text: string, file: string): readonly YamlRecord[] {
  const lines = new LineCounter()
  // With the failsafe schema every scalar stays the text that was written: 0.10 never passes through a number, NO is no false.
  const document = parseDocument(text, {
    lineCounter: lines,
    schema: 'failsafe',
    prettyErrors: false,
    uniqueKeys: false,
  })
  const lineAt = (offset: number) => Math.max(lines.linePos(offset).line, 1)
  const lineOf = (node: Node | null, otherwise: number) => (node?.range ? lineAt(node.range[0]) : otherwise)
  const fault = document.errors[0] ?? document.warnings[0]
  if (fault !== undefined) {
    throw new InputError(`${file}, line ${lineAt(fault.pos[0])}: ${fault.message}`, 'Correct the YAML.')
  }
  const { contents } = document
  if (!isSeq<Node | null>(contents)) {
    throw new InputError(
      `${file}, line ${lineOf(contents, 1)}: expected a list of rows`,
      'Begin each row with a dash; [] has no rows.',
    )
  }
  return contents.items.map((row) => {
    const line = lineOf(row, lineOf(contents, 1))
    if (!isMap<Node, Node | null>(row)) {
      throw new InputError(
        `${file}, line ${line}: expected a row of columns with their values`,
        'Write a row as - { code: BE, rate: 21.00 } or with a column a line; aliases are not read.',
      )
    }
    const fields = row.items.map(({ key, value }) => {
      const at = lineOf(value, lineOf(key, line))
      if (!isScalar(key)) throw new InputError(`${file}, line ${at}: a column's name is no text`, 'Write it out.')
      const name = String(key.value)
      if (value !== null && !isScalar(value)) {
        throw new InputError(
          `${file}, line ${at}, column ${name}: expected one value`,
          'Write it out: lists, mappings and aliases are not read.',
        )
      }
      const nothing = value === null || (value.type === 'PLAIN' && /^(~|null|Null|NULL)?$/.test(String(value.value)))
      return { name, line: at, value: nothing ? null : String(value.value) }
    })
    return { line, fields }
  })
}
