import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseExact } from '../../../ingest/codecs/exact_json.ts'
import { jsonRows } from '../../../ingest/codecs/json_rows.ts'

/** A reader that has learnt the texts. */
function readerOf(...texts: readonly string[]) {
  const rows = jsonRows()
  for (const text of texts) {
    parseExact(text)
    rows.learn(text)
  }
  return rows
}

function read(rows: ReturnType<typeof jsonRows>, text: string): unknown {
  const row = rows.read(Buffer.from(text))
  // Both ways in are one reader.
  expect(rows.readText(text)).toEqual(row?.value)
  if (row) expect(row.raw).toBe(text)
  return row?.value
}

describe('rows of JSON written alike', () => {
  test('are read without parsing: other values in the same places', () => {
    const rows = readerOf('{"a":1,"b":"x","c":null,"d":[true,{"e":0.5}]}')
    expect(read(rows, '{"a":-20,"b":"","c":"y","d":[false,{"e":null}]}')).toEqual({
      a: -20,
      b: '',
      c: 'y',
      d: [false, { e: null }],
    })
  })

  test('keep their blanks, as producers in Python write them', () => {
    const rows = readerOf('{"a": 1, "b": "x"}\n')
    expect(read(rows, '{"a": 2, "b": "y"}\n')).toEqual({ a: 2, b: 'y' })
  })

  test('come in several forms', () => {
    const rows = readerOf('{"a":1}', '{"a":1,"b":2}', '{"a":[],"b":2}', '{"a":[1],"b":2}', '{}')
    expect(read(rows, '{"a":5}')).toEqual({ a: 5 })
    expect(read(rows, '{"a":5,"b":6}')).toEqual({ a: 5, b: 6 })
    expect(read(rows, '{"a":[],"b":6}')).toEqual({ a: [], b: 6 })
    expect(read(rows, '{"a":[7],"b":6}')).toEqual({ a: [7], b: 6 })
    expect(read(rows, '{}')).toEqual({})
  })

  test('have own keys only, whatever these are called', () => {
    const value = read(readerOf('{"__proto__":1,"1":2,"a":3,"a":4}'), '{"__proto__":5,"1":6,"a":7,"a":8}') as object
    expect(Object.entries(value)).toEqual([
      ['1', 6],
      ['__proto__', 5],
      ['a', 8],
    ])
  })

  test.each([
    ['an unknown key', '{"b":1}'],
    ['no value', '{"a":}'],
    ['a value that is no JSON', '{"a":nul}'],
    ['a number with a leading zero', '{"a":01}'],
    ['a lone minus', '{"a":-}'],
    ['a number without decimals after its point', '{"a":1.}'],
    ['an exponent', '{"a":1e3}'],
    ['more digits than a number holds', '{"a":1234567890123456}'],
    ['more decimals than a number holds', '{"a":0.1234567890123456}'],
    ['an escape', String.raw`{"a":"\n"}`],
    ['a line end within a text', '{"a":"x\ny"}'],
    ['a text that does not end', '{"a":"x'],
    ['a text with an umlaut', '{"a":"Müller"}'],
    ['a character that is an A in its last byte', '{"a":"\u0141"}'],
    ['more behind it', '{"a":1}{"a":2}'],
    ['an end too early', '{"a":1'],
    ['nothing', ''],
  ])('leave to the parser what has %s', (_, text) => {
    expect(read(readerOf('{"a":1}'), text)).toBeUndefined()
  })

  test('take no bytes that are no UTF-8', () => {
    expect(
      readerOf('{"a":"x"}').read(Uint8Array.of(...Buffer.from('{"a":"'), 0xff, ...Buffer.from('"}'))),
    ).toBeUndefined()
  })

  test('are never read otherwise than by the parser', () => {
    const scalar = fc.oneof(
      fc.string({ maxLength: 5 }),
      fc.integer(),
      fc.bigInt(-(10n ** 20n), 10n ** 20n).map((whole) => ({ '~': String(whole) })),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
    )
    const row = fc.dictionary(
      fc.constantFrom('a', 'b', 'ab', '__proto__', '7'),
      fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }), fc.dictionary(fc.constantFrom('x', 'y'), scalar)),
    )
    fc.assert(
      fc.property(fc.array(row, { maxLength: 30 }), fc.constantFrom('', ' ', '\t'), (list, blank) => {
        const texts = list.map((each) =>
          JSON.stringify(each, null, blank).replaceAll(/\{\s*"~":\s*"(-?\d+)"\s*\}/g, '$1'),
        )
        const rows = jsonRows()
        for (const text of texts) {
          const value = read(rows, text)
          if (value !== undefined) expect(value).toEqual(parseExact(text))
          else rows.learn(text)
        }
        // What was learnt is read, unless the parser's care is needed.
        for (const text of texts) {
          const value = read(rows, text)
          if (value === undefined) expect(text).toMatch(/\\|[^ -~\n\t]|\d[eE]|[\d.]{16}/)
          else expect(value).toEqual(parseExact(text))
        }
      }),
      { numRuns: 300 },
    )
  })

  test('are never read where a byte was changed into something that is no JSON', () => {
    const text = '{"id":"k3","n":120,"d":1.5,"f":true,"z":null,"s":["a",2]}'
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.integer({ min: 1, max: 126 }), (place, code) => {
        const changed = text.slice(0, place) + String.fromCharCode(code) + text.slice(place + 1)
        const value = read(readerOf(text), changed)
        if (value !== undefined) expect(value).toEqual(parseExact(changed))
      }),
      { numRuns: 3_000 },
    )
  })

  test('stop being learnt when all are unlike, and cost no memory without end', () => {
    const rows = jsonRows()
    for (let i = 0; i < 1_000; i++) rows.learn(`{"key${i}":1}`)
    expect(read(rows, '{"key5":2}')).toEqual({ key5: 2 })
    expect(read(rows, '{"key999":2}')).toBeUndefined()
  })
})
