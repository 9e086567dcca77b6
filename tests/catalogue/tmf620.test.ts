import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { checkCatalogue } from '../../ingest/catalogue/load_catalogue.ts'
import { importTmf620 } from '../../ingest/catalogue/tmf620/import_tmf620.ts'
import { readPayload } from '../../ingest/catalogue/tmf620/payload.ts'
import { unitOf } from '../../ingest/catalogue/tmf620/unit.ts'
import { newHome, trunkline } from '../cli/trunkline.ts'
import { temporaryFolder } from '../temporary-folder.ts'

const file = join(import.meta.dirname, '../fixtures/tmf620/offerings.json')
const imported = () => importTmf620(readPayload(file, readFileSync(file, 'utf8')))

test('offerings, charges, prices of usage and tiers become a catalogue', () => {
  expect(imported().catalogue).toEqual({
    taxes: [{ id: 'tax-19', rate: '19', category: 'S' }],
    offerings: [
      {
        id: 'mobile-m',
        name: 'Mobile M',
        currency: 'EUR',
        from: '2026-01-01T00:00:00Z',
        to: '2027-01-01T00:00:00Z',
        charges: [
          { id: 'fee', name: 'Monthly fee', amount: '19.9', every: 'month', count: 1, tax: 'tax-19' },
          { id: 'sim', name: 'SIM card', amount: '9.95', every: 'once' },
        ],
        usage: [
          // Seven decimals, as they were written.
          { id: 'calls', name: 'Calls', service: 'voice', per: 60, rates: [{ rate: '0.0000001' }] },
          { id: 'data', name: 'Data', service: 'data', per: 100_000_000, rates: [{ rate: '0.5' }] },
          {
            id: 'api-1',
            name: 'API calls',
            metric: 'api calls',
            model: 'graduated',
            tiers: [{ up_to: '1000', amount: '0.02' }, { amount: '0.01' }],
          },
        ],
      },
      {
        id: 'old style',
        name: 'Version 2',
        currency: 'EUR',
        charges: [
          {
            id: 'Quarterly',
            name: 'Quarterly',
            amount: '119',
            every: 'month',
            count: 3,
            tax: 'tax-19',
            tax_included: 'true',
          },
        ],
      },
    ],
  })
})

test('what has no place in the catalogue is named with where it stands', () => {
  expect(imported().unmapped.map(({ at, reason }) => `${at}: ${reason}`)).toEqual([
    'productOffering[0].place: the catalogue has no such member',
    'productOffering[0].productOfferingPrice[6]: the payload does not have the price gone it refers to',
    'productOffering[0].productOfferingPrice[8].priceType: expected recurring, one time or usage, got "discount"; the price is left out',
    'productOffering[0]: the price dollars is in another currency than EUR; it is left out',
    'productOffering[1].productOfferingPrice[0].pricingLogicAlgorithm: the catalogue has no such member',
  ])
})

