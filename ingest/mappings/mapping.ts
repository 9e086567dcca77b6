import type { Event } from '../contracts/index.ts'
import type { Format } from './format.ts'
import type * as read from './read.ts'

/** What a user writes for a feed: how its bytes are read, and what events a record is. */
export interface Mapping<R = Record<string, string>> {
  /** Names the feed: letters, digits, `_`, `-` and `.`. Two files of one feed are two partitions of it. */
  readonly name: string
  readonly format: Format
  /**
   * The events of one record: one, several, or `skip('reason')`. What it throws refuses the record, which then stands in
   * quarantine with the message; nothing of a refused record lands.
   */
  map(record: R, context: MappingContext): Event | readonly Event[] | Skip
}

/** Where the record stands, and the readers of `read.ts` for mappings that import nothing. */
export interface MappingContext {
  readonly file: string
  /** First line of the record, 1-based. */
  readonly line: number
  readonly frame: number
  readonly read: typeof read
}

/** A record that is left out on purpose; counted by reason in the report. */
export interface Skip {
  readonly skip: string
}

/** A record that is left out on purpose: `return skip('test call')`. */
export function skip(reason: string): Skip {
  return { skip: reason }
}

/** A value that a mapping cannot read; becomes a reject that names the field which holds it. */
export class FieldError extends Error {
  override readonly name = 'FieldError'
  readonly expected: string
  readonly got: unknown
  readonly field: string | undefined

  constructor(expected: string, got: unknown, field?: string) {
    super(`expected ${expected}`)
    this.expected = expected
    this.got = got
    this.field = field
  }
}

/** A mapping whose record type is told from its format by the reader: `mapping<CallRow>({ name, format, map })`. */
export function mapping<R = Record<string, string>>(definition: Mapping<R>): Mapping<R> {
  return Object.freeze(definition)
}
