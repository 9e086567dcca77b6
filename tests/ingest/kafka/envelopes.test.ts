import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import avsc from 'avsc'
import protobuf from 'protobufjs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { replayQuarantine } from '../../../ingest/landing/replay.ts'
import { cloudEvents, type Event, type Mapping, registered } from '../../../ingest/mapping.ts'
import { builtInMapping } from '../../../ingest/mappings/load.ts'
import { startKafkaFeed } from '../../../ingest/watch/kafka_feed.ts'
import { testBrokers, uniqueName } from '../../kafka/test-broker.ts'
import { openTopics, type TopicMaker } from '../../kafka/topic.ts'
import { testWarehouse } from '../../test-warehouse.ts'
import { environment } from '../landing/environment.ts'

const warehouse = testWarehouse()
let brokers: string[]
let topics: TopicMaker

beforeAll(async () => {
  brokers = await testBrokers()
  topics = openTopics(brokers)
  return () => topics.close()
}, 180_000)

const AVRO = {
  type: 'record',
  name: 'Call',
  fields: [
    { name: 'id', type: 'string' },
    { name: 'at', type: { type: 'long', logicalType: 'timestamp-millis' } },
    { name: 'octets', type: 'long' },
    { name: 'fee', type: { type: 'bytes', logicalType: 'decimal', precision: 20, scale: 4 } },
  ],
} as const

const PROTO = `syntax = "proto3"; package calls.v1;
message Other { string x = 1; }
message Call { message Part { uint64 octets = 1; } string id = 1; string at = 2; Part part = 3; }`

/**
 * The two requests of the schema registry's interface that are made, answered as its documentation has it. The registry
 * itself is not published where packages come from.
 */
