import { Producer } from '@platformatic/kafka'
import { beforeAll, describe, expect, test } from 'vitest'
import { rebuildLedger } from '../../../ingest/landing/rebuild_ledger.ts'
import { replayQuarantine } from '../../../ingest/landing/replay.ts'
import type { LandingOptions } from '../../../ingest/landing/report.ts'
import { csv, json } from '../../../ingest/mapping.ts'
import { events } from '../../../ingest/mappings/events.ts'
import { builtInMapping } from '../../../ingest/mappings/load.ts'
import type { Mapping } from '../../../ingest/mappings/mapping.ts'
import { threegppBerRecords } from '../../../ingest/mappings/threegpp/threegpp_cdr.ts'
import { kafkaClientNames } from '../../../ingest/sources/kafka/connection.ts'
import { type KafkaFeedOptions, startKafkaFeed } from '../../../ingest/watch/kafka_feed.ts'
import { testBrokers, uniqueName } from '../../kafka/test-broker.ts'
import { openTopics, type TopicMaker } from '../../kafka/topic.ts'
import { testWarehouse } from '../../test-warehouse.ts'
import { hex } from '../codecs/ber/encode.ts'
import { moCall } from '../codecs/threegpp/cdr-files.ts'
import { environment } from '../landing/environment.ts'

const warehouse = testWarehouse()
const mapping = builtInMapping(events)
/** A mapping whose record type is told by its function. */
function mappingOf<R>(name: string, format: Mapping['format'], map: Mapping<R>['map']): Mapping<never> {
  return { name, format, map } as Mapping<never>
}

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

/** Starts a feed on a topic until its end; answers what it told. */
async function land(
  topic: string,
  prefix: string,
  options: Partial<KafkaFeedOptions> = {},
  landing: LandingOptions = {},
): Promise<string[]> {
  const told: string[] = []
  const feed = await startKafkaFeed(
    warehouse,
    { connection: { brokers }, topics: [topic], mapping, feed: 'calls', untilEnd: true, ...options },
    { prefix, onEvent: (event) => void (event.is === 'notice' && told.push(event.message)), ...landing },
  )
  await feed.ended
  return told
}

test('what is no record is refused with its place in the topic, tombstones are skipped, and a better mapping lands it once', async () => {
  const prefix = await environment(warehouse)
  const topic = uniqueName('mixed')
  await topics.create(topic)
  const bad = JSON.stringify({
    contract: 'usage',
    service: 'voice',
    started_at: '2026-01-01T00:00:00Z',
    subscription_id: 'S',
    duration_s: 'many',
  })
  await topics.send(topic, [
    call(1),
    '{"contract":"usage",',
    null,
    '',
    bad,
    Buffer.from([0xff, 0xfe, 0x7b]),
    `[${call(2)},${call(3)}]`,
    '17',
  ])
  await land(topic, prefix, { mapping: builtInMapping(mappingOf('lines', json(), events.map)) })
  const rejects = await warehouse.rows(
    `SELECT frame, record, reason, field, got, file FROM ${prefix}quarantine.record ORDER BY frame, record`,
  )
  const file = `${topic}/0`
  expect(rejects).toEqual([
    { frame: '1', record: 0, reason: 'unreadable', field: null, got: expect.stringContaining('at character 20'), file },
    { frame: '3', record: 0, reason: 'unreadable', field: null, got: 'a message without one', file },
    { frame: '4', record: 0, reason: 'bad value', field: 'duration_s', got: 'many', file },
    { frame: '5', record: 0, reason: 'unreadable', field: null, got: expect.any(String), file },
    { frame: '7', record: 0, reason: 'unreadable', field: null, got: '17', file },
  ])
  const [ledger] = await warehouse.rows(
    `SELECT sum(records) AS records, sum(events) AS events, sum(quarantined) AS q, sum(skipped) AS s FROM ${prefix}trunkline.landing WHERE state = 'done'`,
  )
  expect(ledger).toEqual({ records: '9', events: '3', q: '5', s: '1' })
  const better = builtInMapping(
    mappingOf('lines', json(), (record: Record<string, unknown>, context) =>
      events.map(record.duration_s === 'many' ? { ...record, duration_s: 60 } : record, context),
    ),
  )
  for (const landed of [1, 0]) {
    const report = await replayQuarantine(warehouse, better, { feed: 'calls' }, { prefix })
    expect(report).toMatchObject({ events: landed, refused: 4 })
  }
  expect(await warehouse.rows(`SELECT count() AS n, sum(duration_s) AS s FROM ${prefix}raw.usage`)).toEqual([
    { n: '4', s: '66' },
  ])
})

