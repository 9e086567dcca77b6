import { hostname } from 'node:os'
import type { Warehouse } from '../../warehouse/connect.ts'
import { NativeBlock } from '../../warehouse/native.ts'
import { type Databases, feedStateTable } from '../landing/databases.ts'
import { feedStateColumns } from '../landing/feed_columns.ts'
import type { PartitionView } from './running_feed.ts'
import { reasonText, type WatchedFeed } from './watched_feed.ts'

const nothing: PartitionView = {
  partition: '',
  state: 'idle',
  records: 0,
  events: 0,
  quarantined: 0,
  skipped: 0,
  batches: 0,
  lag: null,
  lagMs: null,
  landedAt: null,
}

type HeldView = PartitionView & { readonly state: Exclude<PartitionView['state'], 'released'> }

/** Milliseconds between two beats, unless said otherwise. A feed silent for twelve of them has stopped. */
export const BEAT_MS = 5_000

/** Writes one beat: a row a partition of each feed, one insert for all. A feed that holds no partition says so too. */
export async function beat(warehouse: Warehouse, databases: Databases, feeds: readonly WatchedFeed[]): Promise<void> {
  const at = Date.now()
  const host = hostname()
  const block = new NativeBlock(feedStateColumns)
  for (const { running, beganAt, state, error } of feeds) {
    // A partition given back is for its next owner to tell of.
    const views = running.observe().filter((view): view is HeldView => view.state !== 'released')
    for (const view of views.length > 0 ? views : [nothing]) {
      block.add([
        running.feed,
        view.partition,
        at,
        running.kind,
        host,
        process.pid,
        beganAt,
        state === 'running' ? view.state : state === 'stopped' ? 'stopped' : 'failed',
        view.records,
        view.events,
        view.quarantined,
        view.skipped,
        view.batches,
        view.lag,
        view.lagMs === null ? null : Math.max(0, Math.round(view.lagMs)),
        view.landedAt,
        state === 'failed'
          ? reasonText(error)
          : state === 'undrained'
            ? 'did not drain in time'
            : (view.waitsFor ?? ''),
      ])
    }
  }
  if (block.rows === 0) return
  await warehouse.insertNative(feedStateTable(databases), feedStateColumns, block.take())
}
