/** A piece of markup within a text, `[start, end)`. */
export interface Markup {
  readonly is: 'start' | 'end' | 'comment' | 'cdata' | 'declaration' | 'doctype' | 'broken'
  readonly start: number
  readonly end: number
}

const NAME = /[A-Za-z_:\x80-\xff]/

/**
 * The next piece of markup from a place on; undefined when there is none, or it does not end in this text. A `<` that begins
 * nothing is `broken`; so is, in a `whole` text, markup that never ends.
 */
export function nextMarkup(text: string, from: number, whole: boolean): Markup | undefined {
  const start = text.indexOf('<', from)
  if (start < 0) return undefined
  const second = text[start + 1]
  if (second === undefined) return whole ? { is: 'broken', start, end: text.length } : undefined
  if (second === '!') return declared(text, start, whole)
  if (second === '?') return until(text, start, '?>', 'declaration', whole)
  if (second === '/') return until(text, start, '>', 'end', whole)
  if (!NAME.test(second)) return { is: 'broken', start, end: start + 1 }
  const end = tagEnd(text, start + 1)
  if (end > 0) return { is: 'start', start, end }
  return whole || end < 0 ? { is: 'broken', start, end: start + 1 } : undefined
}

/** The name at a place, without a prefix. */
export function localName(text: string, from: number): string {
  let to = from
  let begin = from
  for (; to < text.length && !/[\s/>]/.test(text[to]!); to++) if (text[to] === ':') begin = to + 1
  return text.slice(begin, to)
}

function declared(text: string, start: number, whole: boolean): Markup | undefined {
  const head = text.slice(start, start + 9)
  if (head.startsWith('<!--')) return until(text, start, '-->', 'comment', whole, 4)
  if (head === '<![CDATA[') return until(text, start, ']]>', 'cdata', whole)
  if (head.length < 9 && !whole) return undefined
  if (head.toUpperCase() !== '<!DOCTYPE') return { is: 'broken', start, end: start + 1 }
  let depth = 0
  for (let i = start + 9; i < text.length; i++) {
    const character = text[i]
    if (character === '[') depth++
    else if (character === ']') depth--
    else if (character === '>' && depth <= 0) return { is: 'doctype', start, end: i + 1 }
  }
  return whole ? { is: 'broken', start, end: start + 1 } : undefined
}

function until(
  text: string,
  start: number,
  close: string,
  is: Markup['is'],
  whole: boolean,
  skip = 2,
): Markup | undefined {
  const end = text.indexOf(close, start + skip)
  if (end >= 0) return { is, start, end: end + close.length }
  return whole ? { is: 'broken', start, end: start + 1 } : undefined
}

/** Behind the `>` of a tag; 0 when the text ends first, -1 when another tag begins before. */
function tagEnd(text: string, from: number): number {
  let quote = ''
  for (let i = from; i < text.length; i++) {
    const character = text[i]!
    if (quote !== '') {
      if (character === quote) quote = ''
    } else if (character === '"' || character === "'") quote = character
    else if (character === '>') return i + 1
    else if (character === '<') return -1
  }
  return 0
}
