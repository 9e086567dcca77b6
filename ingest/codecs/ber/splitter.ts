import { Buffer } from 'node:buffer'
import { byteQueue } from './byte_queue.ts'
import { MAX_DEPTH } from './element.ts'
import { type BerHeader, INDEFINITE, isFault, readHeader } from './header.ts'
import { type BerTag, tagText } from './tag.ts'

/** What a stream of BER consists of, in order; together they are all its bytes. */
export type BerPiece =
  /** A whole element: `berElement(piece.bytes)` reads it. */
  | { readonly is: 'element'; readonly offset: number; readonly bytes: Uint8Array; readonly tag: BerTag }
  /** The header of an element whose children come one by one, as asked for. */
  | { readonly is: 'open'; readonly offset: number; readonly length: number; readonly tag: BerTag }
  /** The end of it; `length` counts its end-of-contents mark. */
  | { readonly is: 'close'; readonly offset: number; readonly length: number; readonly tag: BerTag }
  /** Zero octets between elements, with which some systems fill blocks. */
  | { readonly is: 'padding'; readonly offset: number; readonly length: number }
  /** Bytes that are no element, or one too large to hold; `bytes` are the first of them. */
  | {
      readonly is: 'fault'
      readonly offset: number
      readonly length: number
      readonly bytes: Uint8Array
      readonly expected: string
      readonly got: string
    }

export interface BerSplitter {
  /** The pieces that end within these bytes. */
  push(chunk: Uint8Array): BerPiece[]
  /** What the end of the input completes. */
  end(): BerPiece[]
}

export interface SplitOptions {
  /** Elements larger than this are passed over as a fault, in octets. */
  readonly maxBytes: number
  /** Whether the children of such an element come one by one; `within` are the tags that it lies in, outermost first. */
  readonly descend?: (tag: BerTag, within: readonly BerTag[]) => boolean
}

interface Container {
  readonly tag: BerTag
  /** Place in the input where it ends; undefined where an end-of-contents mark ends it. */
  readonly end: number | undefined
}

/** Bytes being passed over. */
interface Skipped {
  readonly offset: number
  /** Where it ends; infinite for the end of the input. */
  readonly end: number
  readonly keep: number
  readonly kept: Uint8Array[]
  keptBytes: number
  readonly expected: string
  readonly got: string
}

/** Bytes kept of an element too large to hold. */
const KEPT = 1_000

/**
 * Splits a stream of BER into whole elements, however it is cut into chunks: `berSplitter({ maxBytes })`. Pieces depend
 * on the bytes only. Memory is bounded by `maxBytes`.
 *
 * What follows a header that cannot be read cannot be found again in BER itself: the rest of the element that holds it
 * is one fault, or of the input where none of known length does. An element that is merely too large is passed over.
 */
