import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { json, ndjson } from '../../../ingest/mappings/format.ts'
import { decodeAll, values } from './decode.ts'

describe('ndjson', () => {
  test('any objects read back as they were written, however the bytes are cut', () => {
    const object = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)))
    fc.assert(
      fc.property(fc.array(object, { maxLength: 10 }), fc.integer({ min: 1, max: 40 }), (objects, step) => {
        const text = objects.map((each) => `${JSON.stringify(each)}\n`).join('')
        expect(values(decodeAll(ndjson(), text, step))).toEqual(objects.map((each) => JSON.parse(JSON.stringify(each))))
      }),
    )
  })

  test('a number is never rounded', () => {
    const text =
      '{"a":123456789012345678,"b":0.1234567890123456789,"c":12.5,"d":"12345678901234567890","e":1e400,"f":[99999999999999999],"g":1e3}'
    expect(values(decodeAll(ndjson(), text))).toEqual([
      {
        a: '123456789012345678',
        b: '0.1234567890123456789',
        c: 12.5,
        d: '12345678901234567890',
        e: '1e400',
        f: ['99999999999999999'],
        g: 1000,
      },
    ])
  })

  test('a line that is no object, no JSON, no text or too long costs itself only', () => {
    const input = Buffer.concat([
      Buffer.from('\ufeff{"a":1}\r\n\n[1]\n{"a":\n"x"\nnull\n'),
      Buffer.from('{"a":"\xff"}\n', 'latin1'),
      Buffer.from(`{"a":"${'x'.repeat(200)}"}\n{"a":2}`),
    ])
    for (const step of [1, 5, 1000]) {
      const read = decodeAll(ndjson({ maxRecordBytes: 100 }), input, step)
      expect(values(read)).toEqual([
        { a: 1 },
        'refused: an array',
        expect.stringContaining('refused: Unexpected end'),
        'refused: string',
        'refused: null',
        'refused: bytes that are no UTF-8',
        expect.stringContaining('refused: '),
        { a: 2 },
      ])
      expect(read.map(({ line }) => line)).toEqual([1, 3, 4, 5, 6, 7, 8, 9])
    }
  })

  test('any bytes are read without an end to the reader', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.integer({ min: 1, max: 50 }), (bytes, step) => {
        expect(decodeAll(ndjson(), bytes, step)).toEqual(decodeAll(ndjson(), bytes, 1000))
      }),
    )
  })
})

describe('json', () => {
  test('the elements of an array are records, with their own text and line', () => {
    const text = ' [\n  {"a": [1, {"b": "]}"}], "c": "\\""} ,\n  {"a": 12345678901234567890}\n]\n'
    for (const step of [1, 4, 1000]) {
      const read = decodeAll(json(), text, step)
      expect(values(read)).toEqual([{ a: [1, { b: ']}' }], c: '"' }, { a: '12345678901234567890' }])
      expect(read[0]).toMatchObject({ frame: 1, line: 2, raw: '{"a": [1, {"b": "]}"}], "c": "\\""}' })
      expect(read[1]).toMatchObject({ frame: 2, line: 3 })
    }
  })

  test('a single object is one record', () => {
    expect(values(decodeAll(json(), '{"a": 1}'))).toEqual([{ a: 1 }])
  })

  test('an element that is broken costs itself only', () => {
    const input = Buffer.concat([
      Buffer.from('[{"a":1}, {"a":tru}, 7, {"a":"'),
      Buffer.from([0xff]),
      Buffer.from(`"}, {"a":"${'x'.repeat(200)}"}, {"a":2}]`),
    ])
    for (const step of [1, 9, 1000]) {
      expect(values(decodeAll(json({ maxRecordBytes: 100 }), input, step))).toEqual([
        { a: 1 },
        expect.stringContaining('refused'),
        'refused: 7',
        'refused: bytes that are no UTF-8',
        expect.stringContaining('refused: record larger'),
        { a: 2 },
      ])
    }
  })

  test('a document that ends too early says so, and keeps what was whole', () => {
    expect(values(decodeAll(json(), '[{"a":1},{"a":'))).toEqual([
      { a: 1 },
      'refused: a document that ends within a record',
    ])
    for (const text of ['[{"a":1}', '[{"a":1},\n', '[{"a":1}, ']) {
      expect(values(decodeAll(json(), text))).toEqual([{ a: 1 }, 'refused: a document that ends before it'])
    }
    expect(values(decodeAll(json(), '['))).toEqual(['refused: a document that ends before it'])
    expect(values(decodeAll(json(), ''))).toEqual([])
  })

  test('any array reads back', () => {
    const object = fc.dictionary(fc.string(), fc.jsonValue())
    fc.assert(
      fc.property(
        fc.array(object, { maxLength: 6 }),
        fc.boolean(),
        fc.integer({ min: 1, max: 40 }),
        (list, wide, step) => {
          const text = JSON.stringify(list, null, wide ? 2 : 0)
          const read = decodeAll(json(), text, step)
          expect(read.map(({ raw }) => JSON.parse(raw as string))).toEqual(JSON.parse(text))
        },
      ),
    )
  })
})
