import { setTimeout as sleep } from 'node:timers/promises'
import { type ConsumerOptions as ClientOptions, Consumer } from '@platformatic/kafka'
import { tlsContext } from './connection.ts'
import {
  type Bounds,
  type ConsumerHandlers,
  type ConsumerOptions,
  type KafkaConsumer,
  NoLeader,
  partitionKey,
  type TopicPartition,
} from './consumer.ts'
import { explainFault, faultsIn, faultText, isRefusal } from './fault.ts'
import { type FetchedPartition, messagesOf } from './fetched_messages.ts'
import { takeLeaderless } from './leaderless.ts'
import { checkTopics, madeAnew } from './topics.ts'

type Client = Consumer<Buffer, Buffer, Buffer, Buffer>

/** A partition that is read: from where, and whether it rests. */
interface Reading extends TopicPartition {
  next: number
  paused: boolean
}

const READ_COMMITTED = 1
const SESSION_MS = 10_000
const FETCH_BYTES = 1024 * 1024
const FETCH_WAIT_MS = 100
const REQUEST_MS = 5_000
const PARTING_MS = 5_000
const FIRST_PAUSE = 200
const LONGEST_PAUSE = 10_000
/** How often is asked whether a partition has a leader again. */
const LEADER_MS = 1_000

/**
 * Consumer on @platformatic/kafka. Its stream makes an object, a closure and a diagnostic event of every message; fetching
 * whole batches ourselves takes a third of the time. One client is the group's member, another fetches: a fetch waits on
 * its connection, and heartbeats must not wait behind it.
 */
