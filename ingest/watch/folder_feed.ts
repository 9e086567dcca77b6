import { setTimeout as sleep } from 'node:timers/promises'
import type { Warehouse } from '../../warehouse/connect.ts'
import { PlatformError } from '../../warehouse/errors.ts'
import { landingDatabases } from '../landing/databases.ts'
import { landedHeads } from '../landing/file_journal.ts'
import { isPassing } from '../landing/wait.ts'
import { folderCounts } from './folder_counts.ts'
import { type FolderSeat, takeFile } from './folder_file.ts'
import { type FolderOptions, folderPlan } from './folder_options.ts'
import { isWanted, markerOf, type SeenFile, scanFolder, settling } from './folder_scan.ts'
import { type GrowingFiles, growingFiles } from './growing_files.ts'
import { landedFiles } from './landed_files.ts'
import type { PartitionView, RunningFeed } from './running_feed.ts'
import { reasonText } from './watched_feed.ts'

const FIRST_PAUSE = 1_000
const LONGEST_PAUSE = 30_000

/**
 * Lands the files of a folder as they come, each once, until it is stopped: complete ones one after the other in the
 * order of their names, or with `growing` the lines that are appended to them.
 *
 * `watchFolder(warehouse, { path: '/var/cdr', mapping, pattern: '*.csv', done: { moveTo: '/var/cdr/done' } })`
 *
 * @throws ConfigurationError when the options contradict each other or a folder cannot be written.
 */
export function watchFolder(warehouse: Warehouse, options: FolderOptions): RunningFeed {
  const plan = folderPlan(options)
  const databases = landingDatabases(plan.landing?.prefix)
  const counts = folderCounts()
  const stopping = new AbortController()
  const { signal } = stopping
  let waiting: readonly SeenFile[] = []
  let trouble = false
  let pause = FIRST_PAUSE

  /** Waits for what waiting can mend; throws the rest, which ends the feed. */
  const outlast = async (error: unknown): Promise<void> => {
    if (!canPass(error)) throw error
    trouble = true
    plan.onEvent?.({ is: 'waiting', reason: reasonText(error) })
    await sleep(pause, undefined, { signal }).catch(() => undefined)
    pause = Math.min(pause * 2, LONGEST_PAUSE)
  }
  const calm = () => {
    trouble = false
    pause = FIRST_PAUSE
  }

  const ended = plan.growing ? grow() : land()
  // Whoever runs the feed hears of it; until then it must not count as unhandled.
  ended.catch(() => undefined)
  return {
    feed: plan.feed,
    kind: 'folder',
    ended,
    async stop() {
      stopping.abort()
      await ended.catch(() => undefined)
    },
    observe: () => [view()],
  }

  async function land(): Promise<void> {
    let seat: FolderSeat | undefined
    const settled = settling(plan.settleMs)
    let handled = new Map<string, string>()
    while (!signal.aborted) {
      try {
        seat ??= {
          warehouse,
          databases,
          plan,
          counts,
          signal,
          landed: landedFiles(await landedHeads(warehouse, databases, plan.feed)),
        }
        const all = await scanFolder(plan.path)
        const names = new Set(all.map(({ name }) => name))
        handled = stillThere(handled, all, plan.sequence === undefined)
        const markerFor = (file: SeenFile) => plan.marker && markerOf(file, plan.marker, names)
        waiting = all.filter(
          (file) =>
            isWanted(file.name, plan) &&
            handled.get(file.name) !== file.signature &&
            (plan.marker === undefined || markerFor(file) !== undefined),
        )
        // A marker says that the file is complete: nothing to wait for.
        for (const file of plan.marker === undefined ? settled(waiting) : waiting) {
          if (signal.aborted) break
          if (await takeFile(seat, file, markerFor(file))) handled.set(file.name, file.signature)
          waiting = waiting.filter(({ name }) => name !== file.name)
        }
        calm()
        await sleep(plan.pollMs, undefined, { signal }).catch(() => undefined)
      } catch (error) {
        await outlast(error)
      }
    }
  }

  async function grow(): Promise<void> {
    const failures: unknown[] = []
    const files: GrowingFiles = growingFiles(
      { warehouse, databases, plan, counts, signal, landed: landedFiles([]) },
      (error) => failures.push(error),
    )
    try {
      while (!signal.aborted) {
        try {
          const all = await scanFolder(plan.path)
          await files.look(all)
          waiting = files.waiting(all)
          if (failures.length > 0) throw failures.splice(0)[0]
          calm()
          await sleep(plan.pollMs, undefined, { signal }).catch(() => undefined)
        } catch (error) {
          await outlast(error)
        }
      }
    } finally {
      await files.stop()
    }
  }

  function view(): PartitionView {
    const oldest = waiting.length === 0 ? null : Math.min(...waiting.map(({ changedAt }) => changedAt))
    return {
      partition: plan.path,
      state: counts.state ?? (trouble ? 'waiting' : waiting.length > 0 ? 'landing' : 'idle'),
      ...counts.view(),
      lag: waiting.length,
      lagMs: oldest === null ? null : Math.max(0, Date.now() - oldest),
    }
  }
}

/** What has been dealt with and lies there still; also under a new name, where a name says nothing by itself. */
function stillThere(
  handled: ReadonlyMap<string, string>,
  all: readonly SeenFile[],
  renames: boolean,
): Map<string, string> {
  const bySignature = new Map([...handled].map(([name, signature]) => [signature, name]))
  const names = new Set(all.map(({ name }) => name))
  return new Map(
    all.flatMap(({ name, signature }) => {
      const before = bySignature.get(signature)
      const same = before === name || (renames && before !== undefined && !names.has(before))
      return same ? [[name, signature] as const] : []
    }),
  )
}

/** A server that went away, a partition that another process holds, a disk that is full or a share that is gone. */
function canPass(error: unknown): boolean {
  return isPassing(error) || error instanceof PlatformError || (error instanceof Error && 'syscall' in error)
}
