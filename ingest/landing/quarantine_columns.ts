import { t } from '../../warehouse/columns.ts'
import { metadataColumns } from '../contracts/source_columns.ts'

/** A refused record: what was wrong, where it stands, and the record itself, verbatim. */
export const quarantineColumns = {
  /** Short name of the record to type: the partition's first letters and the frame. */
  id: t.string,
  file: t.lowCardinality,
  frame: t.uint64,
  record: t.uint32,
  /** First line of the record in its file, 1-based; 0 where there are no lines. */
  line: t.uint64,
  contract: t.nullable(t.lowCardinality),
  reason: t.oneOf('unreadable', 'missing field', 'bad value'),
  field: t.nullable(t.lowCardinality),
  expected: t.string,
  got: t.string,
  payload: t.string,
  /** `base64` where the bytes are no valid text of the file's encoding, so that they stay verbatim. */
  payload_encoding: t.oneOf('text', 'base64'),
  /** Columns and delimiter in force, as JSON, without which a line of separated values could not be read again. */
  context: t.lowCardinality,
  mapping: t.lowCardinality,
  mapping_hash: t.lowCardinality,
  ...metadataColumns,
} as const

/** A quarantined record that was mapped anew and has landed, or was then skipped on purpose. */
export const replayColumns = {
  id: t.string,
  outcome: t.oneOf('landed', 'skipped'),
  events: t.uint32,
  mapping: t.lowCardinality,
  mapping_hash: t.lowCardinality,
  ...metadataColumns,
} as const