test.each(kafkaClientNames)(
  '%s lands what a committed transaction wrote, and ends where only markers are left',
  async (client) => {
    const prefix = await environment(warehouse)
    const topic = uniqueName('transactions')
    await topics.create(topic)
    const producer = new Producer({
      clientId: 'tests',
      bootstrapBrokers: brokers,
      transactionalId: uniqueName('t'),
      idempotent: true,
    })
    const write = async (values: readonly string[], end: 'commit' | 'abort') => {
      const transaction = await producer.beginTransaction()
      await transaction.send({ messages: values.map((value) => ({ topic, value: Buffer.from(value) })) })
      await transaction[end]()
    }
    await write([call(1), call(2)], 'commit')
    await write([call(3)], 'abort')
    await topics.send(topic, [call(4)])
    await write([call(5)], 'abort')
    const landNow = async () => {
      const options = { connection: { brokers, client }, topics: [topic], mapping, feed: 'calls', untilEnd: true }
      await (await startKafkaFeed(warehouse, options, { prefix })).ended
    }
    await landNow()
    await write([call(6)], 'abort')
    await producer.close(true)
    await landNow()
    expect(await warehouse.rows(`SELECT event_id FROM ${prefix}raw.usage ORDER BY _position`)).toEqual(
      ['e1', 'e2', 'e4'].map((event_id) => ({ event_id })),
    )
  },
)

test('messages that the topic dropped before they were read are told, and stay told', async () => {
  const prefix = await environment(warehouse)
  const topic = uniqueName('short')
  await topics.create(topic)
  await topics.send(topic, calls(10))
  await land(topic, prefix)
  await topics.send(topic, calls(30))
  await topics.admin.deleteRecords({ topics: [{ name: topic, partitions: [{ partition: 0, offset: 25n }] }] })
  await land(topic, prefix)
  expect(await warehouse.rows(`SELECT frame, reason, expected, got FROM ${prefix}quarantine.record`)).toEqual([
    {
      frame: '24',
      reason: 'unreadable',
      expected: 'offsets 10 to 24',
      got: "up to 15 messages were deleted by the topic's retention before being read",
    },
  ])
  expect(await warehouse.rows(`SELECT count() AS n FROM ${prefix}raw.usage`)).toEqual([{ n: '25' }])
})

test('a topic that was deleted and made anew is not taken for the old one', async () => {
  const prefix = await environment(warehouse)
  const topic = uniqueName('anew')
  await topics.create(topic)
  await topics.send(topic, calls(10))
  await land(topic, prefix)
  await topics.admin.deleteTopics({ topics: [topic] })
  // Another client, which has not heard of the old one.
  const anew = openTopics(brokers)
  await anew.create(topic)
  await anew.send(topic, calls(20))
  await anew.close()
  await expect(land(topic, prefix)).rejects.toThrow(`Topic ${topic} of feed calls was deleted and made anew`)
  await land(topic, prefix, { generation: 2 })
  expect(await warehouse.rows(`SELECT _partition, count() AS n FROM ${prefix}raw.usage GROUP BY 1 ORDER BY 1`)).toEqual(
    [
      { _partition: `${topic}/0`, n: '10' },
      { _partition: `${topic}/0#2`, n: '20' },
    ],
  )
})

test('progress that was lost is rebuilt from the rows alone, and nothing is doubled', async () => {
  const prefix = await environment(warehouse)
  const topic = uniqueName('lost')
  await topics.create(topic, 2)
  await topics.send(topic, calls(5_000), { partitions: 2 })
  await land(topic, prefix, {}, { batchRows: 700 })
  await warehouse.command(`TRUNCATE TABLE ${prefix}trunkline.landing`)
  // The last batch of one partition had landed in part.
  await warehouse.command(
    `DELETE FROM ${prefix}raw.usage WHERE _partition = '${topic}/0' AND event_id IN ('e4990', 'e4998')`,
  )
  const rebuilt = await rebuildLedger(warehouse, prefix)
  expect(rebuilt.map(({ partition, rows }) => ({ partition, rows }))).toEqual([
    { partition: `${topic}/0`, rows: 2_498 },
    { partition: `${topic}/1`, rows: 2_500 },
  ])
  expect(await rebuildLedger(warehouse, prefix)).toEqual([])
  await topics.send(topic, [call(5_000)], { partition: 0 })
  await land(topic, prefix)
  expect(await warehouse.rows(`SELECT count() AS n, uniqExact(event_id) AS ids FROM ${prefix}raw.usage`)).toEqual([
    { n: '5001', ids: '5001' },
  ])
})

test('the group is told how far each partition has landed', async () => {
  const prefix = await environment(warehouse)
  const topic = uniqueName('told')
  await topics.create(topic, 2)
  await topics.send(topic, calls(101), { partitions: 2 })
  const group = uniqueName('group')
  await land(topic, prefix, { group })
  const [offsets] = await topics.admin.listConsumerGroupOffsets({ groups: [group] })
  const byPartition = Object.fromEntries(
    offsets!.topics[0]!.partitions.map(({ partitionIndex, committedOffset }) => [
      partitionIndex,
      Number(committedOffset),
    ]),
  )
  expect(byPartition).toEqual({ 0: 51, 1: 50 })
})