const schemas: Record<string, { readonly schema: string; readonly schemaType?: string }> = {
  7: { schema: JSON.stringify(AVRO) },
  8: { schema: PROTO, schemaType: 'PROTOBUF' },
}
let asked = 0
const server = createServer((request, response) => {
  asked++
  const found = schemas[/^\/schemas\/ids\/(\d+)$/.exec(request.url!)?.[1] ?? '']
  response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' })
  response.end(JSON.stringify(found ?? { error_code: 40403, message: 'Schema not found' }))
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
afterAll(() => server.close())
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

function framed(id: number, ...parts: readonly Uint8Array[]): Buffer {
  const head = Buffer.alloc(5)
  head.writeUInt32BE(id, 1)
  return Buffer.concat([head, ...parts])
}

/** 12.5000 is 125000 units: 0x01e848. -0.0001 is -1: 0xff. Fields in order; longs zigzag. */
function avroCall(id: string, octets: bigint, fee: readonly number[]): Buffer {
  const wire = avsc.Type.forSchema({
    ...AVRO,
    fields: [
      { name: 'id', type: 'string' },
      { name: 'at', type: 'long' },
    ],
  } as never)
  const zigzag: number[] = []
  for (let rest = octets * 2n; ; rest >>= 7n) {
    zigzag.push(Number(rest & 127n) | (rest > 127n ? 128 : 0))
    if (rest <= 127n) break
  }
  return framed(7, wire.toBuffer({ id, at: Date.UTC(2026, 0, 1) }), Buffer.from([...zigzag, fee.length * 2, ...fee]))
}

async function land(topic: string, prefix: string, mapping: Mapping<never>): Promise<void> {
  const feed = await startKafkaFeed(
    warehouse,
    { connection: { brokers }, topics: [topic], mapping: builtInMapping(mapping), untilEnd: true },
    { prefix },
  )
  await feed.ended
}

function mappingOf(name: string, format: Mapping['format'], map: (record: never) => Event): Mapping<never> {
  return { name, format, map } as Mapping<never>
}

test('Avro and Protocol Buffers behind schema ids land exactly; unknown ids and broken bytes are refused and can be replayed', async () => {
  const prefix = await environment(warehouse)
  const topic = uniqueName('registered')
  await topics.create(topic)
  const { Call } = protobuf.parse(PROTO).root.lookup('calls.v1') as unknown as { Call: protobuf.Type }
  const message = Call.encode(
    Call.fromObject({ id: 'p1', at: '2026-01-01T00:00:00Z', part: { octets: '18446744073709551615' } }),
  ).finish()
  await topics.send(topic, [
    avroCall('a1', 9_007_199_254_740_993n, [0x01, 0xe8, 0x48]),
    avroCall('a2', 5n, [0xff]),
    // One index, to the second message type of the text: count 1, index 1, both zigzag.
    framed(8, Buffer.from([2, 2]), message),
    framed(9, Buffer.from('later')),
    framed(7, Buffer.from([1])),
    Buffer.from('{}'),
  ])
  interface Call {
    readonly id: string
    readonly at: string
    readonly octets?: string | number
    readonly fee?: string
    readonly part?: { readonly octets: string }
  }
  const map = (call: Call): Event => ({
    contract: 'usage',
    service: 'data',
    event_id: call.id,
    started_at: call.at,
    subscription_id: 'S',
    bytes_down: call.part?.octets ?? call.octets!,
    ...(call.fee === undefined ? {} : { stated_amount: call.fee.replace('-', '') }),
  })
  const mapping = mappingOf('registered', registered({ url }), map)
  await land(topic, prefix, mapping)
  expect(
    await warehouse.rows(`SELECT event_id, bytes_down, stated_amount FROM ${prefix}raw.usage ORDER BY _position`),
  ).toEqual([
    { event_id: 'a1', bytes_down: '9007199254740993', stated_amount: '12.5' },
    { event_id: 'a2', bytes_down: '5', stated_amount: '0.0001' },
    { event_id: 'p1', bytes_down: '18446744073709551615', stated_amount: null },
  ])
  expect(await warehouse.rows(`SELECT frame, got FROM ${prefix}quarantine.record ORDER BY frame`)).toEqual([
    { frame: '3', got: 'schema 9' },
    { frame: '4', got: expect.any(String) },
    { frame: '5', got: '2 bytes without them' },
  ])
  // Each schema was asked for once, however many messages name it.
  expect(asked).toBe(3)
  const report = await replayQuarantine(warehouse, builtInMapping(mapping), { feed: 'registered' }, { prefix })
  expect(report).toMatchObject({ records: 3, refused: 3 })
})

test('a registry that is away is waited for, and what waited lands once', async () => {
  const prefix = await environment(warehouse)
  const topic = uniqueName('away')
  await topics.create(topic)
  await topics.send(topic, [avroCall('a1', 1n, [1])])
  const late = createServer((request, response) => server.emit('request', request, response))
  const reserved = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => reserved.once('listening', resolve))
  const { port } = reserved.address() as AddressInfo
  await new Promise((resolve) => reserved.close(resolve))
  const told: string[] = []
  const mapping = mappingOf(
    'away',
    registered({ url: `http://127.0.0.1:${port}` }),
    (call: { id: string; at: string }) => ({
      contract: 'usage',
      service: 'voice',
      event_id: call.id,
      started_at: call.at,
      subscription_id: 'S',
    }),
  )
  const feed = await startKafkaFeed(
    warehouse,
    { connection: { brokers }, topics: [topic], mapping: builtInMapping(mapping), untilEnd: true },
    {
      prefix,
      onEvent: (event) => {
        if (event.is !== 'notice') return
        if (told.push(event.message) === 1) late.listen(port, '127.0.0.1')
      },
    },
  )
  await feed.ended
  late.close()
  expect(told[0]).toContain('schema registry')
  expect(await warehouse.rows(`SELECT event_id FROM ${prefix}raw.usage`)).toEqual([{ event_id: 'a1' }])
})

test('CloudEvents land in structured and in binary mode, and a refused one is read again alone', async () => {
  const prefix = await environment(warehouse)
  const topic = uniqueName('cloud')
  await topics.create(topic)
  const data = { id: 'c1', octets: 12 }
  const envelope = { specversion: '1.0', id: 'E-1', source: '/mediation', type: 'usage', time: '2026-01-01T00:00:00Z' }
  await topics.send(topic, [JSON.stringify({ ...envelope, data })], {
    headers: { 'content-type': 'application/cloudevents+json' },
  })
  const headers = {
    ce_specversion: '1.0',
    ce_id: 'E-2',
    ce_source: '/mediation',
    ce_type: 'usage',
    ce_time: '2026-01-02T00:00:00Z',
    'content-type': 'application/json',
  }
  await topics.send(topic, ['{"id":"c2","octets":9007199254740993}'], { headers })
  await topics.send(topic, ['{"id":"c3","octets":"many"}'], { headers })
  interface CloudEvent {
    readonly time: string
    readonly data: { readonly id: string; readonly octets: string | number }
  }
  const map =
    (many: string) =>
    ({ time, data: { id, octets } }: CloudEvent): Event => ({
      contract: 'usage',
      service: 'data',
      event_id: id,
      started_at: time,
      subscription_id: 'S',
      bytes_up: octets === 'many' ? many : octets,
    })
  await land(topic, prefix, mappingOf('cloud', cloudEvents(), map('many')))
  await replayQuarantine(
    warehouse,
    builtInMapping(mappingOf('cloud', cloudEvents(), map('3'))),
    { feed: 'cloud' },
    { prefix },
  )
  expect(
    await warehouse.rows(
      `SELECT event_id, toString(toDate(started_at)) AS day, bytes_up FROM ${prefix}raw.usage ORDER BY _position`,
    ),
  ).toEqual([
    { event_id: 'c1', day: '2026-01-01', bytes_up: '12' },
    { event_id: 'c2', day: '2026-01-02', bytes_up: '9007199254740993' },
    { event_id: 'c3', day: '2026-01-02', bytes_up: '3' },
  ])
})
