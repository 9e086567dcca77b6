import { Admin, Producer } from '@platformatic/kafka'
import { afterAll } from 'vitest'
import { takeLeaderless } from '../../ingest/sources/kafka/leaderless.ts'

/** Makes topics and fills them, with one client for a test file. */
export interface TopicMaker {
  create(topic: string, partitions?: number, configs?: Readonly<Record<string, string>>): Promise<void>
  /** Sends values in order, to the partitions in turn unless one is named; a null value is a tombstone. */
  send(topic: string, values: readonly (string | Uint8Array | null)[], options?: SendOptions): Promise<void>
  readonly admin: Admin
  close(): Promise<void>
}

export interface SendOptions {
  readonly partition?: number
  readonly partitions?: number
  readonly compression?: 'none' | 'gzip' | 'snappy' | 'lz4' | 'zstd'
  readonly headers?: Readonly<Record<string, string>>
}

const CHUNK = 2_000

export function openTopics(brokers: readonly string[]): TopicMaker {
  const options = { clientId: 'tests', bootstrapBrokers: [...brokers] }
  const admin = new Admin(options)
  // Without it a retry doubles what some partitions have taken already.
  const producer = new Producer({ ...options, idempotent: true })
  takeLeaderless(producer)
  return {
    admin,
    async create(topic, partitions = 1, configs = {}) {
      const list = Object.entries(configs).map(([name, value]) => ({ name, value }))
      await admin.createTopics({ topics: [topic], partitions, replicas: 1, configs: list })
    },
    async send(topic, values, { partition, partitions = 1, compression = 'none', headers } = {}) {
      for (let at = 0; at < values.length; at += CHUNK) {
        const messages = values.slice(at, at + CHUNK).map((value, i) => ({
          topic,
          partition: partition ?? (at + i) % partitions,
          value: (value === null ? null : Buffer.from(value)) as Buffer,
          ...(headers
            ? { headers: new Map(Object.entries(headers).map(([k, v]) => [Buffer.from(k), Buffer.from(v)])) }
            : {}),
        }))
        await producer.send({ messages, acks: -1, compression })
      }
    },
    async close() {
      await Promise.allSettled([producer.close(true), admin.close()])
    },
  }
}

/** As `openTopics`, closed when the test file ends. */
export function testTopics(brokers: readonly string[]): TopicMaker {
  const topics = openTopics(brokers)
  afterAll(() => topics.close())
  return topics
}
