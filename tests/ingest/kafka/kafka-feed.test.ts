import { beforeAll, describe, expect, test } from 'vitest'
import { events } from '../../../ingest/mappings/events.ts'
import { builtInMapping } from '../../../ingest/mappings/load.ts'
import { kafkaClientNames } from '../../../ingest/sources/kafka/connection.ts'
import { startKafkaFeed } from '../../../ingest/watch/kafka_feed.ts'
import { testBrokers, uniqueName } from '../../kafka/test-broker.ts'
import { openTopics, type TopicMaker } from '../../kafka/topic.ts'
import { testWarehouse } from '../../test-warehouse.ts'
import { environment } from '../landing/environment.ts'

const warehouse = testWarehouse()
const mapping = builtInMapping(events)
let brokers: string[]
let topics: TopicMaker

beforeAll(async () => {
  brokers = await testBrokers()
  topics = openTopics(brokers)
  return () => topics.close()
}, 180_000)

function call(i: number): string {
  return JSON.stringify({
    contract: 'usage',
    service: 'voice',
    event_id: `e${i}`,
    started_at: '2026-01-01T00:00:00Z',
    subscription_id: 'S-1',
    duration_s: i,
  })
}

function calls(count: number): string[] {
  return Array.from({ length: count }, (_, i) => call(i))
}

describe.each(kafkaClientNames)('a topic read by %s', (client) => {
  test('lands each message of every partition once, whatever the compression', async () => {
    const prefix = await environment(warehouse)
    const topic = uniqueName('calls')
    await topics.create(topic, 3)
    for (const compression of ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const) {
      await topics.send(topic, calls(2_000), { partitions: 3, compression })
    }
    const feed = await startKafkaFeed(
      warehouse,
      { connection: { brokers, client }, topics: [topic], mapping, feed: 'calls', untilEnd: true },
      { prefix, batchRows: 1_500 },
    )
    await feed.ended
    expect(
      await warehouse.rows(
        `SELECT count() AS n, uniqExact(_partition, _position) AS places, uniqExact(event_id) AS ids, uniqExact(_partition) AS partitions, sum(duration_s) AS s FROM ${prefix}raw.usage`,
      ),
    ).toEqual([{ n: '10000', places: '10000', ids: '2000', partitions: '3', s: String((5 * 2000 * 1999) / 2) }])
    // What came later lands alone.
    await topics.send(topic, calls(100), { partitions: 3 })
    const again = await startKafkaFeed(
      warehouse,
      { connection: { brokers, client }, topics: [topic], mapping, feed: 'calls', untilEnd: true },
      { prefix },
    )
    await again.ended
    const [row] = await warehouse.rows(`SELECT count() AS n FROM ${prefix}raw.usage`)
    expect(row).toEqual({ n: '10100' })
  })
})
