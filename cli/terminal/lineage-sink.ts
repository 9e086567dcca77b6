import { appendFileSync, writeFileSync } from 'node:fs'
import type { LineageEvent } from '../../transforms/docs/openlineage.ts'
import { ConfigurationError } from '../../warehouse/errors.ts'

export interface LineageSink {
  readonly emit: (event: LineageEvent) => void
  /** Waits for what is under way; answers how many events were not taken, and why the first was not. */
  readonly close: () => Promise<{ readonly lost: number; readonly reason: string }>
}

const TIMEOUT_MS = 10_000

/**
 * Where OpenLineage events go: a file, an event a line, or an http(s) URL that takes one event a POST, in order. A collector
 * that is away, or a disk that is full, loses events, never a run.
 *
 * @throws ConfigurationError where the file cannot be written, or the URL is none.
 */
export function lineageSink(target: string): LineageSink {
  if (!/^https?:\/\//.test(target)) {
    try {
      writeFileSync(target, '')
    } catch (error) {
      throw new ConfigurationError(`${target} cannot be written: ${(error as Error).message}`, 'Give a file or a URL.')
    }
    return counting((event) => appendFileSync(target, `${JSON.stringify(event)}\n`))
  }
  if (!URL.canParse(target)) throw new ConfigurationError(`${target} is no URL`, 'Give a file or a URL.')
  const post = async (event: LineageEvent) => {
    const answer = await fetch(target, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(event),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    await answer.arrayBuffer()
    if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`)
  }
  // A kept connection may have been closed by the other side: once more. The same event twice is one event.
  return counting((event) =>
    post(event).catch((error) => (error.cause === undefined ? Promise.reject(error) : post(event))),
  )
}

/** Hands events on one after the other, and counts those that are refused. */
function counting(deliver: (event: LineageEvent) => void | Promise<void>): LineageSink {
  let last: Promise<void> = Promise.resolve()
  let lost = 0
  let reason = ''
  const refused = (error: Error & { cause?: Error }) => {
    lost++
    if (reason === '') reason = String(error.cause?.message ?? error.message)
  }
  return {
    emit: (event) => {
      last = last.then(() => deliver(event)).catch(refused)
    },
    close: async () => {
      await last
      return { lost, reason }
    },
  }
}
