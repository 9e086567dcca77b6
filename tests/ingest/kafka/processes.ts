import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import type { Warehouse } from '../../../warehouse/connect.ts'

/** One member of a consumer group in a process of its own. */
export interface FeedProcess {
  readonly child: ChildProcess
  /** Resolves at its next line that begins so; rejects when it ends first. */
  says(start: string): Promise<void>
  /** What it wrote on standard error so far. */
  errors(): string
  /** Sends a signal and waits for its end. */
  end(signal: NodeJS.Signals): Promise<number | null>
}

/** Starts `feed-process.ts` with these arguments; it ends with the test at the latest. */
export function feedProcess(...given: readonly string[]): FeedProcess {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'feed-process.ts'), ...given], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve))
  let errors = ''
  child.stderr!.on('data', (chunk) => {
    errors += chunk
  })
  let partial = ''
  const waiting = new Set<(line: string) => void>()
  child.stdout!.on('data', (chunk) => {
    const lines = (partial + chunk).split('\n')
    partial = lines.pop()!
    for (const line of lines) for (const hear of waiting) hear(line)
  })
  return {
    child,
    errors: () => errors,
    async says(start) {
      await new Promise<void>((resolve, reject) => {
        const hear = (line: string) => {
          if (!line.startsWith(start)) return
          waiting.delete(hear)
          resolve()
        }
        waiting.add(hear)
        void exit.then(() => reject(new Error(`ended before it said "${start}": ${errors}`)))
      })
    },
    async end(signal) {
      child.kill(signal)
      return exit
    },
  }
}

/** Waits until a count of the warehouse is this, for as long as the test has time. */
export async function until(warehouse: Warehouse, sql: string, count: number, seconds = 90): Promise<void> {
  const limit = Date.now() + seconds * 1000
  let seen = -1
  while (Date.now() < limit) {
    const [row] = await warehouse.rows<{ n: string }>(sql)
    seen = Number(row!.n)
    if (seen >= count) return
    await sleep(200)
  }
  throw new Error(`${seen} instead of ${count} after ${seconds} s: ${sql}`)
}
