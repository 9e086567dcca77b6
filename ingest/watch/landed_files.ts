import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import type { FileHead } from '../landing/file_journal.ts'
import type { SourceFile } from '../sources/source_file.ts'

/** Bytes at the beginning by which files that may begin alike are found. */
const HEAD = 4096

/** Files that have landed, to find those that begin with the whole of one: they have grown since, and would count twice. */
export interface LandedFiles {
  add(head: FileHead): void
  has(partition: string): boolean
  /** The landed partition that the file begins with; undefined where there is none. */
  beginning(file: SourceFile): Promise<string | undefined>
}

export function landedFiles(known: readonly FileHead[]): LandedFiles {
  /** Partitions by length, of files shorter than a head. */
  const short = new Map<number, Set<string>>()
  /** Longer ones, by their head. */
  const long = new Map<string, FileHead[]>()
  const partitions = new Set<string>()
  const add = (each: FileHead) => {
    partitions.add(each.partition)
    if (each.bytes < HEAD) short.set(each.bytes, (short.get(each.bytes) ?? new Set()).add(each.partition))
    else long.set(each.head, [...(long.get(each.head) ?? []), each])
  }
  known.forEach(add)
  return {
    add,
    has: (partition) => partitions.has(partition),
    async beginning(file) {
      const head = await firstBytes(file)
      for (const [bytes, those] of short) {
        if (bytes >= file.bytes) continue
        const partition = sha256(head.subarray(0, bytes))
        if (those.has(partition)) return partition
      }
      const alike = (long.get(sha256(head)) ?? []).filter(({ bytes }) => bytes < file.bytes)
      return alike.length === 0 ? undefined : longBeginning(file, alike)
    },
  }
}

/** SHA-256, in hex, of the first bytes of a file: what `add` wants as its head. */
export async function headOf(file: SourceFile): Promise<string> {
  return sha256(await firstBytes(file))
}

async function longBeginning(file: SourceFile, alike: readonly FileHead[]): Promise<string | undefined> {
  const ends = [...new Set(alike.map(({ bytes }) => bytes))].sort((a, b) => a - b)
  const partitions = new Set(alike.map(({ partition }) => partition))
  const hash = createHash('sha256')
  let read = 0
  for await (const chunk of file.read()) {
    let from = 0
    for (let end = ends[0]; end !== undefined && end <= read + chunk.length; end = ends[0]) {
      ends.shift()
      hash.update(chunk.subarray(from, end - read))
      from = end - read
      const partition = hash.copy().digest('hex')
      if (partitions.has(partition)) return partition
    }
    if (ends.length === 0) return undefined
    hash.update(chunk.subarray(from))
    read += chunk.length
  }
  return undefined
}

async function firstBytes(file: SourceFile): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of file.read()) {
    chunks.push(chunk)
    bytes += chunk.length
    if (bytes >= HEAD) break
  }
  return Buffer.concat(chunks).subarray(0, HEAD)
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
