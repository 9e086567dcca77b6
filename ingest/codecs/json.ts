import { Buffer, isUtf8 } from 'node:buffer'
import { jsonFault, parseExact } from './exact_json.ts'
import { type Decoder, MAX_RECORD_BYTES, type SourceRecord } from './record.ts'
import { byteOrderMark, knownLabel } from './text.ts'

/**
 * A JSON document: the elements of its array are the records, or the whole of it is one. Elements are cut out by their
 * brackets and parsed one by one, so that memory is bounded by an element, and one that is broken costs only itself.
 * The frame is the element's number.
 */
export function jsonDecoder(options: { readonly encoding?: string; readonly maxRecordBytes?: number }): Decoder {
  const maxBytes = options.maxRecordBytes ?? MAX_RECORD_BYTES
  const chunk = chunkReader(options.encoding)
  let text = ''
  /** Where to go on in `text`; an element that has begun starts at its beginning. */
  let at = 0
  let frame = 0
  let line = 1
  let inArray = false
  let lossy = false
  /** Set while the rest of a too large element passes by. */
  let dropped = 0
  let element: { line: number; depth: number; string: boolean; escaped: boolean; scalar: boolean } | undefined

  const scan = (whole: boolean): SourceRecord[] => {
    const records: SourceRecord[] = []
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (code === 10) line++
      if (!element) {
        if (code === 32 || code === 10 || code === 13 || code === 9 || code === 44 || code === 0xfeff) continue
        if (code === 91 && !inArray) inArray = true
        else if (code === 93 && inArray) inArray = false
        else {
          text = text.slice(at)
          at = 0
          element = {
            line,
            depth: 0,
            string: false,
            escaped: false,
            scalar: code !== 123 && code !== 91 && code !== 34,
          }
          step(code)
        }
        continue
      }
      if (element.scalar) {
        if (code !== 44 && code !== 93 && code !== 10 && code !== 32 && code !== 13) continue
        if (code === 10) line--
        finish(records, at--)
      } else if (step(code)) finish(records, at + 1)
    }
    if (element && text.length > maxBytes) {
      dropped += text.length - 1_000
      text = text.slice(0, 1_000)
      at = text.length
    }
    if (!element) {
      text = ''
      at = 0
      // Elements may be missing behind the last one that is here: a file that was cut off is not a file without them.
      if (whole && inArray) refuse(records, '[', 'a ] that ends the array', 'a document that ends before it')
    } else if (whole) {
      if (!element.scalar) refuse(records, text, 'a complete JSON document', 'a document that ends within a record')
      else finish(records, text.length)
    }
    return records
  }

  /** Moves on by one character within an element; true when it ends here. */
  const step = (code: number): boolean => {
    const open = element!
    if (open.string) {
      if (open.escaped) open.escaped = false
      else if (code === 92) open.escaped = true
      else if (code === 34) open.string = false
      return !open.string && open.depth === 0
    }
    if (code === 34) open.string = true
    else if (code === 123 || code === 91) open.depth++
    else if (code === 125 || code === 93) open.depth--
    return open.depth === 0 && !open.string
  }

  const finish = (records: SourceRecord[], end: number) => {
    const raw = text.slice(0, end)
    if (dropped > 0 || raw.length > maxBytes) {
      refuse(
        records,
        raw.slice(0, 1_000),
        `a record of ${maxBytes} bytes at most`,
        'record larger than that; its beginning is kept',
      )
    } else if (lossy && raw.includes('\ufffd')) refuse(records, raw, 'text in UTF-8', 'bytes that are no UTF-8')
    else parse(records, raw)
    text = text.slice(end)
    at -= end
    dropped = 0
    element = undefined
  }

  const parse = (records: SourceRecord[], raw: string) => {
    let value: unknown
    try {
      value = parseExact(raw)
    } catch (error) {
      return refuse(records, raw, 'a JSON object', jsonFault(error))
    }
    if (value === null || typeof value !== 'object') return refuse(records, raw, 'a JSON object', raw.slice(0, 40))
    frame++
    records.push({ frame, record: 0, line: element!.line, raw, context: '', value, unreadable: undefined })
  }

  const refuse = (records: SourceRecord[], raw: string, expected: string, got: string) => {
    frame++
    records.push({
      frame,
      record: 0,
      line: element?.line ?? line,
      raw,
      context: '',
      value: undefined,
      unreadable: { expected, got },
    })
  }

  const add = (part: { readonly text: string; readonly lossy: boolean }) => {
    text += part.text
    lossy ||= part.lossy
  }

  return {
    push(bytes) {
      add(chunk.push(bytes))
      return scan(false)
    },
    end() {
      add(chunk.end())
      return scan(true)
    },
  }
}

interface ChunkReader {
  push(bytes: Uint8Array): { readonly text: string; readonly lossy: boolean }
  end(): { readonly text: string; readonly lossy: boolean }
}

/** Text of a document that need not have lines; `lossy` when bytes in it were no text. */
function chunkReader(encoding: string | undefined): ChunkReader {
  const label = encoding === undefined ? undefined : knownLabel(encoding)
  let decoder: InstanceType<typeof TextDecoder> | undefined
  let head: Uint8Array = new Uint8Array(0)
  let tail: Uint8Array = new Uint8Array(0)
  const decode = (bytes: Uint8Array, stream: boolean) => {
    decoder ??= new TextDecoder(byteOrderMark(bytes)?.encoding ?? label ?? 'utf-8')
    const text = decoder.decode(bytes, { stream })
    if (decoder.encoding !== 'utf-8') return { text, lossy: text.includes('\ufffd') }
    const all = tail.length === 0 ? bytes : Buffer.concat([tail, bytes])
    const cut = stream ? completeUtf8(all) : all.length
    tail = Uint8Array.from(all.subarray(cut))
    return { text, lossy: !isUtf8(all.subarray(0, cut)) }
  }
  return {
    push(bytes) {
      if (decoder) return decode(bytes, true)
      head = Buffer.concat([head, bytes])
      return head.length < 4 ? { text: '', lossy: false } : decode(head, true)
    },
    end: () => decode(decoder ? new Uint8Array(0) : head, false),
  }
}

/** Bytes up to the last character that is whole. */
function completeUtf8(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back]!
    if (byte >= 0xc0) return bytes.length - back
    if (byte < 0x80) break
  }
  return bytes.length
}
