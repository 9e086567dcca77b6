import { Admin, Producer } from '@platformatic/kafka'
import { ConfigurationError } from '../../../warehouse/errors.ts'
import { type KafkaConnection, tlsContext } from './connection.ts'
import { explainFault, faultsIn } from './fault.ts'

/** A message to be written; messages of one key keep their order, those without are spread. */
export interface OutgoingMessage {
  readonly key?: string
  /** Null is a tombstone. */
  readonly value: string | Uint8Array | null
  readonly headers?: Readonly<Record<string, string>>
}

export const compressions = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const
export type Compression = (typeof compressions)[number]

/** Writes messages to a topic, each once as long as the process lives: retries carry their number. */
export interface TopicWriter {
  write(messages: readonly OutgoingMessage[]): Promise<void>
  close(): Promise<void>
}

export interface TopicWriterOptions {
  readonly connection: KafkaConnection
  readonly topic: string
  readonly compression?: Compression
  /** Makes the topic with so many partitions when it does not exist. */
  readonly createPartitions?: number
}

/** @throws ConfigurationError when the topic does not exist and is not to be made; PlatformError when no broker answers. */
export async function openTopicWriter(options: TopicWriterOptions): Promise<TopicWriter> {
  const { connection, topic, compression = 'none', createPartitions } = options
  const tls = tlsContext(connection)
  const client = {
    clientId: 'trunkline',
    bootstrapBrokers: [...connection.brokers],
    ...(tls ? { tls: { ...tls } } : {}),
    ...(connection.sasl ? { sasl: { ...connection.sasl } } : {}),
  }
  const reached = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      throw explainFault(error, connection.brokers)
    }
  }
  const admin = new Admin(client)
  try {
    await reached(() => makeTopic(admin, topic, createPartitions, connection.brokers))
  } finally {
    await admin.close()
  }
  const producer = new Producer({ ...client, idempotent: true, acks: -1, compression, retries: 10, retryDelay: 300 })
  return {
    write: (messages) =>
      reached(async () => {
        if (messages.length > 0) await producer.send({ messages: messages.map((each) => outgoing(topic, each)) })
      }),
    close: () => producer.close(true),
  }
}

function outgoing(topic: string, { key, value, headers }: OutgoingMessage) {
  return {
    topic,
    // The client's types know no tombstone, its encoder does.
    value: (value === null ? null : Buffer.from(value)) as Buffer,
    ...(key === undefined ? {} : { key: Buffer.from(key) }),
    ...(headers
      ? { headers: new Map(Object.entries(headers).map(([name, text]) => [Buffer.from(name), Buffer.from(text)])) }
      : {}),
  }
}

async function makeTopic(
  admin: Admin,
  topic: string,
  partitions: number | undefined,
  brokers: readonly string[],
): Promise<void> {
  const known = await admin.listTopics({})
  if (known.includes(topic)) return
  if (partitions === undefined) {
    throw new ConfigurationError(
      `There is no topic "${topic}" on ${brokers.join(', ')}`,
      'make it with --create-partitions 4, or check its name',
    )
  }
  try {
    await admin.createTopics({ topics: [topic], partitions, replicas: -1 })
  } catch (error) {
    // Somebody else was faster.
    if (!faultsIn(error).some(({ apiId }) => apiId === 'TOPIC_ALREADY_EXISTS')) throw error
  }
}
