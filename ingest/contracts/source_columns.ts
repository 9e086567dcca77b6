import { t } from '../../warehouse/columns.ts'
import { type ColumnsOf, type Contract, contractColumns, type Fields } from './contract.ts'

/** What landing adds to every row: where it came from, exactly, and when. */
export const metadataColumns = {
  /** The feed. Rows made by the simulator say `simulator`. */
  _source: t.lowCardinality,
  /** The part of the feed that has an order of its own: for a file, the SHA-256 of its decompressed bytes. */
  _partition: t.lowCardinality,
  /** frame x 2^48 + record x 2^16 + event: ordered, and unique within the partition. See landing/position.ts. */
  _position: t.decimal(38, 0),
  /** The batch it landed in, as the ledger names it. */
  _batch: t.lowCardinality,
  /** When the batch was cut; the table is partitioned by its day. */
  _landed_at: t.instant,
} as const

export type MetadataColumns = typeof metadataColumns
export type SourceColumns<F extends Fields> = ColumnsOf<F> & MetadataColumns

/** Columns of a contract's raw table, in order: its fields, then the metadata. */
export function sourceColumns<F extends Fields>(contract: Contract<string, F>): SourceColumns<F> {
  return { ...contractColumns(contract), ...metadataColumns }
}
