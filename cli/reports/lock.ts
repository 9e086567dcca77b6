import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { processStart, stillRuns } from '../../warehouse/process.ts'

const RETRY_MS = 500
/** A note that is empty for longer is of an owner that was killed, or had no room on the disk, while writing it. */
const WRITING_MS = 5_000

/**
 * Does `work` while holding a folder: its build leaves files at fixed places. Waits for another process that holds it;
 * a dead owner's hold is taken over.
 */
export async function holding<T>(
  dir: string,
  onWait: () => void,
  work: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const path = join(dir, '.building')
  for (let waited = false; !take(path); waited = true) {
    if (!waited) onWait()
    await sleep(RETRY_MS, undefined, signal ? { signal } : {})
  }
  try {
    return await work()
  } finally {
    rmSync(path, { force: true })
  }
}

function take(path: string): boolean {
  try {
    writeFileSync(path, `${process.pid} ${processStart(process.pid)}`, { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  if (isDead(path)) putAside(path)
  return false
}

function isDead(path: string): boolean {
  const note = ifThere(() => readFileSync(path, 'utf8'))
  if (note === undefined) return false
  const [pid, started = ''] = note.split(' ')
  if (pid) return !stillRuns(Number(pid), started)
  const written = ifThere(() => statSync(path).mtimeMs)
  return written !== undefined && Date.now() - written > WRITING_MS
}

/** Of several that find a dead owner's note one moves it; what is moved by mistake, for its owner came since, is put back. */
function putAside(path: string): void {
  const aside = `${path}.${process.pid}`
  ifThere(() => renameSync(path, aside))
  if (isDead(aside)) rmSync(aside)
  else ifThere(() => renameSync(aside, path))
}

/** What is asked of a file that another process may take away at any moment; undefined where it has. */
function ifThere<T>(ask: () => T): T | undefined {
  try {
    return ask()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return undefined
  }
}
