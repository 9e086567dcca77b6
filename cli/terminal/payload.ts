import { Buffer } from 'node:buffer'

/** Octets in one line of hex. */
const LINE = 32

/**
 * A refused record as a terminal may show it: text as it is; what holds control characters, as binary records do, in hex.
 * Bytes come one character a byte.
 */
export function shownPayload(payload: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (!/[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/.test(payload)) return payload
  const octets = /^[\0-\xff]*$/.test(payload) ? Buffer.from(payload, 'latin1') : Buffer.from(payload, 'utf8')
  const lines: string[] = []
  for (let at = 0; at < octets.length; at += LINE) {
    lines.push(
      `${String(at).padStart(6)}  ${octets
        .subarray(at, at + LINE)
        .toString('hex')
        .replace(/..(?!$)/g, '$& ')}`,
    )
  }
  return lines.join('\n')
}
