import { Buffer } from 'node:buffer'
import { ConfigurationError } from '../../warehouse/errors.ts'
import { decodingReader } from './decoding_reader.ts'
import type { FaultyLine } from './faulty_line.ts'
import type { TextReader } from './text_reader.ts'
import { utf8Reader } from './utf8_reader.ts'

const LF = 10
const CR = 13
/** Bytes looked at to tell the encoding and the line end. */
const SNIFF = 65_536

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
    reader = name === 'utf-8' ? utf8Reader(faulty, lineEnd(body), maxBytes) : decodingReader(faulty, name, maxBytes)
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
      // A line feed settles the line end, so that the first lines of a file that grows need not wait for the rest.
      const known = head.length >= SNIFF || (head.length > 2 && head.includes(LF))
      return known ? begin().push(head) : ''
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

/** The encoding that a byte order mark names, and how many bytes the mark takes; undefined where there is none. */
export function byteOrderMark(head: Uint8Array): { readonly encoding: string; readonly length: number } | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', length: 3 }
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', length: 2 }
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', length: 2 }
  return undefined
}

function lineEnd(head: Uint8Array): number {
  return head.includes(CR) && !head.includes(LF) ? CR : LF
}