export function berSplitter({ maxBytes, descend = () => false }: SplitOptions): BerSplitter {
  const queue = byteQueue()
  const within: Container[] = []
  const tags: BerTag[] = []
  let pieces: BerPiece[] = []
  let padding = 0
  let skipped: Skipped | undefined
  /** An indefinite length whose end is being looked for: how far, and how many such lie in one another. */
  let search: { readonly tag: BerTag; at: number; open: number } | undefined

  const read = (whole: boolean): BerPiece[] => {
    pieces = []
    while (step(whole));
    return pieces
  }

  /** One piece further; false when there is none without more bytes. */
  const step = (whole: boolean): boolean => {
    if (skipped) return passOver(skipped, whole)
    const { bytes, offset } = queue
    const limit = innermostEnd()
    if (offset === limit) return closeTo(limit, true)
    if (bytes.length === 0) return whole && endWithin()
    if (search) return seek(search, limit - offset, whole)
    const top = within.at(-1)
    if (bytes[0] === 0 && !(top && top.end === undefined)) return pad(limit - offset)
    endPadding()
    const end = Math.min(bytes.length, limit - offset)
    const header = readHeader(bytes, 0, end)
    if (header === undefined) {
      if (end === bytes.length && !whole && end < limit - offset) return false
      return refuse('a tag and a length', end < limit - offset ? 'the end of the input' : 'the end of what holds it')
    }
    if (isFault(header)) return refuse(header.expected, header.got)
    return take(header, limit - offset, whole)
  }

  const take = ({ tag, constructed, size, length }: BerHeader, room: number, whole: boolean): boolean => {
    const { bytes, offset } = queue
    const total = size + length
    if (isEndOfContents(tag, length) && within.length > 0) return closeTop(size)
    if (length !== INDEFINITE && total > room) {
      return refuse(`${length} octets`, `the end of what holds it after ${room - size}`)
    }
    if (constructed && descend(tag, tags)) {
      if (within.length >= MAX_DEPTH) return refuse(`elements nested ${MAX_DEPTH} deep at most`, 'deeper ones')
      pieces.push({ is: 'open', offset, length: size, tag })
      within.push({ tag, end: length === INDEFINITE ? undefined : offset + total })
      tags.push(tag)
      queue.drop(size)
      return true
    }
    if (length === INDEFINITE) {
      search = { tag, at: size, open: 1 }
      return true
    }
    if (total > maxBytes) {
      return skip(offset + total, KEPT, `an element of ${maxBytes} octets at most`, `${total}; its beginning is kept`)
    }
    if (bytes.length >= total) return element(tag, total)
    return whole && refuse(`${length} octets`, `the end of the input after ${bytes.length - size}`)
  }

  /** Looks for the end of an indefinite length; elements of known length in it are passed over whole. */
  const seek = (state: NonNullable<typeof search>, room: number, whole: boolean): boolean => {
    const { bytes } = queue
    const end = Math.min(bytes.length, room)
    for (;;) {
      if (state.at > maxBytes) return refuse(`an element of ${maxBytes} octets at most`, 'one of unknown length')
      const header = state.at > room ? undefined : readHeader(bytes, state.at, end)
      if (header === undefined) {
        if (state.at <= room && end < room && !whole) return false
        return refuse('an end-of-contents mark', end < room ? 'the end of the input' : 'the end of what holds it')
      }
      if (isFault(header)) return refuse(header.expected, header.got)
      state.at += header.size
      if (isEndOfContents(header.tag, header.length)) {
        if (--state.open === 0) break
      } else if (header.length !== INDEFINITE) state.at += header.length
      else if (++state.open > MAX_DEPTH) return refuse(`elements nested ${MAX_DEPTH} deep at most`, 'deeper ones')
    }
    if (state.at > maxBytes) return refuse(`an element of ${maxBytes} octets at most`, `${state.at}`)
    return element(state.tag, state.at)
  }

  const element = (tag: BerTag, total: number): boolean => {
    search = undefined
    pieces.push({ is: 'element', offset: queue.offset, bytes: queue.bytes.subarray(0, total), tag })
    queue.drop(total)
    return true
  }

  const pad = (room: number): boolean => {
    const { bytes } = queue
    let zeros = 0
    while (zeros < room && zeros < bytes.length && bytes[zeros] === 0) zeros++
    padding += zeros
    queue.drop(zeros)
    return true
  }

  const endPadding = () => {
    if (padding > 0) pieces.push({ is: 'padding', offset: queue.offset - padding, length: padding })
    padding = 0
  }

  const closeTop = (size: number): boolean => {
    endPadding()
    pieces.push({ is: 'close', offset: queue.offset, length: size, tag: within.pop()!.tag })
    tags.pop()
    queue.drop(size)
    return true
  }

  /** Closes what ends at a place; containers within it that wait for their mark are at fault unless that was told. */
  const closeTo = (end: number, tell: boolean): boolean => {
    search = undefined
    for (let top = within.at(-1); top && (top.end === undefined || top.end === end); top = within.at(-1)) {
      if (top.end === undefined && tell) missing(top.tag, 'the end of what holds it')
      closeTop(0)
    }
    return true
  }

  /** The input ends within containers. */
  const endWithin = (): boolean => {
    endPadding()
    if (search) return refuse('an end-of-contents mark', 'the end of the input')
    const top = within.at(-1)
    if (!top) return false
    missing(top.tag, 'the end of the input')
    while (within.length > 0) closeTop(0)
    return false
  }

  const missing = (tag: BerTag, got: string) => {
    endPadding()
    const { offset } = queue
    pieces.push({
      is: 'fault',
      offset,
      length: 0,
      bytes: new Uint8Array(0),
      expected: `the rest of ${tagText(tag)}`,
      got,
    })
  }

  const refuse = (expected: string, got: string): boolean => skip(innermostEnd(), maxBytes, expected, got)

  const skip = (end: number, keep: number, expected: string, got: string): boolean => {
    search = undefined
    endPadding()
    skipped = { offset: queue.offset, end, keep, kept: [], keptBytes: 0, expected, got }
    return true
  }

  const passOver = (state: Skipped, whole: boolean): boolean => {
    const { bytes, offset } = queue
    const count = Math.min(bytes.length, state.end - offset)
    const kept = bytes.subarray(0, Math.min(count, state.keep - state.keptBytes))
    if (kept.length > 0) state.kept.push(kept.slice())
    state.keptBytes += kept.length
    queue.drop(count)
    const over = queue.offset === state.end
    if (!over && !whole) return false
    const { expected, got } = state
    const length = queue.offset - state.offset
    pieces.push({ is: 'fault', offset: state.offset, length, bytes: Buffer.concat(state.kept), expected, got })
    skipped = undefined
    if (over) return closeTo(state.end, false)
    while (within.length > 0) closeTop(0)
    return false
  }

  const innermostEnd = (): number => within.findLast(({ end }) => end !== undefined)?.end ?? Number.POSITIVE_INFINITY

  return {
    push(chunk) {
      queue.push(chunk)
      return read(false)
    },
    end: () => read(true),
  }
}

function isEndOfContents(tag: BerTag, length: number): boolean {
  return tag === 0 && length === 0
}
