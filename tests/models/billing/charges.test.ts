import { beforeAll, describe, expect, test } from 'vitest'
import type { Event } from '../../../ingest/contracts/index.ts'
import { models as billing, reconciliations } from '../../../models/billing/index.ts'
import { prepaidDebit } from '../../../models/customers/prepaid_debit.ts'
import { lineRevenue } from '../../../models/finance/line_revenue.ts'
import { onceIsOnBills } from '../../../models/finance/reconciliations.ts'
import { models as prepaid } from '../../../models/prepaid/index.ts'
import { models as rating } from '../../../models/rating/index.ts'
import { models as staging } from '../../../models/staging/index.ts'
import { account, call, givenModels, line, offering } from '../given_events.ts'
import { discountEvents, testDiscounts } from './discounts.ts'

const { build, ask } = givenModels(
  [...staging, ...prepaid, ...rating, ...billing, prepaidDebit, lineRevenue],
  [...reconciliations, onceIsOnBills],
)

type Charge = Partial<Omit<Extract<Event, { contract: 'catalogue_charge' }>, 'contract' | 'offering_id'>>

/** A plan with these charges, at 19 % unless they say otherwise. */
const plan = (id: string, ...charges: readonly Charge[]): Event[] => [
  offering({ offering_id: id, name: id }),
  ...charges.map(
    (given, index): Event => ({
      contract: 'catalogue_charge',
      offering_id: id,
      charge_id: `charge ${index + 1}`,
      amount: '31',
      ...given,
    }),
  ),
]
/** An account and its line of the same name; the first state begins on New Year’s Day 2025. */
const payer = (
  name: string,
  states: readonly Parameters<typeof line>[0][],
  given: Parameters<typeof account>[0] = {},
) => [
  account({ billing_account_id: name, ...given }),
  ...states.map((state) => line({ subscription_id: `S-${name}`, billing_account_id: name, ...state })),
]
/** Midnight in Berlin in winter. */
const midnight = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) - 3_600_000).toISOString()
const ended = (effective_at: string) => ({ effective_at, status: 'terminated', status_reason: 'moved' }) as const

