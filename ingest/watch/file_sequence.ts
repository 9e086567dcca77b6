import type { Event } from '../contracts/index.ts'

/** How a feed's files are numbered, by their names. */
export interface FileSequence {
  /** With the group `sequence` (digits) and, where several nodes number theirs, `origin`: `/(?<origin>SW\d+)_(?<sequence>\d+)\.csv/`. */
  readonly pattern: RegExp
  /** Numbers begin again at `first` at this many: 10000 for four digits. */
  readonly modulus?: number
  /** The number that numbering begins with; 0 when absent. */
  readonly first?: number
}

const LARGEST = 2n ** 64n

/**
 * What a numbered name says, as the event that gaps are found by; undefined where the name holds no number that can be.
 * `feed` is the origin where the pattern names none.
 */
export function numberedFile(sequence: FileSequence, name: string, feed: string, closedAt: Date): Event | undefined {
  const { pattern, modulus, first = 0 } = sequence
  // A pattern with the flag g or y would go on where it last stopped.
  const groups = new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, '')).exec(name)?.groups
  const digits = groups?.sequence
  if (digits === undefined || !/^\d{1,20}$/.test(digits)) return undefined
  const number = BigInt(digits)
  if (number >= LARGEST || (modulus !== undefined && number >= BigInt(first) + BigInt(modulus))) return undefined
  return {
    contract: 'file_control',
    file: name,
    origin: groups?.origin || feed,
    sequence_number: number,
    sequence_modulus: modulus ?? null,
    sequence_first: first,
    closed_at: closedAt,
  }
}
