import { existsSync } from 'node:fs'
import {
  Admin,
  Consumer,
  type ConsumerOptions,
  Producer,
  stringDeserializers,
  stringSerializers,
} from '@platformatic/kafka'
import { beforeAll, describe, expect, test } from 'vitest'
import { startBroker } from './broker.ts'
import { testBrokers, uniqueName } from './test-broker.ts'

type Connection = Pick<ConsumerOptions<string, string, string, string>, 'bootstrapBrokers' | 'sasl' | 'tls'>

async function makeTopic(connection: Connection, topic: string, partitions = 1): Promise<void> {
  const admin = new Admin({ clientId: 'test', ...connection })
  await admin.createTopics({ topics: [topic], partitions, replicas: 1 })
  await admin.close()
}

async function produce(connection: Connection, topic: string, values: readonly string[]): Promise<void> {
  const producer = new Producer({ clientId: 'test', serializers: stringSerializers, ...connection })
  await producer.send({ messages: values.map((value) => ({ topic, value })) })
  await producer.close()
}

async function consume(connection: Connection, topic: string, count: number): Promise<string[]> {
  const consumer = new Consumer({
    clientId: 'test',
    groupId: uniqueName('group'),
    deserializers: stringDeserializers,
    ...connection,
  })
  const stream = await consumer.consume({ topics: [topic], mode: 'earliest', autocommit: false })
  const values: string[] = []
  for await (const message of stream) {
    values.push(message.value)
    if (values.length === count) break
  }
  await consumer.close(true)
  return values
}

// TLS, logins and restarts are what tests/ingest/kafka is about: a broker of its own takes six seconds.
describe("the run's broker", () => {
  let connection: Connection
  beforeAll(async () => {
    connection = { bootstrapBrokers: await testBrokers() }
  }, 180_000)

  test('hands back what was produced, in order', async () => {
    const topic = uniqueName('usage')
    await makeTopic(connection, topic)
    await produce(connection, topic, ['a', 'b', 'c'])
    expect(await consume(connection, topic, 3)).toEqual(['a', 'b', 'c'])
  })

  test('makes no topic by itself', async () => {
    await expect(produce(connection, uniqueName('mistyped'), ['a'])).rejects.toThrow()
  })
})

test('a stopped broker leaves neither its process nor its data', async () => {
  const broker = await startBroker()
  const { logFile } = broker
  const pid = broker.pid()
  expect(existsSync(logFile)).toBe(true)
  await broker.stop()
  expect(() => process.kill(pid, 0)).toThrow('ESRCH')
  expect(existsSync(logFile)).toBe(false)
}, 120_000)

test('a broker that cannot start says so with the end of its log', async () => {
  await expect(startBroker({ properties: { 'num.network.threads': '-1' } })).rejects.toThrow(/num\.network\.threads/)
}, 120_000)
