import { InputError } from '../../../warehouse/errors.ts'
import { byteQueue } from '../ber/byte_queue.ts'
import type { Decoder, SourceRecord, Unreadable } from '../record.ts'
import { type CdrFileCount, cdrFile, LEAST_HEADER, MOST_HEADER } from './file_header.ts'
import { recordTime, type ThreeGppRecord, threeGppRecord } from './record.ts'

/** What stands in a record's context, as JSON: which part of a file its bytes are. */
type Context = { readonly part: 'cdr' | 'rest' } | ({ readonly part: 'file' } & CdrFileCount)

const CDR = JSON.stringify({ part: 'cdr' } satisfies Context)
const REST = JSON.stringify({ part: 'rest' } satisfies Context)

const FORMATS = ['no format', 'BER', 'unaligned PER', 'aligned PER', 'XER']

/**
 * A CDR file of TS 32.297: a file header, then CDRs, each with a header that tells its length, so that one that cannot be
 * read costs itself only. The frame is the number of the CDR; the last frame is the file's own record, `{ cdrFile }`, made
 * of the header and the counts. `context` is that of a quarantined record which is read again alone.
 *
 * @throws InputError when the file does not begin with a header.
 */
export function cdrFileDecoder({ context = '' }: { readonly context?: string } = {}): Decoder {
  if (context !== '') return partDecoder(JSON.parse(context) as Context)
  const queue = byteQueue()
  let header: Uint8Array | undefined
  let frame = 0
  let cdrsRead = 0
  let latest: string | undefined
  let tail: Tail | undefined

  const read = (whole: boolean): SourceRecord[] => {
    const records: SourceRecord[] = []
    if (!header) {
      header = readHeader(queue.bytes, whole)
      if (!header) return records
      queue.drop(header.length)
    }
    while (!tail) {
      const { bytes, offset } = queue
      const size = cdrSize(bytes)
      if (size === undefined || bytes.length < size) break
      if (size === EMPTY && bytes[2] === 0) {
        // A length of zero and no release: the file is filled up with zeros from here on.
        tail = { offset, length: 0, kept: undefined }
        break
      }
      const cdr = bytes.subarray(0, size)
      queue.drop(size)
      const outcome = readCdr(cdr)
      if (outcome.value) {
        const time = recordTime(outcome.value)
        if (time !== undefined && (latest === undefined || time > latest)) latest = time
      }
      cdrsRead++
      records.push(record(++frame, cdr, CDR, outcome))
    }
    if (whole) tail ??= { offset: queue.offset, length: 0, kept: undefined }
    if (tail) passTail(tail)
    if (whole) records.push(...rest(tail!), fileRecord(header))
    return records
  }

  /** Passes over what follows the CDRs, keeping the beginning of what is not zero. */
  const passTail = (state: Tail): void => {
    const { bytes } = queue
    if (!state.kept && bytes.some((octet) => octet !== 0)) state.kept = bytes.slice(0, KEPT)
    state.length += bytes.length
    queue.drop(bytes.length)
  }

  const rest = ({ offset, length, kept }: Tail): SourceRecord[] => {
    if (!kept) return []
    const size = cdrSize(kept)
    const cut = size !== undefined && size > length
    const expected = cut ? `a CDR of ${size} octets` : 'zeros to the end of the file'
    const got = `${length} octets to the end of the file, from octet ${offset} on`
    return [record(++frame, kept, REST, { unreadable: { expected, got } })]
  }

  const fileRecord = (octets: Uint8Array): SourceRecord => {
    const count: CdrFileCount = { cdrsRead, octetsRead: queue.offset, latest }
    const value = { cdrFile: cdrFile(octets, count) } satisfies ThreeGppRecord
    return record(++frame, octets, JSON.stringify({ part: 'file', ...count } satisfies Context), { value })
  }

  return {
    push(bytes) {
      queue.push(bytes)
      return read(false)
    },
    end: () => read(true),
  }
}

/** What follows the CDRs: zeros, or a CDR that the end of the file cuts off. */
interface Tail {
  readonly offset: number
  length: number
  kept: Uint8Array | undefined
}

/** Octets of a CDR of a release before 10 that says it is empty: its header alone. */
const EMPTY = 4
/** Octets kept of what follows the CDRs: no CDR is longer. */
const KEPT = 5 + 65_535

function readHeader(bytes: Uint8Array, whole: boolean): Uint8Array | undefined {
  const hint = 'give records that stand without a file header to --mapping threegpp_ber'
  if (bytes.length < 8) {
    if (!whole) return undefined
    throw new InputError(`the file ends within the file header of TS 32.297, after ${bytes.length} octets`, hint)
  }
  const length = new DataView(bytes.buffer, bytes.byteOffset, 8).getUint32(4)
  if (length < LEAST_HEADER || length > MOST_HEADER) {
    throw new InputError(
      `the file has no file header of TS 32.297: its length would be ${length} octets, not ${LEAST_HEADER} to ${MOST_HEADER}`,
      hint,
    )
  }
  if (bytes.length >= length) return bytes.slice(0, length)
  if (!whole) return undefined
  throw new InputError(`the file ends within its header, after ${bytes.length} of ${length} octets`, 'fetch it again')
}

/** Octets of the CDR that begins the bytes, with its header; undefined where the header is not all there. */
function cdrSize(bytes: Uint8Array): number | undefined {
  if (bytes.length < 4) return undefined
  return (bytes[2]! >> 5 === 7 ? 5 : 4) + bytes[0]! * 256 + bytes[1]!
}

type Outcome = { readonly value?: ThreeGppRecord; readonly unreadable?: Unreadable }

/** Reads a CDR with its header (TS 32.297 6.1.2). */
function readCdr(cdr: Uint8Array): Outcome {
  const format = cdr[3]! >> 5
  if (format !== 1) return { unreadable: { expected: 'a CDR in BER', got: FORMATS[format] ?? `format ${format}` } }
  return threeGppRecord(cdr.subarray(cdr[2]! >> 5 === 7 ? 5 : 4))
}

function record(frame: number, raw: Uint8Array, context: string, { value, unreadable }: Outcome): SourceRecord {
  return { frame, record: 0, line: 0, raw, context, value, unreadable }
}

/** Reads a quarantined record again: the part of the file that it was. */
function partDecoder(context: Context): Decoder {
  const queue = byteQueue()
  return {
    push(bytes) {
      queue.push(bytes)
      return []
    },
    end() {
      const octets = queue.bytes
      const text = JSON.stringify(context)
      if (context.part === 'file') return [record(1, octets, text, { value: { cdrFile: cdrFile(octets, context) } })]
      const size = cdrSize(octets)
      if (context.part === 'cdr' && size === octets.length) return [record(1, octets, text, readCdr(octets))]
      const unreadable = { expected: `a CDR of ${size ?? 'at least 5'} octets`, got: `${octets.length} octets` }
      return [record(1, octets, text, { unreadable })]
    },
  }
}
