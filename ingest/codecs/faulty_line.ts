import { Buffer } from 'node:buffer'

/** A line whose bytes are no text of the encoding, or that is too long to be held. */
export interface FaultyLine {
  readonly expected: string
  readonly got: string
  /** The line as it came, without its end; absent where the decoder does not tell the bytes. */
  readonly bytes: Uint8Array | undefined
}

/** Text kept of a line that is too long to be held. */
export const KEPT = 1_000

/** A line whose bytes are none of the encoding's. */
export function notText(encoding: string, bytes: Uint8Array | undefined): FaultyLine {
  return { expected: `text in ${encoding}`, got: `bytes that are no ${encoding}`, bytes }
}

/** A line or record that is larger than is held in memory. */
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
