import { t } from '../../warehouse/columns.ts'

/** A beat: what a process that runs a feed sees of one partition, every few seconds. Counts are since `began_at`. */
export const feedStateColumns = {
  feed: t.lowCardinality,
  partition: t.lowCardinality,
  at: t.instant,
  kind: t.oneOf('kafka', 'folder'),
  host: t.lowCardinality,
  pid: t.uint32,
  began_at: t.instant,
  /** `stopped` and `failed` are a process's last words; one that was killed says nothing. */
  state: t.oneOf('recovering', 'landing', 'idle', 'waiting', 'stopped', 'failed'),
  records: t.uint64,
  events: t.uint64,
  quarantined: t.uint64,
  skipped: t.uint64,
  batches: t.uint64,
  /** Records (Kafka) or files (folder) that are there and have not landed. */
  lag: t.nullable(t.uint64),
  /** Age of the oldest of them. */
  lag_ms: t.nullable(t.uint64),
  landed_at: t.nullable(t.instant),
  /** Why it failed or waits; empty otherwise. */
  detail: t.string,
} as const

/** What became of a file in a watched folder. */
export const feedFileColumns = {
  feed: t.lowCardinality,
  /** The partition it landed as; empty where it could not be read. */
  partition: t.string,
  file: t.string,
  at: t.instant,
  outcome: t.oneOf('landed', 'delivered again', 'refused', 'growing', 'rotated'),
  /** Decompressed bytes; of a growing file those of its first block that tell it from others. */
  bytes: t.uint64,
  records: t.uint64,
  /** SHA-256 of a growing file's first `bytes` bytes; empty for other files. */
  head: t.string,
  detail: t.string,
} as const
