import type { LineCounter, YAMLParseError } from 'yaml'
import type { Problem } from './problem.ts'

/** What is wrong with a text that is no YAML, where it begins, in words of the file rather than of the parser. */
export function yamlFault(error: YAMLParseError, text: string, lines: LineCounter): Omit<Problem, 'file' | 'path'> {
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }
  const [start] = error.pos
  const here = { ...at(start), got: lineOf(text, start) }
  // The parser sees the end of what was begun too late; a person looks for where it begins.
  const open = unclosed(text)
  if (open !== undefined && ['MISSING_CHAR', 'BAD_INDENT'].includes(error.code)) {
    return { ...at(open.at), expected: `a ${closing[open.character]} that closes this ${open.character}`, got: 'none' }
  }
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return { ...here, expected: 'lines that begin with spaces', got: 'a tab' }
    case 'DUPLICATE_KEY':
      return { ...here, expected: 'each member once', got: `${memberAt(text, start)} again` }
    case 'MULTIPLE_DOCS':
      return { ...here, expected: 'one document (write the other into a file of its own)', got: 'another after ---' }
    case 'BLOCK_AS_IMPLICIT_KEY':
    case 'MULTILINE_IMPLICIT_KEY':
      return { ...here, expected: 'name: value, and in quotes a value with a colon and a space in it' }
    case 'UNEXPECTED_TOKEN':
    case 'BAD_INDENT':
    case 'IMPOSSIBLE':
      return { ...here, expected: 'a line that stands as far in as those beside it, or "- " before an item' }
    default:
      if (error.message.includes('call stack')) return { ...here, expected: 'lists and members nested less deeply' }
      return { ...here, expected: `YAML (${error.message.split('\n')[0]})` }
  }
}

function memberAt(text: string, start: number): string {
  const name = /^[\w.-]+/.exec(text.slice(start, start + 200))?.[0]
  return name === undefined ? lineOf(text, start) : JSON.stringify(name)
}

const closing: Readonly<Record<string, string>> = { '[': ']', '{': '}', '"': '"', "'": "'" }

/** The last bracket or quote that is begun and not closed; brackets within a plain text are none. */
function unclosed(text: string): { readonly character: string; readonly at: number } | undefined {
  const open: { character: string; at: number }[] = []
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!
    const begins = /[\s,[{:-]/.test(text[at - 1] ?? ' ')
    if (character === '#' && /\s/.test(text[at - 1] ?? ' ')) {
      const end = text.indexOf('\n', at)
      if (end === -1) break
      at = end
    } else if ((character === '"' || character === "'") && begins) {
      const end = quoteEnd(text, at)
      if (end === undefined) return { character, at }
      at = end
    } else if ((character === '[' || character === '{') && (begins || open.length > 0)) {
      open.push({ character, at })
    } else if ((character === ']' || character === '}') && open.length > 0) {
      const last = open.pop()!
      if (closing[last.character] !== character) return last
    }
  }
  return open.at(-1)
}

function quoteEnd(text: string, start: number): number | undefined {
  const quote = text[start]
  for (let at = start + 1; at < text.length; at++) {
    if (quote === '"' && text[at] === '\\') at++
    else if (text[at] === quote) {
      if (quote === '"' || text[at + 1] !== "'") return at
      at++
    }
  }
  return undefined
}

function lineOf(text: string, at: number): string {
  const start = text.lastIndexOf('\n', at - 1) + 1
  const end = text.indexOf('\n', at)
  return JSON.stringify(
    text
      .slice(start, end === -1 ? undefined : end)
      .trim()
      .slice(0, 80),
  )
}
