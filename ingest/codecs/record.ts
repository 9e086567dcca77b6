/** One record of a source, before any mapping. */
export interface SourceRecord {
  /** Frame it came in: in files of lines the number of the record's first line, in XML its first byte, elsewhere of the record; 1-based. */
  readonly frame: number
  /** Place within the frame; 0 where a frame is one record. */
  readonly record: number
  /** First line in its file, 1-based; 0 where there are no lines. */
  readonly line: number
  /** The record as it came: text, or bytes where they are no valid text. Absent for events made in this process. */
  readonly raw: string | Uint8Array | undefined
  /** What the record alone does not tell and reading it again needs, as JSON: columns and delimiter; else empty. */
  readonly context: string
  /** What the codec made of it. */
  readonly value: unknown
  /** Set when the codec could not read it; there is no value then. */
  readonly unreadable: Unreadable | undefined
}

export interface Unreadable {
  readonly expected: string
  readonly got: string
}

/** Bytes to records. Pure state: no reading, no waiting. */
export interface Decoder {
  /** The records that end within these bytes. */
  push(bytes: Uint8Array): SourceRecord[]
  /** The records that the end of the input completes. */
  end(): SourceRecord[]
}

/** A record larger than this is refused, in bytes, so that memory stays bounded. */
export const MAX_RECORD_BYTES = 16 * 1024 * 1024
