import { Buffer, isUtf8 } from 'node:buffer'
import { type FaultyLine, KEPT, notText, tooLong } from './faulty_line.ts'
import type { TextReader } from './text_reader.ts'

/** Reads UTF-8 by the bytes of its lines, so that a faulty one is kept as it came. `newline` is a byte. */
export function utf8Reader(faulty: Map<number, FaultyLine>, newline: number, maxBytes: number): TextReader {
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
