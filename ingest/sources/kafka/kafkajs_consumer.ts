import { setTimeout as sleep } from 'node:timers/promises'
import type { Admin, Consumer, EachBatchPayload } from 'kafkajs'
import { ConfigurationError } from '../../../warehouse/errors.ts'
import {
  type Bounds,
  type ConsumerHandlers,
  type ConsumerOptions,
  type KafkaConsumer,
  type KafkaMessage,
  type MessageHeader,
  partitionKey,
  type TopicPartition,
} from './consumer.ts'
import { explainFault, faultText } from './fault.ts'
import { kafkajsClient } from './kafkajs_client.ts'

const SESSION_MS = 10_000
const FETCH_BYTES = 1024 * 1024
const FETCH_WAIT_MS = 100
const CONCURRENTLY = 8
const PARTING_MS = 5_000

const noHeaders: readonly MessageHeader[] = []

/** Consumer on kafkajs, unmaintained since 2023 but widely known: see docs/kafka.md for what it costs. */
export function kafkajsConsumer({ connection, group, topics, sessionMs, fetchBytes }: ConsumerOptions): KafkaConsumer {
  const client = kafkajsClient(connection)
  const session = sessionMs ?? SESSION_MS
  const consumer: Consumer = client.consumer({
    groupId: group,
    sessionTimeout: session,
    rebalanceTimeout: session,
    heartbeatInterval: Math.min(1_000, session / 3),
    maxBytesPerPartition: fetchBytes ?? FETCH_BYTES,
    maxWaitTimeInMs: FETCH_WAIT_MS,
    minBytes: 1,
    retry: { initialRetryTime: 200, restartOnFailure: async () => true },
  })
  const admin: Admin = client.admin()
  /** Where each partition that is read goes on. */
  const expected = new Map<string, number>()
  let handlers: ConsumerHandlers

  const reached = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      throw explainFault(error, connection.brokers)
    }
  }

  const bounds = async ({ topic, partition }: TopicPartition): Promise<Bounds> => {
    const offsets = await reached(() => admin.fetchTopicOffsets(topic))
    const found = offsets.find((each) => each.partition === partition)
    return { begin: Number(found?.low ?? 0), end: Number(found?.high ?? 0) }
  }

  const take = async ({ batch, resolveOffset, heartbeat, isStale }: EachBatchPayload): Promise<void> => {
    const { topic, partition } = batch
    const place = { topic, partition }
    const key = partitionKey(place)
    const next = expected.get(key)
    // A property that the types leave out.
    const fetched = Number((batch as unknown as { readonly fetchedOffset: string }).fetchedOffset)
    // Not read, or read from elsewhere since: what is not resolved is fetched again.
    if (next === undefined || fetched < next || isStale()) return
    if (fetched > next && (await bounds(place)).begin > next) {
      // kafkajs went on at the beginning of the log by itself.
      expected.delete(key)
      return handlers.outOfRange(place)
    }
    if (expected.get(key) !== next || isStale()) return
    const messages = batch.messages.map(messageOf)
    const after = Number(batch.lastOffset()) + 1
    expected.set(key, after)
    resolveOffset(batch.lastOffset())
    handlers.messages({ topic, partition, messages, next: after, end: Number(batch.highWatermark) })
    await heartbeat()
  }

  const watch = () => {
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      const mine = Object.entries(payload.memberAssignment).flatMap(([topic, partitions]) =>
        partitions.map((partition) => ({ topic, partition })),
      )
      const keys = new Set(mine.map(partitionKey))
      for (const key of expected.keys()) if (!keys.has(key)) expected.delete(key)
      // kafkajs would begin at the group's offsets at once: nothing is read before it is sought.
      for (const place of mine) {
        const next = expected.get(partitionKey(place))
        if (next === undefined) rest(place)
        else consumer.seek({ ...place, offset: String(next) })
      }
      handlers.assigned(mine)
    })
    // What holds only the markers of transactions, or what was aborted, never reaches `take`.
    consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload }) => {
      const { topic, partition, batchSize, lastOffset, highWatermark } = payload
      const key = partitionKey({ topic, partition })
      const [next, after] = [expected.get(key), Number(lastOffset) + 1]
      if (batchSize > 0 || next === undefined || after <= next) return
      expected.set(key, after)
      handlers.messages({ topic, partition, messages: [], next: after, end: Number(highWatermark) })
    })
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      if (payload.restart) handlers.trouble(`Kafka: ${faultText(payload.error)}`)
      else handlers.failed(explainFault(payload.error, connection.brokers))
    })
  }

  const rest = ({ topic, partition }: TopicPartition) => consumer.pause([{ topic, partitions: [partition] }])
  const goOn = ({ topic, partition }: TopicPartition) => consumer.resume([{ topic, partitions: [partition] }])

  return {
    connect: () =>
      reached(async () => {
        await admin.connect()
        await checkTopics(admin, topics, connection.brokers)
      }),
    async join(given) {
      handlers = given
      watch()
      await reached(async () => {
        await consumer.connect()
        await consumer.subscribe({ topics: [...topics], fromBeginning: true })
        await consumer.run({
          autoCommit: false,
          eachBatchAutoResolve: false,
          partitionsConsumedConcurrently: CONCURRENTLY,
          eachBatch: take,
        })
      })
    },
    bounds,
    topicId: async () => undefined,
    seek(place, offset) {
      expected.set(partitionKey(place), offset)
      consumer.seek({ ...place, offset: String(offset) })
      goOn(place)
    },
    pause: rest,
    resume: goOn,
    async commit({ topic, partition }, next) {
      await consumer.commitOffsets([{ topic, partition, offset: String(next) }])
    },
    async close() {
      expected.clear()
      const parting = Promise.allSettled([consumer.disconnect(), admin.disconnect()])
      await Promise.race([parting, sleep(PARTING_MS, undefined, { ref: false })])
    },
  }
}

function messageOf({ offset, timestamp, value, headers }: EachBatchPayload['batch']['messages'][number]): KafkaMessage {
  const list = headers ? Object.entries(headers) : []
  return {
    offset: Number(offset),
    timestamp: Number(timestamp),
    value,
    headers:
      list.length === 0
        ? noHeaders
        : list.flatMap(([name, given]) => [given].flat().map((each) => [name, String(each ?? '')] as const)),
  }
}

/** @throws ConfigurationError naming the topic that does not exist. */
async function checkTopics(admin: Admin, topics: readonly string[], brokers: readonly string[]): Promise<void> {
  const known = new Set(await admin.listTopics())
  for (const topic of topics) {
    if (known.has(topic)) continue
    throw new ConfigurationError(
      `There is no topic "${topic}" on ${brokers.join(', ')}`,
      'check its name, or create it first',
    )
  }
}
