import type { FaultyLine } from './faulty_line.ts'

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
