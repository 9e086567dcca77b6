import { t } from '../../warehouse/columns.ts'

/**
 * The landing ledger, the one authority on progress: a row a batch and step. A batch is `intended` before anything of it
 * is inserted and `done` when its rows have been counted; a partition is `complete` when its last frame is done.
 */
export const ledgerColumns = {
  feed: t.lowCardinality,
  partition: t.lowCardinality,
  /** The file's name, for people; the partition is its identity. */
  file: t.lowCardinality,
  batch: t.string,
  /** `replay` batches land quarantined records again and say nothing of the partition's progress. */
  kind: t.oneOf('land', 'replay'),
  state: t.oneOf('intended', 'done', 'complete'),
  epoch: t.uint64,
  owner: t.string,
  first_frame: t.uint64,
  last_frame: t.uint64,
  records: t.uint64,
  events: t.uint64,
  quarantined: t.uint64,
  skipped: t.uint64,
  /** Rows by table as counted in ClickHouse, as JSON: `{"usage":100000}`. */
  landed: t.string,
  /** Positions that stand more than once, which a writer that had lost its ownership can leave. Staging keeps the first. */
  doubled: t.uint64,
  mapping: t.lowCardinality,
  mapping_hash: t.lowCardinality,
  /** When the batch was cut: its rows' `_landed_at`. */
  landed_at: t.instant,
  at: t.instant,
} as const
