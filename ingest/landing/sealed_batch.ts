import type { Columns } from '../../warehouse/columns.ts'

/** What the rows of a batch have in common. */
export interface BatchOrigin {
  readonly feed: string
  readonly partition: string
  readonly file: string
  readonly mapping: string
  readonly mappingHash: string
}

/** Rows of one table, encoded. */
export interface EncodedRows {
  readonly columns: Columns
  readonly rows: number
  readonly body: Uint8Array
}

/** A batch that is cut and encoded, ready to insert. */
export interface SealedBatch {
  readonly firstFrame: number
  readonly lastFrame: number
  readonly landedAt: number
  readonly name: string
  readonly frames: number
  readonly records: number
  readonly events: number
  readonly skipped: number
  readonly skips: ReadonlyMap<string, number>
  /** Records that an earlier attempt has left standing, whole or in part. */
  readonly stood: number
  readonly tables: ReadonlyMap<string, EncodedRows>
  readonly quarantine: EncodedRows | undefined
}
