/** Bytes that have come and have not been read. */
export interface ByteQueue {
  /** What is held, from the first unread byte on. */
  readonly bytes: Uint8Array
  /** Place of the first unread byte in the input. */
  readonly offset: number
  push(chunk: Uint8Array): void
  drop(count: number): void
}

/**
 * Holds chunks as one run of bytes. Views that were taken of it stay as they are: bytes are added behind them or to
 * another buffer, never over them. Copies in proportion to what comes in, however small the chunks.
 */
export function byteQueue(): ByteQueue {
  let buffer: Uint8Array = new Uint8Array(0)
  /** Whether the buffer is ours to write to, or a chunk that came. */
  let own = false
  let from = 0
  let to = 0
  let offset = 0
  return {
    get bytes() {
      return buffer.subarray(from, to)
    },
    get offset() {
      return offset
    },
    push(chunk) {
      if (from === to) {
        buffer = chunk
        from = 0
        to = chunk.length
        own = false
        return
      }
      const held = to - from
      if (!own || to + chunk.length > buffer.length) {
        const wider = new Uint8Array(Math.max(held * 2, held + chunk.length))
        wider.set(buffer.subarray(from, to))
        buffer = wider
        from = 0
        to = held
        own = true
      }
      buffer.set(chunk, to)
      to += chunk.length
    },
    drop(count) {
      from += count
      offset += count
    },
  }
}
