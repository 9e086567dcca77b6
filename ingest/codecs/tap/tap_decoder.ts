import { Buffer } from 'node:buffer'
import { berElement } from '../ber/element.ts'
import { BerError } from '../ber/fault.ts'
import { type BerPiece, berSplitter } from '../ber/splitter.ts'
import { application } from '../ber/tag.ts'
import { type Decoder, MAX_RECORD_BYTES, type SourceRecord } from '../record.ts'
import type { TapBatch } from './tap_batch.ts'
import { isGroup } from './tap_batch.ts'
import { addEvent, noneRead, type TapRead } from './tap_read.ts'
import { type TapGroup, tapName, tapTree } from './tap_tree.ts'

/** A record of a TAP-like roaming file. */
export type TapRecord =
  /** A call event: `name` is what it is, such as `mobileOriginatedCall`. */
  | { readonly is: 'event'; readonly name: string; readonly event: TapGroup; readonly batch: TapBatch }
  /** The end of a batch: what it says of itself, and what was read of it. */
  | { readonly is: 'end'; readonly audit: TapGroup | undefined; readonly read: TapRead; readonly batch: TapBatch }
  /** A file that says there are no events. */
  | { readonly is: 'notification'; readonly notification: TapGroup }

const BATCH = application(1)
const NOTIFICATION = application(2)
const EVENTS = application(3)
const AUDIT = application(15)
const HEAD: ReadonlyMap<number, keyof TapBatch> = new Map([
  [application(4), 'batchControlInfo'],
  [application(5), 'accountingInfo'],
  [application(6), 'networkInfo'],
  [application(8), 'messageDescriptionInfo'],
])

/** What a record that is read again alone is told. */
interface Kept {
  readonly batch: TapBatch
  readonly read?: TapRead
}

/**
 * TAP-like roaming files, BER with the tags of TAP 3: each call event is a record, then the end of the batch is one; its head is
 * told to each of them. The frame is the number of the record in the file. Events are read one by one, so memory is bounded by
 * an event. One that is broken is refused with its place, and the batch goes on behind it where lengths tell where that is.
 */
export function tapDecoder(options: { readonly maxRecordBytes?: number }, context = ''): Decoder {
  const again = context === '' ? undefined : (JSON.parse(context) as Kept)
  const splitter = berSplitter({
    maxBytes: options.maxRecordBytes ?? MAX_RECORD_BYTES,
    descend: (tag, within) =>
      again === undefined && (within.length === 0 ? tag === BATCH : within.length === 1 && tag === EVENTS),
  })
  let frame = 0
  let batch: TapBatch = again?.batch ?? {}
  let batchContext = context
  let read = again?.read ?? noneRead
  let audit: { readonly bytes: Uint8Array; readonly tree: TapGroup } | undefined
  /** Inside a batch, and within it inside its events. */
  let depth = again ? 2 : 0

  const take = (records: SourceRecord[], piece: BerPiece) => {
    if (piece.is === 'open') {
      if (++depth === 1) {
        batch = {}
        batchContext = ''
        read = noneRead
        audit = undefined
      }
    } else if (piece.is === 'close') {
      if (--depth === 0) end(records, audit?.tree, audit?.bytes ?? new Uint8Array(0))
    } else if (piece.is === 'fault') {
      // Events that cannot be read are events all the same; a fault of no length is told by what lacks.
      if (depth === 2 && piece.length > 0) read = { ...read, records: read.records + 1 }
      refuse(records, piece.bytes, piece.expected, `${piece.got}, at byte ${piece.offset}`)
    } else if (piece.is === 'element') element(records, piece)
  }

  const element = (records: SourceRecord[], { bytes, tag, offset }: BerPiece & { readonly is: 'element' }) => {
    const part = depth === 1 ? HEAD.get(tag) : undefined
    const event = depth === 2 && !(again && tag === AUDIT)
    let tree: ReturnType<typeof tapTree>
    try {
      tree = tapTree(berElement(bytes))
      if (!isGroup(tree) && part !== 'messageDescriptionInfo') {
        throw new BerError('a group of elements', tapName(tag), 0)
      }
    } catch (error) {
      if (!(error instanceof BerError)) throw error
      if (event) read = { ...read, records: read.records + 1 }
      return refuse(records, bytes, `${tapName(tag)}: ${error.expected}`, `${error.got}, at byte ${offset + error.at}`)
    }
    const group = tree as TapGroup
    if (event) {
      read = addEvent(read, group, batch)
      push(records, bytes, { is: 'event', name: tapName(tag), event: group, batch }, headContext())
    } else if (part) {
      batch = { ...batch, [part]: tree }
      batchContext = ''
    } else if (tag === AUDIT && again) end(records, group, bytes)
    else if (tag === AUDIT && depth === 1) audit = { bytes: bytes.slice(), tree: group }
    else if (tag === NOTIFICATION && depth === 0) push(records, bytes, { is: 'notification', notification: group }, '')
    else if (depth === 0)
      refuse(records, bytes, 'a transfer batch or a notification', `${tapName(tag)}, at byte ${offset}`)
  }

  const end = (records: SourceRecord[], tree: TapGroup | undefined, bytes: Uint8Array) => {
    push(
      records,
      bytes,
      { is: 'end', audit: tree, read, batch },
      JSON.stringify({ batch, read } satisfies Kept, plainly),
    )
  }

  /** Written once for all events behind it. */
  const headContext = (): string => {
    if (batchContext === '') batchContext = JSON.stringify({ batch } satisfies Kept, plainly)
    return batchContext
  }

  const push = (records: SourceRecord[], bytes: Uint8Array, value: TapRecord, kept: string) => {
    records.push({
      frame: ++frame,
      record: 0,
      line: 0,
      raw: Buffer.from(bytes),
      context: kept,
      value,
      unreadable: undefined,
    })
  }

  const refuse = (records: SourceRecord[], bytes: Uint8Array, expected: string, got: string) => {
    const unreadable = { expected, got }
    const kept = depth === 2 ? headContext() : ''
    records.push({
      frame: ++frame,
      record: 0,
      line: 0,
      raw: Buffer.from(bytes),
      context: kept,
      value: undefined,
      unreadable,
    })
  }

  const recordsOf = (pieces: readonly BerPiece[]): SourceRecord[] => {
    const records: SourceRecord[] = []
    for (const piece of pieces) take(records, piece)
    return records
  }

  return {
    push: (bytes) => recordsOf(splitter.push(bytes)),
    end: () => recordsOf(splitter.end()),
  }
}

function plainly(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value
}
