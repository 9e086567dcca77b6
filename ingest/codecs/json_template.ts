/** A JSON text of bare ASCII taken apart: the text between its scalar values, and a function that puts values in their places. */
export interface JsonTemplate {
  /** One more than there are values: before the first, between two, after the last. */
  readonly pieces: readonly string[]
  readonly make: (values: readonly unknown[]) => object
}

/** Values of one template, and characters between two values: past that a text is no row of a feed. */
const MAX_VALUES = 300
const MAX_PIECE = 1_000
const MAX_DEPTH = 8

/**
 * Takes an object's text apart, or answers undefined where it is no plain one: escapes, other than ASCII, too large. The
 * text must be JSON: it has been parsed before.
 */
export function jsonTemplate(text: string): JsonTemplate | undefined {
  const pieces: string[] = []
  let piece = 0
  let at = 0

  const blanks = () => {
    while (text.charCodeAt(at) <= 32) at++
  }
  const string = (): string | undefined => {
    const start = ++at
    for (let code = text.charCodeAt(at); code !== 34; code = text.charCodeAt(++at)) {
      if (code === 92 || code > 126 || Number.isNaN(code)) return undefined
    }
    return text.slice(start, at++)
  }
  const scalar = (): string | undefined => {
    if (pieces.length === MAX_VALUES || at - piece > MAX_PIECE) return undefined
    pieces.push(text.slice(piece, at))
    if (text[at] === '"') {
      if (string() === undefined) return undefined
    } else while (/[-+.\w]/.test(text[at] ?? '')) at++
    piece = at
    return `v[${pieces.length - 1}]`
  }
  /** Code of the members or elements up to the closing bracket; `one` reads each. */
  const list = (close: string, one: () => string | undefined): string | undefined => {
    const parts: string[] = []
    at++
    blanks()
    while (text[at] !== close) {
      const part = one()
      if (part === undefined) return undefined
      parts.push(part)
      blanks()
      if (text[at] === ',') at++
      blanks()
    }
    at++
    return parts.join(', ')
  }
  const value = (depth: number): string | undefined => {
    blanks()
    if (depth > MAX_DEPTH) return undefined
    if (text[at] === '{') {
      const members = list('}', () => {
        const key = string()
        if (key === undefined) return undefined
        blanks()
        at++
        const held = value(depth + 1)
        // Computed, so that a key named __proto__ is a key.
        return held && `[${JSON.stringify(key)}]: ${held}`
      })
      return members === undefined ? undefined : `{ ${members} }`
    }
    if (text[at] === '[') {
      const elements = list(']', () => value(depth + 1))
      return elements === undefined ? undefined : `[${elements}]`
    }
    return scalar()
  }

  blanks()
  if (text[at] !== '{') return undefined
  const code = value(0)
  if (code === undefined || text.length - piece > MAX_PIECE) return undefined
  pieces.push(text.slice(piece))
  return { pieces, make: new Function('v', `return ${code}`) as JsonTemplate['make'] }
}
