import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { decoder } from '../codecs/decoder.ts'
import type { SourceRecord } from '../codecs/record.ts'
import type { Format } from '../mappings/format.ts'

/** Bytes at the beginning that tell a growing file from others. */
export const BLOCK = 64 * 1024
/** Until a file is this large, every look that finds more notes a longer beginning. */
const SHORT = 4096
const CHUNK = 256 * 1024

/** The beginning of a growing file, by which it is known under whatever name. */
export interface Beginning {
  readonly bytes: number
  readonly hash: string
}

export interface Tail {
  readonly handle: FileHandle
  readonly format: Format
  readonly pollMs: number
  /** Milliseconds without news after which a file that has lost its name is done. */
  readonly quietMs: number
  readonly signal: AbortSignal
  /** How far it has been read, in bytes. */
  offset: number
  beginning: Beginning
  /** True when no file of the feed's names is this one any more: renamed away or deleted. */
  nameless: boolean
  /** Keeps a longer beginning before what it holds may land. */
  keep(beginning: Beginning): Promise<void>
  /** Set when there is nothing more to come of it. */
  ended: 'cut off' | 'gone' | undefined
}

/**
 * The records of a file that grows, as their lines are completed, until it is cut off, gone or the signal comes. Read
 * from the beginning at each call: the ledger knows which lines have landed. An empty list now and then lets what was
 * read land.
 */
export async function* tailRecords(tail: Tail): AsyncGenerator<readonly SourceRecord[]> {
  const { handle, format, pollMs, quietMs, signal } = tail
  const codec = decoder(format)
  let touched = Date.now()
  let looked = ''
  tail.offset = 0
  while (!signal.aborted) {
    const { size, mtimeMs } = await handle.stat()
    const look = `${size}:${mtimeMs}`
    if (look !== looked && (size < tail.offset || !(await beginsAlike(handle, tail.beginning)))) {
      // A line that was begun goes with it: where the file was copied first, the copy has it whole.
      tail.ended = 'cut off'
      return
    }
    looked = look
    if (size > tail.offset) {
      const longer = await longerBeginning(handle, size, tail.beginning)
      if (longer) await tail.keep(longer)
      const { buffer, bytesRead } = await handle.read(
        Buffer.allocUnsafe(Math.min(CHUNK, size - tail.offset)),
        0,
        Math.min(CHUNK, size - tail.offset),
        tail.offset,
      )
      if (bytesRead > 0) {
        tail.offset += bytesRead
        touched = Date.now()
        yield codec.push(buffer.subarray(0, bytesRead))
        continue
      }
    }
    if (tail.nameless && Date.now() - touched > quietMs) {
      tail.ended = 'gone'
      yield codec.end()
      return
    }
    yield []
    await sleep(pollMs, undefined, { signal }).catch(() => undefined)
  }
}

/** Whether a file begins as gzip does. */
export async function isCompressed(handle: FileHandle): Promise<boolean> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0)
  return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
}

/** The first bytes of a file that hold whole lines, at most a block; undefined while there is no whole line. */
export async function firstBlock(handle: FileHandle): Promise<Uint8Array | undefined> {
  const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(BLOCK), 0, BLOCK, 0)
  const end = bytesRead === BLOCK ? BLOCK : buffer.subarray(0, bytesRead).lastIndexOf(10) + 1
  return end === 0 ? undefined : buffer.subarray(0, end)
}

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

async function beginsAlike(handle: FileHandle, { bytes, hash }: Beginning): Promise<boolean> {
  const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(bytes), 0, bytes, 0)
  return bytesRead === bytes && hashOf(buffer) === hash
}

async function longerBeginning(handle: FileHandle, size: number, known: Beginning): Promise<Beginning | undefined> {
  const wanted = Math.min(size, BLOCK)
  if (wanted <= known.bytes || (wanted < BLOCK && known.bytes >= SHORT && wanted < known.bytes * 2)) return undefined
  const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(wanted), 0, wanted, 0)
  return { bytes: bytesRead, hash: hashOf(buffer.subarray(0, bytesRead)) }
}
