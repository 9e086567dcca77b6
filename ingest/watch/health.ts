import type { Warehouse } from '../../warehouse/connect.ts'
import { reasonText, type WatchedFeed } from './watched_feed.ts'

/** What `/healthz` answers. */
export interface Health {
  readonly healthy: boolean
  /** What is wrong, one sentence each. */
  readonly problems: readonly string[]
  readonly feeds: readonly {
    readonly feed: string
    readonly state: WatchedFeed['state']
    readonly partitions: number
    readonly lag: number | null
  }[]
}

/** Milliseconds that ClickHouse may take to answer. */
const ANSWER_MS = 3_000
/** Nothing lands for this long while something is there to land: stuck. In milliseconds. */
export const STUCK_MS = 300_000

/** Looks at the feeds and at ClickHouse. It remembers when each partition last came on, so keep one for all requests. */
export function healthCheck(
  warehouse: Warehouse,
  feeds: readonly WatchedFeed[],
  stuckMs = STUCK_MS,
): () => Promise<Health> {
  const progress = new Map<string, { readonly batches: number; readonly since: number }>()
  const stuck = (): string[] =>
    feeds.flatMap(({ running, state }) => {
      if (state !== 'running') return []
      return running.observe().flatMap(({ partition, batches, lag, waitsFor, waitsSince }) => {
        if (waitsFor !== undefined && Date.now() - waitsSince! >= stuckMs) {
          const waited = Math.round((Date.now() - waitsSince!) / 1000)
          return [`feed ${running.feed}, partition ${partition}: ${waitsFor}, for ${waited} s`]
        }
        const key = `${running.feed}\0${partition}`
        const before = progress.get(key)
        if (!before || before.batches !== batches || !lag) {
          progress.set(key, { batches, since: Date.now() })
          return []
        }
        const seconds = Math.round((Date.now() - before.since) / 1000)
        if (seconds * 1000 < stuckMs) return []
        return [`feed ${running.feed}, partition ${partition}: nothing has landed for ${seconds} s, ${lag} are waiting`]
      })
    })
  return async () => {
    const ended = feeds.flatMap(({ running, state, error }) => {
      if (state === 'failed') return [`feed ${running.feed} has failed: ${reasonText(error)}`]
      return state === 'undrained' ? [`feed ${running.feed} did not drain in time`] : []
    })
    const problems = [...ended, ...stuck(), ...(await clickHouseProblem(warehouse))]
    return {
      healthy: problems.length === 0,
      problems,
      feeds: feeds.map(({ running, state }) => {
        const views = running.observe()
        const lags = views.flatMap(({ lag }) => (lag === null ? [] : [lag]))
        const lag = lags.length === 0 ? null : lags.reduce((sum, each) => sum + each, 0)
        return { feed: running.feed, state, partitions: views.length, lag }
      }),
    }
  }
}

async function clickHouseProblem({ client, url }: Warehouse): Promise<string[]> {
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), ANSWER_MS)
  try {
    const answer = await client.ping({ select: true, abort_signal: abort.signal })
    if (answer.success) return []
    return [`ClickHouse at ${url} does not answer: ${answer.error.message || answer.error.name}`]
  } finally {
    clearTimeout(timer)
  }
}
