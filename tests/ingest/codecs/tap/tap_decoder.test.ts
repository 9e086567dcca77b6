import { Buffer } from 'node:buffer'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { XMLParser } from 'fast-xml-parser'
import { expect, test } from 'vitest'
import { berElement } from '../../../../ingest/codecs/ber/element.ts'
import { decoder } from '../../../../ingest/codecs/decoder.ts'
import type { SourceRecord } from '../../../../ingest/codecs/record.ts'
import type { TapRecord } from '../../../../ingest/codecs/tap/tap_decoder.ts'
import { type TapValue, tapTree } from '../../../../ingest/codecs/tap/tap_tree.ts'
import { tap } from '../../../../ingest/mappings/format.ts'
import { describeWithData, sharedData } from '../../../shared-data.ts'
import { decodeAll } from '../decode.ts'
import { audit, batch, call, gprs, HEAD, terminating, written } from './batch.ts'

const names = (records: readonly SourceRecord[]) =>
  records.map(({ value, unreadable }) => {
    const record = value as TapRecord | undefined
    return unreadable ? `refused: ${unreadable.expected}` : record!.is === 'event' ? record!.name : record!.is
  })

test('events come one by one, then the end of the batch with what was read, however the bytes are cut', () => {
  const bytes = batch([call(1234), terminating(), gprs(66)], [audit(3, 1300)])
  for (const step of [1, 7, 100_000]) {
    const read = decodeAll(tap(), bytes, step)
    expect(names(read)).toEqual(['mobileOriginatedCall', 'mobileTerminatedCall', 'gprsCall', 'end'])
    expect(read.map(({ frame }) => frame)).toEqual([1, 2, 3, 4])
    expect(read[3]!.value).toMatchObject({
      read: {
        records: 3,
        charge: '1300',
        // 16:24:53 +0200 and 9:00:59 +0200 the next day; 23:00 -0330 lies between.
        earliest: Date.parse('2026-04-04T14:24:53Z'),
        latest: Date.parse('2026-04-05T07:00:59Z'),
      },
    })
  }
})

test('an event that is broken costs itself, and says at which byte', () => {
  const broken = Buffer.from(written(call(5)))
  // A length within it that is longer than what holds it.
  const inner = broken.indexOf('20260404162453')
  broken[inner - 1] = 0x7f
  const events = Buffer.concat([Buffer.from(written(call(1))), broken, Buffer.from(written(gprs(3)))])
  const head = Buffer.concat(HEAD.map((each) => Buffer.from(written(each))))
  const list = Buffer.concat([Buffer.from([0x63, 0x82, events.length >> 8, events.length & 255]), events])
  const body = Buffer.concat([head, list, Buffer.from(written(audit(3, 4)))])
  const bytes = Buffer.concat([Buffer.from([0x61, 0x82, body.length >> 8, body.length & 255]), body])
  const read = decodeAll(tap(), bytes, 13)
  expect(names(read)).toEqual([
    'mobileOriginatedCall',
    expect.stringContaining('refused: mobileOriginatedCall'),
    'gprsCall',
    'end',
  ])
  const place = Number(/at byte (\d+)/.exec(read[1]!.unreadable!.got)![1])
  expect(place).toBe(bytes.indexOf(broken) + inner)
  expect(Buffer.from(read[1]!.raw as Uint8Array)).toEqual(broken)
  expect(read[3]!.value).toMatchObject({ read: { records: 3, charge: '4' } })
})

test('a record that is read again alone has the head of its batch', () => {
  const read = decodeAll(tap(), batch([call(1234)], [audit(1, 1234)]), 50)
  for (const record of read) {
    const codec = decoder(tap(), record.context)
    const again = [...codec.push(record.raw as Uint8Array), ...codec.end()]
    expect(again.map(({ value }) => value)).toEqual([record.value])
  }
})

test('a batch that is cut off keeps what was whole and says what lacks', () => {
  const bytes = batch([call(1), call(2)], [audit(2, 3)])
  const cut = bytes.subarray(0, bytes.length - written(audit(2, 3)).length - 20)
  const read = decodeAll(tap(), cut, 30)
  expect(names(read)).toEqual(['mobileOriginatedCall', expect.stringContaining('refused'), 'end'])
  expect(read.at(-1)!.value).toMatchObject({ audit: undefined, read: { records: 2, charge: '1' } })
})

test('what is no batch is one refused record; an event larger than is held is passed over', () => {
  expect(decodeAll(tap(), 'id;name\n').map(({ unreadable }) => unreadable !== undefined)).toEqual([true])
  const big = batch(
    [call(1), ['gprsCall', [['gprsServiceUsed', [['cseInformation', 'x'.repeat(5000)]]]]], call(2)],
    [audit(3, 3)],
  )
  expect(names(decodeAll(tap({ maxRecordBytes: 1000 }), big, 100))).toEqual([
    'mobileOriginatedCall',
    'refused: an element of 1000 octets at most',
    'mobileOriginatedCall',
    'end',
  ])
})

