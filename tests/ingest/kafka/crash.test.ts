import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { landingDatabases } from '../../../ingest/landing/databases.ts'
import { createLandingTables } from '../../../ingest/landing/tables.ts'
import { kafkaClientNames } from '../../../ingest/sources/kafka/connection.ts'
import { connect, type Warehouse } from '../../../warehouse/connect.ts'
import { startLocalServer } from '../../../warehouse/local/start.ts'
import { startBroker } from '../../kafka/broker.ts'
import { testBrokers, uniqueName } from '../../kafka/test-broker.ts'
import { openTopics, type TopicMaker } from '../../kafka/topic.ts'
import { testWarehouse } from '../../test-warehouse.ts'
import { environment, scratch } from '../landing/environment.ts'
import { feedProcess, until } from './processes.ts'

const warehouse = testWarehouse()
const files = scratch()
/** Kills in each test; the soak asks for more: `TRUNKLINE_KILLS=30`. */
const KILLS = Number(process.env.TRUNKLINE_KILLS ?? 2)
const MESSAGES = 6_000 + KILLS * 3_000
const PATIENCE = 120_000 + KILLS * 20_000
const PARTITIONS = 3

let brokers: string[]
let topics: TopicMaker

beforeAll(async () => {
  brokers = await testBrokers()
  topics = openTopics(brokers)
  return () => topics.close()
}, 180_000)

/** Messages, numbered; the days of 180 are among those of any batch. */
function calls(from: number, count: number): string[] {
  return Array.from({ length: count }, (_, i) => {
    const id = from + i
    return JSON.stringify({
      id,
      at: new Date(1_767_225_600_000 + (id % 180) * 86_400_000).toISOString(),
      seconds: id % 60,
    })
  })
}

/** Raw rows and rejects by their place in the topic. */
const PLACES = (prefix: string) =>
  `SELECT _partition AS part, _position AS p, 'raw' AS place FROM ${prefix}raw.usage UNION ALL SELECT _partition, _position, 'raw' FROM ${prefix}raw.interaction
   UNION ALL SELECT _partition, _position, 'quarantine' FROM ${prefix}quarantine.record`

const MESSAGES_OF = (prefix: string) =>
  `SELECT uniqExact(part, bitShiftRight(toUInt128(p), 48)) AS n FROM (${PLACES(prefix)})`

/** Every message stands, no position twice, none both landed and refused, and the ledger agrees. */
async function expectExact(from: Warehouse, prefix: string, messages: number): Promise<void> {
  const [row] = await from.rows(
    `SELECT count() = uniqExact(part, p) AS once, uniqExact(part, bitShiftRight(toUInt128(p), 48)) AS messages FROM (${PLACES(prefix)})`,
  )
  expect(row).toEqual({ once: 1, messages: String(messages) })
  const [both] = await from.rows(
    `SELECT count() AS n FROM (SELECT part, bitShiftRight(toUInt128(p), 48) AS message FROM (${PLACES(prefix)}) GROUP BY part, message HAVING uniqExact(place) > 1)`,
  )
  expect(both).toEqual({ n: '0' })
  const [ledger] = await from.rows<{ records: string; rows: string }>(
    `SELECT sum(records) AS records, sum(events + quarantined) AS rows FROM ${prefix}trunkline.landing WHERE state = 'done'`,
  )
  const [standing] = await from.rows<{ n: string }>(`SELECT count() AS n FROM (${PLACES(prefix)})`)
  expect(ledger).toEqual({ records: String(messages), rows: standing!.n })
}

async function topicOf(messages: number): Promise<string> {
  const topic = uniqueName('calls')
  await topics.create(topic, PARTITIONS)
  await topics.send(topic, calls(0, messages), { partitions: PARTITIONS, compression: 'lz4' })
  return topic
}

/** The soak runs everything with both clients; every run has the default client, and the other one at what differs most. */
const both = process.env.TRUNKLINE_KILLS !== undefined

test('two groups that read one topic as one feed are told so, and nothing lands twice', {
  timeout: PATIENCE,
}, async () => {
  const prefix = await environment(warehouse)
  const topic = uniqueName('contested')
  await topics.create(topic)
  const start = (group: string) =>
    feedProcess(inject('clickhouseUrl'), prefix, brokers.join(), topic, 'platformatic', 'two', group)
  const both = [start(uniqueName('one')), start(uniqueName('other'))]
  let sent = 0
  const sending = setInterval(() => {
    const message = calls(sent++, 1)
    topics.send(topic, message).catch(() => clearInterval(sending))
  }, 100)
  // One of them gives up; the other then has the partition for itself.
  const loser = await Promise.race(
    both.map((each) => new Promise<(typeof both)[0]>((resolve) => each.child.once('exit', () => resolve(each)))),
  )
  clearInterval(sending)
  expect(loser.errors()).toContain('must be of one consumer group')
  const winner = both.find((each) => each !== loser)!
  await until(warehouse, MESSAGES_OF(prefix), sent)
  await winner.end('SIGTERM')
  await expectExact(warehouse, prefix, sent)
})

