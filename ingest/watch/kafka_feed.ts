import type { Warehouse } from '../../warehouse/connect.ts'
import { messageDecoder } from '../codecs/message.ts'
import { checkFeedName } from '../landing/feed_name.ts'
import type { LandingEvent, LandingOptions } from '../landing/report.ts'
import type { LoadedMapping } from '../mappings/load.ts'
import type { KafkaConnection } from '../sources/kafka/connection.ts'
import { partitionKey, type TopicPartition } from '../sources/kafka/consumer.ts'
import { openConsumer } from '../sources/kafka/open_consumer.ts'
import { KafkaPartition } from './kafka_partition.ts'
import { checkTopicIds } from './kafka_topic_id.ts'
import type { PartitionView, RunningFeed } from './running_feed.ts'

export interface KafkaFeedOptions {
  readonly connection: KafkaConnection
  readonly topics: readonly string[]
  readonly mapping: LoadedMapping
  /** The mapping's name when absent. */
  readonly feed?: string
  /** Consumer group; `trunkline-<feed>` when absent. Processes of one group share the partitions. */
  readonly group?: string
  /** Told apart from what a topic of the same name held before it was made anew; 1 when absent. */
  readonly generation?: number
  /** Milliseconds after which a process that gives no sign of life loses its partitions; 10,000 when absent. */
  readonly sessionMs?: number
  /** Stops by itself when what the topics held at the beginning has landed. */
  readonly untilEnd?: boolean
}

const SESSION_MS = 10_000
/** Rows in the batches of all partitions of a process together, and the least of one. */
const ROWS = 200_000
const LEAST_ROWS = 10_000
/** Messages that wait in all partitions of a process together, in bytes, and the most and least of one. */
const WAITING_BYTES = 32 * 1024 * 1024
const MOST_WAITING_BYTES = 8 * 1024 * 1024
const LEAST_WAITING_BYTES = 1024 * 1024

/**
 * Lands topics as a member of a consumer group, each message exactly once, until it is stopped. Progress is the ledger's:
 * the group decides who reads what, its offsets are only told for lag tools. A partition that changes hands is drained and
 * given back in the register; the next owner waits for that, and shuts out one that has stalled.
 *
 * @throws ConfigurationError when a topic does not exist, was made anew, or cannot be read with the mapping's format.
 */
export async function startKafkaFeed(
  warehouse: Warehouse,
  options: KafkaFeedOptions,
  landing: LandingOptions = {},
): Promise<RunningFeed> {
  const { connection, topics, mapping, generation = 1, sessionMs = SESSION_MS } = options
  const feed = options.feed ?? mapping.mapping.name
  checkFeedName(feed)
  const decode = messageDecoder(mapping.mapping.format)
  const group = options.group ?? `trunkline-${feed}`
  const consumer = await openConsumer({ connection, group, topics, sessionMs })
  const held = new Map<string, KafkaPartition>()
  /** What partitions that were given back had landed. */
  const released = new Map<string, PartitionView>()
  let assigned: readonly TopicPartition[] = []
  let stopping: Promise<void> | undefined
  const end = Promise.withResolvers<void>()
  // Whoever awaits it is told; a feed that nobody awaits yet must not end the process.
  end.promise.catch(() => undefined)
  const notice = (message: string) => landing.onEvent?.({ is: 'notice', message } satisfies LandingEvent)

  /** Why it cannot go on: the first fault, also one that came while it drained. */
  let failure: { readonly error: unknown } | undefined
  const stop = (): Promise<void> => {
    stopping ??= (async () => {
      await Promise.all([...held.values()].map((each) => each.stop()))
      await consumer.close()
      if (failure === undefined) end.resolve()
      else end.reject(failure.error)
    })()
    return stopping
  }
  const fail = (error: unknown): Promise<void> => {
    failure ??= { error }
    return stop()
  }

  /** Drains what is no more ours, and begins what is. */
  const hold = () => {
    if (stopping) return
    const mine = new Set(assigned.map(partitionKey))
    for (const [key, each] of held) if (!mine.has(key)) void each.stop()
    for (const place of assigned) if (!held.has(partitionKey(place))) begin(place)
  }

  const release = (each: KafkaPartition) => {
    const view = each.view()
    const before = released.get(view.partition)
    released.set(view.partition, before ? added(before, view) : view)
  }

  const begin = (place: TopicPartition) => {
    const key = partitionKey(place)
    const name = generation === 1 ? key : `${key}#${generation}`
    const batchRows = landing.batchRows ?? Math.max(LEAST_ROWS, Math.min(ROWS / 2, Math.floor(ROWS / assigned.length)))
    const share = Math.min(MOST_WAITING_BYTES, Math.floor(WAITING_BYTES / assigned.length))
    const waitingBytes = Math.max(LEAST_WAITING_BYTES, share)
    const each = new KafkaPartition(
      warehouse,
      { consumer, place, name, feed, mapping, decode, sessionMs, waitingBytes },
      { ...landing, batchRows },
    )
    held.set(key, each)
    each.run(options.untilEnd === true).then(async () => {
      held.delete(key)
      release(each)
      if (options.untilEnd && !each.stopped && held.size === 0) await stop()
      // It may have been taken away and given back while it drained.
      else if (each.stopped) hold()
      if (options.untilEnd && held.size === 0 && assigned.length === 0) await stop()
    }, fail)
  }

  try {
    await consumer.connect()
    await checkTopicIds(warehouse, consumer, { feed, topics, generation, prefix: landing.prefix ?? '' })
    await consumer.join({
      assigned(partitions) {
        assigned = partitions
        hold()
        if (options.untilEnd && partitions.length === 0 && held.size === 0) {
          notice(`${feed}: other members of group ${group} have every partition; nothing was left to land`)
          void stop()
        }
      },
      messages: (batch) => held.get(partitionKey(batch))?.push(batch),
      leaderless(places) {
        const without = new Set(places.map(partitionKey))
        for (const [key, each] of held) each.leaderless(without.has(key))
      },
      outOfRange: (place) => held.get(partitionKey(place))?.outOfRange(),
      trouble: notice,
      failed: (error) => void fail(error),
    })
  } catch (error) {
    await stop()
    throw error
  }
  return {
    feed,
    kind: 'kafka',
    ended: end.promise,
    stop,
    observe() {
      const views = [...held.values()].map((each) => each.view())
      const names = new Set(views.map(({ partition }) => partition))
      return [
        ...views.map((view) => (released.has(view.partition) ? added(released.get(view.partition)!, view) : view)),
        ...[...released.values()]
          .filter(({ partition }) => !names.has(partition))
          .map((view) => ({ ...view, state: 'released' as const, lag: null, lagMs: null })),
      ]
    },
  }
}

/** A partition that was held before: its counts go on. */
function added(before: PartitionView, now: PartitionView): PartitionView {
  return {
    ...now,
    records: before.records + now.records,
    events: before.events + now.events,
    quarantined: before.quarantined + now.quarantined,
    skipped: before.skipped + now.skipped,
    batches: before.batches + now.batches,
  }
}
