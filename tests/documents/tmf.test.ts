import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { expect, test } from 'vitest'
import { appliedBillingRates, customerBill } from '../../documents/tmf/customer-bill.ts'
import { tmfUsage } from '../../documents/tmf/rated-usage.ts'
import { describeWithData, sharedData } from '../shared-data.ts'
import { dinarBill, euroBill } from './bills.ts'

const options = { state: 'sent', remaining: '32.13', lastUpdate: '2026-02-01T06:00:00Z' } as const
const use = {
  eventId: 'e-1',
  service: 'voice',
  direction: 'originating',
  startedAt: '2026-01-05T10:00:00.000Z',
  subscriptionId: 'S-1',
  customerId: 'C-1000',
  otherParty: '447700900001',
  zone: 'uk-mobile',
  band: '12345 480-1200',
  quantity: '754',
  unit: 'seconds',
  tariff: 'standard',
  amount: '12345678901234567890.021166667',
  taxRate: '0.19',
  currency: 'EUR',
  ratedAt: '2026-01-05T11:00:00.000Z',
  billed: false,
}

test('amounts of TM Forum payloads keep every digit, which a float would not', () => {
  const text = JSON.stringify(tmfUsage(use))
  expect(text).toContain('"taxExcludedRatingAmount":{"unit":"EUR","value":12345678901234567890.021166667}')
  expect(JSON.stringify(customerBill(dinarBill, { ...options, remaining: '5.126' }))).toContain('"value":5.126}')
})

test('the lines of a bill add up to it', () => {
  const rates = JSON.parse(JSON.stringify(appliedBillingRates(euroBill))) as {
    taxExcludedAmount: { value: number }
  }[]
  expect(rates).toHaveLength(5)
  expect(rates.map((rate) => Math.round(rate.taxExcludedAmount.value * 100)).reduce((a, b) => a + b)).toBe(2750)
})

describeWithData('tmf_openapi', 'what is written is what the APIs describe', () => {
  const validator = (file: string) => {
    const { definitions } = JSON.parse(readFileSync(join(sharedData, 'tmf_openapi', file), 'utf8')) as {
      definitions: Readonly<Record<string, object>>
    }
    const ajv = new Ajv({ strict: false, allErrors: true })
    addFormats.default(ajv)
    return (name: string, value: unknown) => {
      const check = ajv.compile({ $ref: `#/definitions/${name}`, definitions })
      const written = JSON.parse(JSON.stringify(value)) as Readonly<Record<string, unknown>>
      const unknown = Object.keys(written).filter(
        (key) => !Object.hasOwn((definitions[name] as { properties: object }).properties, key),
      )
      expect(unknown).toEqual([])
      return check(written) ? [] : (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
    }
  }

  test('TMF678 customer bill and applied rates', () => {
    const valid = validator('customer-bill-management.api.json')
    for (const bill of [euroBill, dinarBill]) {
      const documents = [{ name: 'bill.pdf', mimeType: 'application/pdf', url: 'https://example.com/bill.pdf' }]
      expect(valid('CustomerBill', customerBill(bill, { ...options, documents }))).toEqual([])
      for (const rate of appliedBillingRates(bill)) expect(valid('AppliedCustomerBillingRate', rate)).toEqual([])
    }
    expect(valid('CustomerBill', { ...customerBill(euroBill, options), state: 'lost' })).toHaveLength(1)
  })

  test('TMF635 rated usage', () => {
    const valid = validator('usage-management.api.json')
    expect(valid('Usage', tmfUsage(use))).toEqual([])
    expect(valid('Usage', tmfUsage({ ...use, billed: true, taxRate: '0' }))).toEqual([])
    expect(valid('Usage', { ...tmfUsage(use), usageDate: 'yesterday' })).toHaveLength(1)
  })
})
