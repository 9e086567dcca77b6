import { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { berChildren, berElement } from '../../../../ingest/codecs/ber/element.ts'
import { BerError } from '../../../../ingest/codecs/ber/fault.ts'
import { type BerPiece, berSplitter } from '../../../../ingest/codecs/ber/splitter.ts'
import { tagNumber, context as tagOf, tagText } from '../../../../ingest/codecs/ber/tag.ts'
import { context, encode, hex, sequence, type Tlv } from './encode.ts'

const MAX = 1_000

function split(bytes: Uint8Array, cuts: readonly number[] = [], options: { maxBytes?: number; descend?: number } = {}) {
  const { maxBytes = MAX, descend } = options
  const splitter = berSplitter({ maxBytes, descend: (tag) => tag === descend })
  const places = [0, ...[...cuts].sort((a, b) => a - b).filter((cut) => cut < bytes.length), bytes.length]
  const pieces: BerPiece[] = []
  for (let i = 1; i < places.length; i++) pieces.push(...splitter.push(bytes.slice(places[i - 1], places[i])))
  pieces.push(...splitter.end())
  return pieces
}

function size(piece: BerPiece): number {
  return piece.is === 'element' ? piece.bytes.length : piece.length
}

/** Comparable, with the bytes as hex. */
function shown(pieces: readonly BerPiece[]): unknown {
  return pieces.map((piece) =>
    'bytes' in piece ? { ...piece, bytes: Buffer.from(piece.bytes).toString('hex') } : piece,
  )
}

/** Reads everything that lies in an element; the number of elements in it. */
function walk(bytes: Uint8Array): number {
  let count = 0
  const visit = (element: ReturnType<typeof berElement>) => {
    count++
    if (element.constructed) for (const child of berChildren(element)) visit(child)
  }
  visit(berElement(bytes))
  return count
}

const { tlv } = fc.letrec<{ tlv: Tlv }>((tie) => ({
  tlv: fc.record({
    tagClass: fc.constantFrom(0, 1, 2, 3),
    number: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 31, max: 2 ** 28 - 1 })),
    contents: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.uint8Array({ maxLength: 200 }),
      fc.array(tie('tlv'), { maxLength: 4 }),
    ),
    indefinite: fc.boolean(),
    lengthOctets: fc.integer({ min: 0, max: 8 }),
  }) as fc.Arbitrary<Tlv>,
}))
const cuts = fc.array(fc.nat({ max: 3_000 }), { maxLength: 12 })

