import type { Instant } from '../../warehouse/columns.ts'
import { ConfigurationError } from '../../warehouse/errors.ts'
import type { TimeColumn } from './incremental.ts'

/** A table that keeps every state that its query has shown, from when until when (a slowly changing dimension, type 2). */
export interface Snapshot {
  /** Columns that tell rows apart. */
  readonly key: readonly string[]
  /** Column that says since when a row is what it is. */
  readonly updated?: string
}

/** What a snapshot adds to its query's row. `valid_to` is NULL in the row that holds now. */
export interface Validity {
  readonly valid_from: Instant
  readonly valid_to: Instant | null
}

/** Columns that are never NULL. */
export type KeyColumn<Row> = { [K in keyof Row & string]: null extends Row[K] ? never : K }[keyof Row & string]

export interface SnapshotOptions<Row> {
  /** Columns that tell the query's rows apart. */
  readonly key: readonly KeyColumn<Row>[]
  /**
   * Column that says since when a row is what it is: a row with a later one is a new state, valid from then. Without it a
   * row of which any column differs is a new state, valid from the run that saw it.
   */
  readonly updated?: TimeColumn<Row>
}

/** ConfigurationError without a key. */
export function snapshot(name: string, options: { readonly key: readonly string[]; readonly updated?: string }) {
  const { key, updated } = options
  if (key.length === 0) {
    throw new ConfigurationError(`${name}: a snapshot needs a key`, "Say what tells rows apart: key: ['customer_id'].")
  }
  const declared: Snapshot = Object.freeze({ key, ...(updated !== undefined && { updated }) })
  return Object.freeze({ kind: 'table' as const, orderBy: [...key, 'valid_from'], snapshot: declared })
}
