import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contract, field } from '../../ingest/contracts/contract.ts'
import { contractByName } from '../../ingest/contracts/contract_by_name.ts'
import { parseDecimal } from '../../ingest/contracts/decimal_text.ts'
import { parseInstant } from '../../ingest/contracts/instant_text.ts'
import { shownRow } from '../../ingest/contracts/shown_row.ts'
import { validator } from '../../ingest/contracts/validate.ts'
import { t } from '../../warehouse/columns.ts'

const sample = contract({
  name: 'sample',
  description: 'Every kind of field',
  eventTime: 'at',
  identity: ['id'],
  fields: {
    id: field(t.string, 'id', 'x'),
    at: field(t.instant, 'time', '2026-01-01T00:00:00Z'),
    word: field(t.oneOf('a', 'b'), 'word', 'a', { otherwise: 'a' }),
    flag: field(t.bool, 'flag', 'true', { otherwise: false }),
    small: field(t.uint8, 'small', '1', { otherwise: 1, min: 1, max: 31 }),
    long: field(t.nullable(t.int64), 'long', '1'),
    real: field(t.nullable(t.float64), 'real', '1.5', { min: -90, max: 90 }),
    day: field(t.nullable(t.date), 'day', '2026-01-01'),
    rate: field(t.decimal(18, 9), 'rate', '0.1', { otherwise: '0', min: 0 }),
    code: field(t.nullable(t.lowCardinality), 'code', 'AB', { pattern: /^[A-Z]{2}$/, shape: 'two capital letters' }),
    name: field(t.string, 'name', 'x', { otherwise: '' }),
  },
})
const check = validator(sample as never)
const base = { id: 'x', at: '2026-01-01T00:00:00Z' }

function row(event: Record<string, unknown>): unknown[] {
  const values: unknown[] = []
  expect(check.validate({ ...base, ...event }, values)).toBeUndefined()
  return values
}

function problem(event: Record<string, unknown>): unknown {
  return check.validate({ ...base, ...event }, [])
}

test('absent fields take their default, else null', () => {
  const filled = ['x', Date.UTC(2026, 0, 1), 'a', false, 1, null, null, null, 0n, null, '']
  expect(row({})).toEqual(filled)
  expect(row({ word: null, small: '', long: undefined, code: '', name: '' })).toEqual(filled)
})

test('a required field that is absent is missing, by name', () => {
  expect(problem({ id: '' })).toEqual({ reason: 'missing field', field: 'id', expected: 'text', got: 'nothing' })
  expect(problem({ at: null })).toMatchObject({ reason: 'missing field', field: 'at' })
})

describe('values are taken exactly or refused', () => {
  test.each([
    ['small', 31, 31],
    ['small', '31', 31],
    ['small', 31n, 31],
    ['small', '0000000000000000000031', 31],
    ['long', 31n, 31n],
    ['long', '9223372036854775807', 9223372036854775807n],
    ['long', '-9223372036854775808', -9223372036854775808n],
    ['long', '-000000000000000000000001', -1n],
    ['real', '1e1', 10],
    ['real', 1.25, 1.25],
    ['day', '2149-06-06', 65535],
    ['day', '1970-01-01', 0],
    ['rate', '1', 1_000_000_000n],
    ['rate', '0.000000001', 1n],
    ['rate', '1.5000000000000', 1_500_000_000n],
    ['rate', 2n, 2_000_000_000n],
    ['rate', '999999999.999999999', 999_999_999_999_999_999n],
    ['at', '2026-03-29T03:30:00.1239+02:00', Date.UTC(2026, 2, 29, 1, 30, 0, 123)],
    ['at', new Date(86_400_005), 86_400_005],
    ['at', '1970-01-02T00:00Z', 86_400_000],
    ['at', '2149-06-05 23:59:59.999Z', Date.UTC(2149, 5, 5, 23, 59, 59, 999)],
  ] as [string, unknown, unknown][])('%s takes %s', (name, given, wire) => {
    expect(row({ [name]: given })[Object.keys(sample.fields).indexOf(name)]).toEqual(wire)
  })

  test.each([
    ['small', 0],
    ['small', 32],
    ['small', 1.5],
    ['small', 'x'],
    ['small', '1.0'],
    ['small', '0x1'],
    ['small', true],
    ['small', Number.NaN],
    ['long', '9223372036854775808'],
    ['long', 2 ** 53],
    ['long', '1'.repeat(1_000_000)],
    ['real', 91],
    ['real', Number.POSITIVE_INFINITY],
    ['real', '1,5'],
    ['real', 'NaN'],
    ['day', '2026-02-29'],
    ['day', '1969-12-31'],
    ['day', '2149-06-07'],
    ['day', '2026-1-1'],
    ['day', new Date()],
    ['rate', 1],
    ['rate', '-1'],
    ['rate', '1000000000'],
    ['rate', '0.0000000001'],
    ['rate', '1e3'],
    ['rate', '.'],
    ['rate', '1'.repeat(1_000_000)],
    ['at', '2026-01-01'],
    ['at', '2026-01-01T00:00:00'],
    ['at', '2026-13-01T00:00:00Z'],
    ['at', 1767225600000],
    ['at', new Date(Number.NaN)],
    ['at', '1970-01-01T23:59:59Z'],
    ['at', '2149-06-06T00:00:00Z'],
    ['at', '2026-01-01T00:00:60Z'],
    ['at', '2026-01-01T00:00:00ZZ'],
    ['word', 'c'],
    ['word', 1],
    ['flag', 'true'],
    ['flag', 1],
    ['code', 'ab'],
    ['code', 'ABC'],
    ['name', 5],
    ['name', {}],
    ['nam', 'x'],
    ['toString', 'x'],
  ] as [string, unknown][])('%s refuses %s', (name, given) => {
    expect(problem({ [name]: given })).toMatchObject({ reason: 'bad value', field: name })
  })

  test('an unknown field names the near ones', () => {
    expect(problem({ nam: 'x' })).toMatchObject({ expected: 'a field of the contract, such as name' })
  })
})

