import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { PartitionView } from './running_feed.ts'
import type { WatchedFeed } from './watched_feed.ts'

type Labels = 'feed' | 'partition'
const labelNames: readonly Labels[] = ['feed', 'partition']

const counters: readonly (readonly [string, string, (view: PartitionView) => number])[] = [
  ['trunkline_records_total', 'Records read by this process, landed, refused or skipped', (view) => view.records],
  ['trunkline_events_total', 'Events landed by this process', (view) => view.events],
  ['trunkline_quarantined_total', 'Records refused by this process', (view) => view.quarantined],
  ['trunkline_skipped_total', 'Records left out on purpose by this process', (view) => view.skipped],
  ['trunkline_batches_total', 'Batches done by this process', (view) => view.batches],
]

const gauges: readonly (readonly [string, string, (view: PartitionView) => number | null])[] = [
  [
    'trunkline_lag',
    'Records (Kafka) or files (folder) that are there and have not landed; absent while unknown',
    (view) => view.lag,
  ],
  [
    'trunkline_lag_seconds',
    'Age of the oldest of them, 0 when there is none; absent while unknown',
    (view) => (view.lagMs === null ? (view.lag === 0 ? 0 : null) : view.lagMs / 1000),
  ],
  [
    'trunkline_last_landed_timestamp_seconds',
    'When the newest batch was done, Unix time',
    (view) => (view.landedAt === null ? null : view.landedAt / 1000),
  ],
]

/**
 * Prometheus metrics of running feeds, read from them at each scrape, with Node's own process metrics beside.
 * `feedMetrics(feeds).metrics()` answers the text.
 */
export function feedMetrics(feeds: readonly WatchedFeed[]): Registry {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const each = (visit: (labels: Record<Labels, string>, view: PartitionView) => void) => {
    for (const { running } of feeds) {
      for (const view of running.observe()) visit({ feed: running.feed, partition: view.partition }, view)
    }
  }
  for (const [name, help, read] of counters) {
    new Counter<Labels>({
      name,
      help,
      labelNames,
      registers,
      collect() {
        this.reset()
        each((labels, view) => this.inc(labels, read(view)))
      },
    })
  }
  for (const [name, help, read] of gauges) {
    new Gauge<Labels>({
      name,
      help,
      labelNames,
      registers,
      collect() {
        this.reset()
        each((labels, view) => {
          const value = read(view)
          if (value !== null) this.set(labels, value)
        })
      },
    })
  }
  new Gauge<'feed'>({
    name: 'trunkline_feed_up',
    help: '1 while the feed runs, 0 when it has failed or stopped',
    labelNames: ['feed'],
    registers,
    collect() {
      this.reset()
      for (const { running, state } of feeds) this.set({ feed: running.feed }, state === 'running' ? 1 : 0)
    },
  })
  return registry
}
