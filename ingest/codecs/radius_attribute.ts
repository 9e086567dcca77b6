/** One line of a detail file: an attribute, or what is wrong with its value. */
export type RadiusAttribute = { readonly name: string; readonly value: string } | { readonly got: string }

/** The name may carry a vendor, dots and a tag: `Cisco-AVPair`, `WiMAX-Capability.Release`, `Tunnel-Type:0`. */
const LINE = /^\s*([A-Za-z0-9][\w.:/-]*)\s*(?:=|:=|\+=|==)\s*(.*?)\s*$/s

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f', b: '\b', a: '\x07', v: '\v' }

/** Reads `Acct-Session-Id = "4D2BB8AC-00000098"`; undefined when the line is no attribute. */
export function attributeOf(line: string): RadiusAttribute | undefined {
  const match = LINE.exec(line)
  if (!match) return undefined
  const [, name = '', text = ''] = match
  const quote = text[0]
  if (quote !== '"' && quote !== "'" && quote !== '`') return { name, value: text }
  const end = closingQuote(text, quote)
  if (end !== text.length - 1) {
    return { got: `${name} with ${end < 0 ? 'a quote that is not closed' : 'text after its closing quote'}` }
  }
  const inner = text.slice(1, -1)
  return { name, value: inner.includes('\\') ? unescaped(inner) : inner }
}

function closingQuote(text: string, quote: string): number {
  for (let i = 1; i < text.length; i++) {
    if (text[i] === '\\') i++
    else if (text[i] === quote) return i
  }
  return -1
}

/** Octal and hexadecimal escapes are the bytes of UTF-8, as the server writes what it cannot print. */
function unescaped(text: string): string {
  const bytes: number[] = []
  const pattern = /\\([0-7]{3})|\\x([0-9A-Fa-f]{2})|\\(.)|([^\\]+)/gsu
  for (const [, octal, hex, letter, plain] of text.matchAll(pattern)) {
    if (octal !== undefined) bytes.push(Number.parseInt(octal, 8) & 255)
    else if (hex !== undefined) bytes.push(Number.parseInt(hex, 16))
    else for (const byte of new TextEncoder().encode(plain ?? ESCAPES[letter!] ?? letter!)) bytes.push(byte)
  }
  const read = Uint8Array.from(bytes)
  // A user may choose any octets for a name; those that are no text stay as the file has them.
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(read)
  } catch {
    return text
  }
}
