import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { radiusDetail } from '../../../ingest/mappings/format.ts'
import { decodeAll, values } from './decode.ts'

const DETAIL = [
  'Sat Mar 28 23:30:05 2026',
  '\tAcct-Session-Id = "4D2BB8AC-00000098"',
  '\tUser-Name = "o\'neill \\"x\\" \\303\\251\\n"',
  '\tClass = 0x0a1b',
  '\tCisco-AVPair = "a=b"',
  '\tCisco-AVPair += "c = d"',
  '\tTunnel-Type:0 = VLAN',
  '\tTimestamp = 1774740605',
  '',
  'Sat Mar 28 23:31:00 2026',
  '        Acct-Status-Type = Stop',
  '',
].join('\n')

const FIRST = {
  header: 'Sat Mar 28 23:30:05 2026',
  'Acct-Session-Id': '4D2BB8AC-00000098',
  'User-Name': 'o\'neill "x" é\n',
  Class: '0x0a1b',
  'Cisco-AVPair': ['a=b', 'c = d'],
  'Tunnel-Type:0': 'VLAN',
  Timestamp: '1774740605',
}

test('packets are read with their attributes, whatever the line ends and however the bytes are cut', () => {
  for (const end of ['\n', '\r\n', '\r']) {
    for (const step of [1, 7, 10_000]) {
      const read = decodeAll(radiusDetail(), DETAIL.replaceAll('\n', end), step)
      expect(values(read)).toEqual([FIRST, { header: 'Sat Mar 28 23:31:00 2026', 'Acct-Status-Type': 'Stop' }])
      expect(read.map(({ frame, line }) => [frame, line])).toEqual([
        [1, 1],
        [10, 10],
      ])
    }
  }
})

test('a packet without a head, without a blank line behind it, or under the next head is a packet', () => {
  const text =
    'Acct-Status-Type = Start\nUser-Name = bob\n\nSat Mar 28 23:31:00 2026\n\tA = 1\nSat Mar 28 23:32:00 2026\n\tA = 2'
  expect(values(decodeAll(radiusDetail(), text))).toEqual([
    { 'Acct-Status-Type': 'Start', 'User-Name': 'bob' },
    { header: 'Sat Mar 28 23:31:00 2026', A: '1' },
    { header: 'Sat Mar 28 23:32:00 2026', A: '2' },
  ])
})

test.each<[string, string | Uint8Array, string]>([
  ['an open quote', '\tUser-Name = "bob\n\tB = 1\n', 'User-Name with a quote that is not closed on line 5'],
  ['text behind a quote', '\tUser-Name = "bob" x\n', 'User-Name with text after its closing quote on line 5'],
  ['a line that is no attribute', '\tUser-Name\n\tB = 1\n', '"User-Name" on line 5'],
  ['a head alone', '', 'none'],
  ['bytes that are no text', Buffer.from('\tUser-Name = "b\xff"\n\tB = 1\n', 'latin1'), 'bytes that are no UTF-8'],
  ['too much of it', '\tReply-Message = "0123456789"\n'.repeat(40), 'record larger than that; its beginning is kept'],
])('a packet with %s is one reject, and the packets around it are read', (_, bad, got) => {
  const input = Buffer.concat([
    Buffer.from('Sat Mar 28 23:30:05 2026\n\tA = 1\n\nSat Mar 28 23:31:00 2026\n'),
    Buffer.from(bad as string),
    Buffer.from('\nSat Mar 28 23:32:00 2026\n\tA = 3\n'),
  ])
  for (const step of [1, 11, 10_000]) {
    const read = decodeAll(radiusDetail({ maxRecordBytes: 1000 }), input, step)
    expect(read.map(({ value }) => (value as { A: string } | undefined)?.A)).toEqual(['1', undefined, '3'])
    expect(read[1]!.unreadable!.got).toBe(got)
    // Read again alone, as a replay reads it, it is one record and refused again.
    const again = decodeAll(radiusDetail({ maxRecordBytes: 1000 }), read[1]!.raw!)
    expect(again).toHaveLength(1)
    expect(again[0]!.unreadable).toBeDefined()
  }
})

test('an attribute may be called as an object calls its own', () => {
  const [record] = decodeAll(radiusDetail(), '__proto__ = 1\n\tconstructor = 2\n\tconstructor = 3\n')
  expect(record!.unreadable?.got ?? Object.keys(record!.value as object)).toBeDefined()
  const [other] = decodeAll(radiusDetail(), 'constructor = 2\n\tconstructor = 3\n')
  expect(other!.value).toEqual({ constructor: ['2', '3'] })
})

test('any text survives quoting as the server quotes', () => {
  const quoted = (text: string) =>
    [...Buffer.from(text)]
      .map((byte) =>
        byte === 34 || byte === 92
          ? `\\${String.fromCharCode(byte)}`
          : byte < 32 || byte > 126
            ? `\\${byte.toString(8).padStart(3, '0')}`
            : String.fromCharCode(byte),
      )
      .join('')
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const [record] = decodeAll(radiusDetail(), `\tUser-Name = "${quoted(text)}"\n`)
      expect((record!.value as Record<string, string>)['User-Name']).toBe(text)
    }),
  )
})

test('random and mutated bytes neither end the reader nor depend on how they are cut', () => {
  const whole = Buffer.from(DETAIL)
  const mutated = fc
    .array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 12 })
    .map((changes) => {
      const bytes = Uint8Array.from(whole)
      for (const [at, byte] of changes) bytes[at] = byte
      return bytes
    })
  fc.assert(
    fc.property(
      fc.oneof(mutated, fc.uint8Array({ maxLength: 400 })),
      fc.integer({ min: 1, max: 60 }),
      (bytes, step) => {
        const format = radiusDetail({ maxRecordBytes: 120 })
        const read = decodeAll(format, bytes, step)
        expect(read).toEqual(decodeAll(format, bytes, 10_000))
        const frames = read.map(({ frame }) => frame)
        expect(frames).toEqual([...new Set(frames)].sort((a, b) => a - b))
      },
    ),
    { numRuns: 500 },
  )
})