// As SigScale OCS, the FIWARE marketplace and the API's own examples of v2 write prices.
test('amounts as they are, units in one text, and alterations of prices', () => {
  const price = { taxIncludedAmount: '12.00', dutyFreeAmount: '10.00', taxRate: '20.00', currencyCode: 'EUR' }
  const offering = {
    id: 'data-10',
    name: 'Data 10',
    validFor: { startDateTime: '2026-01-01T00:00:00.000+0000', endDateTime: '2027-01-01T00:00' },
    productOfferingPrice: [
      {
        name: 'monthly',
        priceType: 'recurring-prepaid',
        recurringChargePeriod: 'monthly',
        price,
        productOfferPriceAlteration: {
          ...{ name: 'allowance', priceType: 'usage', unitOfMeasure: '10g' },
          price: { taxIncludedAmount: '0', currencyCode: 'EUR' },
        },
      },
      {
        name: 'rental',
        priceType: 'recurring postpaid',
        recurringChargePeriod: '3 months',
        price: { amount: '6', currency: 'EUR' },
      },
      {
        name: 'usage',
        priceType: 'usage',
        unitOfMeasure: '1g',
        price: { taxIncludedAmount: '2.50', currencyCode: 'EUR' },
      },
      {
        ...{
          name: 'calls',
          priceType: 'usageCharge',
          unitOfMeasure: '60s',
          price: { amount: '0.10', currency: 'EUR' },
        },
        productOfferPriceAlteration: { name: 'set-up', priceType: 'one time', price: { amount: '0.05' } },
      },
      {
        ...{ name: 'storage', priceType: 'Usage', unitOfMeasure: 'megabyte', price },
        productOfferPriceAlteration: { name: 'half', priceType: 'one time', price: { percentage: 50 } },
      },
      {
        ...{ name: 'delivery', priceType: 'one time', price },
        productOfferPriceAlteration: {
          ...{ name: 'Shipping Discount', priceType: 'One Time discount', price: { percentage: 100 } },
          priceCondition: 'apply if total amount of the order is greater than 300.00',
        },
      },
    ],
  }
  const { catalogue, unmapped } = importTmf620(readPayload('v2.json', JSON.stringify(offering)))
  expect(catalogue).toEqual({
    taxes: [{ id: 'tax-20', rate: '20', category: 'S' }],
    offerings: [
      {
        ...{ id: 'data-10', name: 'Data 10', currency: 'EUR' },
        ...{ from: '2026-01-01T00:00:00.000+00:00', to: '2027-01-01T00:00Z' },
        charges: [
          { id: 'monthly', name: 'monthly', amount: '10', every: 'month', count: 1, tax: 'tax-20' },
          { id: 'rental', name: 'rental', amount: '6', every: 'month', count: 3, charged_in: 'arrears' },
          { id: 'delivery', name: 'delivery', amount: '10', every: 'once', tax: 'tax-20' },
        ],
        usage: [
          { id: 'usage', name: 'usage', service: 'data', per: 1_000_000_000, rates: [{ rate: '2.5' }] },
          { id: 'calls', name: 'calls', service: 'voice', per: 60, rates: [{ rate: '0.1', connect_fee: '0.05' }] },
          { id: 'storage', name: 'storage', service: 'data', per: 1_000_000, rates: [{ rate: '10' }], tax: 'tax-20' },
        ],
        allowances: [
          {
            ...{ id: 'allowance', name: 'allowance', unit: 'bytes', amount: '10000000000' },
            ...{ services: ['data'], period: 'cycle' },
          },
        ],
        discounts: [{ id: 'half', name: 'half', percentage: '50', on: 'price', prices: ['storage'], cycles: 1 }],
      },
    ],
  })
  expect(unmapped).toEqual([
    {
      at: 'productOffering[0].productOfferingPrice[5].productOfferPriceAlteration',
      reason: 'Shipping Discount has a condition in words; it is left out',
    },
  ])
  const file = join(temporaryFolder('tmf620'), 'v2.yaml')
  writeFileSync(file, JSON.stringify(catalogue))
  expect(checkCatalogue(file).problems).toEqual([])
})

test('the command writes a file that is right as a catalogue', async () => {
  const out = join(temporaryFolder('tmf620'), 'offerings.yaml')
  const { code, out: said, err } = await trunkline(newHome(), ['catalogue', 'import', 'tmf620', file, '--out', out])
  expect(err).toBe('')
  expect(code).toBe(0)
  expect(said).toContain('offerings.yaml: 2 offerings')
  expect(said).toContain('not imported: productOffering[0].place')
  expect(checkCatalogue(out).problems).toEqual([])
  expect(parse(readFileSync(out, 'utf8')).offerings).toHaveLength(2)
})

test.each([
  ['{"productOffering": ', 'offerings.json: '],
  ['{"hello": 1}', 'no product offering is in it'],
])('%s is refused', async (text, message) => {
  const folder = temporaryFolder('tmf620')
  writeFileSync(join(folder, 'offerings.json'), text)
  const { code, err } = await trunkline(newHome(), [
    ...['catalogue', 'import', 'tmf620', join(folder, 'offerings.json')],
    ...['--out', join(folder, 'a.yaml')],
  ])
  expect(code).toBe(2)
  expect(err).toContain(message)
})

const offeringOf = (prices: readonly object[], more: object = {}) =>
  importTmf620(readPayload('p.json', JSON.stringify({ id: 'm', name: 'M', ...more, productOfferingPrice: prices })))