// One world for charges and discounts: to build the models costs more than all that is asked of them.
beforeAll(async () => {
  await build([
    ...discountEvents,
    // The data runs from January to the end of March.
    call('first', { subscription_id: 'S-advance', started_at: '2026-01-05T12:00:00Z' }),
    call('last', { subscription_id: 'S-advance', started_at: '2026-03-20T12:00:00Z' }),
    ...plan('advance', { charged_in: 'advance' }),
    ...plan('dearer', { charged_in: 'advance', amount: '62' }),
    ...payer('advance', [{ offering_id: 'advance' }, { offering_id: 'dearer', effective_at: midnight('2026-02-15') }]),
    ...payer('left', [{ offering_id: 'advance' }, { offering_id: 'advance', ...ended('2026-02-10T08:00:00Z') }]),
    ...payer('came', [{ offering_id: 'advance', effective_at: '2026-02-15T08:00:00Z' }]),
    ...payer('came on the day', [{ offering_id: 'advance', effective_at: midnight('2026-02-01') }]),
    ...payer('bimonthly advance', [{ offering_id: 'advance' }], { cycle_months: 2 }),
    ...plan('quarter', { every_count: 3, amount: '90', charged_in: 'arrears' }),
    ...payer('quarter', [{ offering_id: 'quarter', effective_at: midnight('2026-01-01') }]),
    ...plan('quarter ahead', { every_count: 3, amount: '90', charged_in: 'advance' }),
    ...payer('quarter ahead', [
      { offering_id: 'quarter ahead', effective_at: midnight('2026-01-01') },
      { offering_id: 'quarter ahead', ...ended('2026-02-15T08:00:00Z') },
    ]),
    ...plan('year ahead', { every: 'year', amount: '365', charged_in: 'advance' }),
    ...payer('year ahead', [{ offering_id: 'year ahead', effective_at: midnight('2026-01-11') }]),
    ...plan('daily', { every: 'day', amount: '0.5', charged_in: 'arrears' }),
    ...payer('daily', [{ offering_id: 'daily' }]),
    ...plan('weekly', { every: 'week', amount: '7', charged_in: 'arrears' }),
    ...payer('weekly', [{ offering_id: 'weekly' }]),
    ...plan('full', { proration: 'full', charged_in: 'arrears' }),
    ...payer('full', [{ offering_id: 'full', effective_at: midnight('2026-01-20') }]),
    ...plan('none', { proration: 'none', charged_in: 'arrears' }),
    ...payer('none', [{ offering_id: 'none', effective_at: midnight('2026-01-20') }]),
    ...plan('seconds', { proration: 'seconds', charged_in: 'arrears' }),
    ...payer('seconds', [{ offering_id: 'seconds', effective_at: '2026-01-16T11:00:00Z' }]),
    ...plan('paused free', { while_suspended: 'free', charged_in: 'arrears' }),
    ...plan('paused', { charged_in: 'arrears' }),
    ...['paused free', 'paused'].flatMap((name) =>
      payer(name, [
        { offering_id: name },
        { offering_id: name, effective_at: midnight('2026-01-11'), status: 'suspended' },
        { offering_id: name, effective_at: midnight('2026-01-21') },
      ]),
    ),
    ...plan(
      'bundle',
      { charged_in: 'arrears', amount: '20' },
      { every: 'once', kind: 'setup', amount: '50' },
      { every: 'once', kind: 'device', amount: '100', instalments: 3, name: 'Phone' },
      { every: 'once', kind: 'deposit', amount: '200' },
      { every: 'once', amount: '5', charged_on: 'end' },
    ),
    ...payer('bundle', [
      { offering_id: 'bundle', effective_at: midnight('2026-01-01') },
      { offering_id: 'bundle', ...ended('2026-03-31T08:00:00Z') },
    ]),
    ...plan('term', { every: 'once', kind: 'early_termination', amount: '240', term_months: 24, falling: true }),
    // Begun on 10 January, ended on 15 February: two months of 24 are served.
    ...payer('term', [
      { offering_id: 'term', effective_at: midnight('2026-01-10') },
      { offering_id: 'term', ...ended('2026-02-15T08:00:00Z') },
    ]),
    // Served in full: begun on 10 January 2024.
    ...payer('term served', [
      { offering_id: 'term', effective_at: midnight('2024-01-10') },
      { offering_id: 'term', ...ended('2026-02-15T08:00:00Z') },
    ]),
    { contract: 'catalogue_tax', tax_id: 'reduced', rate: '0.07' },
    ...plan(
      'taxed',
      { charged_in: 'arrears', amount: '11.9', tax_included: true },
      { charged_in: 'arrears', amount: '10', tax_id: 'reduced' },
    ),
    ...payer('taxed', [{ offering_id: 'taxed' }]),
    ...payer('own price', [{ offering_id: 'paused', recurring_price: '15.5' }]),
  ])
})

const lines = (payer: string, bill: string) =>
  ask(`
    SELECT toString(net) AS net, toString(period_from) AS f, toString(period_to) AS t FROM billing.bill_line
    WHERE billing_account_id = '${payer}' AND bill_from = '${bill}' AND category <> 'usage' ORDER BY period_from, net`)
const nets = async (payer: string, bill = '2026-01-01') => (await lines(payer, bill)).map(({ net }) => net)

test('an advance charge stands on the bill before its period; a change of plan reverses it and charges the new plan', async () => {
  expect(await lines('advance', '2026-01-01')).toEqual([
    { net: '31', f: '2026-01-01', t: '2026-02-01' },
    { net: '31', f: '2026-02-01', t: '2026-03-01' },
  ])
  expect(await lines('advance', '2026-02-01')).toEqual([
    { net: '-15.5', f: '2026-02-15', t: '2026-03-01' },
    { net: '31', f: '2026-02-15', t: '2026-03-01' },
    { net: '62', f: '2026-03-01', t: '2026-04-01' },
  ])
  expect(await lines('advance', '2026-03-01')).toEqual([{ net: '62', f: '2026-04-01', t: '2026-05-01' }])
})

test('what was charged in advance is given back from the day after the end', async () => {
  // 31 × 10 / 28 = 11.07; 11.07 − 31 = −19.93
  expect(await lines('left', '2026-02-01')).toEqual([{ net: '-19.93', f: '2026-02-11', t: '2026-03-01' }])
  expect(await nets('left', '2026-03-01')).toEqual([])
})

test('the first bill has the days up to the cycle and the next period', async () => {
  expect(await nets('came', '2026-01-01')).toEqual([])
  expect(await nets('came', '2026-02-01')).toEqual(['15.5', '31'])
})