describe('a stream of BER', () => {
  test('is split into its elements, wherever it is cut into chunks', () => {
    fc.assert(
      fc.property(fc.array(tlv, { maxLength: 6 }), cuts, (elements, places) => {
        const encoded = elements.map(encode)
        const pieces = split(Buffer.concat(encoded), places, { maxBytes: 1_000_000 })
        expect(shown(pieces)).toEqual(
          shown(
            encoded.map((bytes, i) => ({
              is: 'element' as const,
              offset: encoded.slice(0, i).reduce((sum, { length }) => sum + length, 0),
              bytes,
              tag: elements[i]!.number * 4 + elements[i]!.tagClass,
            })),
          ),
        )
        for (const [i, bytes] of encoded.entries()) expect(walk(bytes)).toBe(count(elements[i]!))
      }),
    )
  })

  test('of any bytes is elements and faults that are all its bytes, the same however it is cut', () => {
    const mutated = fc
      .tuple(
        fc.array(tlv, { maxLength: 5 }),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }),
        fc.nat(3_000),
      )
      .map(([elements, changes, cut]) => {
        const bytes = Buffer.concat(elements.map(encode))
        for (const [at, octet] of changes) if (bytes.length > 0) bytes[at % bytes.length] = octet
        return cut % 3 === 0 ? Uint8Array.from(bytes) : Uint8Array.from(bytes.subarray(0, cut))
      })
    const anything = fc.oneof(fc.uint8Array({ maxLength: 3_000 }), mutated)
    fc.assert(
      fc.property(anything, cuts, fc.constantFrom(undefined, tagOf(1), 64), (bytes, places, descend) => {
        const options = { maxBytes: 300, ...(descend === undefined ? {} : { descend }) }
        const pieces = split(bytes, places, options)
        expect(shown(pieces)).toEqual(shown(split(bytes, [], options)))
        let at = 0
        for (const piece of pieces) {
          expect(piece.offset).toBe(at)
          at += size(piece)
          if (piece.is !== 'element') continue
          expect(piece.bytes.length).toBeLessThanOrEqual(300)
          try {
            walk(piece.bytes)
          } catch (error) {
            expect(error).toBeInstanceOf(BerError)
            expect((error as BerError).at).toBeGreaterThanOrEqual(0)
            expect((error as BerError).at).toBeLessThanOrEqual(piece.bytes.length)
          }
        }
        expect(at).toBe(bytes.length)
      }),
      { numRuns: 500 },
    )
  })

  test('passes over an element that is too large, in bounded memory, and goes on behind it', () => {
    const splitter = berSplitter({ maxBytes: MAX })
    const chunk = new Uint8Array(1024 * 1024).fill(0x30)
    // [0] of 64 MiB, then [1] of one octet.
    const pieces = splitter.push(hex('80 84 04000000'))
    const before = process.memoryUsage().arrayBuffers
    for (let i = 0; i < 64; i++) pieces.push(...splitter.push(chunk))
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4 * 1024 * 1024)
    pieces.push(...splitter.push(hex('81 01 07')), ...splitter.end())
    expect(pieces.map(({ is, offset }) => [is, offset])).toEqual([
      ['fault', 0],
      ['element', 67_108_870],
    ])
    expect(pieces[0]).toMatchObject({ length: 67_108_870, expected: 'an element of 1000 octets at most' })
  })

  test('is one fault from a header on that cannot be read', () => {
    // [0] of one octet; then a length of 0x7f = 127 octets, which is reserved.
    expect(shown(split(hex('80 01 05 81 ff 80 01 06')))).toEqual([
      { is: 'element', offset: 0, bytes: '800105', tag: 2 },
      {
        is: 'fault',
        offset: 3,
        length: 5,
        bytes: '81ff800106',
        expected: 'a length of eight octets at most',
        got: '127 octets',
      },
    ])
  })

  test('that ends within an element is told apart from one that is whole', () => {
    expect(split(hex('80 05 01 02'))).toMatchObject([
      { is: 'fault', offset: 0, length: 4, expected: '5 octets', got: 'the end of the input after 2' },
    ])
    expect(split(hex('a0 80 81 01 07'))).toMatchObject([
      { is: 'fault', offset: 0, length: 5, expected: 'an end-of-contents mark', got: 'the end of the input' },
    ])
  })

  test('may hold zero octets between elements, which are counted', () => {
    expect(shown(split(hex('80 01 05 00 00 00 81 01 06 00'), [4, 5]))).toEqual([
      { is: 'element', offset: 0, bytes: '800105', tag: 2 },
      { is: 'padding', offset: 3, length: 3 },
      { is: 'element', offset: 6, bytes: '810106', tag: 6 },
      { is: 'padding', offset: 9, length: 1 },
    ])
  })

  test('gives the children of a large element one by one where asked; a child at fault costs its container only', () => {
    const file = Buffer.concat([
      encode(context(1, [context(5, hex('01')), context(6, hex('02'))])),
      // [1] of four octets whose child claims nine.
      hex('a1 04 87 09 aa bb'),
      encode({ ...context(1, [context(8, hex('03'))]), indefinite: true }),
    ])
    expect(split(file, [3, 11], { descend: tagOf(1) }).map((piece) => [piece.is, piece.offset, size(piece)])).toEqual([
      ['open', 0, 2],
      ['element', 2, 3],
      ['element', 5, 3],
      ['close', 8, 0],
      ['open', 8, 2],
      ['fault', 10, 4],
      ['close', 14, 0],
      ['open', 14, 2],
      ['element', 16, 3],
      ['close', 19, 2],
    ])
  })

  test('nested deeper than any record is a fault, found without recursion', () => {
    const deep = new Uint8Array(900).fill(0x80)
    for (let i = 0; i < deep.length; i += 2) deep[i] = 0xa0
    expect(split(deep)).toMatchObject([{ is: 'fault', offset: 0, expected: 'elements nested 64 deep at most' }])
    const definite = Array.from({ length: 70 }).reduce<Tlv>((inner) => sequence([inner]), context(1, hex('00')))
    expect(() => walk(encode(definite))).toThrow('elements nested 64 deep at most')
  })

  test('takes time in proportion to its bytes, however small the chunks', () => {
    const bytes = encode(context(1, new Uint8Array(400_000)))
    const began = performance.now()
    const places = Array.from({ length: 399_999 }, (_, i) => i + 1)
    expect(split(bytes, places, { maxBytes: 1_000_000 })).toHaveLength(1)
    expect(performance.now() - began).toBeLessThan(5_000)
  })
})

test('tags read as ASN.1 writes them', () => {
  expect(tagText(tagOf(79))).toBe('[79]')
  expect(tagText(4 + 1)).toBe('[APPLICATION 1]')
  expect(tagNumber(tagOf(200))).toBe(200)
})

function count({ contents }: Tlv): number {
  return contents instanceof Uint8Array ? 1 : contents.reduce((sum, child) => sum + count(child), 1)
}
