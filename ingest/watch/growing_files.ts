import { type FileHandle, open } from 'node:fs/promises'
import { growingHeads, noteFile } from '../landing/file_journal.ts'
import { landPartition } from '../landing/land_partition.ts'
import { recordMapper } from '../landing/map_record.ts'
import type { FolderSeat } from './folder_file.ts'
import { isWanted, type SeenFile } from './folder_scan.ts'
import { type Beginning, firstBlock, hashOf, isCompressed, type Tail, tailRecords } from './tailed_file.ts'

/** Files of one folder that are read while they grow. */
export interface GrowingFiles {
  /** Follows the files that are there now; `files` are all of the folder, also those whose names are not wanted. */
  look(files: readonly SeenFile[]): Promise<void>
  /** Files that hold bytes which have not been read. */
  waiting(files: readonly SeenFile[]): readonly SeenFile[]
  /** Lands what has been read. */
  stop(): Promise<void>
}

/** A file that was renamed away or deleted is done when it has been quiet for this many settling times. */
const QUIET = 30

interface Followed {
  readonly tail: Tail
  readonly partition: string
  name: string
  readonly landing: Promise<void>
}

/** `onError` is told what a file's landing failed with; the file is then taken up again at the next look. */
export function growingFiles(seat: FolderSeat, onError: (error: unknown) => void): GrowingFiles {
  const { warehouse, databases, plan, counts } = seat
  const { feed, mapping: loaded } = plan
  const stopping = new AbortController()
  const followed = new Map<number, Followed>()
  const passedOver = new Map<number, string>()
  let known: Map<string, Beginning> | undefined

  const journal = async (file: string, partition: string, beginning: Beginning) => {
    await noteFile(warehouse, databases, {
      feed,
      partition,
      file,
      outcome: 'growing',
      bytes: beginning.bytes,
      records: 0,
      head: beginning.hash,
      detail: '',
    })
    known!.set(partition, beginning)
  }

  /** The partition that the file goes on with, or a new one; undefined when another file of it is being read. */
  const identify = async (file: SeenFile, block: Uint8Array) => {
    const alike = [...known!]
      .filter(([, { bytes, hash }]) => bytes <= block.length && hashOf(block.subarray(0, bytes)) === hash)
      .sort(([, a], [, b]) => b.bytes - a.bytes)[0]
    if (alike) {
      const [partition, beginning] = alike
      const busy = [...followed.values()].some((each) => each.partition === partition)
      return busy ? undefined : { partition, beginning }
    }
    const beginning = { bytes: block.length, hash: hashOf(block) }
    const name = `growing-${beginning.hash.slice(0, 32)}`
    let partition = name
    for (let n = 2; known!.has(partition); n++) partition = `${name}-${n}`
    await journal(file.name, partition, beginning)
    return { partition, beginning }
  }

  const follow = async (file: SeenFile): Promise<void> => {
    if (passedOver.get(file.inode) === file.signature) return
    const handle = await open(file.path).catch(() => undefined)
    if (!handle) return
    if (await isCompressed(handle)) {
      const message = 'it is compressed and so does not grow: let the pattern leave it out'
      plan.onEvent?.({ is: 'notice', file: file.name, message })
      passedOver.set(file.inode, file.signature)
      return handle.close()
    }
    const block = await firstBlock(handle)
    const identity = block && (await identify(file, block))
    if (!identity) return handle.close()
    followed.set(file.inode, begin(file, handle, identity.partition, identity.beginning))
  }

  const begin = (file: SeenFile, handle: FileHandle, partition: string, beginning: Beginning): Followed => {
    const tail: Tail = {
      handle,
      format: loaded.mapping.format,
      pollMs: plan.pollMs,
      quietMs: plan.settleMs * QUIET,
      signal: stopping.signal,
      offset: 0,
      beginning,
      nameless: false,
      ended: undefined,
      async keep(longer) {
        await journal(each.name, partition, longer)
        tail.beginning = longer
      },
    }
    const land = async () => {
      const follow = counts.follow(plan.landing?.onEvent)
      try {
        const source = {
          feed,
          partition,
          file: file.name,
          mapping: loaded.mapping.name,
          mappingHash: loaded.hash,
          endless: true,
          records: () => tailRecords(tail),
          map: recordMapper(loaded.mapping, file.name),
        }
        const options = {
          patience: Number.POSITIVE_INFINITY,
          ...plan.landing,
          signal: stopping.signal,
          onEvent: follow.onEvent,
        }
        await landPartition(warehouse, source, options)
        if (tail.ended) await noteEnd(each, tail.ended)
      } catch (error) {
        onError(error)
      } finally {
        follow.end()
        followed.delete(file.inode)
        await handle.close()
      }
    }
    const each: Followed = { tail, partition, name: file.name, landing: land() }
    return each
  }

  const noteEnd = async ({ name, partition, tail }: Followed, ended: 'cut off' | 'gone') => {
    const detail =
      ended === 'gone' ? 'renamed or deleted, and quiet since' : 'cut off or written anew from its beginning'
    const { bytes, hash: head } = tail.beginning
    const note = { feed, partition, file: name, outcome: 'rotated', bytes, records: 0, head, detail } as const
    await noteFile(warehouse, databases, note)
    plan.onEvent?.({ is: 'rotated', file: name, reason: detail })
  }

  return {
    async look(files) {
      known ??= new Map(
        (await growingHeads(warehouse, databases, feed)).map(({ partition, bytes, head }) => [
          partition,
          { bytes, hash: head },
        ]),
      )
      const byInode = new Map(files.map((file) => [file.inode, file]))
      for (const [inode, each] of followed) {
        const now = byInode.get(inode)
        if (now) each.name = now.name
        each.tail.nameless = !now || !isWanted(now.name, plan)
      }
      for (const file of files) {
        if (!stopping.signal.aborted && !followed.has(file.inode) && isWanted(file.name, plan)) await follow(file)
      }
    },
    waiting: (files) =>
      files.filter((file) => {
        const each = followed.get(file.inode)
        return each
          ? each.tail.offset < file.size
          : isWanted(file.name, plan) && file.size > 0 && passedOver.get(file.inode) !== file.signature
      }),
    async stop() {
      stopping.abort()
      await Promise.all([...followed.values()].map(({ landing }) => landing))
    },
  }
}