test('separated values need columns, and land with them', async () => {
  const prefix = await environment(warehouse)
  const topic = uniqueName('csv')
  await topics.create(topic)
  await topics.send(topic, ['e1;2026-01-01T00:00:00Z;61', 'e2;2026-01-01T00:00:00Z', '"e;3";2026-01-01T00:00:00Z;5'])
  const row = (row: Record<string, string>) => ({
    contract: 'usage' as const,
    service: 'voice' as const,
    event_id: row.id!,
    started_at: row.at!,
    subscription_id: 'S',
    duration_s: row.s!,
  })
  await expect(land(topic, prefix, { mapping: builtInMapping(mappingOf('lines', csv(), row)) })).rejects.toThrow(
    'have no header',
  )
  await land(topic, prefix, {
    mapping: builtInMapping(mappingOf('lines', csv({ delimiter: ';', columns: ['id', 'at', 's'] }), row)),
  })
  expect(await warehouse.rows(`SELECT event_id, duration_s FROM ${prefix}raw.usage ORDER BY _position`)).toEqual([
    { event_id: 'e1', duration_s: 61 },
    { event_id: 'e;3', duration_s: 5 },
  ])
  expect(await warehouse.rows(`SELECT frame, expected, got FROM ${prefix}quarantine.record`)).toEqual([
    { frame: '1', expected: '3 fields', got: '2 fields' },
  ])
})

test('a feed that stalls ClickHouse does not fill the memory: what waits is bounded', async () => {
  const prefix = await environment(warehouse)
  const topic = uniqueName('large')
  await topics.create(topic)
  const padding = 'x'.repeat(50_000)
  const large = Array.from({ length: 1_000 }, (_, i) =>
    JSON.stringify({ ...JSON.parse(call(i)), service_name: padding }),
  )
  await topics.send(topic, large, { compression: 'zstd' })
  const before = process.memoryUsage().rss
  let highest = 0
  const timer = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage().rss)
  }, 20)
  await land(topic, prefix, {}, { batchRows: 50 })
  clearInterval(timer)
  expect(await warehouse.rows(`SELECT count() AS n FROM ${prefix}raw.usage`)).toEqual([{ n: '1000' }])
  // 50 MB of messages, twice as text: without a bound they would be in memory at once.
  expect((highest - before) / 1e6).toBeLessThan(250)
})

test('octets: a message of several call records lands each once, and a broken one among them alone is refused', async () => {
  const prefix = await environment(warehouse)
  const topic = uniqueName('cdr')
  await topics.create(topic)
  const broken = moCall({ 22: hex('ff'), 25: 20 })
  await topics.send(topic, [Buffer.concat([moCall({ 25: 10 }), broken, moCall({ 25: 30 })]), moCall({ 25: 40 })])
  await land(topic, prefix, { mapping: builtInMapping(threegppBerRecords), feed: 'cdr' })
  const place = `toUInt64(bitShiftRight(toUInt128(_position), 48)) AS offset, toUInt32(bitAnd(bitShiftRight(toUInt128(_position), 16), 4294967295)) AS record`
  expect(await warehouse.rows(`SELECT ${place}, duration_s FROM ${prefix}raw.usage ORDER BY _position`)).toEqual([
    { offset: '0', record: 0, duration_s: 10 },
    { offset: '0', record: 2, duration_s: 30 },
    { offset: '1', record: 0, duration_s: 40 },
  ])
  expect(await warehouse.rows(`SELECT frame, record, reason FROM ${prefix}quarantine.record`)).toEqual([
    { frame: '0', record: 1, reason: expect.any(String) },
  ])
  // Read again alone it is the same broken record, and nothing else.
  const report = await replayQuarantine(warehouse, builtInMapping(threegppBerRecords), { feed: 'cdr' }, { prefix })
  expect(report).toMatchObject({ records: 1, refused: 1, events: 0 })
})

test('a member for which no partition is left comes to its end', async () => {
  const prefix = await environment(warehouse)
  const topic = uniqueName('single')
  await topics.create(topic)
  await topics.send(topic, calls(3))
  const group = uniqueName('full')
  const options = { connection: { brokers }, topics: [topic], mapping, feed: 'calls', group }
  const first = await startKafkaFeed(warehouse, options, { prefix })
  await land(topic, prefix, { group })
  await first.stop()
  // Whichever of the two had the partition, its messages landed once.
  await land(topic, prefix, { group })
  expect(await warehouse.rows(`SELECT count() AS n FROM ${prefix}raw.usage`)).toEqual([{ n: '3' }])
})
