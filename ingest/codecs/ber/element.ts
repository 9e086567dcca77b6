import { BerError } from './fault.ts'
import { INDEFINITE, isFault, readHeader } from './header.ts'
import type { BerTag } from './tag.ts'

/** One element within bytes that are all there; nothing is copied. Places are indices into `bytes`. */
export interface BerElement {
  readonly bytes: Uint8Array
  readonly tag: BerTag
  readonly constructed: boolean
  /** Its first identifier octet. */
  readonly at: number
  /** Its contents, `[from, to)`. */
  readonly from: number
  readonly to: number
  /** Where the next element begins: past the end-of-contents mark of an indefinite length. */
  readonly end: number
  /** How many elements it lies in. */
  readonly depth: number
}

/** Elements may lie in one another this deep; the records of the field's standards need fewer than twenty. */
export const MAX_DEPTH = 64

/**
 * The element that begins at `at`: `berElement(record)`. Only its header is read, and as much as an indefinite length needs.
 *
 * @throws BerError where there is none, or it is longer than the bytes.
 */
export function berElement(bytes: Uint8Array, at = 0, limit = bytes.length, depth = 0): BerElement {
  if (depth > MAX_DEPTH) throw new BerError(`elements nested ${MAX_DEPTH} deep at most`, 'deeper ones', at)
  const header = readHeader(bytes, at, limit)
  if (header === undefined) throw new BerError('a tag and a length', 'the end of what holds it', at)
  if (isFault(header)) throw new BerError(header.expected, header.got, at)
  const { tag, constructed, size, length } = header
  const from = at + size
  if (length === INDEFINITE) {
    const to = endOfContents(bytes, from, limit)
    return { bytes, tag, constructed, at, from, to, end: to + 2, depth }
  }
  const to = from + length
  if (to > limit) throw new BerError(`${length} octets`, `the end of what holds it after ${limit - from}`, from)
  return { bytes, tag, constructed, at, from, to, end: to, depth }
}

/**
 * The elements within one, in their order: `for (const field of berChildren(record))`.
 *
 * @throws BerError, while they are asked for, where they are no BER.
 */
export function* berChildren(parent: BerElement): Generator<BerElement> {
  if (!parent.constructed && parent.to > parent.from) {
    throw new BerError('an element made of others', 'a primitive one', parent.at)
  }
  for (let at = parent.from; at < parent.to; ) {
    const child = berElement(parent.bytes, at, parent.to, parent.depth + 1)
    yield child
    at = child.end
  }
}

/** Where the end-of-contents mark stands. Elements of definite length are passed over whole, so a count is all it takes. */
function endOfContents(bytes: Uint8Array, from: number, limit: number): number {
  let open = 1
  for (let at = from; ; ) {
    const header = readHeader(bytes, at, limit)
    if (header === undefined) {
      throw new BerError('an end-of-contents mark', 'the end of what holds it', Math.min(at, limit))
    }
    if (isFault(header)) throw new BerError(header.expected, header.got, at)
    if (header.tag === 0 && header.length === 0 && !header.constructed) {
      if (--open === 0) return at
      at += header.size
    } else if (header.length === INDEFINITE) {
      if (++open > MAX_DEPTH) throw new BerError(`elements nested ${MAX_DEPTH} deep at most`, 'deeper ones', at)
      at += header.size
    } else {
      at += header.size + header.length
    }
  }
}
