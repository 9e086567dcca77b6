import type { JsonOptions } from '../mappings/format.ts'
import { jsonFault, parseExact } from './exact_json.ts'
import { jsonDecoder } from './json.ts'
import type { Decoder, SourceRecord } from './record.ts'

/** A page is read whole: what it says of its rows may stand after them. */
const MAX_PAGE_BYTES = 256 * 1024 * 1024

/** What codecs/json.ts expects of a document that is whole: a fault in one is the fault of some of its rows. */
const NOT_TEXT = 'text in UTF-8'
const NOT_JSON = 'a JSON object'

/** Rows of one page; a position holds as many. */
const ROWS_PER_PAGE = 2 ** 32 - 1

/**
 * JSON documents whose records stand in an array of each, such as the pages of a REST interface. Rows are cut out by
 * their brackets and parsed one by one, so that a broken one costs itself only. The frame is the document's number, the
 * record the row's.
 */
export function pageDecoder(options: JsonOptions, key: string): Decoder {
  const documents = jsonDecoder({ ...options, maxRecordBytes: options.maxRecordBytes ?? MAX_PAGE_BYTES })
  const rows = options.page ? (document: SourceRecord) => [alone(document, options.page!)] : rowsOf(key)
  return {
    push: (bytes) => documents.push(bytes).flatMap(rows),
    end: () => documents.end().flatMap(rows),
  }
}

/** A row that is read again without its page. */
function alone(record: SourceRecord, page: Readonly<Record<string, unknown>>): SourceRecord {
  return record.unreadable ? record : { ...record, value: { row: record.value, page } }
}

function rowsOf(key: string): (document: SourceRecord) => SourceRecord[] {
  return (document) => {
    const { unreadable } = document
    // Any other comes cut off, because it is too large or ends within: its rows are not to be taken for whole.
    if (unreadable && unreadable.expected !== NOT_TEXT && unreadable.expected !== NOT_JSON) return [document]
    const members = typeof document.raw === 'string' ? membersOf(document.raw) : undefined
    const array = members?.get(key)
    const text = document.raw as string
    if (array === undefined || text[array.from] !== '[') return [alone(document, {})]
    const elements = [...partsOf(text, array.from)]
    if (elements.length > ROWS_PER_PAGE) return [document]
    const page: Record<string, unknown> = {}
    for (const [name, { from, to }] of members!) if (name !== key) page[name] = parsedOr(text.slice(from, to))
    const context = JSON.stringify(page)
    const notText = unreadable?.expected === NOT_TEXT
    return elements.map(({ from, to }, record) => {
      const raw = text.slice(from, to)
      const place = { frame: document.frame, record, line: document.line, raw, context }
      if (notText && raw.includes('\ufffd')) return { ...place, value: undefined, unreadable }
      try {
        const row = parseExact(raw)
        if (row !== null && typeof row === 'object' && !Array.isArray(row)) {
          return { ...place, value: { row, page }, unreadable: undefined }
        }
        return { ...place, value: undefined, unreadable: { expected: NOT_JSON, got: raw.slice(0, 40) } }
      } catch (error) {
        return { ...place, value: undefined, unreadable: { expected: NOT_JSON, got: jsonFault(error) } }
      }
    })
  }
}

interface Part {
  readonly from: number
  readonly to: number
}

/** Where the values of an object's own members stand in its text; undefined when the text is no object. */
function membersOf(text: string): ReadonlyMap<string, Part> | undefined {
  if (text[0] !== '{') return undefined
  const members = new Map<string, Part>()
  for (const { from, to } of partsOf(text, 0)) {
    const name = text[from] === '"' ? stringEnd(text, from) : -1
    let at = name
    while (at >= 0 && at < to && isBlank(text.charCodeAt(at))) at++
    if (at < 0 || text[at] !== ':') continue
    at++
    while (at < to && isBlank(text.charCodeAt(at))) at++
    members.set(String(parsedOr(text.slice(from, name))), { from: at, to })
  }
  return members
}

/** The parts between the commas of the object or array that opens at `open`, without blanks around them. */
function* partsOf(text: string, open: number): Generator<Part> {
  let depth = 0
  let from = open + 1
  for (let at = open; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 34) at = stringEnd(text, at) - 1
    else if (code === 123 || code === 91) depth++
    else if (code === 125 || code === 93) depth--
    if ((code === 44 && depth === 1) || depth === 0) {
      let start = from
      let end = at
      while (start < end && isBlank(text.charCodeAt(start))) start++
      while (end > start && isBlank(text.charCodeAt(end - 1))) end--
      if (end > start) yield { from: start, to: end }
      from = at + 1
    }
    if (depth === 0) return
  }
}

/** Position after the string that opens at `at`. */
function stringEnd(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 92) i++
    else if (code === 34) return i + 1
  }
  return text.length
}

function isBlank(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9
}

function parsedOr(text: string): unknown {
  try {
    return parseExact(text)
  } catch {
    return text
  }
}