export function platformaticConsumer({
  connection,
  group,
  topics,
  sessionMs,
  fetchBytes,
}: ConsumerOptions): KafkaConsumer {
  const tls = tlsContext(connection)
  const session = sessionMs ?? SESSION_MS
  const options: ClientOptions<Buffer, Buffer, Buffer, Buffer> = {
    clientId: 'trunkline',
    groupId: group,
    bootstrapBrokers: [...connection.brokers],
    autocommit: false,
    retries: 2,
    retryDelay: 300,
    connectTimeout: 5_000,
    // Joining waits for the others; nothing else may take as long.
    requestTimeout: session + REQUEST_MS,
    // The broker waits for every member's rejoin at most this long: one that died must not hold up the others.
    rebalanceTimeout: session,
    sessionTimeout: session,
    heartbeatInterval: Math.min(1_000, session / 3),
    ...(tls ? { tls: { ...tls } } : {}),
    ...(connection.sasl ? { sasl: { ...connection.sasl } } : {}),
  }
  const member: Client = new Consumer(options)
  const fetcher: Client = new Consumer(options)
  for (const client of [member, fetcher]) takeLeaderless(client)
  const reading = new Map<string, Reading>()
  const busy = new Set<number>()
  /** Each topic's own id, since it was first read: one that is made anew begins its offsets again. */
  const ids = new Map<string, string>()
  let handlers: ConsumerHandlers
  let closed = false
  let pause = FIRST_PAUSE
  let leaderless: readonly string[] = []
  let asking = false

  const reached = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      throw explainFault(error, connection.brokers)
    }
  }

  const trouble = async (error: unknown) => {
    if (closed) return
    handlers.trouble(`Kafka: ${faultText(error)}`)
    await sleep(pause, undefined, { ref: false })
    pause = Math.min(pause * 2, LONGEST_PAUSE)
  }

  /** Joins the group, for as long as it takes. */
  const join = async (): Promise<void> => {
    while (!closed) {
      try {
        await member.joinGroup({})
        pause = FIRST_PAUSE
        return
      } catch (error) {
        if (isRefusal(error)) throw explainFault(error, connection.brokers)
        await trouble(error)
      }
    }
  }

  const rejoin = () => {
    if (!closed) join().catch((error) => handlers.failed(error as Error))
  }

  /** Asks every broker that is not being asked for what its partitions have. */
  const pump = async (): Promise<void> => {
    if (closed) return
    const wanted = [...reading.values()].filter(({ paused }) => !paused)
    if (wanted.length === 0) return
    const metadata = await fetcher.metadata({ topics: [...topics] })
    for (const topic of topics) {
      const id = metadata.topics.get(topic)?.id
      if (id === undefined || ids.get(topic) === id) continue
      if (ids.has(topic)) return handlers.failed(madeAnew(topic))
      ids.set(topic, id)
    }
    const byBroker = Map.groupBy(
      wanted,
      ({ topic, partition }) => metadata.topics.get(topic)?.partitions[partition]?.leader ?? -1,
    )
    stalled(byBroker.get(-1) ?? [])
    for (const [node, partitions] of byBroker) {
      if (node >= 0 && !busy.has(node)) void fetchFrom(node, partitions, (topic) => metadata.topics.get(topic)!.id)
    }
  }

  /** Tells which partitions have no leader, and asks again in a while. */
  const stalled = (places: readonly Reading[]) => {
    const now = places.map(partitionKey).sort()
    if (now.join() !== leaderless.join()) {
      leaderless = now
      handlers.leaderless(places.map(({ topic, partition }) => ({ topic, partition })))
    }
    if (now.length === 0 || asking) return
    asking = true
    void sleep(LEADER_MS, undefined, { ref: false }).then(() => {
      asking = false
      fetcher.clearMetadata()
      go()
    })
  }

  const go = () => {
    pump().catch(async (error) => {
      await trouble(error)
      fetcher.clearMetadata()
      go()
    })
  }

  const fetchFrom = async (node: number, partitions: readonly Reading[], idOf: (topic: string) => string) => {
    busy.add(node)
    const asked = partitions.map((each) => ({ each, from: each.next }))
    let failure: unknown
    try {
      const response = await fetcher.fetch({
        node,
        isolationLevel: READ_COMMITTED,
        maxWaitTime: FETCH_WAIT_MS,
        minBytes: 1,
        topics: asked.map(({ each, from }) => ({
          topicId: idOf(each.topic),
          partitions: [
            {
              partition: each.partition,
              fetchOffset: BigInt(from),
              partitionMaxBytes: fetchBytes ?? FETCH_BYTES,
              currentLeaderEpoch: -1,
              lastFetchedEpoch: -1,
            },
          ],
        })),
      })
      pause = FIRST_PAUSE
      for (const { topicId, partitions: fetched } of response.responses) {
        for (const part of fetched) {
          const found = asked.find(({ each }) => each.partition === part.partitionIndex && idOf(each.topic) === topicId)
          if (found) take(found.each, found.from, part)
        }
      }
    } catch (error) {
      if (!takeOutOfRange(error, asked, idOf)) failure = error
    }
    if (failure) {
      await trouble(failure)
      fetcher.clearMetadata()
    }
    busy.delete(node)
    go()
  }

  /** Hands on what came, unless the partition was sought elsewhere or taken away meanwhile. */
  const take = (each: Reading, from: number, part: FetchedPartition) => {
    if (reading.get(partitionKey(each)) !== each || each.next !== from) return
    const { messages, next } = messagesOf(part, from)
    if (next === from) return
    each.next = next
    const { topic, partition } = each
    handlers.messages({ topic, partition, messages, next, end: Number(part.lastStableOffset) })
  }

  const takeOutOfRange = (
    error: unknown,
    asked: readonly { each: Reading; from: number }[],
    idOf: (topic: string) => string,
  ) => {
    const response = faultsIn(error).find((one) => 'response' in one)?.response as
      | { responses: { topicId: string; partitions: { partitionIndex: number; errorCode: number }[] }[] }
      | undefined
    const lost = (response?.responses ?? []).flatMap(({ topicId, partitions }) =>
      partitions.filter(({ errorCode }) => errorCode === 1).map(({ partitionIndex }) => ({ topicId, partitionIndex })),
    )
    for (const { topicId, partitionIndex } of lost) {
      const found = asked.find(({ each }) => each.partition === partitionIndex && idOf(each.topic) === topicId)
      if (!found || found.each.next !== found.from) continue
      reading.delete(partitionKey(found.each))
      handlers.outOfRange(found.each)
    }
    return lost.length > 0
  }

  return {
    connect: () =>
      reached(async () => {
        for (const client of [member, fetcher]) {
          client.topics.trackAll(...topics)
          client.on('error', () => undefined)
        }
        await checkTopics(fetcher, topics, connection.brokers)
      }),
    async join(given) {
      handlers = given
      member.on('consumer:group:join', ({ assignments }) => {
        const mine = (assignments ?? []).flatMap(({ topic, partitions }) =>
          partitions.map((partition) => ({ topic, partition })),
        )
        const keys = new Set(mine.map(partitionKey))
        for (const key of reading.keys()) if (!keys.has(key)) reading.delete(key)
        handlers.assigned(mine)
      })
      // A heartbeat that failed for good, or a rejoin: the client gives up, and so would we be out of the group.
      member.on('error', rejoin)
      await join()
    },
    bounds: ({ topic, partition }) =>
      reached(async (): Promise<Bounds> => {
        const known = (await fetcher.metadata({ topics: [topic] })).topics.get(topic)
        if ((known?.partitions[partition]?.leader ?? -1) < 0) {
          fetcher.clearMetadata()
          throw new NoLeader({ topic, partition })
        }
        const ask = async (timestamp: bigint) => {
          const offsets = await fetcher.listOffsets({
            topics: [topic],
            partitions: { [topic]: [partition] },
            timestamp,
            isolationLevel: READ_COMMITTED,
          })
          return Number(offsets.get(topic)![partition])
        }
        return { begin: await ask(-2n), end: await ask(-1n) }
      }),
    topicId: (topic) => reached(async () => (await fetcher.metadata({ topics: [topic] })).topics.get(topic)?.id),
    seek(place, offset) {
      reading.set(partitionKey(place), { ...place, next: offset, paused: false })
      go()
    },
    pause(place) {
      const each = reading.get(partitionKey(place))
      if (each) each.paused = true
    },
    resume(place) {
      const each = reading.get(partitionKey(place))
      if (!each?.paused) return
      each.paused = false
      go()
    },
    async commit({ topic, partition }, next) {
      if (!closed && member.isActive()) {
        await member.commit({ offsets: [{ topic, partition, offset: BigInt(next), leaderEpoch: -1 }] })
      }
    },
    async close() {
      closed = true
      reading.clear()
      // A broker that has gone answers no farewell: the group notices by itself.
      const parting = Promise.allSettled([member.close(true), fetcher.close(true)])
      await Promise.race([parting, sleep(PARTING_MS, undefined, { ref: false })])
    },
  }
}