test('any decimal within the scale keeps its value', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.integer({ min: 0, max: 18 }), (units, scale) => {
      const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0')
      const text = `${units < 0n ? '-' : ''}${digits.slice(0, digits.length - scale)}.${digits.slice(digits.length - scale)}`
      expect(parseDecimal(scale === 0 ? text.slice(0, -1) : text, scale)).toBe(units)
    }),
  )
})

test('any instant reads as Date does', () => {
  const years = { min: new Date('1900-01-01T00:00:00Z'), max: new Date('2299-12-31T23:59:59Z'), noInvalidDate: true }
  fc.assert(
    fc.property(fc.date(years), (date) => {
      expect(parseInstant(date.toISOString())).toBe(date.getTime())
    }),
  )
})

test('no value at all makes a validator throw', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...contractByName.values()),
      fc.dictionary(fc.string(), fc.anything()),
      fc.anything(),
      (each, extra, any) => {
        const names = Object.keys(each.fields)
        validator(each).validate({ ...Object.fromEntries(names.map((name) => [name, any])), ...extra }, [])
      },
    ),
  )
})

test.each([
  ['catalogue_exchange_rate', 'rate', '0', ', 0.000000001 or more'],
  ['catalogue_exchange_rate', 'rate', '-1.2', ', 0.000000001 or more'],
  ['catalogue_rate', 'markup', '-100.5', ', -100 or more'],
])('%s refuses a %s of %s, which rating could not take', (name, field, value, expected) => {
  const each = contractByName.get(name)!
  const event = Object.fromEntries(
    Object.entries(each.fields).map(([key, { column, example }]) => [
      key,
      column.kind === 'bool' ? example === 'true' : example,
    ]),
  )
  const problem = validator(each).validate({ ...event, [field]: value }, [])
  expect(problem).toMatchObject({ reason: 'bad value', field })
  expect(problem?.expected).toContain(expected)
})

describe('every contract', () => {
  test.each([...contractByName.values()].map((each) => [each.name, each] as const))(
    '%s takes its own examples',
    (_, each) => {
      const event = Object.fromEntries(
        Object.entries(each.fields).map(([name, { column, example }]) => [
          name,
          column.kind === 'bool' ? example === 'true' : example,
        ]),
      )
      const values: unknown[] = []
      expect(validator(each).validate(event, values)).toBeUndefined()
      expect(Object.keys(shownRow(each, values))).toEqual(['contract', ...Object.keys(each.fields)])
    },
  )
})

test('a call’s id begins with nothing under which rating keeps ids of another kind', () => {
  const usage = validator(contractByName.get('usage')!)
  const call = { service: 'voice', started_at: '2026-01-01T00:00:00Z', duration_s: 1, subscription_id: 'S-1' }
  const refused = (event_id: string) => usage.validate({ ...call, event_id }, [])
  for (const id of ['metered/x', 'movement/x', 'pass/x']) {
    expect(refused(id)).toMatchObject({ reason: 'bad value', field: 'event_id' })
  }
  for (const id of ['c1', 'metered', 'x/metered/', 'passage/1']) expect(refused(id)).toBeUndefined()
})
