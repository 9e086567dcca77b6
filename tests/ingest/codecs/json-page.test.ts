import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { json } from '../../../ingest/mappings/format.ts'
import { decodeAll, values } from './decode.ts'

const format = json({ records: 'value' })

describe('json pages', () => {
  test('rows come with what their page says, wherever it says it', () => {
    const text = '{"@odata.context":"c","value":[{"a":1},{"a":"[\\"}"}],"link":"l"}\n{"value":[],"x":1}\n{"b":2}'
    const records = decodeAll(format, text, 5)
    const page = { '@odata.context': 'c', link: 'l' }
    expect(records.map(({ frame, record, raw, value }) => ({ frame, record, raw, value }))).toEqual([
      { frame: 1, record: 0, raw: '{"a":1}', value: { row: { a: 1 }, page } },
      { frame: 1, record: 1, raw: '{"a":"[\\"}"}', value: { row: { a: '[\\"}'.replace('\\', '') }, page } },
      { frame: 3, record: 0, raw: '{"b":2}', value: { row: { b: 2 }, page: {} } },
    ])
  })

  test('a row that is broken or no object costs itself only', () => {
    const text = '{"value":[{"a":1},{"a":},7,[1],"x",{"a":2}]}'
    expect(values(decodeAll(format, text))).toEqual([
      { row: { a: 1 }, page: {} },
      expect.stringContaining('refused: '),
      'refused: 7',
      'refused: [1]',
      'refused: "x"',
      { row: { a: 2 }, page: {} },
    ])
  })

  test('a number of a row is never rounded', () => {
    expect(values(decodeAll(format, '{"value":[{"versionnumber":12345678901234567890}]}'))).toEqual([
      { row: { versionnumber: '12345678901234567890' }, page: {} },
    ])
  })

  test('a document without the array, or with something else in its place, is one record', () => {
    expect(values(decodeAll(format, '{"value":5,"a":1}'))).toEqual([{ row: { value: 5, a: 1 }, page: {} }])
    expect(values(decodeAll(format, '[{"a":1},{"value":[{"b":1}]}]'))).toEqual([
      { row: { a: 1 }, page: {} },
      { row: { b: 1 }, page: {} },
    ])
  })

  test('any pages read back as they were written, however the bytes are cut and spaced', () => {
    const plain = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null))
    const nested = fc.oneof(plain, fc.array(plain, { maxLength: 3 }), fc.dictionary(fc.string(), plain, { maxKeys: 3 }))
    const row = fc.dictionary(fc.string(), nested)
    const pages = fc.array(
      fc.record({ rows: fc.array(row, { maxLength: 5 }), link: fc.string(), first: fc.boolean() }),
      { maxLength: 4 },
    )
    fc.assert(
      fc.property(pages, fc.integer({ min: 1, max: 60 }), fc.constantFrom(0, 2), (list, step, indent) => {
        const text = list
          .map(({ rows, link, first }) =>
            JSON.stringify(first ? { link, value: rows } : { value: rows, link }, null, indent),
          )
          .join('\n')
        const read = values(decodeAll(format, text, step))
        expect(read).toEqual(
          list.flatMap(({ rows, link }) =>
            rows.map((each) => ({ row: JSON.parse(JSON.stringify(each)), page: { link } })),
          ),
        )
      }),
    )
  })

  test('a page that ends within, or is too large, is refused whole; bytes that are no text cost their row only', () => {
    expect(values(decodeAll(format, '{"value":[{"a":1},{"a":2}'))).toEqual([
      'refused: a document that ends within a record',
    ])
    const large = json({ records: 'value', maxRecordBytes: 30 })
    expect(values(decodeAll(large, '{"value":[{"a":1},{"a":2},{"a":3}]}\n{"a":4}'))).toEqual([
      'refused: record larger than that; its beginning is kept',
      { row: { a: 4 }, page: {} },
    ])
    const bytes = Buffer.concat([Buffer.from('{"value":[{"a":"'), Buffer.from([0xff]), Buffer.from('"},{"a":2}]}')])
    expect(values(decodeAll(format, bytes))).toEqual(['refused: bytes that are no UTF-8', { row: { a: 2 }, page: {} }])
  })

  test('a row alone, with its page kept beside it, is the record it was', () => {
    const [, second] = decodeAll(format, '{"link":"l","value":[{"a":1},{"value":[1]}]}')
    const again = decodeAll(
      json({ records: 'value', page: JSON.parse(second!.context) as Record<string, unknown> }),
      second!.raw as string,
    )
    expect(again.map(({ value }) => value)).toEqual([second!.value])
  })
})
