import { getCountries, getExampleNumber } from 'libphonenumber-js/max'
import examples from 'libphonenumber-js/mobile/examples'
import { expect, test } from 'vitest'
import { numberReading } from '../../../ingest/catalogue/number_reading.ts'
import { msisdn } from '../../../ingest/mappings/msisdn.ts'
import { numberInFull } from '../../../ingest/mappings/number_in_full.ts'
import { catalogueOf } from '../../catalogue/catalogue-of.ts'

const numbers = getCountries().flatMap((country) => {
  const example = getExampleNumber(country, examples)
  return example === undefined ? [] : [{ country, full: example.number.slice(1), national: example.formatNational() }]
})

test('a number of every country is the same dialled within it, with a plus, and in full', () => {
  expect(numbers.length).toBeGreaterThan(230)
  for (const { country, full, national } of numbers) {
    expect([country, numberInFull(full, country)]).toEqual([country, full])
    expect([country, numberInFull(`+${full}`, country)]).toEqual([country, full])
    // Six digits may be a service: such numbers stay as dialled.
    if (national.replace(/\D/g, '').length > 6)
      expect([country, numberInFull(national, country)]).toEqual([country, full])
  }
})

test.each([
  ['DE', '0049 30 123456', '4930123456'],
  ['DE', '004420712345', '4420712345'],
  ['DE', '110', '110'],
  ['DE', '4915123456789', '4915123456789'],
  ['DE', '33123456789', '33123456789'],
  ['US', '2125550100', '12125550100'],
  ['US', '011 44 20 7123 4567', '442071234567'],
  ['AU', '0011 44 20 7123 4567', '442071234567'],
  ['AU', '(02) 9250 1234', '61292501234'],
  ['IT', '06 698 1234', '39066981234'],
  ['VN', '0912 345 678', '84912345678'],
  ['ES', '911 23 45 67', '34911234567'],
  ['DE', 'alpha', 'alpha'],
])('in %s %s is %s', (country, dialled, full) => {
  expect(numberInFull(dialled, country)).toBe(full)
})

test('a mapping leaves a number in full as it is, though its digits could be an area of the country', () => {
  expect(msisdn('4915123456789', 'DE')).toBe('4915123456789')
  expect(msisdn('62812345678', 'ID')).toBe('62812345678')
})

test('rules of a catalogue come before its country: the longest prefix, then the number of digits', () => {
  const read = numberReading(
    catalogueOf(`
numbering:
  - id: a
    country: AU
    rules: [{ prefix: "0", becomes: "61" }, { prefix: "0011" }, { digits: 8, becomes: "612" }, { becomes: "1", digits: 3 }]
    to: 2026-02-01
  - { id: a, rules: [{ prefix: "7", becomes: "33" }], from: 2026-02-01 }
`),
  )
  const january = (number: string) => read(number, '2026-01-10T00:00:00Z')
  expect(january('03 9250 1234')).toBe('61392501234')
  expect(january('001149301234567')).toBe('49301234567')
  expect(january('92501234')).toBe('61292501234')
  expect(january('000')).toBe('6100')
  expect(january('112')).toBe('1112')
  expect(january('+01234')).toBe('01234')
  expect(read('71234', '2026-02-01T00:00:00Z')).toBe('331234')
  expect(read('03 9250 1234', '2026-02-01T00:00:00Z')).toBe('03 9250 1234')
})
