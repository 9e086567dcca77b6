import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decoder } from '../../../ingest/codecs/decoder.ts'
import type { XmlElement } from '../../../ingest/codecs/xml_elements.ts'
import { type TextOptions, xmlElements } from '../../../ingest/mappings/format.ts'
import { InputError } from '../../../warehouse/errors.ts'
import { decodeAll } from './decode.ts'

const format = (options: TextOptions = {}) => xmlElements({ elements: ['R', 'Doc.End'], ...options })
const contents = (input: string | Uint8Array, step = 7, options: TextOptions = {}) =>
  decodeAll(format(options), input, step).map(({ value, unreadable }) =>
    unreadable ? `refused: ${unreadable.got}` : (value as XmlElement).content,
  )

const DOC = `<?xml version="1.0"?>
<!-- <R><a>0</a></R> -->
<d:Doc xmlns:d="urn:d" id="7" by="a&amp;b">
  <R xsi:type="T"><a>1</a><b>x &lt; y &#233;</b></R><R/>
  <d:R><d:a>2</d:a><a>3</a><![CDATA[</R>]]></d:R>
  <d:Doc.End count="3"/>
</d:Doc>
`

test('elements are records, with what they and the root hold, however the bytes are cut', () => {
  for (const step of [1, 7, 100_000]) {
    const read = decodeAll(format(), DOC, step)
    expect(read.map(({ value }) => value)).toEqual([
      {
        element: 'R',
        content: { type: 'T', a: '1', b: 'x < y é' },
        root: { id: '7', by: 'a&b' },
        before: 0,
      },
      expect.objectContaining({ element: 'R', before: 1 }),
      expect.objectContaining({ element: 'R', content: expect.objectContaining({ a: ['2', '3'] }), before: 2 }),
      expect.objectContaining({ element: 'Doc.End', content: { count: '3' }, before: 3 }),
    ])
    // Places are bytes of the input.
    expect(read.map(({ frame }) => DOC.slice(frame - 1, frame + 2))).toEqual(['<R ', '<R/', '<d:', '<d:'])
    expect(read.map(({ line }) => line)).toEqual([4, 4, 5, 6])
  }
})

test.each<[string, string | Uint8Array, string]>([
  ['one that is never closed', '<R><a>1</a>', 'the next record before it'],
  ['crossed tags', '<R><a><b>1</a></b></R>', expect.stringContaining('a') as unknown as string],
  ['an & that begins nothing', '<R><a>AT&T</a></R>', "'&' is not expected"],
  ['an entity of its own', '<R><a>&lol9;</a></R>', 'the entity &lol9;, which XML does not define itself'],
  ['a character that is none', '<R><a>&#0;</a></R>', 'the character &#0;'],
  ['bytes that are no text', Buffer.from('<R><a>\xff</a></R>', 'latin1'), 'bytes that are no UTF-8'],
  ['too much in it', `<R><a>${'x'.repeat(3000)}</a></R>`, 'record larger than that; its beginning is kept'],
])('%s costs itself only', (_, bad, got) => {
  const input = Buffer.concat([
    Buffer.from('<Doc><R><a>1</a></R>'),
    Buffer.from(bad as string),
    Buffer.from('<R><a>2</a></R></Doc>'),
  ])
  for (const step of [1, 50, 100_000]) {
    const read = decodeAll(format({ maxRecordBytes: 1000 }), input, step)
    expect(read.map(({ value }) => (value as XmlElement | undefined)?.content.a)).toEqual(['1', undefined, '2'])
    expect(read[1]!.unreadable!.got).toEqual(typeof got === 'string' ? expect.stringContaining(got) : got)
    expect(read[2]!.value).toMatchObject({ before: 2 })
    const codec = decoder(format({ maxRecordBytes: 1000 }), read[1]!.context)
    const again = [...codec.push(Buffer.from(read[1]!.raw as string)), ...codec.end()]
    expect(again).toMatchObject([{ unreadable: {} }])
  }
})

