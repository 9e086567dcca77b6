import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { events } from '../../../ingest/mappings/events.ts'
import { builtInMapping } from '../../../ingest/mappings/load.ts'
import { healthCheck } from '../../../ingest/watch/health.ts'
import { startKafkaFeed } from '../../../ingest/watch/kafka_feed.ts'
import type { WatchedFeed } from '../../../ingest/watch/watched_feed.ts'
import { type Broker, startBroker } from '../../kafka/broker.ts'
import { openTopics, type TopicMaker } from '../../kafka/topic.ts'
import { testWarehouse } from '../../test-warehouse.ts'
import { environment } from '../landing/environment.ts'
import { until } from './processes.ts'

const warehouse = testWarehouse()
const mapping = builtInMapping(events)
let first: Broker
let second: Broker
let topics: TopicMaker

/** A broker that is killed is missed sooner. */
const properties = { 'broker.session.timeout.ms': '1500' }

beforeAll(async () => {
  first = await startBroker({ heapMb: 256, properties })
  topics = openTopics([first.address])
  // The group's own topic is made by the first group, on the only broker there is.
  await topics.create('before')
  const prefix = await environment(warehouse)
  await (await startKafkaFeed(warehouse, { ...options('before'), untilEnd: true }, { prefix })).ended
  second = await startBroker({ heapMb: 256, properties, joins: first })
}, 180_000)

afterAll(async () => {
  await topics?.close()
  // A broker asks its controller before it goes, so the controller goes last.
  await second?.stop()
  await first?.stop()
})

const options = (topic: string) => ({
  connection: { brokers: [first.address] },
  topics: [topic],
  mapping,
  feed: 'calls',
})

let calls = 0
const call = () =>
  JSON.stringify({
    contract: 'usage',
    service: 'voice',
    event_id: `e${calls++}`,
    started_at: '2026-01-01T00:00:00Z',
    subscription_id: 'S-1',
    duration_s: 1,
  })

async function eventually(what: () => boolean, seconds = 20): Promise<void> {
  for (const limit = Date.now() + seconds * 1000; !what(); await sleep(50)) {
    if (Date.now() > limit) throw new Error(`not within ${seconds} s: ${what}`)
  }
}

test('a partition whose broker is away waits and says so, the other goes on, and it is read on when the broker is back', async () => {
  const prefix = await environment(warehouse)
  await topics.create('calls', 2)
  const metadata = await topics.admin.metadata({ topics: ['calls'], forceUpdate: true })
  const leaders = metadata.topics.get('calls')!.partitions.map(({ leader }) => leader)
  expect([...leaders].sort()).toEqual([1, 2])
  const [near, far] = [leaders.indexOf(1), leaders.indexOf(2)]
  const send = (partition: number, count: number) =>
    topics.send('calls', Array.from({ length: count }, call), { partition })
  const landed = (partition: number, count: number) =>
    until(warehouse, `SELECT count() AS n FROM ${prefix}raw.usage WHERE _partition = 'calls/${partition}'`, count, 20)

  await send(near, 30)
  await send(far, 20)
  await second.kill()
  const told: string[] = []
  const running = await startKafkaFeed(warehouse, options('calls'), {
    prefix,
    batchMs: 200,
    onEvent: (event) => void (event.is === 'notice' && told.push(event.message)),
  })
  const feeds: readonly WatchedFeed[] = [{ running, beganAt: Date.now(), state: 'running', error: undefined }]
  const view = () => running.observe().find(({ partition }) => partition === `calls/${far}`)
  await landed(near, 30)
  await eventually(() => view()?.waitsFor !== undefined)
  expect(view()).toMatchObject({ state: 'waiting', lag: null, waitsFor: 'the partition has no leader' })
  expect(told).toContainEqual(`calls/${far} has no leader: it waits until it has one, other partitions go on`)
  expect((await healthCheck(warehouse, feeds, 0)()).problems[0]).toMatch(
    new RegExp(`^feed calls, partition calls/${far}: the partition has no leader, for \\d+ s$`),
  )
  await second.restart()
  await landed(far, 20)
  expect(told.at(-1)).toBe(`calls/${far} has a leader again`)
  expect(view()?.waitsFor).toBeUndefined()

  // The same while it is being read.
  await second.kill()
  await eventually(() => view()?.waitsFor !== undefined)
  await send(near, 15)
  await landed(near, 45)
  await second.restart()
  await eventually(() => view()?.waitsFor === undefined)
  await send(far, 10)
  await landed(far, 30)
  expect(told.filter((message) => message.endsWith('has a leader again'))).toHaveLength(2)
  await running.stop()
  const [row] = await warehouse.rows(`SELECT count() AS n, uniqExact(event_id) AS ids FROM ${prefix}raw.usage`)
  expect(row).toEqual({ n: '75', ids: '75' })
}, 120_000)
