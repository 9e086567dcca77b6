import { setTimeout as sleep } from 'node:timers/promises'
import type { Warehouse } from '../../warehouse/connect.ts'
import { landingDatabases } from '../landing/databases.ts'
import { healthCheck } from './health.ts'
import { startHealthServer } from './health_server.ts'
import { BEAT_MS, beat } from './heartbeat.ts'
import { feedMetrics } from './metrics.ts'
import type { RunningFeed } from './running_feed.ts'
import { reasonText, watchFeed } from './watched_feed.ts'

export interface SuperviseOptions {
  readonly warehouse: Warehouse
  /** Stops all feeds when it aborts: SIGTERM, Ctrl-C. */
  readonly signal: AbortSignal
  /** Environment's prefix of database names. */
  readonly prefix?: string
  /** Milliseconds to land what is in flight after the signal; 30,000 when absent. */
  readonly drainMs?: number
  /** Milliseconds between beats; 5,000 when absent. */
  readonly beatMs?: number
  /** Serves /metrics and /healthz; port 0 is any free one. */
  readonly health?: { readonly port: number; readonly host?: string; readonly stuckMs?: number }
  readonly onEvent?: (event: SupervisionEvent) => void
}

export type SupervisionEvent =
  | { readonly is: 'serving'; readonly url: string }
  | { readonly is: 'failed'; readonly feed: string; readonly reason: string }
  | { readonly is: 'stopping'; readonly feeds: readonly string[] }
  | { readonly is: 'notice'; readonly message: string }

/** How the feeds ended. */
export interface SupervisionReport {
  readonly feeds: readonly {
    readonly feed: string
    readonly state: 'stopped' | 'failed' | 'undrained'
    readonly records: number
    readonly events: number
    readonly quarantined: number
    readonly reason: string
  }[]
  /** The first failure, to be thrown for its exit code; undefined when every feed stopped as it should. */
  readonly failure: unknown
}

const DRAIN_MS = 30_000
/** Milliseconds that the last beat may take: a server that is gone must not keep a process from ending. */
const LAST_BEAT_MS = 3_000

/**
 * Runs feeds until the signal, or until all have ended by themselves: beats every few seconds, serves metrics, and lets
 * the others go on when one fails. After the signal each lands what is in flight, within a limit.
 *
 * `const { failure } = await superviseFeeds([watchFolder(warehouse, options)], { warehouse, signal, health: { port: 9464 } })`
 *
 * @throws PlatformError when the port of the metrics is taken; the feeds are stopped first.
 */
export async function superviseFeeds(
  running: readonly RunningFeed[],
  options: SuperviseOptions,
): Promise<SupervisionReport> {
  const { warehouse, signal, health, drainMs = DRAIN_MS, beatMs = BEAT_MS } = options
  const databases = landingDatabases(options.prefix)
  const feeds = running.map(watchFeed)
  let missed = false
  const registry = feedMetrics(feeds)
  for (const feed of feeds) {
    feed.settled.then(() => {
      if (feed.state !== 'failed') return
      options.onEvent?.({ is: 'failed', feed: feed.running.feed, reason: reasonText(feed.error) })
    })
  }
  const allEnded = Promise.all(feeds.map(({ settled }) => settled))
  const server = await serve()
  if (server) options.onEvent?.({ is: 'serving', url: server.url })
  const beats = new AbortController()
  const beating = keepBeating()
  await Promise.race([allEnded, aborted(signal)])
  await drain()
  beats.abort()
  await Promise.race([beating.then(sendBeat), sleep(LAST_BEAT_MS, undefined, { ref: false })])
  await server?.close()
  registry.clear()
  return report()

  async function serve() {
    if (!health) return undefined
    try {
      const check = healthCheck(warehouse, feeds, health.stuckMs)
      const host = health.host === undefined ? {} : { host: health.host }
      return await startHealthServer({ port: health.port, ...host, registry, check })
    } catch (error) {
      await drain()
      throw error
    }
  }

  async function keepBeating(): Promise<void> {
    while (!beats.signal.aborted) {
      await sendBeat()
      await sleep(beatMs, undefined, { signal: beats.signal }).catch(() => undefined)
    }
  }

  async function drain(): Promise<void> {
    const left = feeds.filter(({ state }) => state === 'running')
    if (left.length === 0) return
    options.onEvent?.({ is: 'stopping', feeds: left.map((each) => each.running.feed) })
    const stopping = left.map((each) => each.running.stop().catch(() => undefined))
    const limit = new AbortController()
    await Promise.race([
      Promise.all([...stopping, allEnded]),
      sleep(drainMs, undefined, { signal: limit.signal }).catch(() => undefined),
    ])
    limit.abort()
    for (const each of left) each.giveUp()
  }

  /** A beat that cannot be written is told once: silence is what the alarm on stopped feeds sees. */
  async function sendBeat(): Promise<void> {
    try {
      await beat(warehouse, databases, feeds)
      missed = false
    } catch (error) {
      if (!missed) options.onEvent?.({ is: 'notice', message: `no heartbeat could be written: ${reasonText(error)}` })
      missed = true
    }
  }

  function report(): SupervisionReport {
    const failed = feeds.find(({ state }) => state === 'failed')
    return {
      feeds: feeds.map(({ running: feed, state, error }) => {
        const total = { records: 0, events: 0, quarantined: 0 }
        for (const view of feed.observe()) {
          total.records += view.records
          total.events += view.events
          total.quarantined += view.quarantined
        }
        const reason = state === 'failed' ? reasonText(error) : ''
        return { feed: feed.feed, state: state === 'running' ? 'undrained' : state, ...total, reason }
      }),
      failure: failed?.error,
    }
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}
