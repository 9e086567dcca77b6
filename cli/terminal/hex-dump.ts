/** Bytes as the usual dump: offset, sixteen bytes in hex, and what of them is printable ASCII. */
export function hexDump(bytes: Uint8Array, most = 4096): string {
  const lines: string[] = []
  for (let at = 0; at < Math.min(bytes.length, most); at += 16) {
    const row = bytes.subarray(at, Math.min(at + 16, most))
    const hex = Array.from(row, (byte) => byte.toString(16).padStart(2, '0'))
    const text = Array.from(row, (byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('')
    const columns = `${hex.slice(0, 8).join(' ').padEnd(23)}  ${hex.slice(8).join(' ').padEnd(23)}`
    lines.push(`${at.toString(16).padStart(8, '0')}  ${columns}  |${text}|`)
  }
  if (bytes.length > most)
    lines.push(`… and ${(bytes.length - most).toLocaleString('en')} bytes more (--json prints all)`)
  return lines.join('\n')
}

/** Text that came from outside, safe to print: control characters, which a terminal would obey, are spelled out. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters meant
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, (character) => {
    const code = character.charCodeAt(0)
    return `\\x${code.toString(16).padStart(2, '0')}`
  })
}
