import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csv } from '../../../ingest/mappings/format.ts'
import { decodeAll, values } from './decode.ts'

function written(rows: readonly (readonly string[])[], delimiter: string, end: string): string {
  const field = (text: string) => `"${text.replaceAll('"', '""')}"`
  const bare = (text: string, alone: boolean) =>
    /["\r\n]/.test(text) ||
    [...delimiter].some((character) => text.includes(character)) ||
    (alone && /^\s*$/.test(text)) ||
    /^\s|\s$/.test(text)
  return rows
    .map((row) => row.map((text) => (bare(text, row.length === 1) ? field(text) : text)).join(delimiter) + end)
    .join('')
}

describe('any table', () => {
  test('reads back as it was written, however its bytes are cut', () => {
    const cell = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom('"', ',', ';', '\n', '\r', 'é', ' ', 'a', '|') }),
    )
    const table = fc
      .integer({ min: 1, max: 5 })
      .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 12 }))
    fc.assert(
      fc.property(
        table,
        fc.constantFrom(',', ';', '\t', '|', '||'),
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 40 }),
        (rows, delimiter, end, step) => {
          const columns = (rows[0] ?? ['a']).map((_, i) => `c${i}`)
          // A line of blanks only, between delimiters that are blanks too, is a record; an empty line is none.
          const text = written([columns, ...rows], delimiter, end)
          const read = decodeAll(csv({ delimiter }), text, step)
          expect(values(read)).toEqual(rows.map((row) => Object.fromEntries(row.map((cell, i) => [`c${i}`, cell]))))
        },
      ),
      { numRuns: 400 },
    )
  })

  test('of any bytes at all never stops the reader, and every line is in some record', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.integer({ min: 1, max: 50 }), (bytes, step) => {
        const input = Buffer.concat([Buffer.from('a,b\n'), bytes])
        const read = decodeAll(csv({ delimiter: ',' }), input, step)
        expect(read).toEqual(decodeAll(csv({ delimiter: ',' }), input, input.length))
        const lines = read.map(({ line }) => line)
        expect(lines).toEqual([...lines].sort((a, b) => a - b))
      }),
      { numRuns: 400 },
    )
  })
})

const cases: readonly [string, ReturnType<typeof csv>, string | Uint8Array, unknown[]][] = [
  ['a semicolon is found', csv(), 'a;b\n1;2,5\n', [{ a: '1', b: '2,5' }]],
  ['a tab is found', csv(), 'a\tb\n1\t2\n', [{ a: '1', b: '2' }]],
  ['a comma within quotes is no delimiter', csv(), 'a|b\n"1,2,3"|x\n', [{ a: '1,2,3', b: 'x' }]],
  ['a mark of UTF-8 is no part of the first name', csv(), '\ufeffa,b\n1,2\n', [{ a: '1', b: '2' }]],
  ['UTF-16 is told by its mark', csv(), Buffer.from('\ufeffa,b\r\né,2\r\n', 'utf16le'), [{ a: 'é', b: '2' }]],
  [
    'an encoding may be named',
    csv({ encoding: 'windows-1252' }),
    Buffer.from('a\n\xe9\x80\n', 'latin1'),
    [{ a: 'é€' }],
  ],
  ['the last line needs no end', csv(), 'a,b\n1,2', [{ a: '1', b: '2' }]],
  [
    'old Mac line ends are lines',
    csv(),
    'a,b\r1,2\r3,4\r',
    [
      { a: '1', b: '2' },
      { a: '3', b: '4' },
    ],
  ],
  ['columns may be named', csv({ columns: ['x', 'y'] }), '1,2\n', [{ x: '1', y: '2' }]],
  ['a header may be renamed', csv({ columns: ['x', 'y'], header: true }), 'a,b\n1,2\n', [{ x: '1', y: '2' }]],
  ['columns without names are numbered', csv({ header: false }), '1,2\n', [{ column_1: '1', column_2: '2' }]],
  ['a name that repeats is numbered', csv(), 'a,a,\n1,2,3\n', [{ a: '1', a_2: '2', column_3: '3' }]],
  ['comments and blank lines are none', csv({ comment: '#' }), '# x\na,b\n\n#1,2\n3,4\n', [{ a: '3', b: '4' }]],
  ['blanks are cut when asked', csv({ trim: true }), 'a, b\n1 , "x, y" \n', [{ a: '1', b: 'x, y' }]],
  ['null words come as nothing', csv({ nullWords: ['NULL', '\\N'] }), 'a,b\nNULL,\\N\n', [{ a: '', b: '' }]],
  [
    'lines before the header are passed over',
    csv({ skipLines: 2 }),
    'Report\n2026,"x\na,b\n1,2\n',
    [{ a: '1', b: '2' }],
  ],
  ['a backslash may escape', csv({ escape: '\\' }), 'a,b\n"x\\"y","\\\\"\n', [{ a: 'x"y', b: '\\' }]],
  ['a quote may be another', csv({ quote: "'" }), "a,b\n'1,2',\"\n", [{ a: '1,2', b: '"' }]],
  ['nothing may be quoted', csv({ quote: '' }), 'a,b\n"1,2"\n', [{ a: '"1', b: '2"' }]],
  [
    'a quoted field may hold lines',
    csv(),
    'a,b\n"1\n2",3\n4,5\n',
    [
      { a: '1\n2', b: '3' },
      { a: '4', b: '5' },
    ],
  ],
  ['a quote within a bare field is a character', csv(), 'a,b\n5" pipe,2\n', [{ a: '5" pipe', b: '2' }]],
  ['a column may be named __proto__', csv(), '__proto__,b\n1,2\n', [JSON.parse('{"__proto__":"1","b":"2"}')]],
]