test('a large batch passes through in bounded memory', () => {
  const event = Buffer.from(written(gprs(1)))
  const count = 20_000
  const head = Buffer.concat(HEAD.map((each) => Buffer.from(written(each))))
  const codec = decoder(tap())
  // Indefinite lengths: written by a system that does not know yet how much will come.
  let records = codec.push(Buffer.concat([Buffer.from([0x61, 0x80]), head, Buffer.from([0x63, 0x80])])).length
  const chunk = Buffer.concat(Array.from({ length: 100 }, () => event))
  const before = process.memoryUsage().arrayBuffers
  for (let i = 0; i < count / 100; i++) records += codec.push(chunk).length
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024)
  const last = [
    ...codec.push(Buffer.from([0, 0])),
    ...codec.push(Buffer.from(written(audit(count, count)))),
    ...codec.push(Buffer.from([0, 0])),
    ...codec.end(),
  ]
  expect(records).toBe(count)
  expect(last.map(({ value }) => value)).toMatchObject([{ is: 'end', read: { records: count, charge: String(count) } }])
})

test('random and mutated bytes neither end the reader nor depend on how they are cut', () => {
  const whole = batch([call(1234), terminating(), gprs(66)], [audit(3, 1300)])
  const mutated = fc
    .array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 })
    .map((changes) => {
      const bytes = Uint8Array.from(whole)
      for (const [at, byte] of changes) bytes[at] = byte
      return bytes
    })
  const any = fc.oneof({ weight: 4, arbitrary: mutated }, { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) })
  fc.assert(
    fc.property(any, fc.integer({ min: 1, max: 90 }), (bytes, step) => {
      const format = tap({ maxRecordBytes: 600 })
      const read = decodeAll(format, bytes, step)
      expect(read).toEqual(decodeAll(format, bytes, 100_000))
      expect(read.map(({ frame }) => frame)).toEqual(read.map((_, i) => i + 1))
      for (const { context } of read) if (context !== '') JSON.parse(context)
    }),
    { numRuns: 1000 },
  )
})

describeWithData('tap3_sample', 'the sample of tap3magic', () => {
  interface Xer {
    readonly [name: string]: readonly Xer[] | string
  }

  test('its whole tree is that of its published decode', () => {
    const folder = join(sharedData, 'tap3_sample')
    const bytes = readFileSync(join(folder, 'tap3-sample-DataInterChange-3_11.ber'))
    const parser = new XMLParser({ preserveOrder: true, parseTagValue: false, trimValues: true })
    const [xml] = parser.parse(readFileSync(join(folder, 'new_results_tap0311.xml'))) as [
      { DataInterChange: [{ transferBatch: readonly Xer[] }] },
    ]
    const tree = tapTree(berElement(bytes))
    let leaves = 0
    const compare = (value: TapValue, nodes: readonly Xer[], path: string) => {
      if (Array.isArray(value)) {
        expect(nodes.length, path).toBe(value.length)
        const items = value as readonly TapValue[]
        nodes.forEach((node, i) => {
          compare(items[i]!, Object.values(node)[0] as readonly Xer[], `${path}[${i}]`)
        })
      } else if (typeof value === 'object') {
        const group = value as Readonly<Record<string, TapValue>>
        expect(Object.keys(group), path).toEqual(nodes.map((node) => Object.keys(node)[0]))
        for (const node of nodes) {
          const [name, inner] = Object.entries(node)[0]!
          compare(group[name]!, inner as readonly Xer[], `${path}.${name}`)
        }
      } else {
        leaves++
        const text = (nodes[0] as { '#text': string })['#text']
        const octets =
          typeof value === 'string' && !path.endsWith('callReference')
            ? Buffer.from(value, 'latin1').toString('hex')
            : String(value)
        expect(octets.toUpperCase(), path).toBe(text.replaceAll(' ', ''))
      }
    }
    compare(tree, xml.DataInterChange[0].transferBatch, 'transferBatch')
    expect(leaves).toBe(36)
  })

  test('its five events are read one by one, though they say next to nothing', () => {
    const bytes = readFileSync(join(sharedData, 'tap3_sample', 'tap3-sample-DataInterChange-3_11.ber'))
    expect(names(decodeAll(tap(), bytes))).toEqual([
      'mobileTerminatedCall',
      'mobileTerminatedCall',
      'gprsCall',
      'gprsCall',
      'gprsCall',
      'end',
    ])
  })
})
