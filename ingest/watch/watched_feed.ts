import type { RunningFeed } from './running_feed.ts'

/** A running feed as its supervisor knows it. */
export interface WatchedFeed {
  readonly running: RunningFeed
  readonly beganAt: number
  /** `stopped` has drained or come to its end; `failed` cannot go on; `undrained` did not drain in time. */
  readonly state: 'running' | 'stopped' | 'failed' | 'undrained'
  /** Why it failed. */
  readonly error: unknown
}

/** Follows a feed from now on: the answer's `state` says at any time how it stands. */
export function watchFeed(running: RunningFeed): WatchedFeed & { readonly settled: Promise<void>; giveUp(): void } {
  let state: WatchedFeed['state'] = 'running'
  let error: unknown
  const settled = running.ended.then(
    () => {
      state = 'stopped'
    },
    (reason: unknown) => {
      state = 'failed'
      error = reason
    },
  )
  return {
    running,
    beganAt: Date.now(),
    settled,
    get state() {
      return state
    },
    get error() {
      return error
    },
    giveUp() {
      if (state === 'running') state = 'undrained'
    },
  }
}

/** An error as one line for people, with what to do next. */
export function reasonText(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const hint = (error as { readonly hint?: unknown }).hint
  return typeof hint === 'string' ? `${error.message}; ${hint}` : error.message
}
