import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { bool, decimal, instant, integer, msisdn } from '../../../ingest/mapping.ts'

describe('instant', () => {
  test.each([
    ['15/10/14 06:58', 'dd/MM/yy HH:mm', 'UTC', '2014-10-15T06:58:00.000Z'],
    ['1/2/2014 6:58', 'd/M/yyyy H:mm', 'Asia/Kolkata', '2014-02-01T01:28:00.000Z'],
    ['22-Apr-15 3:53:50 PM', 'dd-MMM-yy h:mm:ss a', 'UTC', '2015-04-22T15:53:50.000Z'],
    ['12:05 AM, April 2 2015', 'h:mm a, MMMM d yyyy', 'UTC', '2015-04-02T00:05:00.000Z'],
    ['20260329 015959,5', "yyyyMMdd HHmmss','S", 'UTC', '2026-03-29T01:59:59.500Z'],
    ['2026-03-29T03:00:00+02:00', "yyyy-MM-dd'T'HH:mm:ssXXX", undefined, '2026-03-29T01:00:00.000Z'],
    ['1327521966', 'epoch s', undefined, '2012-01-25T20:06:06.000Z'],
    ['1327521966123', 'epoch ms', undefined, '2012-01-25T20:06:06.123Z'],
    ['2023-02-20 10:42:34.964000', 'ISO', 'UTC', '2023-02-20T10:42:34.964Z'],
    ['2023-02-20', 'ISO', 'America/New_York', '2023-02-20T05:00:00.000Z'],
    ['69-01-01', 'yy-MM-dd', 'UTC', '2069-01-01T00:00:00.000Z'],
    ['70-01-02', 'yy-MM-dd', 'UTC', '1970-01-02T00:00:00.000Z'],
  ] as const)('%s as %s in %s', (text, format, zone, expected) => {
    expect(instant(text, format, zone)).toBe(expected)
  })

  test('several formats are tried in order', () => {
    const formats = ['dd/MM/yy HH:mm', 'yyyy-MM-dd HH:mm', 'epoch s']
    expect(instant('2014-10-15 06:58', formats, 'UTC')).toBe('2014-10-15T06:58:00.000Z')
    expect(() => instant('yesterday', formats, 'UTC')).toThrow('expected an instant as "dd/MM/yy HH:mm" or')
  })

  test('a time that occurs twice is the earlier, the later or refused; one that is skipped moves on', () => {
    const berlin = (text: string, twice?: 'earlier' | 'later' | 'reject') =>
      instant(text, 'yyyy-MM-dd HH:mm', 'Europe/Berlin', twice && { twice })
    expect(berlin('2026-10-25 02:30')).toBe('2026-10-25T00:30:00.000Z')
    expect(berlin('2026-10-25 02:30', 'later')).toBe('2026-10-25T01:30:00.000Z')
    expect(() => berlin('2026-10-25 02:30', 'reject')).toThrow('a time that Europe/Berlin has once')
    expect(berlin('2026-03-29 02:30')).toBe('2026-03-29T01:30:00.000Z')
    expect(() => berlin('2026-03-29 02:30', 'reject')).toThrow('once')
  })

  test('any wall clock is what Temporal says', () => {
    const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Asia/Bangkok']
    fc.assert(
      fc.property(
        fc.integer({ min: 4 * 24 * 2, max: 80 * 365 * 24 * 4 - 1 }),
        fc.constantFrom(...zones),
        (quarters, zone) => {
          const wall = new Date(quarters * 900_000).toISOString().slice(0, 19)
          const expected = Temporal.PlainDateTime.from(wall).toZonedDateTime(zone).epochMilliseconds
          expect(Date.parse(instant(wall, 'ISO', zone))).toBe(expected)
        },
      ),
      { numRuns: 1000 },
    )
  })

  test('a wall clock without a zone, an unknown zone and a strange format say what to do', () => {
    expect(() => instant('2026-01-01 00:00', 'yyyy-MM-dd HH:mm')).toThrow('expected a zone')
    expect(() => instant('2026-01-01 00:00', 'yyyy-MM-dd HH:mm', 'Mars/Olympus')).toThrow('expected an IANA time zone')
    expect(() => instant('x', 'YYYY-MM-dd', 'UTC')).toThrow('"YYYY" means nothing')
    expect(() => instant('30/02/2026', 'dd/MM/yyyy', 'UTC')).toThrow('expected an instant')
  })
})

test('decimals stay exact text', () => {
  expect(decimal('1.234,50', { decimalSeparator: ',', thousands: '.' })).toBe('1234.50')
  expect(decimal(' -0.10 ')).toBe('-0.10')
  expect(decimal(0.1)).toBe('0.1')
  expect(decimal(1e-7)).toBe('0.0000001')
  expect(decimal(1.5e21)).toBe('1500000000000000000000')
  for (const wrong of ['1,5', '1.2.3', '', 'x', '1e3', '12,34.5']) expect(() => decimal(wrong)).toThrow('a decimal')
  expect(() => decimal('12,34', { thousands: ',' })).toThrow('between thousands')
  expect(() => decimal('1.5', { decimalSeparator: ',' })).toThrow('a decimal with ","')
})

test('whole numbers, flags and phone numbers', () => {
  expect(integer('1,024', { thousands: ',' })).toBe(1024)
  expect(integer('61.0')).toBe(61)
  expect(integer('12345678901234567890')).toBe(12345678901234567890n)
  expect(() => integer('1.5')).toThrow('a whole number')
  expect(bool('Yes')).toBe(true)
  expect(bool('R', { yes: ['R'], no: ['H'] })).toBe(true)
  expect(() => bool('maybe')).toThrow('one of true, false')
  expect(msisdn('0171 2345678', 'DE')).toBe('491712345678')
  expect(msisdn('+44 7924 123456')).toBe('447924123456')
  expect(msisdn('00447924123456')).toBe('447924123456')
  expect(msisdn('112', 'DE')).toBe('112')
  expect(() => msisdn('hello', 'DE')).toThrow('a phone number of DE')
})
