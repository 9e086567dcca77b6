import { Buffer } from 'node:buffer'
import { InputError } from '../../warehouse/errors.ts'
import { KEPT, tooLong } from './faulty_line.ts'
import { type Decoder, MAX_RECORD_BYTES, type SourceRecord } from './record.ts'
import { knownLabel } from './text.ts'
import { elementContent, tagAttributes, type XmlContent } from './xml_content.ts'
import { localName, type Markup, nextMarkup } from './xml_markup.ts'

/** An element of a document that is a record, and what of the document a mapping may need beside it. */
export interface XmlElement {
  /** Its name without a prefix. */
  readonly element: string
  /** What it holds: attributes and children by name, a repeated one as a list. All values are text. */
  readonly content: XmlContent
  /** Attributes of the document's root. */
  readonly root: Readonly<Record<string, string>>
  /** Records of the document before this one, those that could not be read included. */
  readonly before: number
}

/** What a record's place in the document tells, kept with a refused one. */
interface Place {
  readonly root: Readonly<Record<string, string>>
  readonly before: number
}

const BEYOND_ASCII = /[\x80-\xff]/

/** A tag longer than this is none. */
const MAX_TAG = 65_536

/**
 * The elements of an XML document that have one of some names, one by one: memory is bounded by an element, and a broken one
 * costs itself only. Markup is found by bytes, so the frame is the element's place: its byte, the first being 1. Elements of
 * these names do not nest. Entities that a document declares itself are never expanded; an element that uses one is refused.
 *
 * `context` is that of a record that is read again alone.
 */