describe.each(kafkaClientNames)('with %s', (client) => {
  const usual = test.runIf(both || client === 'platformatic')

  usual(
    'a feed killed at random moments, each time under another mapping, lands every message once',
    {
      timeout: PATIENCE,
    },
    async () => {
      const prefix = await environment(warehouse)
      const topic = await topicOf(MESSAGES)
      const start = (variant: string) =>
        feedProcess(inject('clickhouseUrl'), prefix, brokers.join(), topic, client, variant)
      for (let kill = 0; kill < KILLS; kill++) {
        const feed = start(['strict', 'other', 'plain', 'two'][kill % 4]!)
        await feed.says('landed')
        await sleep(Math.random() * 300)
        await feed.end('SIGKILL')
      }
      const last = start('two')
      await until(warehouse, MESSAGES_OF(prefix), MESSAGES)
      expect(await last.end('SIGTERM')).toBe(0)
      await expectExact(warehouse, prefix, MESSAGES)
    },
  )

  test('members that join, are killed and leave share the partitions, and every message lands once', {
    timeout: PATIENCE,
  }, async () => {
    const prefix = await environment(warehouse)
    const topic = await topicOf(3_000)
    const start = () => feedProcess(inject('clickhouseUrl'), prefix, brokers.join(), topic, client, 'plain')
    let sent = 3_000
    const more = async () => {
      await topics.send(topic, calls(sent, 3_000), { partitions: PARTITIONS })
      sent += 3_000
    }
    const first = start()
    await first.says('landed')
    const second = start()
    await second.says('joined')
    await more()
    await second.says('landed')
    const third = start()
    await third.says('joined')
    await more()
    await second.end('SIGKILL')
    await more()
    await third.says('landed')
    expect(await first.end('SIGTERM')).toBe(0)
    await more()
    await until(warehouse, MESSAGES_OF(prefix), sent)
    expect(await third.end('SIGTERM')).toBe(0)
    await expectExact(warehouse, prefix, sent)
  })

  usual(
    'an owner that stalls loses its partitions; when it wakes up, what it still sends is refused',
    {
      timeout: PATIENCE,
    },
    async () => {
      const prefix = await environment(warehouse)
      const topic = await topicOf(MESSAGES)
      const start = () => feedProcess(inject('clickhouseUrl'), prefix, brokers.join(), topic, client, 'plain')
      const stalled = start()
      await stalled.says('landed')
      stalled.child.kill('SIGSTOP')
      const heir = start()
      await until(warehouse, MESSAGES_OF(prefix), MESSAGES)
      stalled.child.kill('SIGCONT')
      await topics.send(topic, calls(MESSAGES, 3_000), { partitions: PARTITIONS })
      await until(warehouse, MESSAGES_OF(prefix), MESSAGES + 3_000)
      await sleep(1_000)
      await Promise.all([stalled.end('SIGTERM'), heir.end('SIGTERM')])
      await expectExact(warehouse, prefix, MESSAGES + 3_000)
    },
  )

  usual('a broker that restarts and a ClickHouse that is killed are waited for', { timeout: PATIENCE }, async () => {
    const broker = await startBroker()
    const dir = `${files.folder}/clickhouse-${client}`
    let server = await startLocalServer({ dir })
    const own = connect({ url: server.url })
    const prefix = 'k_'
    await createLandingTables(own, landingDatabases(prefix))
    const made = openTopics([broker.address])
    try {
      await made.create('calls', PARTITIONS)
      await made.send('calls', calls(0, 4_000), { partitions: PARTITIONS })
      const feed = feedProcess(server.url, prefix, broker.address, 'calls', client, 'plain')
      await feed.says('landed')
      const { httpPort } = server
      await server.kill()
      await sleep(1_000)
      server = await startLocalServer({ dir, httpPort })
      await broker.kill()
      await broker.restart()
      const later = openTopics([broker.address])
      await later.send('calls', calls(4_000, 4_000), { partitions: PARTITIONS })
      await later.close()
      await until(own, MESSAGES_OF(prefix), 8_000)
      expect(await feed.end('SIGTERM')).toBe(0)
      await expectExact(own, prefix, 8_000)
    } finally {
      await made.close()
      await own.close()
      await server.stop()
      await broker.stop()
    }
  })
})
