import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { processStart, stillRuns } from '../process.ts'

/** A process that uses the local server of another. */
interface Guest {
  readonly pid: number
  /** When that process began: another may have its pid later. */
  readonly started: string
  /** Process of the server that it uses. */
  readonly server: number
}

const POLL_MS = 200

/** Notes under `home` that this process uses the server; the answer takes the note back. */
export function visit(home: string, server: number): () => void {
  const guest: Guest = { pid: process.pid, started: processStart(process.pid), server }
  mkdirSync(guestsOf(home), { recursive: true })
  const file = join(guestsOf(home), String(process.pid))
  writeFileSync(file, JSON.stringify(guest))
  return () => rmSync(file, { force: true })
}

/** Waits until no other process uses the server any more, or `signal` says that it shall not. `onWait` is told once. */
export async function guestsGone(
  home: string,
  server: number,
  { signal, onWait }: { readonly signal?: AbortSignal | undefined; readonly onWait?: (() => void) | undefined },
): Promise<void> {
  for (let told = false; hasGuests(home, server) && !signal?.aborted; told = true) {
    if (!told) onWait?.()
    await sleep(POLL_MS)
  }
}

function hasGuests(home: string, server: number): boolean {
  return notesOf(home).some((guest) => {
    if (guest.server === server && stillRuns(guest.pid, guest.started)) return true
    // Killed before it could take its note back.
    if (!stillRuns(guest.pid, guest.started)) rmSync(join(guestsOf(home), String(guest.pid)), { force: true })
    return false
  })
}

function notesOf(home: string): Guest[] {
  let names: string[]
  try {
    names = readdirSync(guestsOf(home))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
  return names.flatMap((name) => {
    try {
      return [JSON.parse(readFileSync(join(guestsOf(home), name), 'utf8')) as Guest]
    } catch (error) {
      // Taken back, or not yet whole: its writer looks for the server again afterwards.
      if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return []
      throw error
    }
  })
}

const guestsOf = (home: string): string => join(home, 'guests')
