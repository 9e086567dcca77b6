import { Buffer } from 'node:buffer'
import avsc from 'avsc'
import protobuf from 'protobufjs'
import { describe, expect, test } from 'vitest'
import { structuredText } from '../../../ingest/codecs/cloud_events.ts'
import { avroReader } from '../../../ingest/codecs/registered/avro.ts'
import { protobufReader } from '../../../ingest/codecs/registered/protobuf.ts'
import { isRefusal } from '../../../ingest/sources/kafka/fault.ts'

describe('messages behind a registered schema', () => {
  test('indexes count the messages of the schema, whatever names stand within them or in what it imports', () => {
    const imported = 'syntax = "proto3"; package calls; message Money { string text = 1; }'
    const schema = `syntax = "proto3"; package calls;
      message Other { message Call { string x = 1; } Call inner = 1; }
      message Call { string id = 1; Money fee = 2; }`
    const { Call } = protobuf.parse('syntax = "proto3"; message Call { string id = 1; }').root as unknown as {
      Call: protobuf.Type
    }
    const body = Call.encode({ id: 'c-1' }).finish()
    // One index, 1 in zigzag.
    const read = protobufReader(
      schema,
      new Map([['money.proto', imported]]),
    )(Buffer.concat([Buffer.from([2, 2]), body]))
    expect(read).toMatchObject({ id: 'c-1' })
  })

  test('microseconds are kept as they are written', () => {
    const field = (type: unknown) => ({ type: 'record', name: 'R', fields: [{ name: 'at', type }] })
    const bytes = avsc.Type.forSchema(field('long') as never).toBuffer({ at: 1_767_225_600_123_456 })
    const read = avroReader(JSON.stringify(field({ type: 'long', logicalType: 'timestamp-micros' })), [])
    expect(read(bytes)).toEqual({ at: '2026-01-01T00:00:00.123456Z' })
  })
})

test('the data of a CloudEvent cannot set its attributes', () => {
  const headers = [
    ['ce_specversion', '1.0'],
    ['ce_type', 'call'],
  ] as const
  const text = structuredText(Buffer.from('1,"type":"other"'), headers)!
  expect(() => JSON.parse(text)).toThrow()
  expect(JSON.parse(structuredText(Buffer.from('{"a":1}'), headers)!)).toEqual({
    specversion: '1.0',
    type: 'call',
    data: { a: 1 },
  })
})

test('a connection lost in the middle of a login is no refusal', () => {
  const refused = Object.assign(new Error('SASL authentication failed'), { code: 'PLT_KFK_AUTHENTICATION' })
  const lost = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' })
  expect(isRefusal(refused)).toBe(true)
  expect(isRefusal(Object.assign(refused, { cause: lost }))).toBe(false)
})
