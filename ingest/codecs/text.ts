import { Buffer, isUtf8 } from 'node:buffer'
import { ConfigurationError } from '../../warehouse/errors.ts'

/** A line whose bytes are no text of the encoding, or that is too long to be held. */
export interface FaultyLine {
  readonly expected: string
  readonly got: string
  /** The line as it came, without its end; absent where the decoder does not tell the bytes. */
  readonly bytes: Uint8Array | undefined
}

/** Whole lines of text out of bytes, and which of them are faulty, by number (1-based). */
export interface TextReader {
  /** Text of the lines that end within these bytes, each with its line end. */
  push(bytes: Uint8Array): string
  /** The last line, when it has no end. */
  end(): string
  readonly faulty: Map<number, FaultyLine>
  /** `\n`, or `\r` in files that know no other line end. */
  readonly newline: string
}

const LF = 10
const CR = 13
/** Bytes looked at to tell the encoding and the line end. */
const SNIFF = 65_536
/** Text kept of a line that is too long to be held. */
export const KEPT = 1_000

/**
 * Reads text so that bytes that are no text spoil their own line only; a decoder for whole streams could not tell where
 * they were.
 *
 * @throws ConfigurationError when `encoding` is no label that is known.
 */
export function textReader(encoding: string | undefined, maxBytes: number): TextReader {
  const label = encoding === undefined ? undefined : knownLabel(encoding)
  let reader: TextReader | undefined
  let head: Uint8Array = new Uint8Array(0)
  const faulty = new Map<number, FaultyLine>()
  const begin = (): TextReader => {
    const mark = byteOrderMark(head)
    const name = mark?.encoding ?? label ?? 'utf-8'
    const body = mark ? head.subarray(mark.length) : head
    reader = name === 'utf-8' ? utf8Reader(faulty, lineEnd(body), maxBytes) : otherReader(faulty, name, maxBytes)
    head = body
    return reader
  }
  return {
    faulty,
    get newline() {
      return reader?.newline ?? '\n'
    },
    push(bytes) {
      if (reader) return reader.push(bytes)
      head = head.length === 0 ? bytes : Buffer.concat([head, bytes])
      return head.length < SNIFF ? '' : begin().push(head)
    },
    end() {
      if (reader) return reader.end()
      const begun = begin()
      return begun.push(head) + begun.end()
    },
  }
}

/** @throws ConfigurationError when `encoding` is no label of the WHATWG encoding standard. */
export function knownLabel(encoding: string): string {
  try {
    return new TextDecoder(encoding).encoding
  } catch {
    throw new ConfigurationError(
      `"${encoding}" is no known encoding`,
      'use a label such as utf-8, windows-1252, iso-8859-15 or utf-16le',
    )
  }
}

export function byteOrderMark(head: Uint8Array): { readonly encoding: string; readonly length: number } | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', length: 3 }
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', length: 2 }
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', length: 2 }
  return undefined
}

function lineEnd(head: Uint8Array): number {
  return head.includes(CR) && !head.includes(LF) ? CR : LF
}

function utf8Reader(faulty: Map<number, FaultyLine>, newline: number, maxBytes: number): TextReader {
  let held: Uint8Array[] = []
  let heldBytes = 0
  let passing = 0
  let line = 1
  const take = (bytes: Uint8Array): string => {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const whole = isUtf8(text)
    let lossy = whole ? text.toString('utf8') : ''
    for (let start = 0; start < text.length; line++) {
      const at = text.indexOf(newline, start)
      const end = at < 0 ? text.length : at
      if (!whole) {
        const one = text.subarray(start, end)
        if (!isUtf8(one)) faulty.set(line, notText('UTF-8', Buffer.from(one)))
        lossy += text.toString('utf8', start, at < 0 ? end : end + 1)
      }
      if (at < 0) break
      start = end + 1
    }
    return lossy
  }
  const release = (last: Uint8Array): Uint8Array => {
    const bytes = held.length === 0 ? last : Buffer.concat([...held, last])
    held = []
    heldBytes = 0
    return bytes
  }
  return {
    faulty,
    newline: String.fromCharCode(newline),
    push(bytes) {
      let rest = bytes
      if (passing > 0) {
        const end = rest.indexOf(newline)
        if (end < 0) {
          passing += rest.length
          return ''
        }
        passing = 0
        rest = rest.subarray(end)
      }
      const last = rest.lastIndexOf(newline)
      let text = ''
      if (last >= 0) {
        text = take(release(rest.subarray(0, last + 1)))
        rest = rest.subarray(last + 1)
      }
      // A copy: the source may reuse its buffer.
      if (rest.length > 0) held.push(Uint8Array.from(rest))
      heldBytes += rest.length
      if (heldBytes > maxBytes) {
        const kept = release(new Uint8Array(0)).subarray(0, KEPT)
        faulty.set(line, tooLong(maxBytes, Buffer.from(kept)))
        passing = 1
        text += Buffer.from(kept).toString('latin1').replaceAll(String.fromCharCode(newline), ' ')
      }
      return text
    },
    end() {
      passing = 0
      return take(release(new Uint8Array(0)))
    },
  }
}

function otherReader(faulty: Map<number, FaultyLine>, encoding: string, maxBytes: number): TextReader {
  const decoder = new TextDecoder(encoding)
  let held = ''
  let line = 1
  let passing = false
  const take = (text: string): string => {
    for (let start = 0; start < text.length; line++) {
      const at = text.indexOf('\n', start)
      const end = at < 0 ? text.length : at
      const wrong = text.indexOf('\ufffd', start)
      if (wrong >= 0 && wrong < end) faulty.set(line, notText(encoding.toUpperCase(), undefined))
      if (at < 0) break
      start = end + 1
    }
    return text
  }
  const advance = (more: string): string => {
    let rest = more
    if (passing) {
      const end = rest.indexOf('\n')
      if (end < 0) return ''
      passing = false
      rest = rest.slice(end)
    }
    held += rest
    const last = held.lastIndexOf('\n')
    let text = ''
    if (last >= 0) {
      text = take(held.slice(0, last + 1))
      held = held.slice(last + 1)
    }
    if (held.length > maxBytes) {
      faulty.set(line, tooLong(maxBytes, undefined))
      passing = true
      text += held.slice(0, KEPT)
      held = ''
    }
    return text
  }
  return {
    faulty,
    newline: '\n',
    push: (bytes) => advance(decoder.decode(bytes, { stream: true })),
    end() {
      const text = advance(decoder.decode())
      const rest = take(held)
      held = ''
      return text + rest
    },
  }
}

function notText(encoding: string, bytes: Uint8Array | undefined): FaultyLine {
  return { expected: `text in ${encoding}`, got: `bytes that are no ${encoding}`, bytes }
}

export function tooLong(maxBytes: number, bytes: Uint8Array | undefined): FaultyLine {
  return {
    expected: `a record of ${maxBytes} bytes at most`,
    got: 'record larger than that; its beginning is kept',
    bytes,
  }
}

/** Whether a text of some characters is longer than a number of bytes in UTF-8; looks at it only when it might be. */
export function isLonger(characters: number, maxBytes: number, text: () => string): boolean {
  return characters > maxBytes || (characters * 3 > maxBytes && Buffer.byteLength(text()) > maxBytes)
}