describe('dialects', () => {
  test.each(cases)('%s', (_, format, input, expected) => {
    for (const step of [1, 3, 1000]) expect(values(decodeAll(format, input, step))).toEqual(expected)
  })
})

describe('a broken record costs itself only', () => {
  const format = csv({ delimiter: ',' })

  test('a quote that is never closed', () => {
    const read = decodeAll(format, 'a,b\n1,"x\n2,y\n3,"z"\n4,w\n')
    expect(values(read)).toEqual([
      expect.stringContaining('refused'),
      { a: '2', b: 'y' },
      { a: '3', b: 'z' },
      { a: '4', b: 'w' },
    ])
    expect(read[0]).toMatchObject({ line: 2, frame: 2, raw: '1,"x' })
  })

  test('a quote that is never closed, with none after it', () => {
    expect(values(decodeAll(format, 'a,b\n1,"x\n2,y\n3,z'))).toEqual([
      'refused: a quote that is never closed',
      { a: '2', b: 'y' },
      { a: '3', b: 'z' },
    ])
  })

  test('text after a closing quote', () => {
    expect(values(decodeAll(format, 'a,b\n"1"x,2\n3,4\n'))).toEqual([
      'refused: "x,2" after a closing quote in field 1',
      { a: '3', b: '4' },
    ])
  })

  test('too few and too many fields', () => {
    const read = decodeAll(format, 'a,b\n1\n1,2,3\n4,5\n')
    expect(values(read)).toEqual(['refused: 1 fields', 'refused: 3 fields', { a: '4', b: '5' }])
    expect(read[0]!.unreadable).toEqual({ expected: '2 fields', got: '1 fields' })
  })

  test('bytes that are no UTF-8, kept as they are', () => {
    const bad = Buffer.from('1,\xff\xfe', 'latin1')
    const read = decodeAll(format, Buffer.concat([Buffer.from('a,b\n0,é\n'), bad, Buffer.from('\n3,ü\n')]), 2)
    expect(values(read)).toEqual([{ a: '0', b: 'é' }, 'refused: bytes that are no UTF-8', { a: '3', b: 'ü' }])
    expect(Buffer.from(read[1]!.raw as Uint8Array)).toEqual(bad)
  })

  test('a record that is too large, in a field or in a quote', () => {
    const small = csv({ delimiter: ',', maxRecordBytes: 50 })
    const long = 'x'.repeat(90)
    expect(values(decodeAll(small, `a,b\n1,${long}\n2,"${long}\n3,4\n`, 10))).toEqual([
      expect.stringContaining('refused: record larger'),
      expect.stringContaining('refused: record larger'),
      { a: '3', b: '4' },
    ])
  })

  test('a header that cannot be read refuses the file, which could not be told from its first record', () => {
    expect(() => decodeAll(format, '"a"x,b\n1,2\n')).toThrow('the header on line 1 cannot be read')
  })
})

test('an option that cannot be is named', () => {
  expect(() => decodeAll(csv({ quote: '""' }), 'a')).toThrow('CSV option quote is "\\"\\""')
  expect(() => decodeAll(csv({ delimiter: '' }), 'a')).toThrow('CSV option delimiter')
  expect(() => decodeAll(csv({ encoding: 'utf-9' }), 'a')).toThrow('"utf-9" is no known encoding')
})
