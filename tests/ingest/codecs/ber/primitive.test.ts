import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bcdDigits, tbcdDigits } from '../../../../ingest/codecs/ber/bcd.ts'
import { berElement } from '../../../../ingest/codecs/ber/element.ts'
import {
  berBits,
  berBoolean,
  berInteger,
  berNull,
  berObjectIdentifier,
  berOctets,
  berText,
} from '../../../../ingest/codecs/ber/primitive.ts'
import { context, encode, hex, integer, tbcd, text } from './encode.ts'

const element = (contents: string) => berElement(encode(context(0, hex(contents))))

describe('primitives of X.690', () => {
  test('integers of any size are exact', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(1n << 200n), max: 1n << 200n }), (value) => {
        expect(BigInt(berInteger(berElement(encode(context(0, integer(value))))))).toBe(value)
      }),
    )
    expect(berInteger(element('00 80'))).toBe(128)
    expect(berInteger(element('80'))).toBe(-128)
    expect(berInteger(element('00 ff ff ff ff ff ff ff ff'))).toBe(18_446_744_073_709_551_615n)
    expect(() => berInteger(element(''))).toThrow('no octets')
    expect(() => berInteger(element('7f'.repeat(65)))).toThrow('64 octets at most')
  })

  test('booleans, null and bit strings', () => {
    expect([berBoolean(element('00')), berBoolean(element('01')), berNull(element(''))]).toEqual([false, true, true])
    // X.690 8.6.4.2: '0A3B5F291CD'H is 44 bits, 04 of the last octet unused.
    const bits = berBits(element('04 0a 3b 5f 29 1c d0'))
    expect(bits).toHaveLength(44)
    expect(bits.slice(0, 8)).toEqual([false, false, false, false, true, false, true, false])
    expect(() => berBits(element('08 ff'))).toThrow('no count of unused bits')
    expect(() => berBoolean(element('01 01'))).toThrow('2 octets')
    expect(() => berNull(element('00'))).toThrow('1 octets')
  })

  test('object identifiers', () => {
    // X.690 8.19.5: {2 100 3} is 06 03 81 34 03.
    expect(berObjectIdentifier(element('81 34 03'))).toBe('2.100.3')
    expect(() => berObjectIdentifier(element('81'))).toThrow('cut off')
    expect(() => berObjectIdentifier(element('81'.repeat(1_000)))).toThrow('64 octets at most')
  })

  test('strings come whole or in segments', () => {
    const segments = [text('inter'), text('net')].map((contents) => ({ tagClass: 0 as const, number: 22, contents }))
    expect(berText(berElement(encode({ ...context(7, segments), indefinite: true })))).toBe('internet')
    expect([...berOctets(berElement(encode(context(7, hex('0a0b')))))]).toEqual([10, 11])
    expect(() => berText(element('ff fe'))).toThrow('octets that are none')
  })

  test('digits of TBCD and BCD', () => {
    expect(tbcdDigits(hex('62 02 f1'))).toBe('26201')
    fc.assert(
      fc.property(fc.stringMatching(/^\d{0,20}$/), (digits) => {
        expect(tbcdDigits(tbcd(digits))).toBe(digits)
      }),
    )
    expect(bcdDigits(hex('26 03 31'))).toBe('260331')
    expect(bcdDigits(hex('26 0f'))).toBe('260')
    expect(bcdDigits(hex('2a'))).toBeUndefined()
  })
})