export function xmlElementsDecoder(
  options: { readonly elements: readonly string[]; readonly encoding?: string; readonly maxRecordBytes?: number },
  context = '',
): Decoder {
  const wanted = new Set(options.elements)
  const maxBytes = options.maxRecordBytes ?? MAX_RECORD_BYTES
  /** Comments and declarations longer than this are none. */
  const maxMarkup = Math.max(maxBytes, MAX_TAG)
  const again = context === '' ? undefined : (JSON.parse(context) as Place)
  let encoding = options.encoding === undefined ? 'utf-8' : knownLabel(options.encoding)
  /** Bytes as text of one character each. */
  let held = ''
  /** Bytes before `held`. */
  let passed = 0
  let line = 1
  /** Where to go on in `held`. */
  let at = 0
  let before = again?.before ?? 0
  let root = again && { name: '', attributes: again.root, closed: true }
  /** The element that has begun at the beginning of `held`. */
  let open: { readonly name: string } | undefined
  let begun = false
  /** Whether an element that was asked for has been found, and one that was not. */
  let found = false
  let others = false

  const scan = (whole: boolean): SourceRecord[] => {
    const records: SourceRecord[] = []
    for (;;) {
      const markup = nextMarkup(held, at, whole)
      if (markup === undefined) {
        const next = held.indexOf('<', at)
        if (next < 0) at = held.length
        if (open && held.length > maxBytes) tooLarge(records)
        else if (!open && next >= 0 && held.length - next > maxMarkup) at = next + 1
        else break
      } else if (open && markup.end > maxBytes) tooLarge(records)
      else if (markup.is === 'broken' || markup.end - markup.start > (markup.is === 'start' ? MAX_TAG : maxMarkup)) {
        at = markup.start + 1
      } else if (open) within(records, markup)
      else outside(records, markup)
    }
    if (!open) drop(at)
    if (whole) finish(records)
    return records
  }

  const outside = (records: SourceRecord[], { is, start, end }: Markup) => {
    at = end
    if (is === 'declaration' && options.encoding === undefined)
      encoding = declaredEncoding(held.slice(start, end)) ?? encoding
    if (is === 'doctype' && /<!ENTITY/.test(held.slice(start, end))) {
      drop(start)
      at = end - start
      refuse(
        records,
        held.slice(0, Math.min(at, KEPT)),
        'a document that declares no entities',
        'entities, which are not expanded',
      )
    }
    if (is === 'end' && root && localName(held, start + 2) === root.name) root = { ...root, closed: true }
    if (is !== 'start') return
    const name = localName(held, start + 1)
    const closed = held[end - 2] === '/'
    root ??= {
      name,
      attributes: tagAttributes(tolerantText(held.slice(start, end))),
      closed: closed || wanted.has(name),
    }
    others ||= !wanted.has(name) && root.name !== name
    if (!wanted.has(name)) return
    found = true
    drop(start)
    at = end - start
    open = { name }
    if (closed) close(records)
  }

  const within = (records: SourceRecord[], { is, start, end }: Markup) => {
    const name = is === 'start' || is === 'end' ? localName(held, start + (is === 'end' ? 2 : 1)) : ''
    if (is === 'end' && name === open!.name) {
      at = end
      close(records)
    } else if ((is === 'start' && wanted.has(name)) || (is === 'end' && name === root?.name)) {
      // The next record, or the document's end: this one has not been closed.
      at = start
      refuse(records, held.slice(0, start), `</${open!.name}>`, 'the next record before it')
      before++
      open = undefined
    } else at = end
  }

  const close = (records: SourceRecord[]) => {
    const element = open!.name
    const source = held.slice(0, at)
    open = undefined
    const place: Place = { root: root?.attributes ?? {}, before }
    before++
    let content: XmlContent
    try {
      content = elementContent(text(source))
    } catch (error) {
      return push(records, verbatim(source), place, undefined, {
        expected: `a well-formed ${element}`,
        got: error instanceof Error ? error.message : String(error),
      })
    }
    push(records, verbatim(source), place, { element, content, ...place }, undefined)
    drop(at)
  }

  const tooLarge = (records: SourceRecord[]) => {
    const { expected, got } = tooLong(maxBytes, undefined)
    refuse(records, held.slice(0, Math.min(KEPT, maxBytes)), expected, got)
    before++
    open = undefined
    // Behind its start tag: what it holds may be the records that follow a broken one.
    at = held.indexOf('>') + 1
  }

  const finish = (records: SourceRecord[]) => {
    if (open) refuse(records, held.slice(0, KEPT), `</${open.name}>`, 'a document that ends before it')
    else if (again) return
    else if (!root && begun) refuse(records, '', 'an XML document', 'no element')
    else if (root && others && !found) {
      refuse(records, '', `an element ${options.elements.join(' or ')}`, `none in a document ${root.name}`)
    } else if (root && !root.closed) refuse(records, '', `</${root.name}>`, 'a document that ends before it')
  }

  const refuse = (records: SourceRecord[], source: string, expected: string, got: string) => {
    push(records, verbatim(source), { root: root?.attributes ?? {}, before }, undefined, { expected, got })
  }

  const push = (
    records: SourceRecord[],
    raw: string | Uint8Array,
    place: Place,
    value: XmlElement | undefined,
    unreadable: SourceRecord['unreadable'],
  ) => {
    records.push({ frame: passed + 1, record: 0, line, raw, context: JSON.stringify(place), value, unreadable })
  }

  /** Forgets the bytes before a place. */
  const drop = (to: number) => {
    const gone = held.slice(0, to)
    for (let i = gone.indexOf('\n'); i >= 0; i = gone.indexOf('\n', i + 1)) line++
    held = held.slice(to)
    passed += to
    at = Math.max(0, at - to)
  }

  const text = (source: string): string => {
    // ASCII is itself in all encodings but one, and most documents are nothing else.
    if (!BEYOND_ASCII.test(source) && encoding !== 'iso-2022-jp') return source
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(Buffer.from(source, 'latin1'))
    } catch {
      throw new Error(`bytes that are no ${encoding.toUpperCase()}`)
    }
  }

  const tolerantText = (source: string) => new TextDecoder(encoding).decode(Buffer.from(source, 'latin1'))

  const verbatim = (source: string): string | Uint8Array => {
    try {
      return text(source)
    } catch {
      return Buffer.from(source, 'latin1')
    }
  }

  return {
    push(bytes) {
      begun ||= bytes.length > 0
      held += Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
      if (passed === 0 && /^(\xff\xfe|\xfe\xff)/.test(held)) {
        throw new InputError('the XML document is in UTF-16', 'nothing of it has landed: save it as UTF-8')
      }
      return scan(false)
    },
    end: () => scan(true),
  }
}

/** The encoding that an XML declaration names, when it is one in which markup is found by its bytes. */
function declaredEncoding(declaration: string): string | undefined {
  const label = /^<\?xml\s[^>]*?\bencoding\s*=\s*["']([\w.:-]+)["']/.exec(declaration)?.[1]
  if (label === undefined) return undefined
  try {
    const { encoding } = new TextDecoder(label)
    return encoding.startsWith('utf-16') ? undefined : encoding
  } catch {
    return undefined
  }
}