test('entities that a document declares are refused and never expanded', () => {
  const bomb = `<!DOCTYPE Doc [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>
<Doc><R><a>&b;</a></R><R><a>&x;</a></R><R><a>1</a></R></Doc>`
  expect(contents(bomb)).toEqual([
    'refused: entities, which are not expanded',
    expect.stringContaining('refused: the entity &b;'),
    expect.stringContaining('refused: the entity &x;'),
    { a: '1' },
  ])
})

test('a record read again alone knows the document it came from', () => {
  const [record] = decodeAll(format(), '<Doc id="7"><R><a>&lol;</a></R></Doc>')
  const codec = decoder(format(), record!.context)
  const again = [...codec.push(Buffer.from('<R><a>1</a></R>')), ...codec.end()]
  expect(again.map(({ value }) => value)).toEqual([{ element: 'R', content: { a: '1' }, root: { id: '7' }, before: 0 }])
})

test('a document that ends too early, or is none, says so', () => {
  expect(contents('<Doc><R><a>1</a></R><R><a>')).toEqual([{ a: '1' }, 'refused: a document that ends before it'])
  expect(contents('<Doc><R><a>1</a></R>')).toEqual([{ a: '1' }, 'refused: a document that ends before it'])
  expect(contents('a,b,c\n1,2,3\n')).toEqual(['refused: no element'])
  expect(contents('<Other><x>1</x></Other>')).toEqual(['refused: none in a document Other'])
  expect(contents('<Doc></Doc>')).toEqual([])
  expect(contents('<R><a>1</a></R><R><a>2</a></R>')).toEqual([{ a: '1' }, { a: '2' }])
  expect(() => contents(Buffer.from('\ufeff<Doc/>', 'utf16le'))).toThrow(InputError)
})

test('another encoding is read as the declaration says', () => {
  const input = Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><Doc><R><a>\xe9</a></R></Doc>', 'latin1')
  expect(contents(input)).toEqual([{ a: 'é' }])
})

test('any text comes back', () => {
  const escaped = (text: string) => text.replace(/[<>&]/g, (sign) => `&#${sign.charCodeAt(0)};`)
  const words = fc
    .string({ unit: 'grapheme', minLength: 1 })
    .filter((text) => text.trim() === text && !/[\p{Cc}\uFFFE\uFFFF]/u.test(text))
  fc.assert(
    fc.property(fc.array(words, { maxLength: 5 }), fc.integer({ min: 1, max: 30 }), (texts, step) => {
      const doc = `<Doc>${texts.map((text) => `<R><a>${escaped(text)}</a></R>`).join('\n')}</Doc>`
      expect(contents(doc, step)).toEqual(texts.map((a) => ({ a })))
    }),
  )
})

test('random and mutated bytes neither end the reader nor depend on how they are cut', () => {
  const whole = Buffer.from(DOC)
  const change = fc.tuple(
    fc.nat(whole.length - 1),
    fc.oneof(fc.constantFrom(...Buffer.from('<>/!-[]"&R')), fc.nat(255)),
  )
  const mutated = fc.array(change, { minLength: 1, maxLength: 12 }).map((changes) => {
    const bytes = Uint8Array.from(whole)
    for (const [at, byte] of changes) bytes[at] = byte
    return bytes
  })
  fc.assert(
    fc.property(mutated, fc.integer({ min: 1, max: 60 }), fc.constantFrom(60, 1000), (bytes, step, maxRecordBytes) => {
      const read = decodeAll(format({ maxRecordBytes }), bytes, step)
      expect(read).toEqual(decodeAll(format({ maxRecordBytes }), bytes, 100_000))
      const frames = read.map(({ frame }) => frame)
      expect(frames).toEqual([...frames].sort((a, b) => a - b))
    }),
    { numRuns: 1000 },
  )
})
