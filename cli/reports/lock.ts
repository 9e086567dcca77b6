import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAlive } from '../../warehouse/process.ts'

const RETRY_MS = 500

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
    writeFileSync(path, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const owner = Number(readFileSync(path, 'utf8'))
  if (owner > 0 && !isAlive(owner)) rmSync(path, { force: true })
  return false
}
