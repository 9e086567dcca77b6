import { type FaultyLine, KEPT, notText, tooLong } from './faulty_line.ts'
import type { TextReader } from './text_reader.ts'

/** Reads any other encoding through its decoder, which does not tell the bytes of a faulty line. */
export function decodingReader(faulty: Map<number, FaultyLine>, encoding: string, maxBytes: number): TextReader {
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
