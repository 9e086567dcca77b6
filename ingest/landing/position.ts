import type { Bytes } from '../../warehouse/bytes.ts'

/**
 * A row's place in its partition: the frame (a Kafka offset, a file's record number), the record within the frame (one
 * BER frame holds many), the event within the record (one customer row is a customer, an account, a subscription).
 * Held as one whole number, frame x 2^48 + record x 2^16 + event, so that it compares and sorts as one.
 */
export interface Position {
  readonly frame: number
  readonly record: number
  readonly event: number
}

export const EVENTS_PER_RECORD = 65_536

/** `frame` is below 2^53, `record` below 2^32, `event` below `EVENTS_PER_RECORD`; see `Position`. */
export function packPosition(frame: number, record: number, event: number): bigint {
  const start = BigInt(frame) << 48n
  return record === 0 && event === 0 ? start : start + BigInt(record * 65_536 + event)
}

/**
 * Writes a packed position, or that of the first event of a frame's first record, as most are, given by the frame alone:
 * what costs nothing to make.
 */
export function writePosition(bytes: Bytes, position: bigint | number): void {
  if (typeof position === 'bigint') {
    bytes.int128(position)
    return
  }
  bytes.uint32(0)
  bytes.uint32((position % 65_536) * 65_536)
  bytes.int64(Math.floor(position / 65_536))
}

/** Reads a packed position, also as ClickHouse's JSON writes it. */
export function unpackPosition(packed: bigint | string): Position {
  const value = BigInt(packed)
  const rest = value & ((1n << 48n) - 1n)
  return { frame: Number(value >> 48n), record: Number(rest >> 16n), event: Number(rest & 65_535n) }
}

/** Position of the first event of the record that an event is of. */
export function recordStart(position: bigint): bigint {
  return (position >> 16n) << 16n
}