const monthly = (id: string, value: number, validFor: object) => ({
  ...{ id, name: 'Fee', priceType: 'recurring', recurringChargePeriod: 'month', price: { unit: 'EUR', value } },
  validFor,
})

test('prices that follow each other become versions of the offering, never two charges at once', () => {
  const { catalogue } = offeringOf(
    [
      monthly('old', 10, { endDateTime: '2026-07-01T00:00:00Z' }),
      monthly('new', 12, { startDateTime: '2026-07-01T00:00:00Z' }),
      { id: 'sms', priceType: 'usage', unitOfMeasure: 'SMS', price: { unit: 'EUR', value: 0.1 } },
    ],
    { validFor: { startDateTime: '2026-01-01T00:00:00Z' } },
  )
  const usage = [{ id: 'sms', name: 'sms', service: 'sms', per: 1, rates: [{ rate: '0.1' }] }]
  const charge = (id: string, amount: string) => [{ id, name: 'Fee', amount, every: 'month', count: 1 }]
  expect(catalogue.offerings).toEqual([
    {
      ...{ id: 'm', name: 'M', currency: 'EUR', from: '2026-01-01T00:00:00Z', to: '2026-07-01T00:00:00Z', usage },
      charges: charge('old', '10'),
    },
    { id: 'm', name: 'M', currency: 'EUR', from: '2026-07-01T00:00:00Z', usage, charges: charge('new', '12') },
  ])
})

const ranged = (id: string, value: number, valueFrom: number, valueTo?: number) => ({
  ...{ id, priceType: 'usage', unitOfMeasure: { amount: 100, units: 'calls' }, price: { unit: 'EUR', value } },
  prodSpecCharValueUse: [{ productSpecCharacteristicValue: [{ valueFrom, valueTo }] }],
})

test('tiers are for as many units as their prices, and a hole between them is told', () => {
  const { catalogue, unmapped } = offeringOf([ranged('a', 5, 0, 1000), ranged('b', 4, 2000)])
  expect(catalogue.offerings).toMatchObject([
    {
      usage: [
        {
          tiers: [
            { up_to: '1000', per: '100', amount: '5' },
            { per: '100', amount: '4' },
          ],
        },
      ],
    },
  ])
  expect(unmapped.map(({ reason }) => reason)).toEqual([
    'no price is for what lies between 1000 and 2000; that of b is taken',
  ])
})

test('a payload of which nothing can be imported is an error, and nothing is written', async () => {
  const folder = temporaryFolder('tmf620')
  const [payload, out] = [join(folder, 'offerings.json'), join(folder, 'a.yaml')]
  writeFileSync(
    payload,
    '{"id":"m","productOfferingPrice":[{"id":"p","priceType":"usage","price":{"unit":"EUR","value":"1e-3"}}]}',
  )
  const { code, err } = await trunkline(newHome(), ['catalogue', 'import', 'tmf620', payload, '--out', out])
  expect(code).toBe(2)
  expect(err).toContain(
    'productOffering[0].productOfferingPrice[0].price: expected a decimal of zero or more, got "1e-3"',
  )
  expect(existsSync(out)).toBe(false)
})

test.each([
  ['[{"id":"a"}, 7]', '[1]: expected an object with id or name, got "7"'],
  [
    '{"productOffering":[{"id":"a"},{"price":3}]}',
    'productOffering[1]: expected an object with id or name, got {"price":"3"}',
  ],
])('what is no offering is not passed over: %s', (text, message) => {
  expect(() => readPayload('p.json', text)).toThrow(`p.json: ${message}`)
})

test.each([
  ['Minutes', { service: 'voice', per: 60 }],
  ['s', { service: 'voice', per: 1 }],
  ['SMS', { service: 'sms', per: 1 }],
  ['GiB', { service: 'data', per: 1_073_741_824 }],
  ['GB', { service: 'data', per: 1_000_000_000 }],
  ['Gigabytes', { service: 'data', per: 1_000_000_000 }],
  ['licence/month', { metric: 'licence/month', per: 1 }],
])('a price per %s', (name, unit) => {
  expect(unitOf(name)).toEqual(unit)
})