test('a line that begins as the bill ends is charged in advance on it', async () => {
  expect(await lines('came on the day', '2026-01-01')).toEqual([{ net: '31', f: '2026-02-01', t: '2026-03-01' }])
})

test('a bill of two months charges both months of the next in advance', async () => {
  // January and February, before which there was no bill, and March and April.
  expect(await nets('bimonthly advance', '2026-01-01')).toEqual(['31', '31', '31', '31'])
})

test('periods of several months begin with the line, and are charged at their end or beginning', async () => {
  expect(await nets('quarter', '2026-01-01')).toEqual([])
  expect(await nets('quarter', '2026-02-01')).toEqual([])
  expect(await lines('quarter', '2026-03-01')).toEqual([{ net: '90', f: '2026-01-01', t: '2026-04-01' }])
  expect(await nets('quarter ahead', '2026-01-01')).toEqual(['90'])
  // 31 + 15 days of 90 were had: 46; 44 are given back with the bill that knows.
  expect(await lines('quarter ahead', '2026-02-01')).toEqual([{ net: '-44', f: '2026-02-16', t: '2026-04-01' }])
  expect(await nets('quarter ahead', '2026-03-01')).toEqual([])
  // 11 January to the end of the year: 355 of 365 days.
  expect(await nets('year ahead', '2026-01-01')).toEqual(['355'])
  expect(await nets('year ahead', '2026-02-01')).toEqual([])
})

test('prices by day and by week count days', async () => {
  expect(await nets('daily')).toEqual(['15.5'])
  expect(await nets('weekly')).toEqual(['31'])
})

test('proration by seconds, in full, or not at all', async () => {
  expect(await nets('full')).toEqual(['31'])
  expect(await nets('none')).toEqual([])
  expect(await nets('none', '2026-02-01')).toEqual(['31'])
  // From noon of the 16th: 15.5 of 31 days.
  expect(await nets('seconds')).toEqual(['15.5'])
})

test('days of suspension are charged unless the charge says that they are free', async () => {
  expect(await nets('paused')).toEqual(['31'])
  expect(await nets('paused free')).toEqual(['21'])
})

test('charges made once: setup, instalments whose last takes the rest, at the end; a deposit is on no bill', async () => {
  expect(await nets('bundle', '2026-01-01')).toEqual(['20', '33.33', '50'])
  expect(await nets('bundle', '2026-02-01')).toEqual(['20', '33.33'])
  expect(await nets('bundle', '2026-03-01')).toEqual(['20', '33.34', '5'])
})

test('what is charged once is revenue of its line in the month in which it is due, discounts are of the bill’s last day', async () => {
  const once = (account: string) =>
    ask(`
      SELECT toString(month) AS month, subscription_id AS line, category, service, toString(net) AS net FROM finance.line_revenue
      WHERE billing_account_id = '${account}' AND category IN ('one-off', 'discount') AND month < '2026-04-01' ORDER BY month`)
  const oneOff = { line: 'S-bundle', category: 'one-off', service: 'one-off' }
  expect(await once('bundle')).toEqual([
    { ...oneOff, month: '2026-01-01', net: '83.33' },
    { ...oneOff, month: '2026-02-01', net: '33.33' },
    { ...oneOff, month: '2026-03-01', net: '38.34' },
  ])
  expect(await once('term')).toEqual([{ ...oneOff, line: 'S-term', month: '2026-02-01', net: '220' }])
  const discount = { line: null, category: 'discount', service: 'discount' }
  expect(await once('two rates')).toEqual([
    { ...discount, month: '2026-01-01', net: '-7' },
    { ...discount, month: '2026-02-01', net: '-7' },
  ])
})

test('leaving within the term costs what is left of it', async () => {
  expect(await nets('term', '2026-02-01')).toEqual(['220'])
  expect(await nets('term served', '2026-02-01')).toEqual([])
})

test('prices that contain the tax, and a tax of the charge’s own', async () => {
  expect(
    await ask(`SELECT toString(tax_rate) AS rate, toString(net) AS net, toString(tax) AS tax FROM billing.bill_tax
      WHERE bill_id = 'taxed/2026-01-01/EUR' ORDER BY rate`),
  ).toEqual([
    { rate: '0.07', net: '10', tax: '0.7' },
    { rate: '0.19', net: '10', tax: '1.9' },
  ])
})

test('a price agreed with the customer takes the place of the plain monthly charge', async () => {
  expect(await nets('own price')).toEqual(['15.5'])
})

describe('discounts', () => testDiscounts(ask))
